//! What the release of a package is too small for.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;

use super::{Advice, Bump, Comparison, JudgedChange, Permit};
use crate::diff::{Effect, Fact};
use crate::words::{either, first_of, record_exception};

/// The changes of a package that its release is too small for.
pub struct InsufficientBump<'c, 'a> {
    /// The package, without its version.
    pub package: &'a str,
    /// Its version at the baseline.
    pub before: Option<&'a Version>,
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

    /// What the finding is about: the breaking changes where there are any, or else all, the strongest first.
    fn reported(&self) -> Vec<&JudgedChange<'_>> {
        let is_break = self.kind() != InsufficientBumpKind::BumpTooSmall;
        let changes = self.changes.iter().copied();
        let mut changes: Vec<_> = changes
            .filter(|judged| !is_break || judged.change.effect == Effect::Breaking)
            .collect();
        changes.sort_by_key(|judged| std::cmp::Reverse(judged.required));
        changes
    }

    /// How many changes are reported.
    pub fn count(&self) -> usize {
        self.reported().len()
    }

    /// The first of them, and the number of the others: `` `nika::Foo` was removed; `nika::Bar` was removed ``.
    pub fn shown(&self) -> String {
        first_of(self.reported().into_iter().map(|judged| &judged.change), "change")
    }

    /// What the changes take together.
    pub fn required(&self) -> Permit {
        let required = self.changes.iter().map(|judged| judged.required);
        required.max().unwrap_or(Permit::Bump(Bump::None))
    }

    /// What to do instead.
    pub fn advice(&self) -> Advice {
        let undo = match self.count() {
            1 => "undo the change",
            _ => "undo the changes",
        };
        let text = match (self.required(), self.before) {
            (Permit::Bump(bump), Some(before)) if self.made == Bump::None => either(
                format_args!("raise the version to {} or later", bump.after(before)),
                undo,
            ),
            (Permit::Bump(bump), _) => either(format_args!("make a {}", bump.release()), undo),
            (Permit::Never, _) => {
                let names: BTreeSet<String> = self.reported().into_iter().map(|it| it.change.name()).collect();
                let name = names.first().filter(|_| names.len() == 1);
                either(undo, record_exception(name.map_or("…", String::as_str)))
            }
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
            let before = self.releases.version_before(package);
            (!changes.is_empty()).then_some(InsufficientBump {
                package,
                before,
                made,
                changes,
            })
        });
        bumps.filter(move |bump| bump.kind() == kind)
    }
}
