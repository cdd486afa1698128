//! The check that a replacement exists, left to name resolution.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ExprPath;

use super::{Beside, Container, Output};
use crate::item::{Kind, Node};
use crate::model::Replacement;
use crate::signature::{segments, text};

/// Names the replacement where the compiler must find it.
pub fn add(output: &Output<'_>, node: &Node, outer: Option<&Container>, beside: &mut Beside) {
    let Some(path) = replacement(node) else { return };
    beside.tokens.extend(not_itself(output, node, outer, path));
    let beside_field = node.kind == Kind::Field && path.path.get_ident().is_some();
    let is_member = outer.is_some_and(|outer| outer.replacements.contains(&text(path)));
    // What stands in the same declaration is known to be there.
    if beside_field || is_member {
        return;
    }
    let Some(path) = without_self(path, outer) else { return };
    let cfgs = node.cfgs();
    let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
    let name = name(&path);
    beside.tokens.extend(quote! {
        #(#cfgs)*
        #condition
        #[allow(deprecated)]
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
    // What leads out of modules, and not into as many, does not come back.
    if !from_root && (supers == 0 || modules.len() != supers) {
        return None;
    }
    let tail: String = modules.iter().flat_map(|module| ["::", module.as_str()]).collect();
    let (krate, cfgs) = (&output.krate, node.cfgs());
    let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
    let message = format!(
        "{} is replaced by itself: name what users should use instead",
        node.subject()
    );
    let last = path.path.segments.last()?.ident.span();
    let span = Span::call_site().located_at(last);
    let question = quote_spanned! {span=>
        ::core::assert!(!#krate::__private::is_module(::core::module_path!(), #tail, #from_root), #message)
    };
    Some(quote!(#(#cfgs)* #condition const _: () = #question;))
}

fn replacement(node: &Node) -> Option<&ExprPath> {
    match &node.marks.deprecated.as_ref()?.replacement.as_ref()?.value {
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

/// The path as it can be written beside the item: `Self` as the type that it stands for.
fn without_self(path: &ExprPath, outer: Option<&Container>) -> Option<ExprPath> {
    if path.qself.is_some() || path.path.segments[0].ident != "Self" {
        return Some(path.clone());
    }
    // With parameters of its own, the type has no one name here.
    let self_type = outer?.self_type.as_ref()?;
    let rest = path.path.segments.iter().skip(1);
    Some(syn::parse_quote!(<#self_type>::#(#rest)::*))
}

/// A use of the path: as an import where it is an item or a variant, as a value where it belongs to a type.
// ui-tests/deprecated/replacement-missing.rs, ui-tests/deprecated/replacement-method-missing.rs
fn name(path: &ExprPath) -> TokenStream {
    let segments = segments(&path.path);
    let starts_upper = |name: &str| name.starts_with(char::is_uppercase);
    let is_camel = |name: &str| starts_upper(name) && name.chars().any(char::is_lowercase);
    let of_type = match segments.as_slice() {
        [.., owner, last] => starts_upper(owner) && !is_camel(last),
        _ => false,
    };
    if path.qself.is_some() || of_type {
        quote!(let _ = #path;)
    } else {
        import(&path.path)
    }
}

/// An import without a name; its arguments, which an import cannot have, are left to the reader.
fn import(path: &syn::Path) -> TokenStream {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = syn::PathArguments::None;
    }
    super::import(&path)
}
