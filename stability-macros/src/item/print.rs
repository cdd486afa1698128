//! Nodes to tokens.

use proc_macro2::{Group, TokenStream};
use quote::{ToTokens, quote};
use syn::Visibility;

use super::{Body, Children, Kind, Node};

impl ToTokens for Node {
    /// Prints the node; behind a feature, once as written with the feature and once as `pub(crate)` without it.
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.versions());
    }
}

impl Node {
    /// The predicate under which a feature shows the node; `None` where none hides it.
    pub fn shown(&self) -> Option<TokenStream> {
        let feature = self.gate.as_ref()?;
        // As with the `instability` crate, documentation shows what is unstable, unless a flag asks otherwise.
        let shown = if cfg!(instability_disable_unstable_docs) {
            quote!(feature = #feature)
        } else {
            quote!(any(doc, feature = #feature))
        };
        // Where the predicate around the attribute does not hold, nothing is hidden.
        Some(match self.condition() {
            Some(condition) => quote!(any(not(#condition), #shown)),
            None => shown,
        })
    }

    /// The forms in which the node is printed, of which the compiler keeps one.
    fn versions(&self) -> Vec<TokenStream> {
        let (Some(feature), Some(shown)) = (&self.gate, self.shown()) else {
            return vec![self.print(false)];
        };
        let with = self.print(false);
        let with = quote!(#[cfg(#shown)] #[cfg_attr(docsrs, doc(cfg(feature = #feature)))] #with);
        if self.kind == Kind::Impl {
            return vec![with];
        }
        let unused = match self.kind {
            Kind::Use => quote!(unused_imports),
            Kind::Macro => quote!(unused_macros),
            _ => quote!(dead_code),
        };
        let without = self.print(true);
        vec![with, quote!(#[cfg(not(#shown))] #[allow(#unused)] #without)]
    }

    fn print(&self, hidden: bool) -> TokenStream {
        let Self {
            attrs,
            vis,
            head,
            bounds,
            trait_where,
            children,
            body,
            tail,
            ..
        } = self;
        let mut tokens = TokenStream::new();
        let exports = |attr: &&syn::Attribute| attr.path().is_ident("macro_export");
        tokens.extend(
            attrs
                .iter()
                .filter(|attr| !hidden || !exports(attr))
                .map(ToTokens::to_token_stream),
        );
        match vis {
            Visibility::Public(_) if hidden => tokens.extend(quote!(pub(crate))),
            vis => vis.to_tokens(&mut tokens),
        }
        head.to_tokens(&mut tokens);
        if !bounds.is_empty() {
            tokens.extend(quote!(: #bounds));
        }
        trait_where.to_tokens(&mut tokens);
        if let Some(children) = children {
            // Fields are at most as visible as their struct; what is in a module keeps its own.
            children.print(hidden && self.kind.is_type()).to_tokens(&mut tokens);
        }
        match body {
            Body::None => {}
            Body::Block(block) => block.to_tokens(&mut tokens),
            Body::Init(init) => tokens.extend(quote!(= #init)),
        }
        tail.to_tokens(&mut tokens);
        tokens
    }
}

impl Children {
    fn print(&self, hidden: bool) -> Group {
        let mut content = self.inner.clone();
        for node in &self.nodes {
            let versions = if hidden {
                vec![node.print(true)]
            } else {
                node.versions()
            };
            for version in versions {
                version.to_tokens(&mut content);
                if self.separated {
                    content.extend(quote!(,));
                }
            }
        }
        regroup(&self.group, content)
    }
}

/// The group with other tokens inside, at the same place.
pub fn regroup(group: &Group, content: TokenStream) -> Group {
    let mut other = Group::new(group.delimiter(), content);
    other.set_span(group.span());
    other
}
