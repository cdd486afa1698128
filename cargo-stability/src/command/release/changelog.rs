//! The section of a release in the changelog: what waits for one gets its version and date.

use jiff::civil::Date;
use semver::Version;

use crate::evidence::date_in;

/// The text in which what is under `Unreleased` is under the version; `None` where nothing waits.
///
/// Where the version has a section already, it gets the date, if other sections have one. That is no condition of a release, so
/// nothing changes where it is only `checked`.
pub fn with_section(text: &str, version: &Version, date: Date, checked: bool) -> Option<String> {
    let mut fence = false;
    let mut at = 0;
    let mut found = None;
    let (mut own, mut has_dates) = (None, false);
    for line in text.split_inclusive('\n') {
        let start = line.trim_start();
        if start.starts_with("```") || start.starts_with("~~~") {
            fence = !fence;
        } else if !fence && line.starts_with('#') {
            let title = line.trim().trim_matches(['#', ' ']);
            if title.trim_matches(['[', ']']).eq_ignore_ascii_case("unreleased") {
                found = found.or(Some((at, line)));
            } else if is_of(title, version) {
                own = own.or(Some((at, line)));
            }
            has_dates |= date_in(title).is_some();
        }
        at += line.len();
    }
    if let Some((at, line)) = own {
        let is_undated = !checked && has_dates && date_in(line).is_none();
        let end = at + line.trim_end().len();
        return is_undated.then(|| format!("{} - {date}{}", &text[..end], &text[end..]));
    }
    let (at, line) = found?;
    let hashes = &line[..line.len() - line.trim_start_matches('#').len()];
    let end = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
    let title = if line.contains('[') {
        format!("[{version}]")
    } else {
        version.to_string()
    };
    let rest = &text[at + line.len()..];
    Some(format!(
        "{}{}{end}{end}{hashes} {title} - {date}{end}{rest}",
        &text[..at],
        line.trim_end()
    ))
}

/// Whether a heading is of this version.
fn is_of(title: &str, version: &Version) -> bool {
    let word = title.split_whitespace().next().unwrap_or_default();
    let word = word.trim_matches(['[', ']']);
    word.strip_prefix('v').unwrap_or(word) == version.to_string()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::with_section;

    fn section(text: &str) -> Option<String> {
        with_section(text, &"1.1.0".parse().unwrap(), date(2026, 11, 27), false)
    }

    #[test]
    fn what_waits_gets_version_and_date() {
        for (text, expected) in [
            (
                "# Changes\n\n## [Unreleased]\n\n- more\n\n## [1.0.0]\n",
                "# Changes\n\n## [Unreleased]\n\n## [1.1.0] - 2026-11-27\n\n- more\n\n## [1.0.0]\n",
            ),
            (
                "## Unreleased\r\n- more\r\n",
                "## Unreleased\r\n\r\n## 1.1.0 - 2026-11-27\r\n- more\r\n",
            ),
        ] {
            let found = section(text).expect("something waits");
            assert_eq!(found, expected);
            assert_eq!(section(&found), None, "once more changes nothing");
        }
    }

    #[test]
    fn a_section_without_a_date_gets_one_where_others_have_one() {
        let text = "## [Unreleased]\n\n## [1.1.0]\r\n\n- more\n\n## [1.0.0] - 2026-01-10\n";
        let dated = text.replace("[1.1.0]", "[1.1.0] - 2026-11-27");
        assert_eq!(section(text), Some(dated.clone()));
        assert_eq!(section(&dated), None);
        let version = "1.1.0".parse().unwrap();
        assert_eq!(with_section(text, &version, date(2026, 11, 27), true), None);
    }

    #[test]
    fn a_changelog_in_which_nothing_waits_stays() {
        for text in [
            "",
            "# Changes\n",
            "## 1.1.0\n",
            "## 1.1.0\n## 1.0.0\n",
            "```\n## Unreleased\n```\n",
        ] {
            assert_eq!(section(text), None, "{text}");
        }
    }
}
