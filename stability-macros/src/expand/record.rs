//! The record of a promise, as a constant.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::Type;

use super::{Beside, Container, Output, exposure, public_path, registers};
use crate::conditional::{self, Presence};
use crate::item::{Body, Import, Kind, Node};
use crate::model::{Deprecation, Promise, Replacement, Since, Tier};
use crate::serde;
use crate::signature::text;

/// Adds the records of the node: one for an item, one for each name of a re-export.
pub fn add(output: &Output<'_>, node: &Node, outer: Option<&Container>, beside: &mut Beside) {
    // Fields, variants and the members of traits stand in the record of their container.
    let is_part = outer.is_some_and(|outer| outer.kind != Kind::Impl || outer.of_trait);
    if !registers() || is_part {
        return;
    }
    let attested = node.promise.is_some() || node.marks.seal.is_some() && node.kind == Kind::Impl;
    if !attested || node.kind == Kind::Impl && is_inherent(node) {
        return;
    }
    if node.kind == Kind::Use {
        beside
            .records
            .extend(node.imports.iter().map(|import| record_import(output, node, import)));
        return;
    }
    let name = match (outer, node.kind) {
        (Some(outer), _) => format!("{}::{}", outer.name, node.display_name()),
        (None, Kind::Impl) => implementation_name(node),
        // On a lone method the type is not known: the place stands for it.
        (None, Kind::Method) => {
            let line = location(output, node.span()).map_or(0, |(_, line)| line);
            format!("{{impl#{line}}}::{}", node.display_name())
        }
        (None, _) => node.display_name(),
    };
    beside
        .records
        .extend(conditionally(node, |marked| item(output, node, outer, &name, marked)));
    beside.records.extend(schema(output, node));
}

/// The record of the schema that a struct is read and written by.
fn schema(output: &Output<'_>, node: &Node) -> Option<TokenStream> {
    let (key, value) = node.marks.tier.as_ref()?.document.marker()?;
    let promise = node.promise.as_ref()?;
    let mut keys = Keys::default();
    keys.plain("module", quote!(::core::module_path!()));
    keys.promise(promise.tier, promise.since.as_ref());
    keys.text("area", promise.area.as_ref());
    // A schema of the usual key says its name itself.
    let name = if key == "schema" {
        value.to_owned()
    } else {
        format!("{key}@{value}")
    };
    keys.text("path", Some(format!("schema {name}")));
    keys.some("schema", Some(quote!(__s::Marker { key: #key, value: #value })));
    place(output, node, &mut keys);
    let signature = format!("{key}: {value}");
    let (cfgs, keys) = (node.cfgs(), keys.tokens);
    Some(quote! {
        #(#cfgs)* __s::Record { kind: __s::Kind::Schema, name: #name, #keys signature: #signature, ..__s::Record::EMPTY }
    })
}

fn is_inherent(node: &Node) -> bool {
    node.implementation
        .as_ref()
        .is_some_and(|implementation| implementation.trait_path.is_none())
}

/// The record, or, under a `cfg_attr`, the one with what it says and the one without.
fn conditionally(node: &Node, record: impl Fn(bool) -> TokenStream) -> Vec<TokenStream> {
    let mut cfgs: Vec<_> = node.cfgs().map(ToTokens::to_token_stream).collect();
    if let (Kind::Macro, Presence::If(condition)) = (node.kind, node.exported()) {
        cfgs.push(quote!(#[cfg(#condition)]));
    }
    match node.condition() {
        None => {
            let record = record(true);
            vec![quote!(#(#cfgs)* #record)]
        }
        Some(condition) => {
            let with = record(true);
            let mut records = vec![quote!(#(#cfgs)* #[cfg(#condition)] #with)];
            if node.fallback.is_some() {
                let without = record(false);
                records.push(quote!(#(#cfgs)* #[cfg(not(#condition))] #without));
            }
            records
        }
    }
}

/// The record of an item.
fn item(output: &Output<'_>, node: &Node, outer: Option<&Container>, name: &str, marked: bool) -> TokenStream {
    let mut keys = Keys::default();
    keys.plain("module", quote!(::core::module_path!()));
    let promise = if marked {
        node.promise.as_ref()
    } else {
        node.fallback.as_ref()
    };
    if let Some(promise) = promise {
        keys.promise(promise.tier, promise.since.as_ref());
        keys.text("area", promise.area.as_ref());
        keys.text("feature", promise.feature.as_ref());
    }
    said(node, marked, &mut keys);
    // What the container may show, its members may: those of an inherent `impl` are records of their own.
    let around = outer.into_iter().flat_map(|outer| outer.may_expose.iter().cloned());
    let own = exposure::permitted(node).filter(|_| marked);
    may_expose(around.chain(own), &mut keys);
    if public_path(node).is_none() {
        let path = outer.and_then(|outer| outer.path.as_ref());
        keys.text("path", path.map(|path| format!("{path}::{}", node.display_name())));
    }
    place(output, node, &mut keys);
    seal(node, &mut keys);
    finish(node, name, marked, keys)
}

/// The record of a part, which has its container's tier unless it says otherwise.
fn part(node: &Node, container: &Node, marked: bool) -> TokenStream {
    let provided = provided(node, container, marked);
    let mut keys = Keys::default();
    said(node, marked, &mut keys);
    may_expose(exposure::permitted(node).filter(|_| marked), &mut keys);
    // The container's stands on the container.
    let mark = node.marks.tier.as_ref().filter(|_| marked);
    keys.text(
        "feature",
        mark.and_then(|mark| mark.feature.as_ref()).map(|it| &it.name),
    );
    let own = node.promise.as_ref().filter(|promise| marked && promise.own);
    if keys.tokens.is_empty() && members(node).is_none() {
        let plain = plain_part(node, own);
        return if provided { quote!(#plain.provided()) } else { plain };
    }
    if provided {
        keys.plain("provided", quote!(true));
    }
    if let Some(promise) = own {
        keys.promise(promise.tier, promise.since.as_ref());
    }
    finish(node, &node.display_name(), marked, keys)
}

/// Whether who leaves the part out is provided for: a trait's method by its body, a field by a default.
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
    let has_words = has_default(node) || has_default(container) || is_option(node);
    let of_document = container.shape.document && (has_words || !container.shape.is_read);
    mark.is_some_and(|mark| mark.field.default.is_some()) || of_document
}

fn has_default(node: &Node) -> bool {
    let names = ["default", "skip", "skip_deserializing"];
    let mut words = serde::words(&node.attrs).into_iter();
    words.any(|word| names.iter().any(|name| word.path().is_ident(name)))
}

fn is_option(field: &Node) -> bool {
    let Some(Type::Path(path)) = field.types.first() else {
        return false;
    };
    path.path.segments.last().is_some_and(|last| last.ident == "Option")
}

/// A part of which there is no more to say than most say.
fn plain_part(node: &Node, own: Option<&Promise>) -> TokenStream {
    let kind = Ident::new(node.kind.variant(), Span::call_site());
    let (name, signature) = (node.display_name(), signature(node));
    let tier = own.map(|promise| Ident::new(promise.tier.variant(), Span::call_site()));
    let tier = tier.map_or_else(|| quote!(__s::None), |tier| quote!(__s::Some(__s::Tier::#tier)));
    let since = own.and_then(|promise| promise.since.as_ref()).map(ToString::to_string);
    let since = since.map_or_else(|| quote!(__s::None), |since| quote!(__s::Some(#since)));
    quote!(__s::Record::part(__s::Kind::#kind, #name, #signature, #tier, #since))
}

fn finish(node: &Node, name: &str, marked: bool, mut keys: Keys) -> TokenStream {
    keys.some("exhaustive", exhaustive(node, marked));
    let signature = signature(node);
    if !signature.is_empty() {
        keys.plain("signature", signature.to_token_stream());
    }
    if let Some(members) = members(node) {
        keys.plain("members", members);
    }
    let kind = Ident::new(node.kind.variant(), Span::call_site());
    let keys = keys.tokens;
    quote!(__s::Record { kind: __s::Kind::#kind, name: #name, #keys ..__s::Record::EMPTY })
}

/// The parts of a node that has any.
fn members(node: &Node) -> Option<TokenStream> {
    // What is in a module, and the functions of an inherent `impl`, are items of their own.
    if node.kind == Kind::Mod || is_inherent(node) {
        return None;
    }
    let is_kept = |child: &&Node| child.promise.is_some() || child.marks.reserved.is_some();
    let children = node.children().iter().filter(is_kept);
    let parts: Vec<_> = children
        .flat_map(|child| conditionally(child, |marked| part(child, node, marked)))
        .collect();
    let (table, slice) = table(&parts);
    (!parts.is_empty()).then(|| quote!({ #table #slice }))
}

/// A static of its own for records, and the slice of it: nested in a constant, they would cost the compiler several
/// times as much.
pub fn table(records: &[TokenStream]) -> (TokenStream, TokenStream) {
    let starts_with_cfg = |record: &TokenStream| matches!(record.clone().into_iter().next(), Some(TokenTree::Punct(_)));
    // A literal may say everything, and still needs its rest when a field is added.
    let quiet = quote!(#[allow(clippy::needless_update)]);
    if records.iter().any(starts_with_cfg) {
        // How many there are, only the compiler knows.
        let table = quote!(#quiet static RECORDS: &[__s::Record] = &[#(#records,)*];);
        return (table, quote!(RECORDS));
    }
    let count = records.len();
    let table = quote!(#quiet static RECORDS: [__s::Record; #count] = [#(#records,)*];);
    (table, quote!(&RECORDS))
}

/// What an attribute says besides tier, since and area.
fn said(node: &Node, marked: bool, keys: &mut Keys) {
    if let Some(deprecation) = deprecation(node, marked) {
        keys.plain("deprecated", deprecation);
    }
    if let Some(reserved) = &node.marks.reserved {
        keys.plain("reserved", quote!(true));
        keys.text("until", reserved.until.as_ref().map(|it| &it.value));
    }
    keys.text("erased", super::erased::name(node));
    if node.shape.document {
        keys.plain("document", quote!(true));
    }
    let Some(mark) = node.marks.tier.as_ref().filter(|_| marked) else {
        return;
    };
    keys.text("note", mark.note.as_ref().map(|it| &it.value));
    keys.text("issue", mark.issue.as_ref().map(|it| &it.value));
    keys.text("docs", mark.docs.as_ref().map(|it| &it.value));
    if node.marks.reserved.is_none() {
        keys.text("until", mark.until.as_ref().map(|it| &it.value));
    }
    keys.text("path", mark.path.as_ref().map(|it| &it.value));
    if let Some(extensions) = &mark.document.extensions {
        keys.some("extensions", Some(super::document::namespaces(extensions)));
    }
    if let Some((key, value)) = mark.document.marker() {
        keys.some("schema", Some(quote!(__s::Marker { key: #key, value: #value })));
    }
}

/// The weaker types that it may show.
pub fn may_expose(names: impl Iterator<Item = String>, keys: &mut Keys) {
    let names: Vec<String> = names.collect();
    if !names.is_empty() {
        keys.plain("may_expose", quote!(&[#(#names),*]));
    }
}

/// The deprecation of a node, as an `Option`. The compiler knows whether what a `cfg_attr` says is there.
pub fn deprecation(node: &Node, marked: bool) -> Option<TokenStream> {
    if let Some(deprecation) = node.marks.deprecated.as_ref().filter(|it| marked || it.plain) {
        let deprecation = deprecated(deprecation);
        return Some(quote!(__s::Some(#deprecation)));
    }
    let conditional = &node.marks.conditional_deprecations;
    let arms = conditional.iter().map(|(condition, deprecation)| {
        let deprecation = deprecated(deprecation);
        quote!(if ::core::cfg!(#condition) { __s::Some(#deprecation) } else)
    });
    (!conditional.is_empty()).then(|| quote!(#(#arms)* { __s::None }))
}

pub fn deprecated(deprecation: &Deprecation) -> TokenStream {
    let mut keys = Keys::default();
    keys.text("since", deprecation.since.as_ref().map(|it| &it.value));
    keys.text("note", deprecation.note.as_ref().map(|it| &it.value));
    keys.text("replacement", replacement(deprecation));
    keys.text("remove_in", deprecation.remove_in.as_ref().map(|it| &it.value));
    let keys = keys.tokens;
    quote!(__s::Deprecation { #keys ..__s::Deprecation::new() })
}

/// A replacement as a reader sees it.
pub fn replacement(deprecation: &Deprecation) -> Option<String> {
    Some(match (&deprecation.replacement.as_ref()?.value, &deprecation.owner) {
        (Replacement::Path(path), Some(owner)) => match text(path).strip_prefix("Self::") {
            Some(rest) => format!("{owner}::{rest}"),
            None => text(path),
        },
        (Replacement::Path(path), None) => text(path),
        (Replacement::Text(words), _) => words.clone(),
    })
}

pub fn seal(node: &Node, keys: &mut Keys) {
    let Some(seal) = &node.marks.seal else { return };
    if node.kind == Kind::Trait {
        let friends = seal.friends.iter().flat_map(|friends| &friends.value);
        keys.some("seal", Some(quote!(__s::Seal { friends: &[#(#friends),*] })));
    } else if let Some(path) = super::seal::path_of_implementation(node) {
        keys.some("implements", Some(path));
    }
}

pub fn place(output: &Output<'_>, node: &Node, keys: &mut Keys) {
    if let Some((file, line)) = output.environment.location(node.span()) {
        keys.plain("file", quote!(#file));
        keys.plain("line", quote!(#line));
    }
}

/// Whether users can build a struct, or match an enum, in full. The compiler knows whether what a `cfg_attr` says is there.
fn exhaustive(node: &Node, marked: bool) -> Option<TokenStream> {
    if !matches!(node.kind, Kind::Struct | Kind::Enum) {
        return None;
    }
    let private_fields = node.kind == Kind::Struct && node.children().iter().any(|field| !field.is_public());
    // Under a predicate, the shape is built where that holds.
    if private_fields || marked && node.shape.non_exhaustive {
        return Some(quote!(false));
    }
    Some(match conditional::presence(&node.attrs, "non_exhaustive") {
        Presence::Never => quote!(true),
        Presence::Always => quote!(false),
        Presence::If(condition) => quote!(!::core::cfg!(#condition)),
    })
}

fn signature(node: &Node) -> String {
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

fn record_import(output: &Output<'_>, node: &Node, import: &Import) -> TokenStream {
    let mut keys = Keys::default();
    keys.plain("module", quote!(::core::module_path!()));
    if let Some(promise) = &node.promise {
        keys.promise(promise.tier, promise.since.as_ref());
        keys.text("area", promise.area.as_ref());
        keys.text("feature", promise.feature.as_ref());
    }
    said(node, true, &mut keys);
    may_expose(exposure::permitted(node), &mut keys);
    if let Some((file, line)) = output.environment.location(import.span) {
        keys.plain("file", quote!(#file));
        keys.plain("line", quote!(#line));
    }
    let (name, path) = (&import.name, format!("use {}", import.path));
    let (cfgs, keys) = (node.cfgs(), keys.tokens);
    quote!(#(#cfgs)* __s::Record { kind: __s::Kind::Use, name: #name, #keys signature: #path, ..__s::Record::EMPTY })
}

fn location(output: &Output<'_>, span: Span) -> Option<(String, u32)> {
    output.environment.location(span)
}

/// The keys of a struct literal: only those that say something.
#[derive(Default)]
pub struct Keys {
    pub tokens: TokenStream,
}

impl Keys {
    pub fn promise(&mut self, tier: Tier, since: Option<&Since>) {
        let tier = Ident::new(tier.variant(), Span::call_site());
        self.some("tier", Some(quote!(__s::Tier::#tier)));
        self.text("since", since);
    }

    pub fn plain(&mut self, key: &str, value: TokenStream) {
        let key = Ident::new(key, Span::call_site());
        self.tokens.extend(quote!(#key: #value,));
    }

    pub fn some(&mut self, key: &str, value: Option<TokenStream>) {
        if let Some(value) = value {
            self.plain(key, quote!(__s::Some(#value)));
        }
    }

    pub fn text(&mut self, key: &str, value: Option<impl ToString>) {
        self.some(key, value.map(|value| value.to_string().to_token_stream()));
    }
}
