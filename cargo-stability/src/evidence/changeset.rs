//! Changesets: Markdown files whose front matter names packages and the bump of each.

use std::collections::BTreeMap;

use stability_policy::{Bump, Changeset};

/// Why a changeset was not understood.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChangesetError {
    /// It does not begin with its packages.
    #[error("a changeset begins with a line `---`, a line `package: minor` for each package, and a line `---`")]
    NoFrontMatter,
    /// A line names no package and bump.
    #[error("line {0}: write `package: patch`, `package: minor` or `package: major`")]
    Line(usize),
}

/// Reads a changeset out of the text of `file`.
pub(super) fn parse(file: &str, text: &str) -> Result<Changeset, ChangesetError> {
    let mut lines = text.lines().enumerate();
    if lines.next().map(|(_, line)| line.trim()) != Some("---") {
        return Err(ChangesetError::NoFrontMatter);
    }
    let mut bumps = BTreeMap::new();
    loop {
        let Some((at, line)) = lines.next() else {
            return Err(ChangesetError::NoFrontMatter);
        };
        let line = line.trim();
        if line == "---" {
            break;
        }
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let (package, bump) = entry(line).ok_or(ChangesetError::Line(at + 1))?;
        bumps.insert(package, bump);
    }
    let rest: Vec<&str> = lines.map(|(_, line)| line).collect();
    Ok(Changeset {
        file: file.to_owned(),
        bumps,
        text: rest.join("\n").trim().to_owned(),
    })
}

/// The text of a changeset without the lines of those packages.
pub fn without(text: &str, is_left_out: impl Fn(&String) -> bool) -> String {
    let mut marks = 0;
    let kept = text.split_inclusive('\n').filter(|line| {
        marks += usize::from(line.trim() == "---");
        marks != 1 || entry(line.trim()).is_none_or(|(package, _)| !is_left_out(&package))
    });
    kept.collect()
}

/// `"package": minor`, with or without quotes.
fn entry(line: &str) -> Option<(String, Bump)> {
    let (package, bump) = line.rsplit_once(':')?;
    let bare = |word: &str| word.trim().trim_matches(['"', '\'']).to_owned();
    let package = bare(package);
    let bump = match bare(bump).as_str() {
        "none" => Bump::None,
        "patch" => Bump::Patch,
        "minor" => Bump::Minor,
        "major" => Bump::Major,
        _ => return None,
    };
    (!package.is_empty()).then_some((package, bump))
}

#[cfg(test)]
mod tests {
    use stability_policy::Bump;

    use super::{ChangesetError, parse};

    #[test]
    fn packages_may_be_quoted_and_the_rest_is_text() {
        let text = "---\n\"@scope/one\": minor\ntwo: 'major'\n# said of nobody\n\n---\n\nAdds a thing.\n";
        let changeset = parse(".changeset/a.md", text).unwrap();
        let bumps: Vec<_> = changeset
            .bumps
            .iter()
            .map(|(name, bump)| (name.as_str(), *bump))
            .collect();
        assert_eq!(bumps, [("@scope/one", Bump::Minor), ("two", Bump::Major)]);
        assert_eq!(changeset.text, "Adds a thing.");
        assert_eq!(changeset.file, ".changeset/a.md");
    }

    #[test]
    fn a_changeset_may_have_no_packages() {
        assert!(parse("a.md", "---\n---\nNo release.").unwrap().bumps.is_empty());
    }

    #[test]
    fn mistakes_have_a_line() {
        for (text, error) in [
            ("", ChangesetError::NoFrontMatter),
            ("# Title", ChangesetError::NoFrontMatter),
            ("---\none: minor\n", ChangesetError::NoFrontMatter),
            ("---\none: huge\n---", ChangesetError::Line(2)),
            ("---\n\nminor\n---", ChangesetError::Line(3)),
            ("---\n: minor\n---", ChangesetError::Line(2)),
        ] {
            assert_eq!(parse("a.md", text).unwrap_err(), error, "{text:?}");
        }
    }

    #[test]
    fn a_package_that_was_released_is_left_out() {
        let text = "---\n\"a\": minor\nb: major\n---\n\na: it grew\n---\na: minor\n";
        let left = super::without(text, |package| package == "a");
        assert_eq!(left, "---\nb: major\n---\n\na: it grew\n---\na: minor\n");
    }
}
