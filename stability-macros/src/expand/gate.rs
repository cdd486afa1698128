//! What is there in the place of an item that its `cfg` leaves out of a build.
//!
//! Of functions, types, traits, constants, macros and re-exports, rustc says itself that they were configured out, and shows the attribute.
//! Of methods it only reports that no such method exists. So in the place of one there is a method of its name, which nobody can call: it has a bound that
//! nothing meets, written at the key, as in `expand/denied.rs`. Its name is taken as that of the method is where the gate is open.
//!
//! Fields and variants have no such gate: rustc does not say of them that they were configured out, and nothing can be in their place.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::{Container, Output};
use crate::item::{Kind, Node};

/// Writes what names the gate of a method.
pub fn add(output: &Output<'_>, node: &mut Node, outer: Option<&Container>) {
    let in_inherent_impl = outer.is_some_and(|outer| outer.kind == Kind::Impl && !outer.of_trait);
    let is_method = node.kind == Kind::Method && (node.receiver || in_inherent_impl);
    let (Some(gate), Some(name)) = (node.cfg_gate.as_ref().filter(|_| is_method), &node.ident) else {
        return;
    };
    let (shown, krate) = (&gate.shown, &output.krate);
    let cfgs = node.written_cfgs();
    let mut name = name.clone();
    name.set_span(name.span().located_at(gate.name.span()));
    let receiver = node.receiver.then(|| quote!(&self,));
    // As many as it has, since another number would be an error that hides the gate; their types may be left out as well.
    let taken = node.types.len().saturating_sub(usize::from(node.returns));
    let parameters = std::iter::repeat_n(quote!(_: impl ::core::marker::Sized), taken);
    // The compiler shows where the bound is written, and with that the name of the gate.
    let bound = quote!(#krate::__private::Gated).into_iter().map(|mut token| {
        token.set_span(token.span().located_at(gate.name.span()));
        token
    });
    let bound: TokenStream = bound.collect();
    let placeholder = quote! {
        #(#cfgs)*
        #[cfg(not(#shown))]
        #[doc(hidden)]
        #[allow(dead_code, clippy::unused_self)]
        pub fn #name(#receiver #(#parameters),*) -> ! where for<'__gated> &'__gated (): #bound {
            loop {}
        }
    };
    put(node, placeholder);
}

/// Keeps the record of a function or constant, which is inside of it, where it is left out.
pub fn keep(node: &mut Node, record: &TokenStream) {
    let (Some(gate), Some(name)) = (&node.cfg_gate, &node.ident) else {
        return;
    };
    let shown = &gate.shown;
    let cfgs = node.written_cfgs();
    let name = format_ident!("__record_of_{name}");
    let kept = quote! {
        #(#cfgs)*
        #[cfg(not(#shown))]
        #[doc(hidden)]
        #[allow(dead_code, non_snake_case)]
        fn #name() { #record }
    };
    put(node, kept);
}

fn put(node: &mut Node, tokens: TokenStream) {
    if let Some(gate) = &mut node.cfg_gate {
        gate.instead.extend(tokens);
    }
}
