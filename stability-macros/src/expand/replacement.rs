//! The check that a replacement exists, left to name resolution.

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ExprPath;

use super::{Beside, Container, Output};
use crate::item::{Kind, Node};
use crate::model::Replacement;

/// Names the replacement where the compiler must find it.
pub fn add(_: &Output<'_>, node: &Node, outer: Option<&Container>, beside: &mut Beside) {
    let Some(replacement) = node
        .marks
        .deprecated
        .as_ref()
        .and_then(|deprecation| deprecation.replacement.as_ref())
    else {
        return;
    };
    let Replacement::Path(path) = &replacement.value else {
        return;
    };
    // A field beside the deprecated one is checked by name.
    if node.kind == Kind::Field && path.path.get_ident().is_some() {
        return;
    }
    let Some(path) = outside(path, node, outer) else { return };
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

/// The path as it can be written beside the item: `Self` as the type that it stands for.
fn outside(path: &ExprPath, node: &Node, outer: Option<&Container>) -> Option<ExprPath> {
    if path.qself.is_some() || path.path.segments[0].ident != "Self" {
        return Some(path.clone());
    }
    let rest = path.path.segments.iter().skip(1);
    match outer {
        Some(outer) if outer.kind == Kind::Impl => {
            // With parameters of its own, the type has no one name here.
            let self_type = outer.self_type.as_ref()?;
            Some(syn::parse_quote!(<#self_type>::#(#rest)::*))
        }
        Some(outer) if outer.kind == Kind::Enum => {
            let name = syn::Ident::new(&outer.name, Span::call_site());
            Some(syn::parse_quote!(#name::#(#rest)::*))
        }
        _ => {
            let _ = node;
            None
        }
    }
}

/// A use of the path: as an import where it is an item or a variant, as a value where it belongs to a type.
// ui-tests/deprecated/replacement-missing.rs, ui-tests/deprecated/replacement-method-missing.rs
fn name(path: &ExprPath) -> TokenStream {
    let span = Span::call_site();
    let segments: Vec<String> = path
        .path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string())
        .collect();
    let starts_upper = |name: &str| name.starts_with(|first: char| first.is_uppercase());
    let is_camel = |name: &str| starts_upper(name) && name.chars().any(char::is_lowercase);
    let of_type = match segments.as_slice() {
        [.., owner, last] => starts_upper(owner) && !is_camel(last),
        _ => false,
    };
    if path.qself.is_some() || of_type {
        quote_spanned!(span=> let _ = #path;)
    } else {
        quote!(use #path as _;)
    }
}
