//! What has changed between two contracts: facts, without a judgement.
//!
//! [`diff`] finds them, in the canonical order of the contract. Whether a change is permitted is the policy's to say.

mod declaration;
mod item;
mod lone;
mod manifest;
mod member;
mod pair;
mod releases;
mod rename;
#[cfg(all(test, feature = "serde"))]
pub(crate) mod tests;

use alloc::collections::BTreeSet;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::fmt;

use semver::Version;

use crate::contract::{Contract, Item, Since};
use crate::kind::Kind;
use crate::tier::Tier;
use pair::Pairs;

/// One difference between what was promised and what is promised now.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Change<'a> {
    /// What differs.
    pub fact: Fact,
    /// What it means for users.
    pub effect: Effect,
    /// The item as it was promised; `None` where it is added, and of a fact of the manifest.
    pub before: Option<&'a Item>,
    /// The item as it is promised now; `None` where it is gone, and of a fact of the manifest.
    pub after: Option<&'a Item>,
    /// The member that has changed, with the variant it stands in: `Closed::reason`.
    pub member: Option<String>,
    /// The package, without its version.
    pub package: &'a str,
    /// The strength of the promise that it touches: before the change, or of what is added, as by a tier that is raised. Facts
    /// of the manifest are stable.
    pub tier: Tier,
}

/// What differs.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case", tag = "fact"))]
#[non_exhaustive]
pub enum Fact {
    /// An item is promised that was not.
    ItemAdded,
    /// An item is gone.
    ItemRemoved,
    /// An item has another path and the same declaration.
    ItemRenamed,
    /// An item or member promises less.
    TierLowered {
        /// Before.
        from: Tier,
        /// Now.
        to: Tier,
    },
    /// An item or member promises more.
    TierRaised {
        /// Before.
        from: Tier,
        /// Now.
        to: Tier,
    },
    /// The version since which it has its tier is another one, and the tier is the same.
    SinceChanged {
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// The declaration is another one.
    SignatureChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// The words of a guarantee are others.
    TextChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// A member is promised that was not.
    MemberAdded {
        /// Which kind of member.
        kind: Kind,
    },
    /// A member is gone.
    MemberRemoved {
        /// Which kind of member.
        kind: Kind,
    },
    /// A field's type or a member's declaration is another one.
    MemberTypeChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// What provided for who leaves a member out is gone: a default, or the body of a trait's method.
    MemberNowRequired {
        /// Which kind of member.
        kind: Kind,
    },
    /// It was not deprecated and is.
    Deprecated,
    /// It was deprecated and is not.
    Undeprecated,
    /// The date on which a route may go is another one.
    SunsetMoved {
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// The version in which it goes is another one.
    RemovalMoved {
        /// Before.
        from: Option<Version>,
        /// Now.
        to: Option<Version>,
    },
    /// Users could build a struct or match an enum in full, and can no longer.
    NowNonExhaustive,
    /// Users can build a struct or match an enum in full, which then cannot grow.
    NowExhaustive,
    /// Everyone could implement the trait, and now only its friends can.
    Sealed,
    /// Only friends could implement the trait, and now everyone can.
    Unsealed,
    /// A package that could implement the sealed trait no longer can.
    FriendRemoved {
        /// The package, as its pattern was written.
        friend: String,
    },
    /// The marker of a document is another one.
    SchemaMarkerChanged {
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// The namespaces of a document's extension fields are others.
    NamespacesChanged,
    /// A trait has lost its form that can be `dyn`.
    ErasedRemoved,
    /// It needs a feature that it did not need.
    FeatureRequired {
        /// The feature.
        feature: String,
    },
    /// The manifest has a feature more.
    FeatureAdded {
        /// The feature.
        feature: String,
    },
    /// The manifest has a feature less.
    FeatureRemoved {
        /// The feature.
        feature: String,
        /// Whether it was on by default.
        default: bool,
    },
    /// A feature is on by default that was not.
    FeatureDefaultOn {
        /// The feature.
        feature: String,
    },
    /// A feature is no longer on by default.
    FeatureDefaultOff {
        /// The feature.
        feature: String,
    },
    /// The minimum supported Rust version is later.
    MsrvRaised {
        /// Before; `None` where none was stated.
        from: Option<Version>,
        /// Now.
        to: Version,
    },
}

/// What a change means for users of what was promised.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum Effect {
    /// Nothing.
    Neutral,
    /// More than before.
    Additive,
    /// What they wrote may fail.
    Breaking,
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Neutral => "neutral",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        })
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'a> Change<'a> {
    /// Whether it breaks what is stable or frozen, so that notes and a decision are owed. A raised minimum Rust version is
    /// announced in its own way.
    pub fn is_owed(&self) -> bool {
        self.effect == Effect::Breaking && self.tier >= Tier::Stable && !matches!(self.fact, Fact::MsrvRaised { .. })
    }

    /// The item: as it is now, or as it was where it is gone. `None` of a fact of the manifest.
    pub fn item(&self) -> Option<&'a Item> {
        self.after.or(self.before)
    }

    /// What it is called: the id of the item and the member, or the feature, or `rust-version`.
    pub fn name(&self) -> String {
        let item = self.before.or(self.after).map(|item| item.id.as_str());
        match (item, &self.member, &self.fact) {
            (Some(item), None, _) => item.to_string(),
            (Some(item), Some(member), _) => alloc::format!("{item}::{member}"),
            (None, _, fact) => match fact.feature() {
                Some(feature) => alloc::format!("feature {feature}"),
                None => "rust-version".to_string(),
            },
        }
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Fact {
    /// The feature of the manifest that it is about.
    pub fn feature(&self) -> Option<&str> {
        match self {
            Self::FeatureAdded { feature }
            | Self::FeatureRemoved { feature, .. }
            | Self::FeatureDefaultOn { feature }
            | Self::FeatureDefaultOff { feature } => Some(feature),
            _ => None,
        }
    }
}

/// `nika::Foo is gone`.
impl fmt::Display for Change<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ", self.name())?;
        match (&self.fact, self.after) {
            (Fact::ItemRenamed, Some(after)) => write!(f, "is now `{}`", after.id),
            (fact, _) => fact.fmt(f),
        }
    }
}

/// What is said of the thing that differs: `is gone`.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |text: &Option<String>| {
            text.clone()
                .map_or("none".to_string(), |text| alloc::format!("`{text}`"))
        };
        match self {
            Self::ItemAdded | Self::FeatureAdded { .. } => f.write_str("is added"),
            Self::ItemRemoved | Self::FeatureRemoved { .. } => f.write_str("is gone"),
            Self::ItemRenamed => f.write_str("has another path"),
            Self::MemberAdded { kind } => write!(f, "is a {kind} more"),
            Self::MemberRemoved { kind } => write!(f, "is a {kind} less"),
            Self::TierLowered { from, to } | Self::TierRaised { from, to } => write!(f, "was {from} and is {to}"),
            Self::SinceChanged { from, to } => write!(f, "was so since {} and is since {}", or_none(from), or_none(to)),
            Self::TextChanged { from, to } => write!(f, "was promised as “{from}” and is as “{to}”"),
            Self::SignatureChanged { from, to } | Self::MemberTypeChanged { from, to } => {
                write!(f, "was `{from}` and is `{to}`")
            }
            Self::MemberNowRequired { kind } => write!(f, "is a {kind} that was provided and now is required"),
            Self::Deprecated => f.write_str("is deprecated"),
            Self::Undeprecated => f.write_str("is no longer deprecated"),
            Self::SunsetMoved { from, to } => write!(f, "had the sunset {} and has {}", or_none(from), or_none(to)),
            Self::RemovalMoved { from, to } => {
                let shown = |version: &Option<Version>| version.as_ref().map(ToString::to_string);
                write!(
                    f,
                    "was to go in {} and is in {}",
                    or_none(&shown(from)),
                    or_none(&shown(to))
                )
            }
            Self::NowNonExhaustive => f.write_str("can no longer be built or matched in full"),
            Self::NowExhaustive => f.write_str("can be built or matched in full, and could not"),
            Self::Sealed => f.write_str("is sealed and was open"),
            Self::Unsealed => f.write_str("is open and was sealed"),
            Self::FriendRemoved { friend } => write!(f, "no longer lets `{friend}` implement it"),
            Self::SchemaMarkerChanged { from, to } => {
                write!(f, "had the marker {} and has {}", or_none(from), or_none(to))
            }
            Self::NamespacesChanged => f.write_str("has other namespaces for extension fields"),
            Self::ErasedRemoved => f.write_str("has no longer a form that can be `dyn`"),
            Self::FeatureRequired { feature } => write!(f, "needs the feature `{feature}`, which it did not"),
            Self::FeatureDefaultOn { .. } => f.write_str("is on by default and was not"),
            Self::FeatureDefaultOff { .. } => f.write_str("is no longer on by default"),
            Self::MsrvRaised { from, to } => match from {
                Some(from) => write!(f, "was {from} and is {to}"),
                None => write!(f, "was not stated and is {to}"),
            },
        }
    }
}

/// Everything that differs, in the order of package and id; facts of manifests come last.
///
/// Places in the source are no difference. Items are the same when their package, id and namespace are; the names of a route's
/// parameters make no other route. What is unique over all packages, such as a command or an error code, is the same whichever
/// package declares it. The version of a package is no part of its name: of two versions side by side, each is compared with
/// the same version before, or else the later with the later.
///
/// A path is kept by a `use` that stands there: then only what the `use` promises is compared with what the item did, and its
/// shape with that of the item, if that is found elsewhere by its declaration.
///
/// ```
/// use stability::Contract;
/// use stability::diff::{Effect, Fact, diff};
///
/// # #[cfg(feature = "serde")] {
/// # fn contract(items: &str) -> Contract {
/// #     let package = r#"{ "name": "nika", "version": "1.0.0" }"#;
/// #     let head = r#""schema": "stability/contract@1", "contract": null"#;
/// #     Contract::from_json(&format!(r#"{{ {head}, "package": {package}, "items": [{items}] }}"#)).unwrap()
/// # }
/// let before = contract(r#"{ "id": "nika::Foo", "kind": "struct", "name": "Foo", "tier": "stable", "package": "nika" }"#);
/// let after = contract("");
///
/// let changes = diff(&before, &after);
/// assert_eq!((&changes[0].fact, changes[0].effect), (&Fact::ItemRemoved, Effect::Breaking));
/// assert_eq!(changes[0].to_string(), "`nika::Foo` is gone");
/// assert!(diff(&before, &before).is_empty());
/// # }
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn diff<'a>(before: &'a Contract, after: &'a Contract) -> Vec<Change<'a>> {
    let releases = releases::pair(before, after);
    let Pairs {
        same,
        reexported,
        gone,
        added,
    } = pair::pairs(before, after, &releases);
    let mut changes = Vec::new();
    for (from, to) in same {
        item::compare(from, to, &mut changes);
    }
    for (from, to) in &reexported {
        item::compare_standing(from, to, &mut changes);
    }
    let moved: Vec<&Item> = gone
        .iter()
        .copied()
        .chain(reexported.iter().map(|(from, _)| *from))
        .collect();
    // Whoever names one of these paths, or what belongs to it, finds it still.
    let mut kept: BTreeSet<&str> = reexported.iter().map(|(from, _)| from.id.as_str()).collect();
    let mut told = BTreeSet::new();
    for (from, to) in rename::pairs(&moved, &added) {
        let is_reexported = kept.contains(from.id.as_str());
        if from.kind == Kind::Impl && rename::name(from) == rename::name(to) {
            // Nobody names the module of an implementation.
            kept.insert(&from.id);
        }
        told.insert(address(from));
        if !is_reexported {
            told.insert(address(to));
        }
        if !kept.contains(from.id.as_str()) && !rename::owner(from).is_some_and(|owner| kept.contains(owner)) {
            changes.push(item::change(Fact::ItemRenamed, Effect::Breaking, Some(from), Some(to)));
        }
        item::compare_renamed(from, to, is_reexported, &mut changes);
    }
    let is_told = |item: &&Item| told.contains(&address(item));
    for gone in gone.into_iter().filter(|item| !is_told(item)) {
        changes.push(item::change(Fact::ItemRemoved, Effect::Breaking, Some(gone), None));
    }
    for new in added.into_iter().filter(|item| !is_told(item)) {
        changes.push(item::change(Fact::ItemAdded, Effect::Additive, None, Some(new)));
    }
    changes.sort_by(|a, b| order(a).cmp(&order(b)));
    manifest::compare(&releases, &mut changes);
    changes
}

/// What tells an item of these contracts from another one.
fn address(item: &Item) -> *const Item {
    item
}

fn order<'a>(change: &Change<'a>) -> (&'a str, &'a str, Option<Kind>) {
    let item = change.before.or(change.after);
    (
        change.package,
        item.map_or("", |item| item.id.as_str()),
        item.map(|item| item.kind),
    )
}

fn spoken(since: Option<&Since>) -> Option<String> {
    since.map(ToString::to_string)
}
