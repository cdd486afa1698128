//! Lines of documentation: where they are, and how they name a tier.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::{Attribute, Expr, Meta, MetaNameValue};

use crate::item::{Kind, Node};
use crate::model::Tier;

pub const fn heading(tier: Tier) -> &'static str {
    match tier {
        Tier::Frozen => "Frozen",
        Tier::Stable => "Stable",
        Tier::Beta => "Beta",
        Tier::Evolving => "Evolving",
        Tier::Experimental => "Experimental",
        Tier::Internal => "Internal",
    }
}

pub const fn meaning(tier: Tier) -> &'static str {
    match tier {
        Tier::Frozen => "nothing may break it within the scope of the contract.",
        Tier::Stable => "only a major release may break it, after a deprecation.",
        Tier::Beta => "any minor release may break it; for users who opt in.",
        Tier::Evolving => "any minor release may break it; plan for migration.",
        Tier::Experimental => "any release may break or remove it.",
        Tier::Internal => "for the packages of the project itself; anything may break it.",
    }
}

/// Whether the attribute is a line of documentation.
pub fn is_doc(attr: &Attribute) -> bool {
    attr.path().is_ident("doc") && matches!(attr.meta, Meta::NameValue(_))
}

/// The inner attributes of a module that is documented in them.
pub fn inner_of_module(node: &mut Node) -> Option<&mut TokenStream> {
    let is_module = node.kind == Kind::Mod;
    let children = node.children.as_mut().filter(|_| is_module)?;
    has_doc(&children.inner).then_some(&mut children.inner)
}

/// Whether inner attributes hold documentation.
pub fn has_doc(inner: &TokenStream) -> bool {
    inner.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => {
            let mut tokens = group.stream().into_iter();
            matches!(tokens.next(), Some(TokenTree::Ident(word)) if word == "doc")
                && matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == '=')
        }
        _ => false,
    })
}

/// The place of a line of documentation.
pub fn span_of_doc(doc: &Attribute) -> Span {
    match &doc.meta {
        Meta::NameValue(MetaNameValue {
            value: Expr::Lit(literal),
            ..
        }) => literal.lit.span(),
        _ => Span::call_site(),
    }
}
