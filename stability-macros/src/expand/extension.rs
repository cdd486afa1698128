//! The extension trait of methods that can be called and not overridden.
//!
//! ```text
//! pub trait Store {
//!     fn get(&self) -> u32;
//!     #[stable(since = "1.2.0", sealed(call))]
//!     fn twice(&self) -> u32 { 2 * self.get() }
//! }
//! ```
//!
//! becomes
//!
//! ```text
//! pub trait Store { fn get(&self) -> u32; }
//! pub trait StoreExt: Store { fn twice(&self) -> u32 { 2 * self.get() } }
//! impl<__Implementer: Store + ?Sized> StoreExt for __Implementer {}
//! ```
//!
//! An implementation of `Store` with a method `twice` is refused (E0407), and so is each other implementation of `StoreExt` (E0119). It
//! works for `dyn Store`, also where the method is generic or `async`. Users import `StoreExt`.
//!
//! Inside the trait, stable Rust has nothing for it. An implementation may leave out bounds, and types are compared after they are
//! resolved, so that these three can be overridden by `fn twice(&self) -> u32` and `fn twice<T>(&self) -> u32`:
//!
//! ```text
//! fn twice(&self) -> u32 where (): private::Sealed;
//! fn twice<T>(&self) -> u32 where (): private::Only<T>;
//! fn twice(&self) -> <u32 as private::Same>::Type;
//! ```
//!
//! A parameter of a private type, `fn twice(&self, _: private::Token)`, can be neither overridden nor called. As a supertrait, `trait Store:
//! StoreExt`, it needs no import for `dyn Store` and `T: Store`; but then no method can name `Self::Item` (E0220), and one that is
//! generic or says `where Self: Store` makes `dyn Store` impossible (E0038).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::ext::IdentExt as _;
use syn::{Attribute, Meta, parse_quote};

use super::documentation;
use crate::conditional;
use crate::item::{Body, Children, Kind, Node, regroup};
use crate::model::{Marks, Promise, Since};

/// Takes the methods that nobody may override out of a trait, and writes the traits that have them. Of each, also the implementation
/// for every type that implements the trait.
pub fn split(node: &mut Node) -> Vec<(Node, TokenStream)> {
    if node.kind != Kind::Trait || node.is_extension {
        return Vec::new();
    }
    let Some(of) = node.ident.clone() else {
        return Vec::new();
    };
    let Some(children) = &mut node.children else {
        return Vec::new();
    };
    if children.nodes.iter().all(|child| name(child, &of).is_none()) {
        return Vec::new();
    }
    let mut extensions: Vec<(Ident, Vec<Node>)> = Vec::new();
    let mut kept = Vec::new();
    for child in std::mem::take(&mut children.nodes) {
        match name(&child, &of) {
            None => kept.push(child),
            Some(name) => match extensions.iter_mut().find(|(known, _)| *known == name) {
                Some((_, methods)) => methods.push(child),
                None => extensions.push((name, vec![child])),
            },
        }
    }
    let mut content = children.inner.clone();
    for child in &kept {
        child.to_tokens(&mut content);
    }
    children.group = regroup(&children.group, content);
    children.nodes = kept;
    let names: Vec<String> = extensions.iter().map(|(name, _)| format!("[`{name}`]")).collect();
    let all = extensions
        .into_iter()
        .map(|(name, methods)| extension(node, &of, name, methods));
    let all = all.collect();
    let text = format!(
        "Methods that no implementation can override are in {}.",
        names.join(" and ")
    );
    documentation::document(node, &text, None, Span::call_site());
    all
}

/// The name of the trait that a method is called through, where nobody may override it.
fn name(method: &Node, of: &Ident) -> Option<Ident> {
    let call = method.marks.seal.as_ref()?.call.as_ref()?;
    // After a mistake, it stays where users implement it.
    if !matches!(method.body, Body::Block(_)) {
        return None;
    }
    let usual = || format_ident!("{}Ext", of.unraw(), span = call.key);
    Some(call.value.clone().unwrap_or_else(usual))
}

fn extension(node: &Node, of: &Ident, name: Ident, methods: Vec<Node>) -> (Node, TokenStream) {
    let generics = &node.generics;
    let (_, arguments, clause) = generics.split_for_impl();
    let is_deprecated =
        node.attrs.iter().any(|attr| attr.path().is_ident("deprecated")) || node.marks.deprecated.is_some();
    let mut attrs: Vec<Attribute> = node.attrs.iter().filter_map(kept).collect();
    let text =
        format!("Methods of every [`{of}`]. Users call them, and no implementation of `{of}` can override them.");
    attrs.push(parse_quote!(#[doc = #text]));
    let allowed: Option<Attribute> = is_deprecated.then(|| parse_quote!(#[allow(deprecated)]));
    attrs.extend(allowed.clone());
    let mut for_all = generics.clone();
    for_all
        .params
        .push(parse_quote!(__Implementer: #of #arguments + ?::core::marker::Sized));
    let (parameters, ..) = for_all.split_for_impl();
    let cfgs = node.cfgs();
    let implementation = quote! {
        #(#cfgs)*
        #allowed
        #[automatically_derived]
        impl #parameters #name #arguments for __Implementer #clause {}
    };
    let (marks, promise) = promised(node, &name, &methods);
    let fallback = node.fallback.clone();
    let group = proc_macro2::Group::new(proc_macro2::Delimiter::Brace, TokenStream::new());
    let mut extension = Node {
        attrs,
        vis: node.vis.clone(),
        head: quote!(trait #name #generics),
        bounds: quote!(#of #arguments),
        trait_where: node.trait_where.clone(),
        children: Some(Children {
            group,
            inner: TokenStream::new(),
            nodes: methods,
            separated: false,
        }),
        kind: Kind::Trait,
        generics: generics.clone(),
        gate: node.gate.clone(),
        cfg_gate: node.cfg_gate.clone(),
        marks,
        promise,
        fallback,
        deprecated_with: node.deprecated_with.clone(),
        is_extension: true,
        ..Node::verbatim(TokenStream::new())
    };
    extension.ident = Some(name);
    (extension, implementation)
}

/// The attribute, where it belongs to the methods too: of those of other macros, only that which rewrites `async` methods.
fn kept(attr: &Attribute) -> Option<Attribute> {
    const KEPT: [&str; 6] = ["allow", "cfg", "deny", "deprecated", "forbid", "warn"];
    let is_kept = |meta: &Meta| {
        let path = meta.path();
        let is_hidden = path.is_ident("doc") && matches!(meta, Meta::List(_));
        let is_async_trait = path.segments.last().is_some_and(|last| last.ident == "async_trait");
        is_hidden || is_async_trait || KEPT.iter().any(|word| path.is_ident(word))
    };
    if let Some(added) = conditional::added(&attr.meta) {
        return added.iter().all(|it| is_kept(&it.meta)).then(|| attr.clone());
    }
    match &attr.meta {
        // Here it may have nothing to expect.
        Meta::List(list) if list.path.is_ident("expect") => {
            let lints = &list.tokens;
            Some(parse_quote!(#[allow(#lints)]))
        }
        meta => is_kept(meta).then(|| attr.clone()),
    }
}

/// The promise of the trait, since the first of its methods, which can be younger than the trait that they extend.
fn promised(node: &Node, name: &Ident, methods: &[Node]) -> (Marks, Option<Promise>) {
    let mut marks = Marks {
        deprecated: node.marks.deprecated.clone(),
        conditional_deprecations: node.marks.conditional_deprecations.clone(),
        krate: node.marks.krate.clone(),
        ..Marks::default()
    };
    let since = first(node.promise.as_ref(), methods);
    let promise = node.promise.clone().map(|promise| Promise {
        since: since.clone().or(promise.since),
        ..promise
    });
    marks.tier = node.marks.tier.clone().map(|mut mark| {
        mark.note = None;
        mark.erased = None;
        mark.implement = None;
        if let (Some(written), Some(since)) = (&mut mark.since, since) {
            written.value = since;
        }
        if let Some(path) = &mut mark.path {
            let parent = path.value.rsplit_once("::").map_or("", |(parent, _)| parent);
            path.value = format!("{parent}::{name}");
        }
        mark
    });
    (marks, promise)
}

/// The version of the oldest of the methods; `None` where one is as old as the trait.
fn first(of: Option<&Promise>, methods: &[Node]) -> Option<Since> {
    let of = of?;
    let mut first: Option<&Since> = None;
    for method in methods {
        let promise = method
            .promise
            .as_ref()
            .filter(|promise| promise.own && promise.tier == of.tier)?;
        let since = promise.since.as_ref()?;
        if first.is_none_or(|first| since.is_before(first)) {
            first = Some(since);
        }
    }
    first.cloned()
}
