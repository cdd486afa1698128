//! What the release of a package is too small for.

use std::collections::BTreeMap;

use super::{Advice, Bump, Comparison, JudgedChange, Permit};
use crate::diff::{Effect, Fact};

/// The changes of a package that its release is too small for.
pub struct InsufficientBump<'c, 'a> {
    /// The package, without its version.
    pub package: &'a str,
    /// How much its version moves.
    pub made: Bump,
    /// The changes; at least one.
    pub changes: Vec<&'c JudgedChange<'a>>,
}

/// Which rule reports it: one for each package, and never two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InsufficientBumpKind {
    /// A patch release breaks.
    BreakInPatch,
    /// The version has not moved, and something breaks.
    BreakWithoutBump,
    /// All else.
    BumpTooSmall,
}

impl InsufficientBump<'_, '_> {
    fn kind(&self) -> InsufficientBumpKind {
        let breaks = self
            .changes
            .iter()
            .any(|judged| judged.change.effect == Effect::Breaking);
        match self.made {
            Bump::Patch if breaks => InsufficientBumpKind::BreakInPatch,
            Bump::None if breaks => InsufficientBumpKind::BreakWithoutBump,
            _ => InsufficientBumpKind::BumpTooSmall,
        }
    }

    /// The strongest of the changes and the number of the others: `` `nika::Foo` was removed, and 2 more changes ``.
    pub fn shown(&self) -> String {
        let required = self.required();
        let strongest = self.changes.iter().find(|judged| judged.required == required);
        let first = strongest.map_or_else(String::new, |judged| format!("{}", judged.change));
        match self.changes.len() - 1 {
            0 => first,
            1 => format!("{first}, and 1 more change"),
            more => format!("{first}, and {more} more changes"),
        }
    }

    /// What the changes take together.
    pub fn required(&self) -> Permit {
        let required = self.changes.iter().map(|judged| judged.required);
        required.max().unwrap_or(Permit::Bump(Bump::None))
    }

    /// What to do instead.
    pub fn advice(&self) -> Advice {
        let text = match self.required() {
            Permit::Bump(bump) => format!("make a {}, or undo the change", bump.release()),
            Permit::Never => "undo the change, or record an `[[exception]]` with a reason".into(),
        };
        Advice::requiring(self.required(), text)
    }
}

impl<'a> Comparison<'a> {
    /// What each package's release is too small for, by package, where it is of this kind.
    ///
    /// An addition does not count where the version has not moved, since the next release may still be large enough; it does
    /// when that release is made. The minimum supported Rust version has a rule of its own.
    pub(super) fn insufficient_bumps(
        &self,
        kind: InsufficientBumpKind,
    ) -> impl Iterator<Item = InsufficientBump<'_, 'a>> {
        let mut packages: BTreeMap<&'a str, Vec<&JudgedChange<'a>>> = BTreeMap::new();
        let lacking = self.promised_changes().filter(|judged| {
            let is_msrv = matches!(judged.change.fact, Fact::MsrvRaised { .. });
            !judged.permitted && judged.exception.is_none() && !is_msrv
        });
        for judged in lacking {
            packages.entry(judged.change.package).or_default().push(judged);
        }
        let bumps = packages.into_iter().filter_map(|(package, mut changes)| {
            let made = self.releases.bump(package);
            if made == Bump::None && !self.evidence.releasing {
                changes.retain(|judged| judged.change.effect == Effect::Breaking);
            }
            (!changes.is_empty()).then_some(InsufficientBump { package, made, changes })
        });
        bumps.filter(move |bump| bump.kind() == kind)
    }
}
