//! The attributes in `#[cfg_attr(predicate, …)]`. rustc resolves it on an annotated item; inside the item, the macros read it.
//!
//! On the item itself rustc has resolved `cfg_attr` before the macro runs; inside of it, the macro reads it as rustc will. A
//! `cfg` in it becomes `any(not(predicate), …)`; of a deprecation or `non_exhaustive`, the record asks `cfg!`.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Token};

/// An attribute that a `cfg_attr` adds.
pub struct Added {
    /// Holds where the attribute is there.
    pub condition: TokenStream,
    pub meta: Meta,
    /// Whether its `cfg_attr` is inside another one.
    pub nested: bool,
}

/// The attributes in `meta`, through nested `cfg_attr`; `None` if it is not a `cfg_attr`, or only rustc can read it.
pub fn added(meta: &Meta) -> Option<Vec<Added>> {
    let (predicate, inner) = parse(meta)?;
    let mut found = Vec::with_capacity(inner.len());
    for meta in inner {
        if !meta.path().is_ident("cfg_attr") {
            found.push(Added {
                condition: predicate.clone(),
                meta,
                nested: false,
            });
            continue;
        }
        found.extend(added(&meta)?.into_iter().map(|added| {
            let condition = added.condition;
            Added {
                condition: quote!(all(#predicate, #condition)),
                nested: true,
                ..added
            }
        }));
    }
    Some(found)
}

/// The predicate of `cfg_attr(predicate, …)` and the attributes in it.
pub fn parse(meta: &Meta) -> Option<(TokenStream, Vec<Meta>)> {
    let Meta::List(list) = meta else { return None };
    if !list.path.is_ident("cfg_attr") {
        return None;
    }
    let read = |input: ParseStream<'_>| {
        // `true` is a predicate too, and no `Meta`.
        let mut predicate = TokenStream::new();
        while !input.peek(Token![,]) {
            predicate.extend([input.parse::<TokenTree>()?]);
        }
        input.parse::<Token![,]>()?;
        let inner = Punctuated::<Meta, Token![,]>::parse_terminated(input)?;
        Ok((predicate, inner.into_iter().collect()))
    };
    read.parse2(list.tokens.clone()).ok()
}

/// The attributes of this name, each with the predicate under which it is there; `None` where it always is.
pub fn named(attrs: &[Attribute], name: &str) -> Vec<(Option<TokenStream>, Meta)> {
    let mut found = Vec::new();
    for attr in attrs {
        if attr.path().is_ident(name) {
            found.push((None, attr.meta.clone()));
        }
        let added = added(&attr.meta).into_iter().flatten();
        found.extend(
            added
                .filter(|added| added.meta.path().is_ident(name))
                .map(|added| (Some(added.condition), added.meta)),
        );
    }
    found
}

/// When an attribute is there.
pub enum Presence {
    Never,
    Always,
    /// If the predicate is true.
    If(TokenStream),
}

/// When one of the attributes has this name.
pub fn presence(attrs: &[Attribute], name: &str) -> Presence {
    let mut conditions = Vec::new();
    for (condition, _) in named(attrs, name) {
        match condition {
            Some(condition) => conditions.push(condition),
            None => return Presence::Always,
        }
    }
    if conditions.is_empty() {
        Presence::Never
    } else {
        Presence::If(quote!(any(#(#conditions),*)))
    }
}
