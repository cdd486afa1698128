//! Which records an item has, and what its attributes say in them.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::json::{List, Object};
use super::node::{cfgs, deprecated};
use super::record::{self, Record};
use super::{Beside, Container, Output, exposure, public_path, registers};
use crate::conditional::{self, Presence};
use crate::item::{Body, Import, Kind, Node};
use crate::serde::Trait;
use crate::serde::arguments::SerdeArguments;
use crate::serde::wire::is_optional;
use crate::signature::text;

/// Adds the records of the node: one for an item, one for each name of a re-export.
pub fn add(output: &Output<'_>, node: &Node, outer: Option<&Container>, beside: &mut Beside) {
    // Fields, variants and the members of traits are in the record of their container.
    let is_part = outer.is_some_and(|outer| outer.kind != Kind::Impl || outer.of_trait);
    if !registers() || is_part {
        return;
    }
    let attested = node.promise.is_some() || node.marks.seal.is_some() && node.kind == Kind::Impl;
    if !attested {
        return;
    }
    if node.kind == Kind::Impl && is_inherent(node) {
        if let Some(covered) = covered(output, node) {
            beside.submission.line(&cfgs(node), covered.end());
        }
        return;
    }
    if node.kind == Kind::Use {
        let cfgs = cfgs(node);
        for name in &node.imports {
            beside.submission.line(&cfgs, import(output, node, name).json());
        }
        return;
    }
    let name = match (outer, node.kind) {
        (Some(outer), _) => format!("{}::{}", outer.name, node.display_name()),
        (None, Kind::Impl) => implementation_name(node),
        // The type of a lone method is not known: its location is used instead.
        (None, Kind::Method) => {
            let line = output.environment.location(node.span()).map_or(0, |(_, line)| line);
            format!("{{impl#{line}}}::{}", node.display_name())
        }
        (None, _) => node.display_name(),
    };
    for (cfgs, marked) in states(node) {
        let record = item(output, node, outer, name.clone(), marked);
        beside.submission.line(&cfgs, record.json());
    }
    if let Some(schema) = schema(output, node) {
        beside.submission.line(&cfgs(node), schema.json());
    }
}

/// The record of an inherent `impl` with a macro call, whose items cannot be seen here.
fn covered(output: &Output<'_>, node: &Node) -> Option<Object> {
    let is_call = |child: &Node| matches!(child.kind, Kind::Other(_));
    let promise = node.promise.as_ref()?;
    node.children().iter().find(|child| is_call(child))?;
    let mut of = Object::default();
    of.text("name", Some(implementation_name(node)));
    of.text("tier", Some(promise.tier));
    of.text("since", promise.since.as_ref());
    of.location(output.environment.location(node.span()));
    let mut object = Object::default();
    object.value("implementation", of.end());
    Some(object)
}

/// The record of the schema that a struct is read and written by.
fn schema<'a>(output: &Output<'_>, node: &'a Node) -> Option<Record<'a>> {
    let (key, value) = node.marks.tier.as_ref()?.document.marker()?;
    let promise = node.promise.as_ref()?;
    // A schema of the usual key says its name itself.
    let name = if key == "schema" {
        value.to_owned()
    } else {
        format!("{key}@{value}")
    };
    Some(Record {
        kind: "schema",
        id: Some(format!("schema {name}")),
        name,
        tier: Some(promise.tier),
        since: promise.since.as_ref(),
        area: promise.area.as_deref(),
        schema: Some((key, value)),
        signature: format!("{key}: {value}"),
        location: output.environment.location(node.span()),
        ..Record::default()
    })
}

fn is_inherent(node: &Node) -> bool {
    node.implementation
        .as_ref()
        .is_some_and(|implementation| implementation.trait_path.is_none())
}

/// Under which attributes the node has a record, and whether what its own attribute says holds there: that one is under the
/// predicate of a `cfg_attr`, the other one under its opposite.
fn states(node: &Node) -> Vec<(TokenStream, bool)> {
    let mut cfgs = cfgs(node);
    if let (Kind::Macro, Presence::If(condition)) = (node.kind, node.exported()) {
        cfgs.extend(quote!(#[cfg(#condition)]));
    }
    let Some(condition) = node.condition() else {
        return vec![(cfgs, true)];
    };
    let mut states = vec![(quote!(#cfgs #[cfg(#condition)]), true)];
    if node.fallback.is_some() {
        states.push((quote!(#cfgs #[cfg(not(#condition))]), false));
    }
    states
}

/// The record of an item.
fn item<'a>(output: &Output<'_>, node: &'a Node, outer: Option<&Container>, name: String, marked: bool) -> Record<'a> {
    let mut record = Record {
        name,
        id: match (public_path(node), outer.and_then(|outer| outer.path.as_ref())) {
            (Some(path), _) => marked.then(|| path.to_owned()),
            (None, Some(path)) => Some(format!("{path}::{}", node.display_name())),
            (None, None) => None,
        },
        location: output.environment.location(node.span()),
        ..whole(node, marked)
    };
    if node.is_extension {
        record.sealed = Some(&[]);
    }
    if let Some(seal) = &node.marks.seal {
        if node.kind == Kind::Trait {
            record.sealed = Some(record::friends(seal));
        } else {
            record.implements = super::seal::path_of_implementation(node);
        }
    }
    // The members may expose the same types as the container, and are deprecated with it: those of an inherent `impl` are records of their own.
    if let Some(outer) = outer {
        record.may_expose.splice(..0, outer.may_expose.iter().cloned());
        if record.deprecated.is_empty() {
            let of_container = outer.deprecated.iter();
            let of_container = of_container.map(|(cfgs, deprecation)| (cfgs.clone(), record::deprecated(deprecation)));
            record.deprecated = of_container.collect();
        }
    }
    let promise = if marked { &node.promise } else { &node.fallback };
    match promise {
        Some(promise) => record.promised(promise),
        None => record,
    }
}

/// The record of one name that a `use` brings in.
fn import<'a>(output: &Output<'_>, node: &'a Node, import: &Import) -> Record<'a> {
    let record = Record {
        kind: "use",
        name: import.name.clone(),
        id: public_path(node).map(str::to_owned),
        signature: format!("use {}", import.path),
        location: output.environment.location(import.span),
        ..whole(node, true)
    };
    match &node.promise {
        Some(promise) => record.promised(promise),
        None => record,
    }
}

/// The record of a part, which has its container's tier unless it says otherwise.
fn part<'a>(node: &'a Node, container: &Node, marked: bool) -> Record<'a> {
    // The container has its own record.
    let own = node.promise.as_ref().filter(|promise| marked && promise.own);
    let record = facts(node, marked);
    Record {
        name: node.display_name(),
        tier: own.map(|promise| promise.tier),
        since: own.and_then(|promise| promise.since.as_ref()),
        feature: record
            .mark
            .and_then(|mark| mark.feature.as_ref())
            .map(|it| it.name.as_str()),
        provided: provided(node, container, marked),
        ..record
    }
}

/// Facts about a whole item.
fn whole(node: &Node, marked: bool) -> Record<'_> {
    let record = facts(node, marked);
    let document = record.mark.map(|mark| &mark.document);
    Record {
        non_exhaustive: non_exhaustive(node, marked),
        schema: document.and_then(|document| document.marker()),
        namespaces: document.and_then(|document| document.extensions.as_ref()),
        document: node.kind == Kind::Struct && !node.shape.derived.is_empty(),
        wire: super::wire::stated(node),
        erased: super::erased::name(node),
        ..record
    }
}

/// The facts in the attributes of a node besides tier, since and area.
fn facts(node: &Node, marked: bool) -> Record<'_> {
    Record {
        kind: node.kind.as_str(),
        mark: node.marks.tier.as_ref().filter(|_| marked),
        reserved: node.marks.reserved.as_ref(),
        deprecated: deprecated(node, marked),
        signature: signature(node),
        may_expose: exposure::permitted(node).filter(|_| marked).collect(),
        members: members(node),
        ..Record::default()
    }
}

/// Whether the part has a default: a trait's method by its body, a field by a value.
fn provided(node: &Node, container: &Node, marked: bool) -> bool {
    if node.marks.reserved.is_some() {
        return false;
    }
    match (container.kind, node.kind) {
        (Kind::Trait, _) => return !matches!(node.body, Body::None),
        (_, Kind::Field) => {}
        _ => return false,
    }
    let mark = node.marks.tier.as_ref().filter(|_| marked);
    // Serde leaves out what it has words for, and an `Option`. What is only written misses nothing in what was written before.
    let words = |node: &Node| SerdeArguments::of(&node.attrs, true);
    let derived = &container.shape.derived;
    let is_read = derived.iter().any(|derived| derived.of == Trait::Deserialize);
    let is_optional = || is_optional(node, &words(node), &words(container));
    let of_document = container.kind == Kind::Struct && !derived.is_empty() && (!is_read || is_optional());
    mark.is_some_and(|mark| mark.field.default.is_some()) || of_document
}

/// The parts of a node.
fn members(node: &Node) -> List {
    let mut members = List::default();
    // Items in a module, and functions of an inherent `impl`, have their own records.
    if node.kind == Kind::Mod || is_inherent(node) {
        return members;
    }
    let is_kept = |child: &&Node| child.promise.is_some() || child.marks.reserved.is_some();
    for child in node.children().iter().filter(is_kept) {
        for (cfgs, marked) in states(child) {
            members.push(&cfgs, part(child, node, marked).json());
        }
    }
    members
}

/// When users can neither build a struct nor match an enum in full.
fn non_exhaustive(node: &Node, marked: bool) -> Option<Presence> {
    if !matches!(node.kind, Kind::Struct | Kind::Enum) {
        return None;
    }
    let private_fields = node.kind == Kind::Struct && node.children().iter().any(|field| !field.is_public());
    // Under a predicate, the shape is built where that holds.
    if private_fields || marked && node.shape.non_exhaustive {
        return Some(Presence::Always);
    }
    Some(conditional::presence(&node.attrs, "non_exhaustive"))
}

/// The declaration without attributes, members and body.
pub fn signature(node: &Node) -> String {
    if let Some(proc_macro) = &node.proc_macro {
        return proc_macro.call.clone();
    }
    match node.kind {
        Kind::Field => node.types.first().map(text).unwrap_or_default(),
        Kind::Variant | Kind::Mod | Kind::Macro | Kind::Other(_) => String::new(),
        Kind::Trait => {
            let (head, bounds, clause) = (&node.head, &node.bounds, &node.trait_where);
            let bounds = if bounds.is_empty() {
                TokenStream::new()
            } else {
                quote!(: #bounds)
            };
            text(&quote!(#head #bounds #clause))
        }
        Kind::Struct => {
            let (head, clause) = (&node.head, &node.generics.where_clause);
            let tuple = node.children().first().is_some_and(|field| field.position.is_some());
            text(&if tuple {
                quote!(#head #clause)
            } else {
                head.to_token_stream()
            })
        }
        _ => text(&node.head),
    }
}

/// `<Type as Trait>`, as qualified paths have it.
fn implementation_name(node: &Node) -> String {
    let Some(implementation) = &node.implementation else {
        return node.display_name();
    };
    let self_type = text(&implementation.self_type);
    match &implementation.trait_path {
        Some(path) => format!("<{self_type} as {}>", text(path)),
        None => self_type,
    }
}
