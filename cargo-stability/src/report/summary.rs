//! The verdict in a line.

use stability::render::escape::line;
use stability_policy::{Bump, Level, Permit};

use super::Judgement;

impl Judgement<'_> {
    /// What was judged: `nika 1.2.0 → 1.3.0 against stability/contract.json`.
    pub(super) fn title(&self) -> String {
        let packages = self.packages.iter().map(|package| match &package.from {
            Some(from) if *from != package.to => format!("{} {from} → {}", package.name, package.to),
            _ => format!("{} {}", package.name, package.to),
        });
        let packages: Vec<String> = packages.collect();
        let of = match packages.as_slice() {
            [] => "nothing".to_owned(),
            packages if packages.len() <= 3 => packages.join(", "),
            [first, rest @ ..] => format!("{first} and {} more packages", rest.len()),
        };
        line(&format!("{of} against {}", self.baseline))
    }

    /// What came of it: `2 findings refuse this change, 1 warning, 1 suppressed; it takes a major release`.
    pub(super) fn summary(&self) -> String {
        let of_level = |level| self.verdict.findings.iter().filter(|it| it.level == level).count();
        let mut parts = match of_level(Level::Deny) {
            0 => vec!["no finding refuses this change".to_owned()],
            1 => vec!["1 finding refuses this change".to_owned()],
            count => vec![format!("{count} findings refuse this change")],
        };
        match of_level(Level::Warn) {
            0 => {}
            1 => parts.push("1 warning".to_owned()),
            count => parts.push(format!("{count} warnings")),
        }
        match self.verdict.suppressed.len() {
            0 => {}
            count => parts.push(format!("{count} suppressed")),
        }
        format!("{}; {}", parts.join(", "), self.required_release())
    }

    /// What release may have the changes, and what must be fixed for any release: `it takes a major release, and 1 finding
    /// must be fixed first`.
    fn required_release(&self) -> String {
        let required = self.verdict.required;
        let takes = match required {
            Permit::Bump(Bump::None) => "any release may contain it".to_owned(),
            Permit::Bump(bump) => format!("it takes a {bump} release"),
            Permit::Never => "no release may contain it without an exception".to_owned(),
        };
        let (findings, verb) = match self.verdict.unconditional() {
            0 => return takes,
            1 => ("1 finding".to_owned(), "is"),
            count => (format!("{count} findings"), "are"),
        };
        match required {
            Permit::Bump(Bump::None) => format!("{takes} once {findings} {verb} fixed"),
            _ => format!("{takes}, and {findings} must be fixed first"),
        }
    }
}
