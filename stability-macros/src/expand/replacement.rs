//! The check that a replacement exists, left to name resolution.
//!
//! An item or variant is named by a `use`. A member of a type or trait cannot be imported, and as a value it would need every
//! parameter (E0282, E0283, E0790): there the compiler finds the type, and rustdoc the link. A replacement in the same
//! declaration is looked up by name.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ExprPath;

use super::exposure::is_primitive;
use super::{Beside, Container, Output};
use crate::item::{Kind, Node};
use crate::model::{Deprecation, Replacement};
use crate::signature::{mentions, segments, text};

/// Names the replacement where the compiler must find it.
pub fn add(output: &Output<'_>, node: &Node, outer: Option<&Container>, beside: &mut Beside) {
    let Some(path) = replacement(node) else { return };
    beside.tokens.extend(not_itself(output, node, outer, path));
    let beside_field = node.kind == Kind::Field && path.path.get_ident().is_some();
    let is_member = outer.is_some_and(|outer| outer.replacements.contains(&text(path)));
    // A replacement in the same declaration was checked before.
    if beside_field || is_member {
        return;
    }
    name_in(node, path, outer, beside);
}

/// The same of the constructor that is generated for the node.
// ui-tests/constructor/replacement-missing.rs
pub fn add_of_constructor(node: &Node, beside: &mut Beside) {
    let deprecation = node.shape.constructor_deprecated.as_ref();
    if let Some(path) = deprecation.and_then(replacement_of) {
        name_in(node, path, None, beside);
    }
}

fn name_in(node: &Node, path: &ExprPath, outer: Option<&Container>, beside: &mut Beside) {
    let Some(name) = name(path, outer) else { return };
    let cfgs = node.cfgs();
    let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
    beside.tokens.extend(quote! {
        #(#cfgs)*
        #condition
        #[allow(deprecated, unused_imports)]
        const _: () = { #name };
    });
}

/// A path through other modules that ends like the item may lead back to it: only the compiler knows in which module it is.
///
/// ```text
/// const _: () = assert!(!::stability::__private::is_module(module_path!(), "::sound", true), "…");
/// ```
// ui-tests/deprecated/replaced-by-itself-elsewhere.rs
fn not_itself(output: &Output<'_>, node: &Node, outer: Option<&Container>, path: &ExprPath) -> Option<TokenStream> {
    let own = node.own_path(outer.map(|outer| outer.kind));
    let written = segments(&path.path);
    let module = written.strip_suffix(own.as_slice()).filter(|_| path.qself.is_none())?;
    let from_root = module.first()? == "crate";
    let supers = module.iter().take_while(|segment| *segment == "super").count();
    let modules = module.get(if from_root { 1 } else { supers }..)?;
    // A path that leaves more modules than it enters cannot lead back to the item.
    if !from_root && (supers == 0 || modules.len() != supers) {
        return None;
    }
    let tail: String = modules.iter().flat_map(|module| ["::", module.as_str()]).collect();
    let (krate, cfgs) = (&output.krate, node.cfgs());
    let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
    let message = crate::check::replaced_by_itself(&node.subject());
    let last = path.path.segments.last()?.ident.span();
    let span = Span::call_site().located_at(last);
    let question = quote_spanned! {span=>
        ::core::assert!(!#krate::__private::is_module(::core::module_path!(), #tail, #from_root), #message)
    };
    Some(quote!(#(#cfgs)* #condition const _: () = #question;))
}

fn replacement(node: &Node) -> Option<&ExprPath> {
    replacement_of(node.marks.deprecated.as_ref()?)
}

fn replacement_of(deprecation: &Deprecation) -> Option<&ExprPath> {
    match &deprecation.replacement.as_ref()?.value {
        Replacement::Path(path) => Some(path),
        Replacement::Text(_) => None,
    }
}

/// The replacements of the members of `node` that are members of `node` themselves.
pub fn inside(node: &Node) -> Vec<String> {
    let paths = node.children().iter().filter_map(replacement);
    paths
        .filter(|path| node.has_member(&path.path) == Some(true))
        .map(text)
        .collect()
}

/// A use of the path. What belongs to a type or trait is no item that can be imported, and as a value it would have to say every
/// parameter, of its type and its own: the compiler finds the type, and the [link](link) in the documentation is for rustdoc's `broken_intra_doc_links`.
// ui-tests/deprecated/replacement-missing.rs, ui-tests/deprecated/replacement-type-missing.rs
fn name(path: &ExprPath, outer: Option<&Container>) -> Option<TokenStream> {
    let Some(owner) = owner(path) else {
        return Some(super::import(&path.path));
    };
    match owner {
        Owner::Path(owner) if owner.is_ident("Self") => None,
        Owner::Path(owner) if owner.get_ident().is_some_and(|ident| is_primitive(&ident.to_string())) => None,
        Owner::Path(owner) => Some(super::import(&owner)),
        // With parameters around it, a type may have no one name here.
        Owner::Type(_) if outer.is_some_and(|outer| outer.self_type.is_none()) => None,
        Owner::Type(ty) if mentions(ty, &["Self".to_owned()]) => None,
        Owner::Type(ty) => Some(quote!(let _: ::core::marker::PhantomData<#ty>;)),
    }
}

/// The type or trait of a replacement.
enum Owner<'a> {
    Path(syn::Path),
    Type(&'a syn::Type),
}

fn owner(path: &ExprPath) -> Option<Owner<'_>> {
    let segments = || path.path.segments.iter();
    let count = path.path.segments.len();
    let first = |count: usize| {
        let segments = segments().take(count);
        let leading_colon = path.path.leading_colon;
        syn::parse_quote!(#leading_colon #(#segments)::*)
    };
    match &path.qself {
        // `<Type as Trait>::member`
        Some(qself) if qself.position > 0 => return Some(Owner::Path(first(qself.position))),
        Some(qself) => return Some(Owner::Type(&qself.ty)),
        None => {}
    }
    let mut names = segments().rev().map(|segment| segment.ident.to_string());
    let (last, owner) = (names.next()?, names.next()?);
    let of_primitive = count == 2 && is_primitive(&owner);
    let starts_upper = |name: &str| name.starts_with(char::is_uppercase);
    let is_camel = starts_upper(&last) && last.chars().any(char::is_lowercase);
    (of_primitive || starts_upper(&owner) && !is_camel).then(|| Owner::Path(first(count - 1)))
}

/// A link of rustdoc to a replacement that belongs to a type or trait: rustdoc says where it leads nowhere.
pub fn link(deprecation: &Deprecation) -> Option<String> {
    let path = replacement_of(deprecation)?;
    let owner = match owner(path)? {
        Owner::Path(owner) => owner,
        Owner::Type(syn::Type::Path(ty)) if ty.qself.is_none() => ty.path.clone(),
        Owner::Type(_) => return None,
    };
    let names = owner.segments.iter().chain(path.path.segments.last());
    let names: Vec<String> = names.map(|segment| segment.ident.to_string()).collect();
    // Without `()`, since it may be a field.
    Some(format!("[`{}`]", names.join("::")))
}
