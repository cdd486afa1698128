//! Parameters with a default that a type, trait or alias has now: who leaves them out, as all users do, sees the default in their place.

use std::collections::{BTreeMap, BTreeSet};

use super::bounds::Implied;
use super::instance::{generics, parameters, with_arguments};
use super::known::fulfils;
use super::owner;
use crate::shape::model::{Adt, Detail, Implementation, ItemShape, Shape};
use crate::shape::text::substituted;

/// Parameters that were added, with their defaults, and how the type is written with all of them.
struct Added {
    arguments: Vec<(String, String)>,
    long: String,
    short: String,
}

/// The types with such parameters.
fn added(old: &Shape, new: &Shape) -> BTreeMap<String, Added> {
    let mut added = BTreeMap::new();
    for (key, item) in &new.items {
        let before = old.items.get(key).and_then(|item| generics(&item.detail));
        if let (Some(before), Some(after)) = (before, generics(&item.detail))
            && let Some(id) = key.strip_prefix("type ")
            && let Some(found) = Added::of(id, before, after)
        {
            added.insert(key.clone(), found);
        }
    }
    added
}

/// Associated functions for all instances of a type with such parameters, which callers have to name now: rustc takes a default in types,
/// and not in the path of a function.
pub fn not_inferred(old: &Shape, new: &Shape) -> BTreeSet<String> {
    let added = added(old, new);
    let functions = new.items.iter().filter(|(key, item)| {
        let of = owner(key).and_then(|owner| added.get(&owner));
        match (&item.detail, of) {
            (Detail::Function(it), Some(of)) => {
                let is_given = |name: &String| {
                    let has = |text: &String| substituted(text, &[(&**name, "")]) != *text;
                    it.inputs.iter().any(has) || !(it.on.is_empty() || has(&it.on))
                };
                let has_receiver = it.inputs.first().is_some_and(|it| it.starts_with("self: "));
                !has_receiver && !of.arguments.iter().all(|(name, _)| is_given(name))
            }
            _ => false,
        }
    });
    functions.map(|(key, _)| key.clone()).collect()
}

/// `new`, in which the parameters that `old` does not have are their defaults.
pub fn with_defaults(old: &Shape, new: &Shape) -> Shape {
    let added = added(old, new);
    let mut shape = new.clone();
    if added.is_empty() {
        return shape;
    }
    let given = Implied::of(&BTreeSet::new(), new);
    let is_open = |bound: &String| {
        bound
            .split_once(": ")
            .is_none_or(|(ty, by)| fulfils(ty, by, &given, new) != Some(true))
    };
    shape.items = std::mem::take(&mut shape.items)
        .into_iter()
        .map(|(key, mut item)| {
            let of = added.get(&key).or_else(|| added.get(&owner(&key)?));
            let Some(of) = of else {
                return (key, item);
            };
            of.fill(&mut item);
            if let Detail::Function(it) = &mut item.detail {
                it.bounds.retain(is_open);
            }
            if let Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it) = &mut item.detail {
                it.implements.values_mut().for_each(|it| it.bounds.retain(is_open));
            }
            let end = format!(" for {}", of.long);
            (key.strip_suffix(&end).map_or(key.clone(), str::to_owned), item)
        })
        .collect();
    shape
}

impl Added {
    fn of(id: &str, before: &[String], after: &[String]) -> Option<Self> {
        let is_lifetime = |it: &&String| **it == "'";
        let lifetimes = after.iter().filter(is_lifetime).count();
        if after.len() <= before.len() || before.iter().filter(is_lifetime).count() != lifetimes {
            return None;
        }
        let mut arguments: Vec<(String, String)> = Vec::new();
        for (at, generic) in after.iter().enumerate().skip(before.len()) {
            let (_, default) = generic.split_once(" = ")?;
            let known: Vec<(&str, &str)> = arguments.iter().map(|(name, is)| (&**name, &**is)).collect();
            arguments.push((format!("T{}", at - lifetimes), substituted(default, &known)));
        }
        let written = parameters(before);
        let short = with_arguments(id, &written);
        let defaults: Vec<String> = arguments.iter().map(|(_, is)| is.clone()).collect();
        let long = with_arguments(id, &[written, defaults].concat());
        Some(Self { arguments, long, short })
    }

    fn text(&self, text: &str) -> String {
        let arguments: Vec<(&str, &str)> = self.arguments.iter().map(|(name, is)| (&**name, &**is)).collect();
        substituted(text, &arguments).replace(&self.long, &self.short)
    }

    /// Puts the defaults into all texts of an item.
    fn fill(&self, item: &mut ItemShape) {
        let texts = |texts: &BTreeSet<String>| texts.iter().map(|text| self.text(text)).collect();
        match &mut item.detail {
            Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it) => self.adt(it),
            Detail::Trait(it) => {
                it.bounds = texts(&it.bounds);
            }
            Detail::Function(it) => {
                it.on = if it.on == self.long || it.on == self.short {
                    String::new()
                } else {
                    self.text(&it.on)
                };
                it.inputs
                    .iter_mut()
                    .chain([&mut it.output])
                    .for_each(|text| *text = self.text(text));
                it.bounds = texts(&it.bounds);
            }
            Detail::Constant { type_, .. } => *type_ = self.text(type_),
            Detail::AssociatedType { bounds, requires, .. } => {
                *bounds = texts(bounds);
                *requires = texts(requires);
            }
            Detail::Alias { of, .. } => *of = self.text(of),
            _ => {}
        }
    }

    fn adt(&self, it: &mut Adt) {
        it.bounds = it.bounds.iter().map(|text| self.text(text)).collect();
        let fields = it
            .fields
            .iter_mut()
            .chain(it.variants.values_mut().map(|it| &mut it.fields));
        let fields = fields.flat_map(|fields| fields.public.values_mut());
        fields
            .chain(it.layout.iter_mut().flatten())
            .for_each(|text| *text = self.text(text));
        let end = format!(" for {}", self.short);
        it.implements = std::mem::take(&mut it.implements)
            .into_iter()
            .map(|(header, implementation)| {
                let header = self.text(&header);
                let implementation = Implementation {
                    bounds: implementation.bounds.iter().map(|text| self.text(text)).collect(),
                    types: implementation
                        .types
                        .into_iter()
                        .map(|(name, ty)| (name, self.text(&ty)))
                        .collect(),
                };
                (
                    header.strip_suffix(&end).map_or(header.clone(), str::to_owned),
                    implementation,
                )
            })
            .collect();
    }
}
