//! Commits: what they say, and which files they touch.

use anyhow::Result;
use stability_policy::Commit;

use crate::git::Git;

/// The fields of a commit, each ended by a NUL, which no message can hold.
const FORMAT: &str = "--format=tformat:%H%x00%s%x00%b";

/// The commits that are in `to` and not in `from`, the latest first.
pub(super) fn commits(git: &Git, from: &str, to: &str) -> Result<Vec<Commit>> {
    let text = git.text(&["log", "-z", "--no-show-signature", FORMAT, &format!("{from}..{to}")])?;
    Ok(parse_commits(&text))
}

fn parse_commits(text: &str) -> Vec<Commit> {
    let mut fields = text.split('\0');
    let mut commits = Vec::new();
    while let (Some(id), Some(subject), Some(body)) = (fields.next(), fields.next(), fields.next()) {
        commits.push(Commit {
            id: id.to_owned(),
            subject: subject.to_owned(),
            body: body.trim_end().to_owned(),
        });
    }
    commits
}

/// The files that differ between `to` and where it left `from`: added, changed, removed, moved.
pub(super) fn changed_files(git: &Git, from: &str, to: &str) -> Result<Vec<String>> {
    let range = format!("{from}...{to}");
    let text = git.text(&["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", &range])?;
    Ok(parse_files(&text))
}

fn parse_files(text: &str) -> Vec<String> {
    text.split('\0')
        .filter(|path| !path.is_empty())
        .map(ToOwned::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{parse_commits, parse_files};

    #[test]
    fn a_body_may_hold_anything_and_be_empty() {
        let commits = parse_commits("a1\0feat!: x\0BREAKING CHANGE: y\n\nmore\n\0b2\0fix\0\0");
        let read: Vec<_> = commits
            .iter()
            .map(|it| (it.id.as_str(), it.subject.as_str(), it.body.as_str()))
            .collect();
        assert_eq!(
            read,
            [("a1", "feat!: x", "BREAKING CHANGE: y\n\nmore"), ("b2", "fix", "")]
        );
        assert!(parse_commits("").is_empty());
    }

    #[test]
    fn names_of_files_are_taken_as_they_are() {
        assert_eq!(parse_files("src/lib.rs\0a b\n.md\0"), ["src/lib.rs", "a b\n.md"]);
        assert!(parse_files("").is_empty());
    }
}
