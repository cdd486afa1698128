//! Tags that are versions.

use semver::Version;
use stability::policy::Tag;

use crate::git::{Git, GitError, date_of};

/// The releases that were tagged, of any of `packages` or of all, by version.
pub(super) fn tags(git: &Git, packages: &[String]) -> Result<Vec<Tag>, GitError> {
    // The date of the commit, for a tag with a message too.
    let format = "--format=%(refname:lstrip=2)%00%(committerdate:unix)%00%(*committerdate:unix)";
    let text = git.text(&["for-each-ref", format, "refs/tags"])?;
    Ok(parse(&text, packages))
}

fn parse(text: &str, packages: &[String]) -> Vec<Tag> {
    let read = |line: &str| {
        let mut fields = line.split('\0');
        let version = version(fields.next()?, packages)?;
        let date = fields.find(|seconds| !seconds.is_empty()).and_then(date_of)?;
        Some(Tag { version, date })
    };
    let mut tags: Vec<Tag> = text.lines().filter_map(read).collect();
    tags.sort_by(|a, b| (&a.version, a.date).cmp(&(&b.version, b.date)));
    tags.dedup_by(|a, b| a.version == b.version);
    tags
}

/// The version in `1.2.3`, `v1.2.3`, `package-v1.2.3`, `package/1.2.3` or `package@1.2.3`.
fn version(tag: &str, packages: &[String]) -> Option<Version> {
    let of_package = |package: &String| tag.strip_prefix(package.as_str())?.strip_prefix(['-', '/', '@', '_']);
    // The name of one package may begin with that of another.
    let mut candidates = packages.iter().filter_map(of_package).chain([tag]);
    candidates.find_map(|rest| rest.strip_prefix('v').unwrap_or(rest).parse().ok())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{parse, version};

    #[test]
    fn a_version_is_found_in_each_of_the_common_forms() {
        let packages = ["nika".to_owned(), "nika-kernel".to_owned()];
        for tag in [
            "1.2.3",
            "v1.2.3",
            "nika-v1.2.3",
            "nika/1.2.3",
            "nika@1.2.3",
            "nika-kernel-v1.2.3",
        ] {
            assert_eq!(
                version(tag, &packages).map(|it| it.to_string()).as_deref(),
                Some("1.2.3"),
                "{tag}"
            );
        }
        for tag in ["latest", "v1.2", "other-v1.2.3", ""] {
            assert_eq!(version(tag, &packages), None, "{tag}");
        }
    }

    #[test]
    fn the_date_is_that_of_the_commit() {
        // The second has a message, so that the commit stands behind it.
        let text = "v1.1.0\x001767225600\x00\nv1.0.0\x00\x00951782400\nnightly\x001767225600\x00\nv2.0.0\x00\x00\n";
        let tags = parse(text, &[]);
        let read: Vec<_> = tags.iter().map(|tag| (tag.version.to_string(), tag.date)).collect();
        let expected = [
            ("1.0.0".to_owned(), date(2000, 2, 29)),
            ("1.1.0".to_owned(), date(2026, 1, 1)),
        ];
        assert_eq!(read, expected);
    }
}
