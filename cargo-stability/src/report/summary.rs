//! The verdict in a line.

use std::collections::BTreeSet;

use stability::render::escape::line;
use stability_policy::{Bump, Compared, Level, Permit};

use super::Judgement;
use crate::builds;

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
        match self.baseline.as_str() {
            "" => line(&format!("coverage of {of}")),
            baseline => line(&format!("{of} against {baseline}")),
        }
    }

    /// What came of it: `2 findings refuse this change, 1 warning, 1 suppressed; it needs a major release`.
    pub(super) fn summary(&self) -> String {
        let of_level = |level| self.verdict.findings.iter().filter(|it| it.level == level).count();
        let mut parts = match of_level(Level::Deny) {
            0 if !self.verdict.unanswered.is_empty() => vec!["not all questions could be answered".to_owned()],
            0 if self.baseline.is_empty() => vec!["no finding at level deny".to_owned()],
            0 if self.verdict.compared.is_without_breaks() => vec!["no breaking change".to_owned()],
            0 => vec!["no finding refuses this change".to_owned()],
            1 if self.baseline.is_empty() => vec!["1 finding at level deny".to_owned()],
            count if self.baseline.is_empty() => vec![format!("{count} findings at level deny")],
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
        let findings = parts.join(", ");
        if self.baseline.is_empty() {
            return findings;
        }
        format!("{findings}; {}", self.required_release())
    }

    /// What was not compared, what breaks by permission, and what is not promised, a sentence each.
    pub(super) fn gaps(&self) -> Vec<String> {
        let Compared {
            items,
            not_compared,
            undecided,
            not_built,
            has_breaks,
            ..
        } = &self.verdict.compared;
        let mut gaps: Vec<String> = not_built
            .iter()
            .map(|it| format!("not checked: {}", builds::shown(it)))
            .collect();
        if *has_breaks && self.verdict.is_kept() {
            gaps.push(
                "some changes break users, and the policy permits them in this release: `cargo stability diff` with the same baseline lists them"
                    .to_owned(),
            );
        }
        match undecided {
            0 => {}
            1 => gaps.push("1 change is undecided: the declarations do not say whether it breaks anything".to_owned()),
            count => gaps.push(format!(
                "{count} changes are undecided: the declarations do not say whether they break anything"
            )),
        }
        let reasons: BTreeSet<&str> = not_compared.iter().map(|it| it.reason).collect();
        for reason in reasons {
            let names = not_compared.iter().filter(|it| it.reason == reason);
            let names: Vec<&str> = names.map(|it| it.item.as_str()).collect();
            let advice = if reason.starts_with("the baseline") {
                "; `cargo stability bless` records declarations"
            } else {
                ""
            };
            gaps.push(format!(
                "{} of {} {} compared only as written, because {reason}: {}{advice}",
                names.len(),
                if *items == 1 {
                    "1 item".to_owned()
                } else {
                    format!("{items} items")
                },
                if names.len() == 1 { "was" } else { "were" },
                first_names(&names)
            ));
        }
        if let Some(uncovered) = self.uncovered.filter(|uncovered| !uncovered.is_empty()) {
            let names: Vec<&str> = uncovered.iter().map(|it| it.item.as_str()).collect();
            gaps.push(format!(
                "{} not promised: {}",
                public_items(names.len()),
                first_names(&names)
            ));
        }
        gaps
    }

    /// The smallest version of each package: ` (2.0.0)`.
    fn smallest_versions(&self) -> String {
        let smallest = self.verdict.smallest.iter();
        let versions: Vec<String> = match self.packages.as_slice() {
            [_] => smallest.map(|(_, version)| version.to_string()).collect(),
            _ => smallest
                .map(|(package, version)| format!("{package} {version}"))
                .collect(),
        };
        match versions.as_slice() {
            [] => String::new(),
            versions => line(&format!(" ({})", versions.join(", "))),
        }
    }

    /// What release may have the changes, and what must be fixed for any release: `it needs a major release, and 1 finding
    /// must be fixed first`.
    fn required_release(&self) -> String {
        let required = self.verdict.required;
        let takes = match required {
            Permit::Bump(Bump::None) => "any release may contain it".to_owned(),
            Permit::Bump(Bump::PreRelease) => {
                format!(
                    "it needs a later pre-release{}, or the release itself",
                    self.smallest_versions()
                )
            }
            Permit::Bump(bump) => format!("it needs a {bump} release{}", self.smallest_versions()),
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

/// `1 item`, `2 items`.
pub fn items(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} item{plural}")
}

/// `1 public item is`, `2 public items are`.
pub fn public_items(count: usize) -> String {
    match count {
        1 => "1 public item is".to_owned(),
        count => format!("{count} public items are"),
    }
}

/// What a contract lacks because its builds leave features off; `None` where all are on.
pub fn features_off(features: &[String]) -> Option<String> {
    let names: Vec<&str> = features.iter().map(String::as_str).collect();
    let (features, them) = match names.as_slice() {
        [] => return None,
        [_] => ("feature", "it"),
        _ => ("features", "them"),
    };
    Some(format!(
        "not built: {features} {}; public items behind {them} are not covered: list builds that turn {them} on under `[builds]` in \
         stability.toml, for example `[builds.full]` with `all-features = true`, beside `[builds.default]`",
        first_names(&names)
    ))
}

/// The first names, and how many others there are: `` `a`, `b`, `c` and 9 more``.
pub fn first_names(names: &[&str]) -> String {
    let first: Vec<String> = names.iter().take(3).map(|name| format!("`{}`", line(name))).collect();
    match names.len() - first.len() {
        0 => first.join(", "),
        more => format!("{} and {more} more", first.join(", ")),
    }
}
