//! The releases of a changelog, in the form of Keep a Changelog or one near it.

use jiff::civil::Date;
use parse_changelog::{Error, Parser};
use stability_policy::{Release, Section};

/// The releases, in the order of the text. A text without a release has none.
pub fn parse(text: &str) -> Result<Vec<Release>, Error> {
    let parser = Parser::new();
    if parser.parse_iter(text).next().is_none() {
        return Ok(Vec::new());
    }
    let releases = parser.parse(text)?;
    let read = releases.values().map(|release| Release {
        version: release.version.parse().ok(),
        date: date_in(release.title),
        text: release.notes.to_owned(),
        sections: sections(release.notes),
        line: line_of(text, release.title),
    });
    Ok(read.collect())
}

/// The first date in a heading.
pub fn date_in(title: &str) -> Option<Date> {
    let mut words = title.split(|c: char| !c.is_ascii_digit() && c != '-');
    words.find_map(|word| word.parse().ok())
}

/// The parts that have a heading of their own, one or two levels below that of the release.
fn sections(notes: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut fence: Option<&str> = None;
    for line in notes.lines() {
        let start = line.trim_start();
        match fence {
            Some(mark) if start.starts_with(mark) => fence = None,
            None => fence = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark)),
            Some(_) => {}
        }
        let title = line.trim_start_matches('#');
        let depth = line.len() - title.len();
        if fence.is_none() && (2..=4).contains(&depth) && title.starts_with(' ') {
            sections.push(Section {
                title: title.trim().trim_end_matches('#').trim().to_owned(),
                text: String::new(),
            });
        } else if let Some(section) = sections.last_mut() {
            section.text.push_str(line);
            section.text.push('\n');
        }
    }
    for section in &mut sections {
        section.text = section.text.trim().to_owned();
    }
    sections
}

/// The line of a part of `text`, counted from 1.
fn line_of(text: &str, part: &str) -> u32 {
    let at = (part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    let lines = text.get(..at).map_or(0, |before| before.matches('\n').count() + 1);
    u32::try_from(lines).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::parse;

    const TEXT: &str = "# Changelog

## [Unreleased]

### Breaking

- `ask` was removed: call `infer`.

```md
### No heading
```

## [1.1.0] - 2026-09-01

Words before any section.

### Deprecated

- `ask`

## 1.0.0-rc.1 (2026-02-30)
";

    #[test]
    fn releases_have_version_date_line_and_sections() {
        let releases = parse(TEXT).unwrap();
        let versions: Vec<_> = releases
            .iter()
            .map(|it| it.version.as_ref().map(ToString::to_string))
            .collect();
        assert_eq!(
            versions,
            [None, Some("1.1.0".to_owned()), Some("1.0.0-rc.1".to_owned())]
        );
        // The third date is not in the calendar.
        let dates: Vec<_> = releases.iter().map(|it| it.date).collect();
        assert_eq!(dates, [None, Some(date(2026, 9, 1)), None]);
        assert_eq!(releases.iter().map(|it| it.line).collect::<Vec<_>>(), [3, 13, 21]);
        let sections = &releases[0].sections;
        assert_eq!(sections.len(), 1);
        assert_eq!(sections[0].title, "Breaking");
        assert!(sections[0].text.contains("### No heading"));
        assert_eq!(releases[1].sections[0].text, "- `ask`");
        assert!(releases[1].text.starts_with("Words before"));
    }

    #[test]
    fn a_text_without_releases_has_none_and_a_release_twice_is_refused() {
        assert!(parse("").unwrap().is_empty());
        assert!(parse("# Changelog\n\nNothing yet.\n").unwrap().is_empty());
        let error = parse("## 1.0.0\n\n- a\n\n## 1.0.0\n\n- b\n").unwrap_err();
        assert!(error.to_string().contains("1.0.0"), "{error}");
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "([#\\[\\]`.0-9a-z \\n-]|## 1\\.0\\.){0,80}") {
            let _ = parse(&text);
        }
    }
}
