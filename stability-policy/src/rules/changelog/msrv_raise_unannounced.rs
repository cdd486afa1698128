
use crate::diff::Fact;
use crate::report::Report;
use crate::{Comparison, JudgedChange};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    summary: "the changelog names the new minimum supported Rust version",
    reason: "Packagers, and users with a fixed compiler, must know it before their build fails.",
    example: "`rust-version` is 1.88 in 1.3.0, and the section of 1.3.0 does not mention 1.88.",
    advice: "Write \"the minimum supported Rust version is 1.88\" into the section of the release.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    if !comparison.policy.msrv.announced || comparison.evidence.changelog.is_none() {
        return;
    }
    for JudgedChange { change, .. } in comparison.changes() {
        let Fact::MsrvRaised { to, .. } = &change.fact else {
            continue;
        };
        let short = match to.patch {
            0 => format!("{}.{}", to.major, to.minor),
            _ => format!("{}.{}.{}", to.major, to.minor, to.patch),
        };
        let mut releases = comparison.releases.changelog_releases(change.package);
        if !releases.any(|release| names_version(&release.text, &short)) {
            report.change(
                change,
                format_args!("the changelog does not name {short}, so users of older compilers are not warned"),
                format_args!("write into the changelog that the minimum supported Rust version is {short}"),
            );
        }
    }
}

/// Whether `text` has the version, with or without a zero at the end, and not as a part of another one.
fn names_version(text: &str, version: &str) -> bool {
    text.match_indices(version).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = &text[at + version.len()..];
        let after = after.strip_prefix(".0").unwrap_or(after);
        let mut next = after.chars();
        let goes_on = match next.next() {
            Some('.') => next.next().is_some_and(|c| c.is_ascii_digit()),
            next => next.is_some_and(|c| c.is_ascii_digit()),
        };
        !goes_on && !before.is_some_and(|c| c.is_ascii_digit() || c == '.')
    })
}

#[cfg(test)]
mod tests {
    use super::names_version;

    #[test]
    fn a_version_is_named_as_a_whole() {
        for (text, expected) in [
            ("Needs Rust 1.88.", true),
            ("Needs Rust 1.88.0 now", true),
            ("(1.88)", true),
            ("Needs Rust 1.88.1", false),
            ("Needs Rust 1.881", false),
            ("Version 21.88", false),
            ("Version 0.1.88", false),
            ("", false),
        ] {
            assert_eq!(names_version(text, "1.88"), expected, "{text}");
        }
    }
}
