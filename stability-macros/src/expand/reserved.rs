//! The body of a method whose time has not come.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{ReturnType, Signature, Type, TypeParamBound, parse_quote};

use super::{Container, Output};
use crate::item::{Body, Node};

/// Writes, for `fn forget(&self, frame: u64) -> Result<()>;` of `MemoryStore`:
///
/// ```text
/// fn forget(&self, frame: u64) -> Result<()> {
///     Err(Into::into(::stability::Unsupported::of("MemoryStore", "forget")))
/// }
/// ```
pub fn add(output: &Output<'_>, node: &mut Node, outer: Option<&Container>) {
    let Some(reserved) = node
        .marks
        .reserved
        .as_ref()
        .filter(|_| node.returns && matches!(node.body, Body::None))
    else {
        return;
    };
    let krate = &output.krate;
    let method = node.display_name();
    let unsupported = if let Some(Container { name, .. }) = outer {
        quote!(#krate::Unsupported::of(#name, #method))
    } else {
        quote!(#krate::Unsupported::new(#method))
    };
    // An error of another kind is refused where the place is kept.
    let span = Span::call_site().located_at(reserved.span);
    let answer = quote_spanned!(span=> ::core::result::Result::Err(::core::convert::Into::into(#unsupported)));
    let body = if returns_future(&node.head) {
        quote!(async move { #answer })
    } else {
        answer
    };
    node.body = Body::Block(Group::new(Delimiter::Brace, body));
    node.tail = TokenStream::new();
    // The arguments are for who implements it.
    node.attrs.push(parse_quote!(#[allow(unused_variables)]));
}

/// Whether the signature says `-> impl Future<…>`.
fn returns_future(head: &TokenStream) -> bool {
    let Ok(Signature {
        output: ReturnType::Type(_, ty),
        ..
    }) = syn::parse2(head.clone())
    else {
        return false;
    };
    let Type::ImplTrait(ty) = *ty else { return false };
    ty.bounds.iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Future"),
        _ => false,
    })
}
