//! The body of a method whose time has not come.

use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::{GenericArgument, Path, PathArguments, ReturnType, Signature, Type, parse_quote};

use super::{Container, Output};
use crate::item::{Body, Node};
use crate::signature::{is_future, opaque_type};

/// Writes, for `fn forget(&self, frame: u64) -> Result<()>;` of `MemoryStore`:
///
/// ```text
/// fn forget(&self, frame: u64) -> Result<()> {
///     ::stability::__private::Refusal::refuse(::stability::Unsupported::of("MemoryStore", "forget"))
/// }
/// ```
pub fn add(output: &Output<'_>, node: &mut Node, outer: Option<&Container>) {
    let Some(reserved) = node
        .marks
        .reserved
        .as_ref()
        .filter(|_| node.returns && matches!(node.body, Body::None) && opaque_type(&node.head).is_none())
    else {
        return;
    };
    let span = Span::call_site().located_at(reserved.span);
    let krate = located_at(&output.krate, span);
    let method = node.display_name();
    let unsupported = if let Some(Container { name, .. }) = outer {
        quote_spanned!(span=> #krate::Unsupported::of(#name, #method))
    } else {
        quote_spanned!(span=> #krate::Unsupported::new(#method))
    };
    // A return type that is not a `Result`, or has another error, is an error at `reserved`.
    // ui-tests/reserved/returns-no-result.rs, ui-tests/reserved/error-of-another-kind.rs
    let answer = quote_spanned!(span=> #krate::__private::Refusal::refuse(#unsupported));
    let is_async = syn::parse2::<Signature>(node.head.clone()).is_ok_and(|signature| signature.asyncness.is_some());
    if is_async && outer.is_some_and(|outer| outer.wants_futures) {
        node.head = with_future(&node.head);
    }
    let body = match future(&node.head) {
        Future::None => answer,
        Future::Plain => quote!(async move { #answer }),
        Future::Boxed(path) => quote!(#path::pin(async move { #answer })),
    };
    node.body = Body::Block(Group::new(Delimiter::Brace, body));
    node.tail = TokenStream::new();
    // The arguments are for implementations.
    node.attrs.push(parse_quote!(#[allow(unused_variables)]));
}

/// The path as before, with every token at one place.
fn located_at(path: &Path, span: Span) -> TokenStream {
    let tokens = path.to_token_stream().into_iter().map(|mut token| {
        token.set_span(token.span().located_at(span));
        token
    });
    tokens.collect()
}

/// The signature without `async`, with the future that it returns.
fn with_future(head: &TokenStream) -> TokenStream {
    let Ok(mut signature) = syn::parse2::<Signature>(head.clone()) else {
        return head.clone();
    };
    signature.asyncness = None;
    if let ReturnType::Type(_, ty) = &mut signature.output {
        *ty = parse_quote!(impl ::core::future::Future<Output = #ty>);
    }
    signature.into_token_stream()
}

/// The future that a signature returns.
enum Future {
    None,
    /// `impl Future<…>`
    Plain,
    /// `Pin<Box<dyn Future<…>>>`, with the path of the box.
    Boxed(Path),
}

fn future(head: &TokenStream) -> Future {
    let Ok(Signature {
        output: ReturnType::Type(_, ty),
        ..
    }) = syn::parse2(head.clone())
    else {
        return Future::None;
    };
    match *ty {
        Type::ImplTrait(ty) if is_future(&ty.bounds) => Future::Plain,
        Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "Pin") => {
            boxed(&path.path).map_or(Future::None, Future::Boxed)
        }
        _ => Future::None,
    }
}

/// The path of the box inside `Pin<Box<dyn Future<…>>>`.
fn boxed(pin: &Path) -> Option<Path> {
    let Type::Path(inner) = argument(pin)? else {
        return None;
    };
    let Type::TraitObject(object) = argument(&inner.path)? else {
        return None;
    };
    let mut path = inner.path.clone();
    path.segments.last_mut()?.arguments = PathArguments::None;
    is_future(&object.bounds).then_some(path)
}

/// The first type between the angle brackets at the end of a path.
fn argument(path: &Path) -> Option<&Type> {
    let PathArguments::AngleBracketed(arguments) = &path.segments.last()?.arguments else {
        return None;
    };
    arguments.args.iter().find_map(|argument| match argument {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })
}
