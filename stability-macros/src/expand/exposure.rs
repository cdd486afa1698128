//! The check that what lasts exposes nothing weaker, left to the type system.
//!
//! A marked type implements `IsStable` or `IsWeaker`, and a frozen one neither. `Probe::<T>::__IS_WEAKER` is an inherent constant
//! where `T: IsWeaker`, and wins over that of the blanket trait `Unmarked`, so that an unmarked type is permitted. Only stable
//! and frozen items have probes, only for types that can be named outside of the item's own parameters, and not for those of
//! the language and its library, which are recognised by name. Each probe is a constant of its own, so that every leak of an
//! item is reported. On a lone function, names of one or two capitals are taken for parameters of an `impl` and not probed.

mod exposed;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Type, TypePath};

pub use self::exposed::is_primitive;
use self::exposed::{Exposed, looks_like_parameter};
use super::{Beside, Output};
use crate::item::{Kind, Node, RawType};
use crate::model::Tier;
use crate::signature::{mentions, text};

/// Gives a type its tier, and asks the types that an item exposes for theirs.
pub fn add(output: &Output<'_>, node: &Node, beside: &mut Beside) {
    let tier = tier_of_type(output, node);
    beside.names_runtime |= !tier.is_empty();
    beside.tokens.extend(tier);
    let mut probes = Probes {
        output,
        names: vec!["Self".to_owned()],
        permitted: Vec::new(),
        asked: Vec::new(),
        tokens: TokenStream::new(),
    };
    probes.visit_node(node, None);
    beside.tokens.extend(probes.tokens);
}

/// Writes `impl IsStable for Type {}`, or with `IsWeaker`, for a promise that another can be stronger than.
fn tier_of_type(output: &Output<'_>, node: &Node) -> TokenStream {
    let (Some(promise), Some(ident), true) = (&node.promise, &node.ident, node.kind.is_type()) else {
        return TokenStream::new();
    };
    let Some(tier) = trait_of(promise.tier) else {
        return TokenStream::new();
    };
    let krate = &output.krate;
    let (parameters, arguments, clause) = node.generics.split_for_impl();
    let cfgs = node.cfgs();
    let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
    let marks = &node.marks;
    let is_deprecated = marks.deprecated.is_some() || !marks.conditional_deprecations.is_empty();
    let deprecated = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    // For the lints about generics; without any, there is nothing that they could say.
    let derived = (!node.generics.params.is_empty()).then(|| quote!(#[automatically_derived]));
    quote! {
        #(#cfgs)*
        #condition
        #deprecated
        #derived
        #[doc(hidden)]
        impl #parameters #krate::__private::#tier for #ident #arguments #clause {}
    }
}

/// The trait that types of this tier implement.
pub fn trait_of(tier: Tier) -> Option<Ident> {
    let name = match tier {
        Tier::Frozen => return None,
        Tier::Stable => "IsStable",
        _ => "IsWeaker",
    };
    Some(Ident::new(name, Span::call_site()))
}

/// The questions that one item asks.
struct Probes<'a> {
    output: &'a Output<'a>,
    /// Parameters in scope, which no constant beside the item can name.
    names: Vec<String>,
    /// Types that `may_expose` permits.
    permitted: Vec<String>,
    /// The probes that were already written, with their tier.
    asked: Vec<(String, Tier)>,
    tokens: TokenStream,
}

impl Probes<'_> {
    fn visit_node(&mut self, node: &Node, outer: Option<&Node>) {
        let around = (self.names.len(), self.permitted.len());
        self.names
            .extend(node.generics.params.iter().filter_map(|parameter| match parameter {
                syn::GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
                syn::GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
                syn::GenericParam::Lifetime(_) => None,
            }));
        self.permitted.extend(permitted(node));
        self.name_permitted(node, outer);
        if !unknown_parameters(node, outer) {
            self.ask_for_types(node, outer);
        }
        if node.kind != Kind::Mod {
            for child in node.children() {
                self.visit_node(child, Some(node));
            }
        }
        self.names.truncate(around.0);
        self.permitted.truncate(around.1);
    }

    /// Writes an import of each type that the node's attribute permits, since a permit of what does not exist permits nothing.
    // ui-tests/leak/permit-of-nothing.rs
    fn name_permitted(&mut self, node: &Node, outer: Option<&Node>) {
        let cfgs: Vec<_> = outer.into_iter().chain([node]).flat_map(Node::cfgs).collect();
        let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
        for ty in node.marks.tier.iter().flat_map(|mark| &mark.may_expose) {
            let Type::Path(TypePath { qself: None, path, .. }) = ty else {
                continue;
            };
            let first = path.segments[0].ident.to_string();
            let is_parameter =
                self.names.contains(&first) || Self::may_be_unseen(node, outer) && looks_like_parameter(&first);
            // Names of the language are not imported.
            let is_primitive = path.segments.len() == 1 && is_primitive(&first);
            if is_parameter || is_primitive {
                continue;
            }
            let import = super::import(path);
            self.tokens.extend(quote! {
                #(#cfgs)*
                #condition
                #[allow(deprecated, unused_imports)]
                const _: () = { #import };
            });
        }
    }

    /// Whether parameters of an `impl` around a lone function may be in scope.
    fn may_be_unseen(node: &Node, outer: Option<&Node>) -> bool {
        outer.is_none() && matches!(node.kind, Kind::Fn | Kind::Method | Kind::Const)
    }

    fn ask_for_types(&mut self, node: &Node, outer: Option<&Node>) {
        let Some(promise) = node.promise.as_ref().filter(|promise| promise.tier.lasts()) else {
            return;
        };
        let is_lone = outer.is_none() && matches!(node.kind, Kind::Fn | Kind::Const);
        for ty in &node.types {
            for exposed in exposed::find(ty, &self.names, is_lone) {
                let asked = (exposed.written.clone(), promise.tier);
                if self.permitted.contains(&exposed.name) || self.asked.contains(&asked) {
                    continue;
                }
                // A probe under a predicate may not be compiled.
                if is_unconditional(node) && outer.is_none_or(is_unconditional) {
                    self.asked.push(asked);
                }
                let probe = self.probe(node, outer, &exposed, promise.tier);
                self.tokens.extend(probe);
            }
        }
    }

    /// Writes:
    ///
    /// ```text
    /// const _: () = {
    ///     use ::stability::__private::{self as __s, Unmarked as _};
    ///     __s::refuse_leak(__s::Probe::<Type>::__IS_WEAKER, "…")
    /// };
    /// ```
    // ui-tests/leak/*.rs
    fn probe(&self, node: &Node, outer: Option<&Node>, exposed: &Exposed, tier: Tier) -> TokenStream {
        let Exposed {
            named,
            written,
            name,
            span,
        } = exposed;
        let place = outer
            .filter(|outer| outer.ident.is_some())
            .map(|outer| format!(" of {}", outer.subject()))
            .unwrap_or_default();
        let noun = node.kind.noun();
        // A path may lead to another package, whose tiers only its authors can change.
        let is_ours = |first: &str| matches!(first, "crate" | "self" | "super" | "Self");
        let condition = match name.split_once("::") {
            Some((first, _)) if !is_ours(first) => " (if it is yours)",
            _ => "",
        };
        let message = format!(
            "{}{place} is {tier} but exposes `{written}`, which has a weaker tier: raise the tier of `{name}`{condition}, \
             lower that of the {noun}, or write `may_expose({name})` in the attribute of the {noun}",
            node.subject(),
        );
        // At the type itself, but resolved as the rest of the expansion.
        let span = Span::call_site().located_at(*span);
        let krate = &self.output.krate;
        let is_stable = (tier == Tier::Frozen).then(|| quote!(__s::Probe::<#named>::__IS_STABLE |));
        let question = quote_spanned! {span=>
            __s::refuse_leak(#is_stable __s::Probe::<#named>::__IS_WEAKER, #message)
        };
        let cfgs = outer.into_iter().chain([node]).flat_map(Node::cfgs);
        let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
        quote! {
            #(#cfgs)*
            #condition
            #[allow(deprecated)]
            const _: () = {
                use #krate::__private::{self as __s, Unmarked as _};
                #question
            };
        }
    }
}

fn is_unconditional(node: &Node) -> bool {
    node.cfgs().next().is_none() && node.condition().is_none()
}

/// On a lone method or associated constant, parameters of the `impl` may be in scope that the macro cannot see.
fn unknown_parameters(node: &Node, outer: Option<&Node>) -> bool {
    outer.is_none() && (node.receiver || node.types.iter().any(mentions_self))
}

fn mentions_self(ty: &RawType) -> bool {
    mentions(ty, &["Self".to_owned()])
}

/// The weaker types that a node's attribute permits it to show, without their arguments.
pub fn permitted(node: &Node) -> impl Iterator<Item = String> {
    node.marks.tier.iter().flat_map(|mark| &mark.may_expose).map(bare_name)
}

/// The path of a type without its arguments.
fn bare_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect::<Vec<_>>()
            .join("::"),
        _ => text(ty),
    }
}
