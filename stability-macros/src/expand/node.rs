//! Common facts in several records of one node.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::json::Object;
use super::record;
use crate::item::Node;
use crate::model::Deprecation;

/// The attributes that were written on the node and decide whether it is there.
pub fn cfgs(node: &Node) -> TokenStream {
    let mut cfgs = TokenStream::new();
    for cfg in node.written_cfgs() {
        cfg.to_tokens(&mut cfgs);
    }
    cfgs
}

/// The deprecations of a node as its record has them.
pub fn deprecated(node: &Node, marked: bool) -> Vec<(TokenStream, Object)> {
    let deprecations = deprecations(node, marked).into_iter();
    deprecations
        .map(|(cfg, deprecation)| (cfg, record::deprecated(deprecation)))
        .collect()
}

/// The deprecations of a node. Of those that a `cfg_attr` adds, the first whose predicate holds is there.
pub fn deprecations(node: &Node, marked: bool) -> Vec<(TokenStream, &Deprecation)> {
    if let Some(deprecation) = node.marks.deprecated.as_ref().filter(|it| marked || it.plain) {
        return vec![(TokenStream::new(), deprecation)];
    }
    let conditional = &node.marks.conditional_deprecations;
    let each = conditional.iter().enumerate().map(|(at, (condition, deprecation))| {
        let before = conditional[..at].iter().map(|(condition, _)| condition);
        let cfg = quote!(#[cfg(all(#condition, not(any(#(#before),*))))]);
        (cfg, deprecation)
    });
    each.collect()
}
