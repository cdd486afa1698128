//! What differs between two shapes, and for whom that is a break.
//!
//! The verdicts are those of the chapter on semver compatibility of the Cargo book.

mod bounds;
mod translate;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::bounds::{Implied, split};
use super::model::{Adt, Detail, Fields, Form, Function, Implementation, ItemShape, Shape, TraitShape, Variant};
use super::text::{agree, covers};

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
    ConstChanged,
    ConstructorOrderChanged,
    DefaultAdded,
    DefaultRemoved,
    Deprecated,
    DiscriminantChanged,
    DynCompatibilityLost,
    FieldAdded,
    FieldRemoved,
    FieldTypeChanged,
    FormChanged,
    GenericsChanged,
    HelperAdded,
    HelperRemoved,
    ImplAdded,
    ImplRemoved,
    ItemAdded,
    KindChanged,
    LayoutChanged,
    LifetimesChanged,
    MustUseAdded,
    MutabilityChanged,
    NonExhaustiveAdded,
    NonExhaustiveRemoved,
    OutputChanged,
    ParametersChanged,
    PathRemoved,
    PathRetargeted,
    ReprChanged,
    Sealed,
    TraitItemAdded,
    TypeChanged,
    UnsafeChanged,
    Unsealed,
    ValueChanged,
    VariantAdded,
    VariantRemoved,
}

/// Everything that differs, sorted. Ids are those of `old` wherever such a path leads to the item still.
pub fn compare(old: &Shape, new: &Shape) -> Vec<Fact> {
    let new = translate::to_ids_of(old, new);
    let compare = Compare { old, new: &new };
    let paths = compare.paths();
    let mut facts = Vec::new();
    let mut met = BTreeSet::new();
    for (key, item) in &old.items {
        let (space, id) = key.split_once(' ').unwrap_or(("", key));
        let owner = owner(key);
        if owner
            .as_ref()
            .is_some_and(|owner| old.has_members(owner) && !new.items.contains_key(owner))
        {
            continue;
        }
        let mut sink = Sink {
            item: id,
            key,
            facts: &mut facts,
        };
        let mut targets = BTreeMap::<&str, Vec<&str>>::new();
        for path in std::iter::once(id).chain(item.paths.iter().map(String::as_str)) {
            match paths.get(&(space, path)).copied().or_else(|| compare.general(key)) {
                Some(target) => targets.entry(target).or_default().push(path),
                None => sink.path_removed(path, compare.is_of_trait(owner.as_deref())),
            }
        }
        if targets.len() > 1 {
            let id_target = paths.get(&(space, id)).copied();
            for path in targets
                .iter()
                .filter(|(target, _)| Some(**target) != id_target)
                .flat_map(|(_, paths)| paths)
            {
                let (old, new) = (id, paths[&(space, *path)]);
                sink.push(
                    ChangeKind::PathRetargeted,
                    path,
                    old,
                    new,
                    &[Effect::PathUsers],
                    Required::Major,
                );
            }
        }
        for target in targets.keys() {
            met.insert((*target).to_owned());
            compare.item(key, item, &new.items[*target], &mut sink);
        }
    }
    for (key, item) in new.items.iter().filter(|(key, _)| !met.contains(*key)) {
        compare.added(key, item, &mut facts);
    }
    facts.sort();
    facts.dedup();
    facts
}

impl Shape {
    /// Whether the key is that of a type or trait, whose members are items of their own.
    fn has_members(&self, key: &str) -> bool {
        self.items.get(key).is_some_and(|item| {
            matches!(
                item.detail,
                Detail::Struct(_) | Detail::Enum(_) | Detail::Union(_) | Detail::Trait(_)
            )
        })
    }
}

/// The key of the type or trait that an item belongs to, if it belongs to one.
pub fn owner(key: &str) -> Option<String> {
    let (_, id) = key.split_once(' ')?;
    let id = id.split(" for ").next()?;
    let (owner, _) = id.rsplit_once("::")?;
    Some(format!("type {owner}"))
}

struct Sink<'a> {
    item: &'a str,
    key: &'a str,
    facts: &'a mut Vec<Fact>,
}

impl Sink<'_> {
    fn push(&mut self, change: ChangeKind, member: &str, old: &str, new: &str, effect: &[Effect], required: Required) {
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
    fn texts(&mut self, change: ChangeKind, member: &str, old: &str, new: &str, effect: &[Effect]) {
        match agree(old, new) {
            Some(true) => {}
            Some(false) => self.push(change, member, old, new, effect, Required::Major),
            None => self.push(change, member, old, new, effect, Required::Undecided),
        }
    }

    fn path_removed(&mut self, path: &str, is_of_trait: bool) {
        let effect: &[Effect] = if is_of_trait {
            &[Effect::PathUsers, Effect::Callers, Effect::Implementers]
        } else {
            &[Effect::PathUsers]
        };
        let member = if path == self.item { "" } else { path };
        self.push(ChangeKind::PathRemoved, member, path, "", effect, Required::Major);
    }

    /// A word that an item has or has not.
    fn word(&mut self, change: ChangeKind, word: &str, old: bool, new: bool, effect: &[Effect], required: Required) {
        if old != new {
            let text = |has: bool| if has { word } else { "" };
            self.push(change, "", text(old), text(new), effect, required);
        }
    }
}

struct Compare<'a> {
    old: &'a Shape,
    new: &'a Shape,
}

/// What is around a function.
#[derive(Clone, Copy)]
struct Around<'a> {
    is_of_trait: bool,
    /// Whether users can implement it.
    is_open: bool,
    old_bounds: &'a BTreeSet<String>,
    new_bounds: &'a BTreeSet<String>,
}

static NO_BOUNDS: BTreeSet<String> = BTreeSet::new();

impl<'a> Compare<'a> {
    /// The keys of the new items by namespace and path.
    fn paths(&self) -> BTreeMap<(&'a str, &'a str), &'a str> {
        let mut paths = BTreeMap::new();
        for (key, item) in &self.new.items {
            let (space, id) = key.split_once(' ').unwrap_or(("", key));
            for path in std::iter::once(id).chain(item.paths.iter().map(String::as_str)) {
                paths.insert((space, path), key.as_str());
            }
        }
        paths
    }

    /// The method of any instance of a type for that of one instance, and the other way round.
    fn general(&self, key: &str) -> Option<&'a str> {
        let whole = key.split(" for ").next().unwrap_or(key);
        let start = format!("{whole} for ");
        let mut keys = self.new.items.keys().map(String::as_str);
        keys.find(|new| *new == whole || new.starts_with(&start))
    }

    fn is_of_trait(&self, owner: Option<&str>) -> bool {
        let item = owner.and_then(|owner| self.old.items.get(owner));
        matches!(item.map(|it| &it.detail), Some(Detail::Trait(_)))
    }

    fn around(&self, key: &str) -> Around<'a> {
        let key = owner(key).unwrap_or_default();
        let detail = |shape: &'a Shape| shape.items.get(&key).map(|it| &it.detail);
        let bounds = |detail: Option<&'a Detail>| match detail {
            Some(Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt)) => &adt.bounds,
            _ => &NO_BOUNDS,
        };
        let of_trait = match detail(self.old) {
            Some(Detail::Trait(it)) => Some(it),
            _ => None,
        };
        Around {
            is_of_trait: of_trait.is_some(),
            is_open: of_trait.is_some_and(|it| !it.is_sealed),
            old_bounds: bounds(detail(self.old)),
            new_bounds: bounds(detail(self.new)),
        }
    }

    fn added(&self, key: &str, item: &ItemShape, facts: &mut Vec<Fact>) {
        let id = key.split_once(' ').map_or(key, |(_, id)| id);
        let mut sink = Sink { item: id, key, facts };
        let owner = owner(key);
        let old_owner = owner.as_ref().and_then(|owner| self.old.items.get(owner));
        if let Some(Detail::Trait(of)) = old_owner.map(|it| &it.detail) {
            let has_default = match &item.detail {
                Detail::Function(it) => it.has_default,
                Detail::Constant { has_default, .. } => *has_default,
                Detail::AssociatedType { default, .. } => default.is_some(),
                _ => true,
            };
            let (effect, required): (&[Effect], _) = if has_default || of.is_sealed {
                (&[], Required::Minor)
            } else {
                (&[Effect::Implementers], Required::Major)
            };
            sink.push(ChangeKind::TraitItemAdded, "", "", id, effect, required);
        } else if owner.is_none_or(|owner| !self.new.has_members(&owner)) || old_owner.is_some() {
            sink.push(ChangeKind::ItemAdded, "", "", id, &[], Required::Minor);
        }
    }

    fn item(&self, key: &str, old: &ItemShape, new: &ItemShape, sink: &mut Sink<'_>) {
        if new.deprecated && !old.deprecated {
            sink.push(ChangeKind::Deprecated, "", "", "deprecated", &[], Required::Minor);
        }
        if new.must_use && !old.must_use {
            sink.push(ChangeKind::MustUseAdded, "", "", "must_use", &[], Required::Minor);
        }
        match (&old.detail, &new.detail) {
            (Detail::Module, Detail::Module) | (Detail::ExternType, Detail::ExternType) => {}
            (Detail::Struct(old), Detail::Struct(new)) => {
                self.adt(old, new, sink);
                let fields = old.fields.as_ref().zip(new.fields.as_ref());
                if let Some((before, after)) = fields {
                    let is_open = !old.non_exhaustive && !before.has_private;
                    compare_fields("", before, after, is_open, sink);
                }
                compare_layout(old, new, sink);
            }
            (Detail::Union(old), Detail::Union(new)) => {
                self.adt(old, new, sink);
                if let Some((before, after)) = old.fields.as_ref().zip(new.fields.as_ref()) {
                    compare_fields("", before, after, false, sink);
                }
                compare_layout(old, new, sink);
            }
            (Detail::Enum(old), Detail::Enum(new)) => {
                self.adt(old, new, sink);
                compare_variants(old, new, sink);
            }
            (Detail::Trait(old), Detail::Trait(new)) => self.trait_(old, new, sink),
            (Detail::Function(old), Detail::Function(new)) => self.function(old, new, self.around(key), sink),
            (
                Detail::Constant {
                    type_,
                    value,
                    has_default,
                },
                Detail::Constant {
                    type_: new_type,
                    value: new_value,
                    has_default: new_default,
                },
            ) => {
                let around = self.around(key);
                let effect = if around.is_of_trait {
                    &[Effect::Readers, Effect::Implementers][..]
                } else {
                    &[Effect::Readers]
                };
                sink.texts(ChangeKind::TypeChanged, "", type_, new_type, effect);
                compare_default(*has_default, *new_default, around.is_open, sink);
                compare_values(value.as_deref(), new_value.as_deref(), sink);
            }
            (Detail::AssociatedType { .. }, Detail::AssociatedType { .. }) => {
                self.associated_type(&old.detail, &new.detail, self.around(key).is_open, sink);
            }
            (
                Detail::Static {
                    type_,
                    is_mutable,
                    is_unsafe,
                },
                Detail::Static {
                    type_: new_type,
                    is_mutable: new_mutable,
                    is_unsafe: new_unsafe,
                },
            ) => {
                let effect = &[Effect::Readers];
                sink.texts(ChangeKind::TypeChanged, "", type_, new_type, effect);
                sink.word(
                    ChangeKind::MutabilityChanged,
                    "mut",
                    *is_mutable,
                    *new_mutable,
                    effect,
                    Required::Major,
                );
                if let (Some(old), Some(new)) = (is_unsafe, new_unsafe) {
                    let required = if *new { Required::Major } else { Required::Minor };
                    sink.word(ChangeKind::UnsafeChanged, "unsafe", *old, *new, effect, required);
                }
            }
            (
                Detail::Alias { generics, of },
                Detail::Alias {
                    generics: new_generics,
                    of: new_of,
                },
            ) => {
                compare_generics(generics, new_generics, sink);
                sink.texts(ChangeKind::TypeChanged, "", of, new_of, &[Effect::Callers]);
            }
            (Detail::Macro { arms }, Detail::Macro { arms: new }) => compare_arms(arms, new, sink),
            (
                Detail::ProcMacro { form, helpers },
                Detail::ProcMacro {
                    form: new_form,
                    helpers: new_helpers,
                },
            ) => {
                sink.texts(ChangeKind::KindChanged, "", form, new_form, &[Effect::Callers]);
                for helper in helpers.difference(new_helpers) {
                    sink.push(
                        ChangeKind::HelperRemoved,
                        helper,
                        helper,
                        "",
                        &[Effect::Callers],
                        Required::Major,
                    );
                }
                for helper in new_helpers.difference(helpers) {
                    sink.push(ChangeKind::HelperAdded, helper, "", helper, &[], Required::Minor);
                }
            }
            (Detail::ReExport { of }, Detail::ReExport { of: new }) if of != new => {
                // A definition can move inside its package.
                let ends = |of: &str| Some((of.split("::").next()?.to_owned(), of.rsplit("::").next()?.to_owned()));
                let required = if ends(of) == ends(new) {
                    Required::Undecided
                } else {
                    Required::Major
                };
                sink.push(ChangeKind::PathRetargeted, "", of, new, &[Effect::PathUsers], required);
            }
            (Detail::ReExport { .. }, Detail::ReExport { .. }) => {}
            (old, new) => {
                let may_be_same = |detail: &Detail| {
                    matches!(detail, Detail::Alias { .. } | Detail::ReExport { .. } | Detail::Unknown)
                };
                let required = if may_be_same(old) || may_be_same(new) {
                    Required::Undecided
                } else {
                    Required::Major
                };
                sink.push(
                    ChangeKind::KindChanged,
                    "",
                    word(old),
                    word(new),
                    &[Effect::PathUsers],
                    required,
                );
            }
        }
    }

    fn adt(&self, old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
        compare_generics(&old.generics, &new.generics, sink);
        // Rust infers that a parameter outlives a reference to it, also from private fields.
        let required: fn(&str) -> Required = |bound| match bound.contains(": 'T") {
            true => Required::Undecided,
            false => Required::Major,
        };
        self.added_bounds(&old.bounds, &new.bounds, "", sink, required);
        self.removed_bounds(&old.bounds, &new.bounds, "", sink, required);
        compare_repr(&old.repr, &new.repr, sink);
        let is_open = match &old.fields {
            Some(fields) => !fields.has_private,
            None => true,
        };
        if new.non_exhaustive && !old.non_exhaustive {
            let (effect, required): (&[Effect], _) = if is_open {
                (&[Effect::Constructors, Effect::Matchers], Required::Major)
            } else {
                (&[], Required::Minor)
            };
            sink.push(
                ChangeKind::NonExhaustiveAdded,
                "",
                "",
                "non_exhaustive",
                effect,
                required,
            );
        } else if old.non_exhaustive && !new.non_exhaustive {
            sink.push(
                ChangeKind::NonExhaustiveRemoved,
                "",
                "non_exhaustive",
                "",
                &[],
                Required::Minor,
            );
        }
        let has_public = |fields: &Fields| !fields.public.is_empty();
        let shows_fields =
            old.fields.as_ref().is_some_and(has_public) || old.variants.values().any(|it| has_public(&it.fields));
        self.implementations([&old.implements, &new.implements], [old, new], shows_fields, sink);
    }

    fn implementations(
        &self,
        [old, new]: [&BTreeMap<String, Implementation>; 2],
        of: [&Adt; 2],
        shows_fields: bool,
        sink: &mut Sink<'_>,
    ) {
        for (header, before) in old {
            if let Some(after) = new.get(header) {
                // What is tightened for the whole type is reported there.
                let is_own = |bound: &&String| {
                    !of[1].bounds.contains(*bound) && !names_other(bound, 'T', &of[0].generics, &of[1].generics)
                };
                let own = |of: &Implementation| of.bounds.iter().filter(is_own).cloned().collect();
                let all = |of: &Implementation, adt: &Adt| of.bounds.union(&adt.bounds).cloned().collect();
                self.added_bounds(&all(before, of[0]), &own(after), header, sink, |_| Required::Major);
                self.removed_bounds(&own(before), &all(after, of[1]), header, sink, |_| Required::Major);
                for (name, ty) in &before.types {
                    if let Some(after) = after.types.get(name) {
                        let member = format!("{header}::{name}");
                        sink.texts(
                            ChangeKind::AssociatedTypeChanged,
                            &member,
                            ty,
                            after,
                            &[Effect::Callers],
                        );
                    }
                }
            } else if header == DROP {
                sink.push(ChangeKind::ImplRemoved, header, header, "", &[], Required::None);
            } else if is_auto(header) {
                sink.push(
                    ChangeKind::AutoTraitLost,
                    header,
                    header,
                    "",
                    &[Effect::Callers],
                    Required::Major,
                );
            } else {
                let may_be_covered = new
                    .keys()
                    .filter(|it| !old.contains_key(*it))
                    .any(|it| covers(it, header) || agree(it, header).is_none());
                let required = if may_be_covered {
                    Required::Undecided
                } else {
                    Required::Major
                };
                let effect = if header == STRUCTURAL {
                    Effect::Matchers
                } else {
                    Effect::Callers
                };
                sink.push(ChangeKind::ImplRemoved, header, header, "", &[effect], required);
            }
        }
        for header in new.keys().filter(|it| !old.contains_key(*it)) {
            if header == DROP && shows_fields {
                let effect = &[Effect::Matchers, Effect::Readers];
                sink.push(ChangeKind::ImplAdded, header, "", header, effect, Required::Major);
            } else if is_auto(header) {
                sink.push(ChangeKind::AutoTraitGained, header, "", header, &[], Required::None);
            } else {
                sink.push(ChangeKind::ImplAdded, header, "", header, &[], Required::Minor);
            }
        }
    }

    /// Bounds that callers must fulfil now.
    fn added_bounds(
        &self,
        old: &BTreeSet<String>,
        new: &BTreeSet<String>,
        member: &str,
        sink: &mut Sink<'_>,
        required: fn(&str) -> Required,
    ) {
        for bound in new.iter().filter(|it| !Implied::of(old, self.old).has(it)) {
            if bounds::is_relaxed(bound) {
                sink.push(ChangeKind::BoundLoosened, member, "", bound, &[], Required::Minor);
            } else {
                sink.push(
                    ChangeKind::BoundTightened,
                    member,
                    "",
                    bound,
                    &[Effect::Callers],
                    required(bound),
                );
            }
        }
    }

    /// Bounds that callers had to fulfil.
    fn removed_bounds(
        &self,
        old: &BTreeSet<String>,
        new: &BTreeSet<String>,
        member: &str,
        sink: &mut Sink<'_>,
        required: fn(&str) -> Required,
    ) {
        for bound in old.iter().filter(|it| !Implied::of(new, self.new).has(it)) {
            if bounds::is_relaxed(bound) {
                sink.push(
                    ChangeKind::BoundTightened,
                    member,
                    bound,
                    "",
                    &[Effect::Callers],
                    required(bound),
                );
            } else {
                sink.push(ChangeKind::BoundLoosened, member, bound, "", &[], Required::Minor);
            }
        }
    }

    fn trait_(&self, old: &TraitShape, new: &TraitShape, sink: &mut Sink<'_>) {
        compare_generics(&old.generics, &new.generics, sink);
        let is_open = !old.is_sealed;
        let for_implementers = |sink: &mut Sink<'_>, change, text: [&str; 2]| {
            let (effect, required): (&[Effect], _) = if is_open {
                (&[Effect::Implementers], Required::Major)
            } else {
                (&[], Required::Minor)
            };
            sink.push(change, "", text[0], text[1], effect, required);
        };
        for bound in new
            .bounds
            .iter()
            .filter(|it| !Implied::of(&old.bounds, self.old).has(it))
        {
            if bound.starts_with("Self: ~") {
                continue;
            }
            if bound.starts_with("Self: ") {
                for_implementers(sink, ChangeKind::BoundTightened, ["", bound]);
            } else {
                let effect = &[Effect::Callers, Effect::Implementers];
                sink.push(ChangeKind::BoundTightened, "", "", bound, effect, Required::Major);
            }
        }
        for bound in old
            .bounds
            .iter()
            .filter(|it| !Implied::of(&new.bounds, self.new).has(it))
        {
            if !bound.starts_with("Self: ~") {
                sink.push(
                    ChangeKind::BoundLoosened,
                    "",
                    bound,
                    "",
                    &[Effect::Callers],
                    Required::Major,
                );
            }
        }
        if new.is_sealed && !old.is_sealed {
            sink.push(
                ChangeKind::Sealed,
                "",
                "",
                "sealed",
                &[Effect::Implementers],
                Required::Major,
            );
        } else if old.is_sealed && !new.is_sealed {
            sink.push(ChangeKind::Unsealed, "", "sealed", "", &[], Required::Minor);
        }
        if old.is_unsafe != new.is_unsafe {
            let text = |is_unsafe| if is_unsafe { "unsafe" } else { "" };
            for_implementers(
                sink,
                ChangeKind::UnsafeChanged,
                [text(old.is_unsafe), text(new.is_unsafe)],
            );
        }
        sink.word(
            ChangeKind::KindChanged,
            "auto",
            old.is_auto,
            new.is_auto,
            &[Effect::Callers],
            Required::Major,
        );
        if old.is_dyn_compatible == Some(true) && new.is_dyn_compatible == Some(false) {
            sink.push(
                ChangeKind::DynCompatibilityLost,
                "",
                "dyn",
                "",
                &[Effect::Callers],
                Required::Major,
            );
        }
        let none = Adt::default();
        self.implementations(
            [&old.implementations, &new.implementations],
            [&none, &none],
            false,
            sink,
        );
    }

    fn associated_type(&self, old: &Detail, new: &Detail, is_open: bool, sink: &mut Sink<'_>) {
        let (
            Detail::AssociatedType {
                generics,
                bounds,
                requires,
                default,
            },
            Detail::AssociatedType {
                generics: new_generics,
                bounds: new_bounds,
                requires: new_requires,
                default: new_default,
            },
        ) = (old, new)
        else {
            return;
        };
        let callers = (&[Effect::Callers][..], Required::Major);
        let implementers = if is_open {
            (&[Effect::Implementers][..], Required::Major)
        } else {
            (&[][..], Required::Minor)
        };
        if generics != new_generics {
            let (old, new) = (generics.join(", "), new_generics.join(", "));
            let effect = &[Effect::Callers, Effect::Implementers];
            sink.push(ChangeKind::GenericsChanged, "", &old, &new, effect, Required::Major);
        }
        let mut push = |change, old: &str, new: &str, (effect, required): (&[Effect], Required)| {
            sink.push(change, "", old, new, effect, required);
        };
        for (old, new, added, removed) in [
            (bounds, new_bounds, implementers, callers),
            (requires, new_requires, callers, implementers),
        ] {
            for bound in new.iter().filter(|it| !Implied::of(old, self.old).has(it)) {
                let (change, who) = match bounds::is_relaxed(bound) {
                    true => (ChangeKind::BoundLoosened, removed),
                    false => (ChangeKind::BoundTightened, added),
                };
                push(change, "", bound, who);
            }
            for bound in old.iter().filter(|it| !Implied::of(new, self.new).has(it)) {
                let (change, who) = match bounds::is_relaxed(bound) {
                    true => (ChangeKind::BoundTightened, added),
                    false => (ChangeKind::BoundLoosened, removed),
                };
                push(change, bound, "", who);
            }
        }
        compare_default(default.is_some(), new_default.is_some(), is_open, sink);
    }

    fn function(&self, old: &Function, new: &Function, around: Around<'_>, sink: &mut Sink<'_>) {
        let users = if around.is_of_trait {
            &[Effect::Callers, Effect::Implementers][..]
        } else {
            &[Effect::Callers]
        };
        let before = sink.facts.len();
        if old.on != new.on {
            let (change, effect, required): (_, &[Effect], _) = if new.on.is_empty() || covers(&new.on, &old.on) {
                (ChangeKind::BoundLoosened, &[], Required::Minor)
            } else {
                (ChangeKind::BoundTightened, users, Required::Major)
            };
            sink.push(change, "", &old.on, &new.on, effect, required);
        }
        self.signature(old, new, around, users, sink);
        let with = |bounds: &BTreeSet<String>, of: &BTreeSet<String>| bounds.union(of).cloned().collect();
        let (before_all, after_all): (BTreeSet<String>, BTreeSet<String>) = (
            with(&old.bounds, around.old_bounds),
            with(&new.bounds, around.new_bounds),
        );
        // What is tightened for the whole type is reported there.
        let without = |bounds: BTreeSet<String>| bounds.difference(around.new_bounds).cloned().collect();
        let newly: BTreeSet<String> = without(after_all.clone());
        let (implied_before, implied_after) = (Implied::of(&before_all, self.old), Implied::of(&after_all, self.new));
        let added: Vec<&String> = newly.iter().filter(|it| !implied_before.has(it)).collect();
        let removed: Vec<&String> = old.bounds.iter().filter(|it| !implied_after.has(it)).collect();
        let is_of_other = |bound: &str| names_other(bound, 'F', &old.generics, &new.generics);
        let looser: (&[Effect], _) = match around.is_open && around.is_of_trait {
            true => (&[Effect::Implementers], Required::Major),
            false => (&[], Required::Minor),
        };
        for bound in added {
            if bounds::is_relaxed(bound) {
                sink.push(ChangeKind::BoundLoosened, "", "", bound, looser.0, looser.1);
            } else if !is_of_other(bound) {
                sink.push(ChangeKind::BoundTightened, "", "", bound, users, Required::Major);
            }
        }
        for bound in removed {
            if bounds::is_relaxed(bound) {
                sink.push(ChangeKind::BoundTightened, "", bound, "", users, Required::Major);
            } else if !is_of_other(bound) {
                sink.push(ChangeKind::BoundLoosened, "", bound, "", looser.0, looser.1);
            }
        }
        let gained = |is_gained: bool| {
            if is_gained {
                (&[][..], Required::Minor)
            } else {
                (users, Required::Major)
            }
        };
        let (effect, required) = gained(new.is_const);
        sink.word(
            ChangeKind::ConstChanged,
            "const",
            old.is_const,
            new.is_const,
            effect,
            required,
        );
        let (effect, required) = gained(!new.is_unsafe && !(around.is_of_trait && around.is_open));
        sink.word(
            ChangeKind::UnsafeChanged,
            "unsafe",
            old.is_unsafe,
            new.is_unsafe,
            effect,
            required,
        );
        sink.texts(ChangeKind::AbiChanged, "", &old.abi, &new.abi, users);
        if around.is_of_trait {
            compare_default(old.has_default, new.has_default, around.is_open, sink);
        }
        if old.early != new.early && sink.facts.len() == before {
            let required = if new.early > old.early || around.is_of_trait {
                Required::Major
            } else {
                Required::Minor
            };
            let text = |early| format!("{early} early-bound");
            let (old, new) = (text(old.early), text(new.early));
            sink.push(ChangeKind::LifetimesChanged, "", &old, &new, users, required);
        }
        if old.names != new.names && !old.names.is_empty() {
            let sort = |names: &[String]| names.iter().cloned().collect::<BTreeSet<_>>();
            if sort(&old.names) == sort(&new.names) {
                let (old, new) = (old.names.join(", "), new.names.join(", "));
                sink.push(
                    ChangeKind::ConstructorOrderChanged,
                    "",
                    &old,
                    &new,
                    users,
                    Required::Major,
                );
            }
        }
    }

    /// Generics, parameters and output.
    fn signature(&self, old: &Function, new: &Function, around: Around<'_>, users: &[Effect], sink: &mut Sink<'_>) {
        if old.is_async != new.is_async {
            // `async fn` and a function that returns a future can be the same to users.
            let other = if old.is_async { &new.output } else { &old.output };
            let required = if other.contains("Future") {
                Required::Undecided
            } else {
                Required::Major
            };
            let text = |function: &Function| {
                let start = if function.is_async { "async " } else { "" };
                format!("{start}fn() -> {}", function.output)
            };
            sink.push(ChangeKind::AsyncChanged, "", &text(old), &text(new), users, required);
        }
        if old.generics != new.generics {
            let is_longer = new.generics.starts_with(&old.generics);
            let required = if is_longer && !around.is_of_trait {
                Required::Minor
            } else {
                Required::Major
            };
            let effect = if required == Required::Minor { &[] } else { users };
            let (old, new) = (old.generics.join(", "), new.generics.join(", "));
            sink.push(ChangeKind::GenericsChanged, "", &old, &new, effect, required);
        }
        if compare_lifetimes(old, new, around.is_of_trait, users, sink) {
            return;
        }
        if old.inputs.len() != new.inputs.len() || old.is_variadic != new.is_variadic {
            let (old, new) = (old.inputs.join(", "), new.inputs.join(", "));
            sink.push(ChangeKind::ParametersChanged, "", &old, &new, users, Required::Major);
        } else {
            let new_bounds = &new.bounds;
            for (at, (old, new)) in old.inputs.iter().zip(&new.inputs).enumerate() {
                let is_general = new.starts_with('F') || new.contains("(impl ");
                let member = format!("parameter {}", at + 1);
                if let (Some(bounds), true) = (bounds_of_impl(old), new.starts_with('F')) {
                    // Callers can name it now; what it must fulfil decides.
                    let subject = |bound: String| format!("{new}: {bound}");
                    let implied: BTreeSet<String> = bounds.into_iter().map(subject).collect();
                    let asked = new_bounds
                        .iter()
                        .filter(|it| it.starts_with(&format!("{new}: ")))
                        .cloned()
                        .collect();
                    self.added_bounds(&implied, &asked, &member, sink, |_| Required::Major);
                } else if old.starts_with('F') && bounds_of_impl(new).is_some() {
                    // The generics say that callers can name it no more.
                } else if old != new
                    && is_general
                    && !old.starts_with('F')
                    && !old.contains("(impl ")
                    && !around.is_of_trait
                {
                    let change = ChangeKind::ParametersChanged;
                    sink.push(change, &member, old, new, users, Required::Undecided);
                } else {
                    sink.texts(ChangeKind::ParametersChanged, &member, old, new, users);
                }
            }
        }
        if old.is_async == new.is_async && old.output != new.output {
            let required = output_change(&old.output, &new.output);
            let effect = if required == Required::Minor { &[] } else { users };
            sink.push(
                ChangeKind::OutputChanged,
                "",
                &old.output,
                &new.output,
                effect,
                required,
            );
        }
    }
}

/// Whether a bound is about a parameter that only one of the sides has; that is reported as a change of the generics.
fn names_other(bound: &str, letter: char, old: &[String], new: &[String]) -> bool {
    let count = |generics: &[String]| generics.iter().filter(|it| *it != "'").count();
    let (old, new) = (count(old), count(new));
    (old.min(new)..old.max(new)).any(|at| bound.contains(&format!("{letter}{at}")))
}

const DROP: &str = "std::ops::drop::Drop";
const STRUCTURAL: &str = "std::marker::StructuralPartialEq";

fn is_auto(header: &str) -> bool {
    const AUTO: [&str; 5] = [
        "std::marker::Send",
        "std::marker::Sync",
        "std::marker::Unpin",
        "std::panic::unwind_safe::UnwindSafe",
        "std::panic::unwind_safe::RefUnwindSafe",
    ];
    AUTO.contains(&header)
}

/// What release an output may change in that differs.
fn output_change(old: &str, new: &str) -> Required {
    match (bounds_of_impl(old), bounds_of_impl(new)) {
        (Some(old), Some(new)) => {
            let is_bound = |it: &&String| !it.starts_with("use<");
            let (old_bounds, new_bounds): (BTreeSet<_>, BTreeSet<_>) = (
                old.iter().filter(is_bound).collect(),
                new.iter().filter(is_bound).collect(),
            );
            if old_bounds == new_bounds {
                // Only what it captures: that depends on the edition where it is not written.
                Required::Undecided
            } else if new_bounds.is_superset(&old_bounds) {
                Required::Minor
            } else {
                Required::Major
            }
        }
        // What it returns now may be what it promised.
        (Some(_), None) => Required::Undecided,
        _ => match agree(old, new) {
            None => Required::Undecided,
            Some(_) => Required::Major,
        },
    }
}

/// The bounds of a type `impl Trait`.
fn bounds_of_impl(text: &str) -> Option<BTreeSet<String>> {
    let inner = text.strip_prefix("(impl ")?.strip_suffix(')')?;
    Some(split(inner, " + ").map(str::to_owned).collect())
}

/// Whether only lifetimes differ; then that is reported.
fn compare_lifetimes(old: &Function, new: &Function, is_of_trait: bool, users: &[Effect], sink: &mut Sink<'_>) -> bool {
    let parts = |function: &Function, erase: fn(&str) -> String| -> Vec<String> {
        let parts = function.inputs.iter().chain([&function.output]);
        parts.map(|part| erase(part)).collect()
    };
    if parts(old, str::to_owned) == parts(new, str::to_owned)
        || parts(old, without_lifetimes) != parts(new, without_lifetimes)
    {
        return false;
    }
    let texts = |function: &Function| format!("({}) -> {}", function.inputs.join(", "), function.output);
    // A parameter that need not be static any more, or an output that is static now.
    let inputs = |function: &Function, erase: fn(&str) -> String| -> Vec<String> {
        function.inputs.iter().map(|input| erase(input)).collect()
    };
    let needs_static = |function: &Function| function.inputs.concat().matches("'static").count();
    let gives_static = |function: &Function| function.output.matches("'static").count();
    let relations = |function: &Function| inputs(function, only_static_erased);
    let is_relaxed =
        relations(old) == relations(new) && old.output == new.output && needs_static(new) < needs_static(old);
    let numbered = |text: &str| {
        text.split('\'')
            .skip(1)
            .filter(|it| it.starts_with(|it: char| it.is_ascii_digit()))
            .count()
    };
    let is_static_now = needs_static(old) == needs_static(new)
        && gives_static(new) > gives_static(old)
        && numbered(&new.output) == 0
        && numbered(&new.inputs.concat()) == 0;
    let is_loosened = !is_of_trait && (is_relaxed || is_static_now);
    let required = if is_loosened { Required::Minor } else { Required::Major };
    let effect = if is_loosened { &[] } else { users };
    sink.push(
        ChangeKind::LifetimesChanged,
        "",
        &texts(old),
        &texts(new),
        effect,
        required,
    );
    true
}

fn only_static_erased(text: &str) -> String {
    text.replace("'static ", "")
}

/// A type without its lifetimes.
fn without_lifetimes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\'') {
        out.push_str(&rest[..at]);
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '^' | '.');
        let after = rest[at + 1..].trim_start_matches(is_name);
        rest = after
            .strip_prefix(", ")
            .or_else(|| after.strip_prefix(' '))
            .unwrap_or(after);
    }
    out.push_str(rest);
    out.replace(" + )", ")").replace("<>", "")
}

fn compare_generics(old: &[String], new: &[String], sink: &mut Sink<'_>) {
    if old == new {
        return;
    }
    let kind = |param: &str| param.split(" = ").next().unwrap_or(param).to_owned();
    let has_default = |param: &String| param.contains(" = ");
    let keeps = old
        .iter()
        .zip(new)
        .all(|(old, new)| old == new || kind(old) == *old && kind(new) == *old);
    let is_compatible = new.len() >= old.len() && keeps && new[old.len().min(new.len())..].iter().all(has_default);
    let (effect, required): (&[Effect], _) = if is_compatible {
        (&[], Required::Minor)
    } else {
        (&[Effect::Callers], Required::Major)
    };
    sink.push(
        ChangeKind::GenericsChanged,
        "",
        &old.join(", "),
        &new.join(", "),
        effect,
        required,
    );
}

fn compare_default(old: bool, new: bool, is_open: bool, sink: &mut Sink<'_>) {
    if old && !new && is_open {
        sink.push(
            ChangeKind::DefaultRemoved,
            "",
            "default",
            "",
            &[Effect::Implementers],
            Required::Major,
        );
    } else if new && !old {
        sink.push(ChangeKind::DefaultAdded, "", "", "default", &[], Required::Minor);
    }
}

fn compare_values(old: Option<&str>, new: Option<&str>, sink: &mut Sink<'_>) {
    let effect = &[Effect::Readers];
    match (old, new) {
        (Some(old), Some(new)) if old != new => {
            sink.push(ChangeKind::ValueChanged, "", old, new, effect, Required::Minor);
        }
        (Some(old), None) => sink.push(ChangeKind::ValueChanged, "", old, "", effect, Required::Undecided),
        (None, Some(new)) => sink.push(ChangeKind::ValueChanged, "", "", new, effect, Required::Undecided),
        _ => {}
    }
}

fn compare_repr(old: &str, new: &str, sink: &mut Sink<'_>) {
    if old == new {
        return;
    }
    let words = |repr: &str| {
        repr.split(", ")
            .map(str::to_owned)
            .filter(|it| !it.is_empty())
            .collect::<BTreeSet<_>>()
    };
    let (before, after) = (words(old), words(new));
    let changes_references = |word: &String| word.starts_with("packed") || word.starts_with("align");
    let is_added = after.is_superset(&before) && !after.difference(&before).any(changes_references);
    let (effect, required): (&[Effect], _) = if is_added {
        (&[], Required::Minor)
    } else {
        (&[Effect::Readers], Required::Major)
    };
    sink.push(ChangeKind::ReprChanged, "", old, new, effect, required);
}

fn compare_layout(old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
    let (Some(before), Some(after)) = (&old.layout, &new.layout) else {
        return;
    };
    let (old, new) = (before.join(", "), after.join(", "));
    sink.texts(ChangeKind::LayoutChanged, "", &old, &new, &[Effect::Readers]);
}

/// Fields of a struct, a union or a variant; `is_open` where users can write or match all of them.
fn compare_fields(of: &str, old: &Fields, new: &Fields, is_open: bool, sink: &mut Sink<'_>) {
    let name = |field: &str| {
        if of.is_empty() {
            field.to_owned()
        } else {
            format!("{of}::{field}")
        }
    };
    let form = |fields: &Fields| match fields.form {
        Form::Unit => "unit",
        Form::Tuple => "tuple",
        Form::Named => "named fields",
    };
    if old.form != new.form && (is_open || !old.public.is_empty()) {
        let effect = &[Effect::Constructors, Effect::Matchers];
        sink.push(
            ChangeKind::FormChanged,
            of,
            form(old),
            form(new),
            effect,
            Required::Major,
        );
        return;
    }
    let all = &[Effect::Constructors, Effect::Matchers, Effect::Readers];
    for (field, ty) in &old.public {
        match new.public.get(field) {
            Some(after) => sink.texts(ChangeKind::FieldTypeChanged, &name(field), ty, after, all),
            None => sink.push(ChangeKind::FieldRemoved, &name(field), ty, "", all, Required::Major),
        }
    }
    let (effect, required): (&[Effect], _) = if is_open {
        (&[Effect::Constructors, Effect::Matchers], Required::Major)
    } else {
        (&[], Required::Minor)
    };
    for (field, ty) in new.public.iter().filter(|(field, _)| !old.public.contains_key(*field)) {
        sink.push(ChangeKind::FieldAdded, &name(field), "", ty, effect, required);
    }
    if is_open && new.has_private && !old.has_private {
        sink.push(ChangeKind::FieldAdded, of, "", "a private field", effect, required);
    }
}

fn compare_variants(old: &Adt, new: &Adt, sink: &mut Sink<'_>) {
    for (name, before) in &old.variants {
        match new.variants.get(name) {
            Some(after) => compare_variant(name, before, after, sink),
            None => {
                let effect = &[Effect::Constructors, Effect::Matchers];
                sink.push(ChangeKind::VariantRemoved, name, name, "", effect, Required::Major);
            }
        }
    }
    for name in new.variants.keys().filter(|name| !old.variants.contains_key(*name)) {
        let (effect, required): (&[Effect], _) = if old.non_exhaustive {
            (&[], Required::Minor)
        } else {
            (&[Effect::Matchers], Required::Major)
        };
        sink.push(ChangeKind::VariantAdded, name, "", name, effect, required);
    }
}

fn compare_variant(name: &str, old: &Variant, new: &Variant, sink: &mut Sink<'_>) {
    compare_fields(name, &old.fields, &new.fields, !old.non_exhaustive, sink);
    let effect = &[Effect::Constructors, Effect::Matchers];
    if new.non_exhaustive && !old.non_exhaustive {
        sink.push(
            ChangeKind::NonExhaustiveAdded,
            name,
            "",
            "non_exhaustive",
            effect,
            Required::Major,
        );
    } else if old.non_exhaustive && !new.non_exhaustive {
        sink.push(
            ChangeKind::NonExhaustiveRemoved,
            name,
            "non_exhaustive",
            "",
            &[],
            Required::Minor,
        );
    }
    if new.deprecated && !old.deprecated {
        sink.push(ChangeKind::Deprecated, name, "", "deprecated", &[], Required::Minor);
    }
    if let (Some(before), Some(after)) = (&old.discriminant, &new.discriminant)
        && before != after
    {
        sink.push(
            ChangeKind::DiscriminantChanged,
            name,
            before,
            after,
            &[Effect::Readers],
            Required::Major,
        );
    }
}

fn compare_arms(old: &[String], new: &[String], sink: &mut Sink<'_>) {
    let added: Vec<&String> = new.iter().filter(|arm| !old.contains(arm)).collect();
    for arm in old.iter().filter(|arm| !new.contains(arm)) {
        // An arm that was added may accept what this one did.
        let required = if added.is_empty() {
            Required::Major
        } else {
            Required::Undecided
        };
        sink.push(ChangeKind::ArmRemoved, arm, arm, "", &[Effect::Callers], required);
    }
    for arm in added {
        sink.push(ChangeKind::ArmAdded, arm, "", arm, &[], Required::Minor);
    }
}

fn word(detail: &Detail) -> &'static str {
    match detail {
        Detail::Module => "module",
        Detail::Struct(_) => "struct",
        Detail::Enum(_) => "enum",
        Detail::Union(_) => "union",
        Detail::Trait(_) => "trait",
        Detail::Function(_) => "function",
        Detail::Constant { .. } => "constant",
        Detail::AssociatedType { .. } => "associated type",
        Detail::Static { .. } => "static",
        Detail::Alias { .. } => "type alias",
        Detail::ExternType => "extern type",
        Detail::Macro { .. } => "macro",
        Detail::ProcMacro { .. } => "proc macro",
        Detail::ReExport { .. } => "re-export",
        Detail::Unknown => "not known",
    }
}
