//! What the release of a package is too small for.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Advice, Bump, Case, Judged, Permit};
use crate::diff::{Effect, Fact};
use crate::tier::Tier;

/// The changes of a package that its release is too small for.
pub struct Shortfall<'c, 'a> {
    /// The package, without its version.
    pub package: &'a str,
    /// How much its version moves.
    pub made: Bump,
    /// The changes; at least one.
    pub changes: Vec<&'c Judged<'a>>,
}

/// Which rule tells of it: one for each package, and never two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// A patch release breaks.
    BreakInPatch,
    /// The version has not moved, and something breaks.
    BreakWithoutBump,
    /// All else.
    BumpTooSmall,
}

impl Shortfall<'_, '_> {
    /// Which rule tells of it.
    pub fn told(&self) -> Told {
        let breaks = self.changes.iter().any(|change| change.effect == Effect::Breaking);
        match self.made {
            Bump::Patch if breaks => Told::BreakInPatch,
            Bump::None if breaks => Told::BreakWithoutBump,
            _ => Told::BumpTooSmall,
        }
    }

    /// The strongest of the changes and the number of the others: `` `nika::Foo` is gone, and 2 changes more ``.
    pub fn shown(&self) -> String {
        let asks = |permit: Permit| self.changes.iter().find(|change| change.required == permit);
        let first = asks(self.required()).map_or_else(String::new, |change| format!("{}", ***change));
        match self.changes.len() - 1 {
            0 => first,
            1 => format!("{first}, and 1 change more"),
            more => format!("{first}, and {more} changes more"),
        }
    }

    /// What the changes take together.
    pub fn required(&self) -> Permit {
        let required = self.changes.iter().map(|change| change.required);
        required.max().unwrap_or(Permit::Bump(Bump::None))
    }

    /// What to do instead.
    pub fn advice(&self) -> Advice {
        let text = match self.required() {
            Permit::Bump(bump) => format!("make a {}, or take it back", bump.release()),
            Permit::Never(_) => "take it back, or record an `[[exception]]` with a reason".into(),
        };
        Advice::requiring(self.required(), text)
    }
}

impl<'a> Case<'a> {
    /// What each package's release is too small for, by package.
    ///
    /// An addition does not count where the version has not moved, since the next release may still be large enough; it does
    /// when that release is made. The minimum supported Rust version has a rule of its own.
    pub(super) fn shortfalls(&self) -> impl Iterator<Item = Shortfall<'_, 'a>> {
        let mut packages: BTreeMap<&'a str, Vec<&Judged<'a>>> = BTreeMap::new();
        let lacking = self.changes().iter().filter(|change| {
            !change.permitted
                && change.exception.is_none()
                && change.tier > Tier::Internal
                && !matches!(change.fact, Fact::MsrvRaised { .. })
        });
        for change in lacking {
            packages.entry(change.package).or_default().push(change);
        }
        packages.into_iter().filter_map(|(package, mut changes)| {
            let made = self.bump(package);
            if made == Bump::None && !self.circumstances().releasing {
                changes.retain(|change| change.effect == Effect::Breaking);
            }
            (!changes.is_empty()).then_some(Shortfall { package, made, changes })
        })
    }
}
