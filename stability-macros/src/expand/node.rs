//! What several records of one node say.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::json::Object;
use super::record;
use crate::item::Node;

/// The attributes that decide whether the node is there.
pub fn cfgs(node: &Node) -> TokenStream {
    let mut cfgs = TokenStream::new();
    for cfg in node.cfgs() {
        cfg.to_tokens(&mut cfgs);
    }
    cfgs
}

/// The deprecations of a node. Of those that a `cfg_attr` adds, the first whose predicate holds is there.
pub fn deprecated(node: &Node, marked: bool) -> Vec<(TokenStream, Object)> {
    if let Some(deprecation) = node.marks.deprecated.as_ref().filter(|it| marked || it.plain) {
        return vec![(TokenStream::new(), record::deprecated(deprecation))];
    }
    let conditional = &node.marks.conditional_deprecations;
    let each = conditional.iter().enumerate().map(|(at, (condition, deprecation))| {
        let before = conditional[..at].iter().map(|(condition, _)| condition);
        let cfg = quote!(#[cfg(all(#condition, not(any(#(#before),*))))]);
        (cfg, record::deprecated(deprecation))
    });
    each.collect()
}
