//! What is declared for every instance of a type, as it is for one of them.

use std::collections::BTreeSet;

use super::bounds::Implied;
use super::known::fulfils;
use super::{Compare, owner};
use crate::shape::model::{Detail, Function, Shape};
use crate::shape::text::{arguments, is_by_self, substituted};

/// The parameters of a type, a trait or an alias.
pub fn generics(detail: &Detail) -> Option<&[String]> {
    match detail {
        Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it) => Some(&it.generics),
        Detail::Trait(it) => Some(&it.generics),
        Detail::Alias { generics, .. } => Some(generics),
        _ => None,
    }
}

/// A type with all its parameters: of `nika::Map` with two, `nika::Map<T0, T1>`.
pub fn with_parameters(id: &str, generics: &[String]) -> String {
    with_arguments(id, &parameters(generics))
}

/// What the parameters of a type are called, lifetimes first.
pub fn parameters(generics: &[String]) -> Vec<String> {
    let lifetimes = generics.iter().filter(|it| *it == "'").count();
    let names = (0..generics.len()).map(|at| match at.checked_sub(lifetimes) {
        Some(at) => format!("T{at}"),
        None => format!("'T{at}"),
    });
    names.collect()
}

/// A type with arguments.
pub fn with_arguments(id: &str, arguments: &[impl AsRef<str>]) -> String {
    let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
    if arguments.is_empty() {
        id.to_owned()
    } else {
        format!("{id}<{}>", arguments.join(", "))
    }
}

/// A bound with arguments in the places of its parameters.
pub fn required(bound: &str, arguments: &[(&str, &str)]) -> String {
    let bound = substituted(bound, arguments);
    match bound.split_once(": ") {
        // `T: PartialEq<T>` is `T: PartialEq`.
        Some((ty, by)) => {
            let by = by
                .strip_suffix(&format!("<{ty}>"))
                .filter(|by| is_by_self(by))
                .unwrap_or(by);
            format!("{ty}: {by}")
        }
        None => bound,
    }
}

/// A function of a type, for the instance that these arguments make; without the bounds that these are known to fulfil.
fn at(function: &Function, arguments: &[(&str, &str)], given: &BTreeSet<String>, shape: &Shape) -> Function {
    let given = Implied::of(given, shape);
    let is_open = |bound: &String| {
        let parts = bound.split_once(": ");
        parts.is_none_or(|(ty, by)| fulfils(ty, by, &given, shape) != Some(true))
    };
    let bounds = function.bounds.iter().map(|bound| {
        let now = required(bound, arguments);
        (now != *bound, now)
    });
    Function {
        inputs: function.inputs.iter().map(|it| substituted(it, arguments)).collect(),
        output: substituted(&function.output, arguments),
        bounds: bounds
            .filter(|(is_changed, bound)| !is_changed || is_open(bound))
            .map(|(_, bound)| bound)
            .collect(),
        ..function.clone()
    }
}

impl Compare<'_> {
    /// The new function as it is for the instance of its type that the old one belongs to alone; `None` where both belong to the same, or the
    /// new one to another.
    pub fn at_instance(&self, old: &Function, new: &Function) -> Option<Function> {
        if old.on.is_empty() || old.on == new.on {
            return None;
        }
        let id = old.on.split('<').next()?;
        let general = if new.on.is_empty() {
            with_parameters(id, generics(&self.new.items.get(&format!("type {id}"))?.detail)?)
        } else {
            new.on.clone()
        };
        let arguments = arguments(&general, &old.on, 'T')?;
        Some(at(new, &arguments, &old.bounds, self.new))
    }
}

/// The key of the type of the package that an alias names.
fn aliased<'s>(detail: &'s Detail, shape: &Shape) -> Option<(String, &'s str)> {
    let Detail::Alias { of, .. } = detail else { return None };
    let key = format!("type {}", of.split('<').next().unwrap_or(of));
    shape.has_members(&key).then_some((key, of.as_str()))
}

/// Whether a type is there, or an alias of one, so that it has methods.
pub fn has_methods(shape: &Shape, key: &str) -> bool {
    let item = shape.items.get(key);
    shape.has_members(key) || item.is_some_and(|item| aliased(&item.detail, shape).is_some())
}

/// `new`, in which a type of `old` that is an alias now has those of its methods that the type behind the alias has.
pub fn with_methods_of_aliases(old: &Shape, mut new: Shape) -> Shape {
    let mut found = Vec::new();
    for (key, item) in new.items.iter().filter(|(key, _)| old.has_members(key)) {
        let (Some(alias), Some((target, of))) = (key.strip_prefix("type "), aliased(&item.detail, &new)) else {
            continue;
        };
        let id = target.strip_prefix("type ").unwrap_or(&target);
        let general = with_parameters(id, generics(&new.items[&target].detail).unwrap_or_default());
        for (member, shape) in new.items.iter().filter(|(it, _)| owner(it).as_ref() == Some(&target)) {
            let (whole, on) = member.split_once(" for ").unwrap_or((member, &general));
            let (Some(name), Some((space, _))) = (whole.rsplit("::").next(), whole.split_once(' ')) else {
                continue;
            };
            let (own, of_instance) = (
                format!("{space} {alias}::{name}"),
                format!("{space} {alias}::{name} for "),
            );
            let before = old
                .items
                .iter()
                .find(|(it, _)| **it == own || it.starts_with(&of_instance));
            let (Some(arguments), Some((own, before))) = (arguments(on, of, 'T'), before) else {
                continue;
            };
            let mut shape = shape.clone();
            if let (Detail::Function(function), Detail::Function(before)) = (&mut shape.detail, &before.detail) {
                *function = Function {
                    on: before.on.clone(),
                    ..at(function, &arguments, &before.bounds, &new)
                };
            }
            found.push((own.clone(), shape));
        }
    }
    new.items.extend(found);
    new
}
