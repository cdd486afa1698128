//! Generated artefacts, and their allowed changes.

use crate::registry::PackageId;

/// A generated and promised file, as [`generated!`](macro@crate::generated) declares it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Artefact {
    path: &'static str,
    policy: Policy,
    reason: bool,
    package: PackageId,
}

/// The changes of an artefact that are allowed from one version to the next.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Policy {
    /// None: every byte stays.
    Frozen,
    /// In JSON, elements may be added, but not removed or changed.
    FrozenByKey {
        /// The field that identifies an element of a list.
        key: &'static str,
        /// The fields that stay; all if the list is empty.
        fields: &'static [&'static str],
    },
    /// In JSON, values may be added, but not removed, and types stay.
    Additive,
    /// All changes.
    Free,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Artefact {
    /// Made by `generated!`.
    #[cfg_attr(feature = "promises", internal)]
    #[doc(hidden)]
    pub const fn declared(path: &'static str, policy: Policy, reason: bool, package: PackageId) -> Self {
        Self {
            path,
            policy,
            reason,
            package,
        }
    }

    /// The path of the stored file, below the folder of its package, with `/` on every machine.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The allowed changes.
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// Whether a change that breaks the policy needs a reason, which is stored beside the file.
    pub const fn needs_reason(&self) -> bool {
        self.reason
    }

    /// The package that promises it.
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub const fn package(&self) -> PackageId {
        self.package
    }
}
