//! The form of a trait that can be `dyn`, although its methods are `async`.

use proc_macro2::TokenTree;
use quote::quote;
use syn::{Attribute, Meta};

use super::Beside;
use crate::item::{Kind, Node};
use crate::signature::text;

/// A twin that the attribute names must exist.
// ui-tests/erased/missing-twin.rs
pub fn add(node: &Node, beside: &mut Beside) {
    if let Some(twin) = node.marks.tier.as_ref().and_then(|mark| mark.erased.as_ref()) {
        let (cfgs, import) = (node.cfgs(), super::import(&twin.value));
        beside
            .tokens
            .extend(quote!(#(#cfgs)* const _: () = { #[allow(unused_imports)] #import };));
    }
}

/// The name of that form: what the attribute says, or what the attributes of others below ours make.
pub fn name(node: &Node) -> Option<String> {
    if node.kind != Kind::Trait {
        return None;
    }
    let twin = node.marks.tier.as_ref().and_then(|mark| mark.erased.as_ref());
    twin.map(|twin| text(&twin.value))
        .or_else(|| node.attrs.iter().find_map(|attr| made(attr, node)))
}

fn made(attr: &Attribute, node: &Node) -> Option<String> {
    let name = &attr.path().segments.last()?.ident;
    match (name.to_string().as_str(), &attr.meta) {
        // The trait itself, whose methods return boxed futures.
        ("async_trait", _) => Some(node.display_name()),
        // `#[dynosaur::dynosaur(pub DynStore = dyn(box) Store)]`
        ("dynosaur", Meta::List(list)) => {
            let before = list.tokens.clone().into_iter().take_while(|token| !is_equals(token));
            before
                .filter_map(|token| match token {
                    TokenTree::Ident(ident) => Some(ident.to_string()),
                    _ => None,
                })
                .last()
        }
        _ => None,
    }
}

fn is_equals(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '=')
}
