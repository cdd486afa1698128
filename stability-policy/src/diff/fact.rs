//! What may differ between two contracts, and what that means for users.

use std::fmt;

use semver::Version;
use serde::Serialize;
use stability::{Kind, Tier};

use super::wire_change::{self, WireChange};
use crate::shape::compare::ChangeKind;

/// What differs.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::diff::Fact")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fact")]
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
    /// What the compiler knows of it differs.
    Shape {
        /// What kind of difference it is.
        change: ChangeKind,
        /// The implementation, parameter or path that differs; empty for the item itself.
        of: String,
        /// Before; empty where there was nothing.
        from: String,
        /// Now; empty where there is nothing.
        to: String,
        /// Whether it cannot be known from the declarations if users notice.
        is_undecided: bool,
    },
    /// The form in which serde writes or reads it differs.
    Wire {
        /// What kind of difference it is.
        change: WireChange,
        /// Before; empty where there was nothing.
        from: String,
        /// Now; empty where there is nothing.
        to: String,
    },
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
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::diff::Effect")
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
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

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::diff::Fact")
)]
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

impl Fact {
    /// The tier that it touches of what had `tier`.
    pub(super) fn touched(&self, tier: Tier) -> Tier {
        match self {
            Self::TierRaised { to, .. } => *to,
            _ => tier,
        }
    }

    /// What tells it from other facts of the same thing, without its values before and now: `friend-removed nika-plugin`.
    pub(crate) fn key(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        let fact = value["fact"].as_str().unwrap_or_default();
        match self {
            Self::FriendRemoved { friend: which } | Self::FeatureRequired { feature: which } => {
                format!("{fact} {which}")
            }
            Self::Shape { change, of, .. } => {
                let change = serde_json::to_value(change).unwrap_or_default();
                format!("{} {of}", change.as_str().unwrap_or_default())
            }
            Self::Wire { change, .. } => {
                let change = serde_json::to_value(change).unwrap_or_default();
                format!("{fact} {}", change.as_str().unwrap_or_default())
            }
            _ => fact.to_string(),
        }
    }
}

/// What is said of the thing that differs: `is gone`.
impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |text: &Option<String>| text.clone().map_or("none".to_string(), |text| format!("`{text}`"));
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
            Self::Shape {
                change, of, from, to, ..
            } => phrase(f, *change, of, from, to),
            Self::Wire { change, from, to } => wire_change::phrase(f, *change, from, to),
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

/// The words for an item whose shape differs: ``no longer implements `Clone` ``.
fn phrase(f: &mut fmt::Formatter<'_>, change: ChangeKind, of: &str, from: &str, to: &str) -> fmt::Result {
    let within = |f: &mut fmt::Formatter<'_>| match of {
        "" => Ok(()),
        of => write!(f, " in `{of}`"),
    };
    match change {
        ChangeKind::ImplRemoved | ChangeKind::AutoTraitLost => write!(f, "no longer implements `{from}`"),
        ChangeKind::ImplAdded | ChangeKind::AutoTraitGained => write!(f, "implements `{to}` now"),
        ChangeKind::PathRemoved => write!(f, "can no longer be named by the path `{from}`"),
        ChangeKind::PathRetargeted => write!(f, "is no longer what the path `{of}` names"),
        ChangeKind::BoundTightened if to.is_empty() => {
            write!(f, "requires more than `{from}` now").and_then(|()| within(f))
        }
        ChangeKind::BoundTightened => write!(f, "requires `{to}` now").and_then(|()| within(f)),
        ChangeKind::BoundLoosened if from.is_empty() => write!(f, "allows `{to}` now").and_then(|()| within(f)),
        ChangeKind::BoundLoosened => write!(f, "no longer requires `{from}`").and_then(|()| within(f)),
        ChangeKind::ValueChanged => write!(f, "had the value `{from}` and has `{to}`"),
        ChangeKind::DiscriminantChanged => write!(f, "had the discriminant {from} and has {to}"),
        ChangeKind::ConstructorOrderChanged => write!(f, "took ({from}) and takes ({to})"),
        ChangeKind::ArmRemoved => write!(f, "no longer has the arm `({from})`"),
        ChangeKind::ArmAdded => write!(f, "has the new arm `({to})`"),
        ChangeKind::LayoutChanged => write!(f, "had the layout `{from}` and has `{to}`"),
        ChangeKind::ReprChanged => {
            let repr = |repr: &str| {
                if repr.is_empty() {
                    "no `repr`".to_string()
                } else {
                    format!("`repr({repr})`")
                }
            };
            write!(f, "had {} and has {}", repr(from), repr(to))
        }
        ChangeKind::FieldAdded => write!(f, "has {to} now"),
        ChangeKind::TraitItemAdded => write!(f, "was added"),
        ChangeKind::DynCompatibilityLost => write!(f, "can no longer be `dyn`"),
        _ if to.is_empty() => write!(f, "is no longer `{from}`").and_then(|()| within(f)),
        _ if from.is_empty() => write!(f, "is `{to}` now").and_then(|()| within(f)),
        _ => write!(f, "was `{from}` and is `{to}`").and_then(|()| within(f)),
    }
}
