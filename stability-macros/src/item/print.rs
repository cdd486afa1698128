//! Nodes to tokens.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _, quote};
use syn::{Attribute, Visibility};

use super::tokens::regroup;
use super::{Body, CfgGate, Children, Kind, Node, recursion};
use crate::conditional;
use crate::proc_macro_kind::ProcMacro;

/// The predicate `gate`, or true in documentation: as with the `instability` crate, that shows what is unstable, unless a flag asks
/// otherwise. If the predicate of the attribute is false, nothing is hidden.
pub fn shown_in_documentation(gate: &TokenStream, condition: Option<&TokenStream>) -> TokenStream {
    let shown = if cfg!(instability_disable_unstable_docs) {
        gate.clone()
    } else {
        quote!(any(doc, #gate))
    };
    match condition {
        Some(condition) => quote!(any(not(#condition), #shown)),
        None => shown,
    }
}

impl ToTokens for Node {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        self.print_forms(false, tokens);
    }
}

impl Node {
    /// The predicate under which a feature shows the node; `None` where none hides it.
    pub fn shown(&self) -> Option<TokenStream> {
        let feature = self.gate.as_ref()?;
        Some(shown_in_documentation(&quote!(feature = #feature), self.condition()))
    }

    /// Whether it is printed as it was written: whatever changes a node inside another one, one of our attributes asks for it
    /// there, or the shape that its area wants.
    fn is_as_written(&self) -> bool {
        let is_changed = self.has_ours || self.generated || self.shape.non_exhaustive || self.kind == Kind::Macro;
        !is_changed && self.children().iter().all(Self::is_as_written)
    }

    /// Prints the node; behind a feature, once as written with the feature and once as `pub(crate)` without it, so that the compiler
    /// keeps one.
    fn print_forms(&self, separated: bool, tokens: &mut TokenStream) {
        let comma = separated.then(|| quote!(,));
        if let Some(gate) = &self.cfg_gate {
            let CfgGate { name, attribute, .. } = &**gate;
            tokens.extend(quote!(#attribute #[cfg_attr(docsrs, doc(cfg(#name)))]));
            self.print(false, tokens);
            if let Some(at_home) = self.at_home() {
                tokens.extend(quote!(#attribute #at_home));
            }
            gate.instead.to_tokens(tokens);
            return;
        }
        let (Some(feature), Some(shown)) = (&self.gate, self.shown()) else {
            self.print(false, tokens);
            comma.to_tokens(tokens);
            self.at_home().to_tokens(tokens);
            return;
        };
        tokens.extend(quote!(#[cfg(#shown)] #[cfg_attr(docsrs, doc(cfg(feature = #feature)))]));
        self.print(false, tokens);
        comma.to_tokens(tokens);
        if self.kind == Kind::Impl {
            return;
        }
        if let Some(at_home) = self.at_home() {
            at_home.to_tokens(tokens);
            return;
        }
        let unused = match self.kind {
            Kind::Use => quote!(unused_imports),
            Kind::Macro if self.proc_macro.is_none() => quote!(unused_macros),
            _ => quote!(dead_code),
        };
        tokens.extend(quote!(#[cfg(not(#shown))] #[allow(#unused)]));
        self.print(true, tokens);
        comma.to_tokens(tokens);
    }

    /// Behind an exported `macro_rules!` that calls itself by `$crate::name!`, the same one for its own package, where only the
    /// bare name leads to it.
    fn at_home(&self) -> Option<TokenStream> {
        let name = self
            .ident
            .as_ref()
            .filter(|_| self.kind == Kind::Macro && self.is_public())?;
        let head = recursion::by_bare_name(&self.head, name)?;
        let attrs = self.attrs.iter().filter(|attr| !is_export(attr));
        Some(quote!(#(#attrs)* #[allow(unused_macros, unused_macro_rules)] #head))
    }

    fn print(&self, hidden: bool, tokens: &mut TokenStream) {
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
        for attr in attrs.iter().filter(|attr| !hidden || !is_export(attr)) {
            attr.to_tokens(tokens);
        }
        match vis {
            Visibility::Public(_) if hidden => tokens.extend(quote!(pub(crate))),
            vis => vis.to_tokens(tokens),
        }
        head.to_tokens(tokens);
        if !bounds.is_empty() {
            tokens.extend(quote!(: #bounds));
        }
        trait_where.to_tokens(tokens);
        if let Some(children) = children {
            // Fields are at most as visible as their struct; what is in a module keeps its own.
            tokens.append(children.print(hidden && self.kind.is_type()));
        }
        match body {
            Body::None => {}
            Body::Block(block) => block.to_tokens(tokens),
            Body::Init(init) => tokens.extend(quote!(= #init)),
        }
        tail.to_tokens(tokens);
    }
}

/// Whether the attribute makes a macro public.
fn is_export(attr: &Attribute) -> bool {
    let adds = |attr: &Attribute| {
        conditional::added(&attr.meta)
            .is_some_and(|added| added.iter().any(|it| it.meta.path().is_ident("macro_export")))
    };
    attr.path().is_ident("macro_export") || adds(attr) || ProcMacro::is_made_by(attr)
}

impl Children {
    fn print(&self, hidden: bool) -> Group {
        if !hidden && self.nodes.iter().all(Node::is_as_written) {
            return self.group.clone();
        }
        let mut content = self.inner.clone();
        for node in &self.nodes {
            if !hidden {
                node.print_forms(self.separated, &mut content);
                continue;
            }
            node.print(true, &mut content);
            if self.separated {
                content.extend(quote!(,));
            }
        }
        regroup(&self.group, content)
    }
}

/// Parts `#![…]` at the start of a block from what follows.
pub fn split_inner_attributes(block: &Group) -> (TokenStream, TokenStream) {
    let tokens: Vec<TokenTree> = block.stream().into_iter().collect();
    let is_punct = |at: usize, expected: char| matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == expected);
    let mut end = 0;
    while is_punct(end, '#') && is_punct(end + 1, '!') {
        end += 3;
    }
    let end = end.min(tokens.len());
    (
        tokens[..end].iter().cloned().collect(),
        tokens[end..].iter().cloned().collect(),
    )
}
