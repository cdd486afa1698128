//! The words for each fact.

use std::fmt;

use semver::Version;

use super::Fact;
use crate::diff::wire_change;
use crate::shape::compare::ChangeKind;

/// What is said of the thing that differs: `was removed`.
impl fmt::Display for Fact {
    #[expect(clippy::too_many_lines, reason = "one arm for each fact")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_none = |text: &Option<String>| text.clone().map_or("none".to_string(), |text| format!("`{text}`"));
        match self {
            Self::ItemAdded | Self::FeatureAdded { .. } => f.write_str("is added"),
            Self::ItemRemoved | Self::FeatureRemoved { .. } | Self::MemberRemoved { .. } => f.write_str("was removed"),
            Self::ItemRenamed => f.write_str("has another path"),
            Self::MemberAdded { kind } => write!(f, "is a new {kind}"),
            Self::TierLowered { from, to } | Self::TierRaised { from, to } => write!(f, "was {from} and is {to}"),
            Self::ImplementTierLowered { from, to } | Self::ImplementTierRaised { from, to } => {
                write!(f, "was {from} for those who implement it and is {to} for them")
            }
            Self::SinceChanged { from, to } => write!(f, "was so since {} and is since {}", or_none(from), or_none(to)),
            Self::MeaningMoved {
                from,
                to,
                other,
                taken: true,
            } => {
                write!(f, "meant “{from}” and means “{to}”, as `{other}` did")
            }
            Self::MeaningMoved {
                from,
                to,
                other,
                taken: false,
            } => {
                write!(f, "meant “{from}”, as `{other}` does now, and means “{to}”")
            }
            Self::TextChanged { from, to } => write!(f, "was promised as “{from}” and is as “{to}”"),
            Self::SignatureChanged { from, to }
            | Self::MemberTypeChanged { from, to }
            | Self::PolicyWeakened { from, to, .. }
            | Self::PolicyChanged { from, to, .. } => {
                write!(f, "was `{from}` and is `{to}`")
            }
            Self::MemberNowRequired { kind } => write!(f, "is a {kind} that was provided and now is required"),
            Self::MemberNowProvided { kind } => write!(f, "is a {kind} that was required and now has a default"),
            Self::NoLongerReserved => f.write_str("was reserved and no longer is"),
            Self::GraduationMoved { from, to: Some(to) } => {
                write!(f, "was to graduate or go by {from} and is to do so by {to}")
            }
            Self::GraduationMoved { from, to: None } => {
                write!(f, "was to graduate or go by {from}, and no version is stated now")
            }
            Self::GraduationStated { to } => write!(f, "is to graduate or be removed by {to}, which was not stated"),
            Self::Deprecated => f.write_str("is deprecated"),
            Self::DeprecationStageChanged { from: Some(from), to } => {
                write!(f, "was `{from}` as deprecated and is `{to}`")
            }
            Self::DeprecationStageChanged { from: None, to } => write!(f, "is deprecated and `{to}` at once"),
            Self::DeprecationMoved { from, to } => {
                write!(f, "was deprecated since {} and is since {}", or_none(from), or_none(to))
            }
            Self::DeprecationDateMoved { from, to } => {
                write!(f, "was deprecated on {} and is on {}", or_none(from), or_none(to))
            }
            Self::DeprecationReworded { part, from, to } => {
                write!(
                    f,
                    "was deprecated with the {part} {} and is with {}",
                    or_none(from),
                    or_none(to)
                )
            }
            Self::AreaChanged { from, to } => {
                write!(f, "was in the area {} and is in {}", or_none(from), or_none(to))
            }
            Self::OwnerChanged { from, to } => write!(f, "was declared by `{from}` and is by `{to}`"),
            Self::MayExposeChanged { from, to } => {
                write!(
                    f,
                    "could show {} although they promise less, and can show {}",
                    list(from),
                    list(to)
                )
            }
            Self::CodeRetired => f.write_str("is retired"),
            Self::CodeUnretired => f.write_str("was retired and is in use again"),
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
            Self::FriendAdded { friend } => write!(f, "lets `{friend}` implement it now"),
            Self::SchemaMarkerChanged { from, to } => {
                write!(f, "had the marker {} and has {}", or_none(from), or_none(to))
            }
            Self::NamespacesChanged => f.write_str("has other namespaces for extension fields"),
            Self::ContentsChanged => f.write_str("has other contents"),
            Self::ErasedRemoved => f.write_str("has no longer a form that can be `dyn`"),
            Self::ErasedAdded => f.write_str("has a form that can be `dyn`, and had none"),
            Self::Shape {
                change, of, from, to, ..
            } => phrase(f, *change, of, from, to),
            Self::Wire { change, from, to } => wire_change::phrase(f, *change, from, to),
            Self::FeatureRequired { feature } => write!(f, "needs the feature `{feature}`, which it did not"),
            Self::CfgRequired { cfg } => write!(f, "needs `--cfg {cfg}`, which it did not"),
            Self::CfgNoLongerRequired { cfg } => write!(f, "no longer needs `--cfg {cfg}`"),
            Self::FeatureNoLongerRequired { feature } => write!(f, "no longer needs the feature `{feature}`"),
            Self::FeatureEnablesLess { other, .. } => write!(f, "no longer enables the feature `{other}`"),
            Self::FeatureDefaultOn { .. } => f.write_str("is on by default and was not"),
            Self::FeatureDefaultOff { .. } => f.write_str("is no longer on by default"),
            Self::MsrvRaised { from, to } => match from {
                Some(from) => write!(f, "was {from} and is {to}"),
                None => write!(f, "was not stated and is {to}"),
            },
            Self::MsrvLowered { from, to: Some(to) } => write!(f, "was {from} and is {to}"),
            Self::MsrvLowered { from, to: None } => write!(f, "was {from} and is no longer stated"),
            Self::UnmarkedChanged { from, to } => {
                write!(f, "had {from} public items without a tier and has {to}")
            }
            Self::ScopeNarrowed { from, to } | Self::ScopeWidened { from, to } => {
                let shown =
                    |scope: &Option<String>| scope.as_ref().map_or("every version".into(), |it| format!("`{it}`"));
                write!(f, "applied to {} and applies to {}", shown(from), shown(to))
            }
            Self::StateLowered { from, to: None } => write!(f, "was {from} and is no longer stated"),
            Self::StateLowered { from, to: Some(to) } | Self::StateRaised { from, to } => {
                write!(f, "was {from} and is {to}")
            }
            Self::ExclusionAdded { words, .. } => write!(f, "excludes “{words}” now"),
            Self::ExclusionRemoved { words, .. } => write!(f, "no longer excludes “{words}”"),
            Self::PlannedAdded { name, .. } => write!(f, "announces `{name}` as planned now"),
            Self::PlannedRemoved { name, .. } => write!(f, "no longer announces `{name}` as planned"),
            Self::PackageAdded | Self::BuildAdded { .. } => f.write_str("is in the contract now"),
            Self::PackageRemoved | Self::BuildRemoved { .. } => f.write_str("is no longer in the contract"),
        }
    }
}

fn list(names: &[String]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        "no types".to_string()
    } else {
        names.join(", ")
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
        ChangeKind::ValueChanged if to.is_empty() => {
            write!(f, "had the value `{from}`, and its value is not known now")
        }
        ChangeKind::ValueChanged if from.is_empty() => {
            write!(f, "has the value `{to}`, and its value was not recorded before")
        }
        ChangeKind::ValueChanged => write!(f, "had the value `{from}` and has `{to}`"),
        ChangeKind::OutputAutoTraitLost => {
            let (name, condition) = from.split_at(from.find(" where ").unwrap_or(from.len()));
            write!(
                f,
                "returned a type that implements `{name}`{condition}, and no longer does"
            )
        }
        ChangeKind::VarianceNarrowed if to.is_empty() => {
            write!(f, "was {from} in its parameter `{of}`, and that is not known of it now")
        }
        ChangeKind::VarianceNarrowed => write!(f, "was {from} in its parameter `{of}` and is {to}"),
        ChangeKind::DiscriminantChanged if to.is_empty() => write!(f, "has discriminants that can no longer be read"),
        ChangeKind::DiscriminantChanged => write!(f, "had the discriminant {from} and has {to}"),
        ChangeKind::ConstructorOrderChanged => write!(f, "took ({from}) and takes ({to})"),
        ChangeKind::ArmRemoved => write!(f, "no longer has the arm `({from})`"),
        ChangeKind::ArmAdded => write!(f, "has the new arm `({to})`"),
        ChangeKind::TargetFeatureAdded => write!(f, "requires the target feature `{to}` now"),
        ChangeKind::ExportNameChanged if to.is_empty() => write!(f, "is no longer exported as `{from}`"),
        ChangeKind::ExportNameChanged => write!(f, "was exported as `{from}` and is as `{to}`"),
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
