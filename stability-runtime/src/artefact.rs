//! What a program generates, and what may become of it.

use crate::registry::PackageId;

/// Something that a program generates and promises, as [`generated!`](macro@crate::generated) declares it.
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
    /// Nothing: every byte stays.
    Frozen,
    /// Of JSON: no element goes or changes, and elements may be added.
    FrozenByKey {
        /// The field that names an element of a list.
        key: &'static str,
        /// The fields that stay; all where none is named.
        fields: &'static [&'static str],
    },
    /// Of JSON: it may gain, and loses nothing and changes no type.
    Additive,
    /// Anything.
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

    /// Where it is stored, below the folder of its package, with `/` on every machine.
    pub const fn path(&self) -> &'static str {
        self.path
    }

    /// The allowed changes.
    pub const fn policy(&self) -> Policy {
        self.policy
    }

    /// Whether a break of the policy needs a reason that is kept beside it.
    pub const fn needs_reason(&self) -> bool {
        self.reason
    }

    /// The package that promises it.
    #[cfg_attr(feature = "promises", evolving(since = "0.1.0", until = "0.3.0"))]
    pub const fn package(&self) -> PackageId {
        self.package
    }
}
