//! What may differ between two contracts, and what that means for users.

mod words;

use std::fmt;

use semver::Version;
use serde::Serialize;
use stability::contract::{DeprecationStage, State};
use stability::{Kind, Tier};

use super::wire_change::WireChange;
use crate::shape::compare::ChangeKind;

/// What differs.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "fact")]
#[non_exhaustive]
pub enum Fact {
    /// An item is promised that was not.
    ItemAdded,
    /// An item was removed.
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
    /// A trait promises less to those who implement it than it did.
    ImplementTierLowered {
        /// Before.
        from: Tier,
        /// Now.
        to: Tier,
    },
    /// A trait promises more to those who implement it than it did.
    ImplementTierRaised {
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
    /// The words of a guarantee, or of what a program shows its users, are others.
    TextChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It means something else: two things have exchanged their meanings, or one has taken the meaning of another.
    MeaningMoved {
        /// Before.
        from: String,
        /// Now.
        to: String,
        /// The other thing.
        other: String,
        /// Whether it has the meaning that the other had; if not, the other has the meaning that it had.
        taken: bool,
    },
    /// A member is promised that was not.
    MemberAdded {
        /// Which kind of member.
        kind: Kind,
    },
    /// A member was removed.
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
    /// A member lost its default, or a method of a trait its body, so that it must be written.
    MemberNowRequired {
        /// Which kind of member.
        kind: Kind,
    },
    /// Users may leave a member out that they could not: it has a default, or a body.
    MemberNowProvided {
        /// Which kind of member.
        kind: Kind,
    },
    /// The place of a member is no longer kept for what comes later.
    NoLongerReserved,
    /// The version by which it graduates or is removed is another one, and the tier is no higher.
    GraduationMoved {
        /// Before.
        from: Version,
        /// Now.
        to: Option<Version>,
    },
    /// A version is stated by which it graduates or is removed, and none was.
    GraduationStated {
        /// The version.
        to: Version,
    },
    /// It was not deprecated and is.
    Deprecated,
    /// It was deprecated and is not.
    Undeprecated,
    /// Its deprecation speaks more or less strongly to users, in the version of its package.
    DeprecationStageChanged {
        /// Before; `None` where it was not deprecated.
        from: Option<DeprecationStage>,
        /// Now.
        to: DeprecationStage,
    },
    /// The version since which it is deprecated is another one.
    DeprecationMoved {
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// The date of a route's deprecation is another one.
    DeprecationDateMoved {
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// A deprecation says something else of what to do instead, or of where that is documented.
    DeprecationReworded {
        /// Which key says it: `note`, `replacement`, `link` or `successor`.
        part: &'static str,
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
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
    /// It belongs to another area.
    AreaChanged {
        /// Before.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// It is promised to other users.
    AudienceChanged {
        /// Before; `None` where it was promised to everybody.
        from: Option<String>,
        /// Now; `None` where it is promised to everybody.
        to: Option<String>,
    },
    /// Another package declares it.
    OwnerChanged {
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// It may show other types that promise less.
    MayExposeChanged {
        /// Before.
        from: Vec<String>,
        /// Now.
        to: Vec<String>,
    },
    /// A code of an error was in use, and is retired.
    CodeRetired,
    /// A code of an error was retired, and is in use again for what it meant.
    CodeUnretired,
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
    /// A package that could not implement the sealed trait now can.
    FriendAdded {
        /// The package, as its pattern is written.
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
    /// The stored file of a generated artefact is another one.
    ContentsChanged,
    /// A trait has lost its form that can be `dyn`.
    ErasedRemoved,
    /// A trait now has a form that can be `dyn`.
    ErasedAdded,
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
    /// It no longer needs a feature that it needed.
    FeatureNoLongerRequired {
        /// The feature.
        feature: String,
    },
    /// It is there only with a `--cfg` that it did not need.
    CfgRequired {
        /// The name that the `--cfg` sets.
        cfg: String,
    },
    /// It is there without a `--cfg` that it needed.
    CfgNoLongerRequired {
        /// The name that the `--cfg` set.
        cfg: String,
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
    /// A feature no longer turns another one on.
    FeatureEnablesLess {
        /// The feature.
        feature: String,
        /// The other one.
        other: String,
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
    /// The minimum supported Rust version is earlier.
    MsrvLowered {
        /// Before.
        from: Version,
        /// Now; `None` where none is stated.
        to: Option<Version>,
    },
    /// The number of public items without a tier is another one.
    UnmarkedChanged {
        /// Before.
        from: u32,
        /// Now.
        to: u32,
    },
    /// The contract applies to fewer of the versions that are to come.
    ScopeNarrowed {
        /// Before; `None` where none was stated, which is every version.
        from: Option<String>,
        /// Now.
        to: Option<String>,
    },
    /// The contract applies to more versions.
    ScopeWidened {
        /// Before.
        from: Option<String>,
        /// Now; `None` where none is stated, which is every version.
        to: Option<String>,
    },
    /// The contract is less settled.
    StateLowered {
        /// Before.
        from: State,
        /// Now; `None` where the package has no header.
        to: Option<State>,
    },
    /// The contract is more settled.
    StateRaised {
        /// Before.
        from: State,
        /// Now.
        to: State,
    },
    /// An area excludes what it did not.
    ExclusionAdded {
        /// The area.
        area: String,
        /// What it excludes, in words.
        words: String,
    },
    /// An area no longer excludes something.
    ExclusionRemoved {
        /// The area.
        area: String,
        /// What it excluded, in words.
        words: String,
    },
    /// An area announces something as planned that it did not.
    PlannedAdded {
        /// The area.
        area: String,
        /// What is planned.
        name: String,
    },
    /// An area no longer announces something as planned.
    PlannedRemoved {
        /// The area.
        area: String,
        /// What was planned.
        name: String,
    },
    /// The contract speaks for a package that it did not speak for.
    PackageAdded,
    /// The contract no longer speaks for a package.
    PackageRemoved,
    /// The contract describes a build that it did not describe.
    BuildAdded {
        /// The name of the build.
        build: String,
    },
    /// The contract no longer describes a build.
    BuildRemoved {
        /// The name of the build.
        build: String,
    },
    /// The policy permits more than at the last release.
    PolicyWeakened {
        /// The setting, as it is written: `tiers.stable.break`.
        setting: String,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
    /// The policy permits less than at the last release, or something else that weakens no promise.
    PolicyChanged {
        /// The setting.
        setting: String,
        /// Before.
        from: String,
        /// Now.
        to: String,
    },
}

/// What a change means for users of what was promised.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
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

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Fact {
    /// The feature of the manifest that it is about.
    pub fn feature(&self) -> Option<&str> {
        match self {
            Self::FeatureAdded { feature }
            | Self::FeatureRemoved { feature, .. }
            | Self::FeatureEnablesLess { feature, .. }
            | Self::FeatureDefaultOn { feature }
            | Self::FeatureDefaultOff { feature } => Some(feature),
            _ => None,
        }
    }

    /// The word for what differs, as JSON has it: `item-removed`; of a shape or a form in documents the kind of difference.
    pub fn id(&self) -> String {
        let word = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
        let value = serde_json::to_value(self).unwrap_or_default();
        match self {
            Self::Shape { .. } => word(&value["change"]),
            Self::Wire { .. } => format!("wire-{}", word(&value["change"])),
            _ => word(&value["fact"]),
        }
    }
}

impl Fact {
    /// What it is about in `package`, where that is neither an item nor a member.
    pub(super) fn topic(&self, package: &str) -> String {
        match self {
            Self::ScopeNarrowed { .. }
            | Self::ScopeWidened { .. }
            | Self::StateLowered { .. }
            | Self::StateRaised { .. } => format!("contract of {package}"),
            Self::ExclusionAdded { area, .. }
            | Self::ExclusionRemoved { area, .. }
            | Self::PlannedAdded { area, .. }
            | Self::PlannedRemoved { area, .. } => format!("area {area}"),
            Self::PackageAdded | Self::PackageRemoved | Self::UnmarkedChanged { .. } => format!("package {package}"),
            Self::BuildAdded { build } | Self::BuildRemoved { build } => format!("build {build}"),
            Self::PolicyWeakened { setting, .. } | Self::PolicyChanged { setting, .. } => format!("policy {setting}"),
            fact => match fact.feature() {
                Some(feature) => format!("feature {feature}"),
                None => "rust-version".to_string(),
            },
        }
    }

    /// The tier that it touches of what had `tier`.
    pub(super) fn touched(&self, tier: Tier) -> Tier {
        match self {
            Self::TierRaised { to, .. } | Self::ImplementTierRaised { to, .. } => *to,
            _ => tier,
        }
    }

    /// What tells it from other facts of the same thing, without its values before and now: `friend-removed nika-plugin`.
    pub(crate) fn key(&self) -> String {
        let value = serde_json::to_value(self).unwrap_or_default();
        let fact = value["fact"].as_str().unwrap_or_default();
        match self {
            Self::FriendRemoved { friend: which }
            | Self::FriendAdded { friend: which }
            | Self::FeatureNoLongerRequired { feature: which }
            | Self::PlannedAdded { name: which, .. }
            | Self::PlannedRemoved { name: which, .. }
            | Self::FeatureEnablesLess { other: which, .. }
            | Self::FeatureRequired { feature: which }
            | Self::CfgRequired { cfg: which }
            | Self::CfgNoLongerRequired { cfg: which }
            | Self::ExclusionAdded { words: which, .. }
            | Self::ExclusionRemoved { words: which, .. } => format!("{fact} {which}"),
            Self::DeprecationReworded { part, .. } => format!("{fact} {part}"),
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
