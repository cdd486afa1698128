//! A difference, for whom it is a break, and which release may have it.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::shape::text::agree;

/// One difference between two shapes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Fact {
    /// The id of the item.
    pub item: String,
    /// The key of the item: that of the old shape, or of the new one for what was added.
    pub key: String,
    /// The field, variant, implementation or parameter that has changed.
    pub member: Option<String>,
    pub change: ChangeKind,
    /// Empty where there was nothing.
    pub old: String,
    /// Empty where there is nothing.
    pub new: String,
    /// Whose code no longer compiles, or reads another value.
    pub effect: BTreeSet<Effect>,
    pub required: Required,
}

/// Who is affected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Effect {
    /// Code that calls functions or relies on what a type implements.
    Callers,
    /// Code that implements a trait.
    Implementers,
    /// Code that matches.
    Matchers,
    /// Code that writes a value with its fields.
    Constructors,
    /// Code that names a path.
    PathUsers,
    /// Code that relies on a value or a layout.
    Readers,
}

/// Which release may have the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Required {
    /// Any.
    None,
    Minor,
    /// It cannot be known from what rustdoc says.
    Undecided,
    Major,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    AbiChanged,
    ArmAdded,
    ArmRemoved,
    AssociatedTypeChanged,
    AsyncChanged,
    AutoTraitGained,
    AutoTraitLost,
    BoundLoosened,
    BoundTightened,
    CapturesChanged,
    ConstChanged,
    ConstructorOrderChanged,
    DefaultAdded,
    DefaultRemoved,
    Deprecated,
    DiscriminantChanged,
    DynCompatibilityLost,
    ExportNameChanged,
    FieldAdded,
    FieldRemoved,
    FieldTypeChanged,
    FormChanged,
    GenericsChanged,
    HelperAdded,
    HelperRemoved,
    HiddenVariantAdded,
    ImplAdded,
    ImplRemoved,
    InferenceLost,
    ItemAdded,
    KindChanged,
    LayoutChanged,
    LifetimesChanged,
    MayDangleLost,
    MustUseAdded,
    MutabilityChanged,
    NonExhaustiveAdded,
    NonExhaustiveRemoved,
    OutputAutoTraitLost,
    OutputChanged,
    ParametersChanged,
    PathRemoved,
    PathRetargeted,
    ReprChanged,
    Sealed,
    TargetFeatureAdded,
    TraitItemAdded,
    TypeChanged,
    UnnamedNarrowed,
    UnnamedReplaced,
    UnsafeChanged,
    Unsealed,
    ValueChanged,
    VarianceNarrowed,
    VariantAdded,
    VariantRemoved,
}

pub(super) struct Sink<'a> {
    pub item: &'a str,
    pub key: &'a str,
    pub facts: &'a mut Vec<Fact>,
}

impl Sink<'_> {
    pub fn push(
        &mut self,
        change: ChangeKind,
        member: &str,
        old: &str,
        new: &str,
        effect: &[Effect],
        required: Required,
    ) {
        self.facts.push(Fact {
            item: self.item.to_owned(),
            key: self.key.to_owned(),
            member: Some(member.to_owned()).filter(|it| !it.is_empty()),
            change,
            old: old.to_owned(),
            new: new.to_owned(),
            effect: effect.iter().copied().collect(),
            required,
        });
    }

    /// A break where two texts differ, and undecided where one has a part that is not known.
    pub fn texts(&mut self, change: ChangeKind, member: &str, old: &str, new: &str, effect: &[Effect]) {
        match agree(old, new) {
            Some(true) => {}
            Some(false) => self.push(change, member, old, new, effect, Required::Major),
            None => self.push(change, member, old, new, effect, Required::Undecided),
        }
    }

    pub fn path_removed(&mut self, path: &str, is_of_trait: bool) {
        let effect: &[Effect] = if is_of_trait {
            &[Effect::PathUsers, Effect::Callers, Effect::Implementers]
        } else {
            &[Effect::PathUsers]
        };
        let member = if path == self.item { "" } else { path };
        self.push(ChangeKind::PathRemoved, member, path, "", effect, Required::Major);
    }

    /// A word that an item has or has not.
    pub fn word(
        &mut self,
        change: ChangeKind,
        word: &str,
        old: bool,
        new: bool,
        effect: &[Effect],
        required: Required,
    ) {
        if old != new {
            let text = |has: bool| if has { word } else { "" };
            self.push(change, "", text(old), text(new), effect, required);
        }
    }
}
