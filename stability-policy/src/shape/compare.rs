//! What differs between two shapes, and for whom that is a break.
//!
//! The verdicts are those of the chapter on semver compatibility of the Cargo book.

mod adt;
mod bounds;
mod defaults;
mod fact;
mod function;
mod generalized;
mod implementations;
mod instance;
mod known;
mod layout;
mod lifetimes;
mod members;
mod traits;
mod translate;
mod unnamed;

use std::collections::{BTreeMap, BTreeSet};

use self::adt::compare_generics;
use self::fact::Sink;
pub use self::fact::{ChangeKind, Effect, Fact, Required};
use self::layout::compare_layout;
use self::members::{compare_fields, compare_variants};
use self::traits::compare_default;
pub use self::translate::with_ids;
use super::model::{Detail, Form, ItemShape, Shape};
use super::text::{agree, without_version};

/// Everything that differs, sorted. Ids are those of `old` wherever such a path leads to the item still.
pub fn compare(old: &Shape, new: &Shape) -> Vec<Fact> {
    let [old, new] = &translate::without_versions(old, new);
    let new = translate::to_ids_of(old, new);
    let not_inferred = defaults::not_inferred(old, &new);
    let new = defaults::with_defaults(old, &new);
    let old = &translate::with_brought(old, &new);
    let old = &*unnamed::with_unnamed(old);
    let new = instance::with_methods_of_aliases(old, unnamed::with_unnamed(&new).into_owned());
    let compare = Compare { old, new: &new };
    let paths = compare.paths();
    let mut facts = Vec::new();
    let mut met = BTreeSet::new();
    for (key, item) in &old.items {
        let (space, id) = key.split_once(' ').unwrap_or(("", key));
        let owner = owner(key);
        if owner
            .as_ref()
            .is_some_and(|owner| old.has_members(owner) && !instance::has_methods(&new, owner))
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
            // Only the id of a method says of which instances it is.
            let general = || compare.general(key).filter(|_| path == id);
            match paths.get(&(space, path)).copied().or_else(general) {
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
    for key in not_inferred.iter().filter(|key| old.items.contains_key(*key)) {
        let mut sink = Sink {
            item: key.split_once(' ').map_or(key, |(_, id)| id),
            key,
            facts: &mut facts,
        };
        let effect = &[Effect::Callers];
        sink.push(ChangeKind::InferenceLost, "", "", "", effect, Required::Major);
    }
    for (key, item) in new.items.iter().filter(|(key, _)| !met.contains(*key)) {
        compare.added(key, item, &mut facts);
    }
    let mut facts = unnamed::decide(old, &new, facts);
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

    #[expect(clippy::too_many_lines, reason = "one arm for each kind of item, side by side")]
    fn item(&self, key: &str, old: &ItemShape, new: &ItemShape, sink: &mut Sink<'_>) {
        if new.deprecated && !old.deprecated {
            sink.push(ChangeKind::Deprecated, "", "", "deprecated", &[], Required::Minor);
        }
        if new.must_use && !old.must_use {
            sink.push(ChangeKind::MustUseAdded, "", "", "must_use", &[], Required::Minor);
        }
        match (&old.detail, &new.detail) {
            (Detail::Struct(old), Detail::Struct(new)) => {
                self.adt(old, new, sink);
                let fields = old.fields.as_ref().zip(new.fields.as_ref());
                if let Some((before, after)) = fields {
                    let is_open = !old.non_exhaustive && !before.has_private;
                    compare_fields("", before, after, is_open, sink);
                }
                compare_layout(old, new, false, sink);
            }
            (Detail::Union(old), Detail::Union(new)) => {
                self.adt(old, new, sink);
                if let Some((before, after)) = old.fields.as_ref().zip(new.fields.as_ref()) {
                    compare_fields("", before, after, false, sink);
                }
                compare_layout(old, new, true, sink);
            }
            (Detail::Enum(old), Detail::Enum(new)) => {
                self.adt(old, new, sink);
                compare_variants(old, new, sink);
                compare_layout(old, new, false, sink);
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
                // Without a default there is no value; each implementation states its own.
                if has_default == new_default {
                    compare_values(value.as_deref(), new_value.as_deref(), sink);
                }
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
            (Detail::Module, Detail::Module)
            | (Detail::ExternType, Detail::ExternType)
            | (Detail::ReExport { .. }, Detail::ReExport { .. }) => {}
            (old, new) => {
                let may_be_same = |detail: &Detail| {
                    matches!(detail, Detail::Alias { .. } | Detail::ReExport { .. } | Detail::Unknown)
                };
                let is_other = match old {
                    // There are two types now.
                    Detail::ReExport { of } if !may_be_same(new) => [self.old, self.new].iter().all(|shape| {
                        let target = shape.items.get(&format!("type {}", without_version(of)));
                        target.is_some_and(|it| !may_be_same(&it.detail))
                    }),
                    // Of another type than the one that is defined there now.
                    Detail::Alias { of, .. } => {
                        !of.contains('~')
                            && agree(of, sink.item) == Some(false)
                            && word(new) != word(old)
                            && !may_be_same(new)
                    }
                    // Nobody can import a variant by an alias.
                    Detail::Enum(it) if matches!(new, Detail::Alias { .. }) => !it.variants.is_empty(),
                    // An alias names no constructor.
                    Detail::Struct(it) if matches!(new, Detail::Alias { .. }) => it
                        .fields
                        .as_ref()
                        .is_some_and(|it| it.form != Form::Named && !it.has_private),
                    _ => false,
                };
                let required = if !is_other && (may_be_same(old) || may_be_same(new)) {
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

fn compare_arms(old: &[String], new: &[String], sink: &mut Sink<'_>) {
    // By convention only the macro itself calls an arm that begins with `@`.
    let is_official = |arm: &&String| !arm.trim_start_matches(['(', '[', '{', ' ']).starts_with('@');
    let added: Vec<&String> = new
        .iter()
        .filter(|arm| !old.contains(arm) && is_official(arm))
        .collect();
    for arm in old.iter().filter(|arm| !new.contains(arm) && is_official(arm)) {
        // An arm that was added may accept what this one did; one without variables accepts only itself.
        let required = if added.iter().all(|arm| !arm.contains('$')) {
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
