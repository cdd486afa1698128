//! The verdict in a line.

use stability_policy::{Bump, Level, Permit};

use stability::render::escape::line;

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
        let count = |count: usize, one: &str, more: &str| match count {
            0 => None,
            1 => Some(format!("1 {one}")),
            count => Some(format!("{count} {more}")),
        };
        let refused = self.count(Level::Deny);
        let kept = if refused == 0 { "it keeps its word" } else { "" };
        let parts = [
            (!kept.is_empty()).then(|| kept.to_owned()),
            count(refused, "finding refuses this change", "findings refuse this change"),
            count(self.count(Level::Warn), "warning", "warnings"),
            count(self.verdict.suppressed.len(), "suppressed", "suppressed"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        format!("{}; {}", parts.join(", "), self.takes())
    }

    /// What release may have the changes, and what must be fixed for any release: `it takes a major release, and 1 finding
    /// must be fixed first`.
    fn takes(&self) -> String {
        let required = self.verdict.required;
        let takes = takes(required);
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

fn takes(required: Permit) -> String {
    match required {
        Permit::Bump(Bump::None) => "any release may have it".to_owned(),
        Permit::Bump(bump) => format!("it takes a {bump} release"),
        Permit::Never => "no release may have it without an exception".to_owned(),
    }
}
