//! The stages of a deprecation.

use std::fmt;

use proc_macro2::Span;
use semver::Version;

use super::{Deprecation, Since, Spanned};

/// How strongly a deprecation speaks to users, the mildest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Stage {
    Announced,
    Warned,
    Denied,
    Hidden,
}

impl Stage {
    pub const ALL: [Self; 4] = [Self::Announced, Self::Warned, Self::Denied, Self::Hidden];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Announced => "announced",
            Self::Warned => "warned",
            Self::Denied => "denied",
            Self::Hidden => "hidden",
        }
    }
}

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What `stages(…)` says: stages with their versions, the mildest first.
#[derive(Clone)]
pub struct Stages {
    pub key: Span,
    pub planned: Vec<(Stage, Spanned<Since>)>,
}

impl Deprecation {
    /// Since when the item is deprecated: where that is not written, since the first stage.
    pub fn since(&self) -> Option<&Since> {
        let first = || self.stages.as_ref()?.planned.first().map(|(_, since)| since);
        self.since.as_ref().or_else(first).map(|since| &since.value)
    }

    /// The stage in the release `package`: the last that has begun, or else the first. Without a stage, rustc warns.
    pub fn stage(&self, package: Option<&Version>) -> Stage {
        let begun = |since: &Since| package.is_some_and(|package| since.is_reached_by(package));
        let planned = self.stages.as_ref().map_or(&[][..], |stages| &stages.planned);
        let last = planned.iter().rfind(|(_, since)| begun(&since.value));
        match (last.or(planned.first()), &self.stage) {
            (Some((stage, _)), _) => *stage,
            (None, Some(stage)) => stage.value,
            (None, None) => Stage::Warned,
        }
    }

    /// Every stage that it has or will have, each with the place where it is written.
    pub fn all_stages(&self) -> impl Iterator<Item = (Stage, Span)> {
        let planned = self.stages.iter().flat_map(|stages| &stages.planned);
        let planned = planned.map(|(stage, since)| (*stage, since.key));
        self.stage.iter().map(|stage| (stage.value, stage.span)).chain(planned)
    }
}
