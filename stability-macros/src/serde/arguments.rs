//! The arguments of `#[serde(…)]` on one item or member.

use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, MetaNameValue, Token};

use super::case::Case;
use crate::conditional;
use crate::signature::text;

/// Arguments that decide a name, a default or a form, as [`wire`](super::wire) reads them.
const READ: &[&str] = &[
    "rename",
    "rename_all",
    "rename_all_fields",
    "alias",
    "default",
    "skip",
    "skip_serializing",
    "skip_deserializing",
    "skip_serializing_if",
    "flatten",
    "tag",
    "content",
    "untagged",
    "other",
    "transparent",
    "deny_unknown_fields",
];

/// Arguments that decide nothing about the form.
const WITHOUT_EFFECT: &[&str] = &["bound", "borrow", "crate", "expecting"];

/// The arguments of `#[serde(…)]`, each with its value.
pub struct SerdeArguments(Vec<Meta>);

/// The value of an argument for writing, and that for reading.
pub struct Both<T> {
    pub written: T,
    pub read: T,
}

impl SerdeArguments {
    /// The arguments of the attributes; `with_conditional` takes those in a `cfg_attr` too.
    pub fn of(attrs: &[Attribute], with_conditional: bool) -> Self {
        let speaking = conditional::named(attrs, "serde").into_iter();
        let in_force = speaking.filter(|(condition, _)| with_conditional || condition.is_none());
        let words = in_force.filter_map(|(_, meta)| match meta {
            Meta::List(list) => parse::<Meta>(list.tokens),
            _ => None,
        });
        Self(words.flatten().collect())
    }

    pub fn iter(&self) -> impl Iterator<Item = &Meta> {
        self.0.iter()
    }

    pub fn has(&self, name: &str) -> bool {
        self.named(name).next().is_some()
    }

    pub fn has_any(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.has(name))
    }

    /// The value of `name = "…"`.
    pub fn text(&self, name: &str) -> Option<String> {
        self.texts(name).next()
    }

    /// The values of `name = "…"`, which can be there more than once.
    pub fn texts(&self, name: &str) -> impl Iterator<Item = String> {
        self.named(name).filter_map(|meta| match meta {
            Meta::NameValue(pair) => literal(&pair.value),
            _ => None,
        })
    }

    /// The values of `name = "…"`, or of `name(serialize = "…", deserialize = "…")`.
    pub fn of_both(&self, name: &str) -> Both<Vec<String>> {
        let mut both = Both {
            written: Vec::new(),
            read: Vec::new(),
        };
        for meta in self.named(name) {
            match meta {
                Meta::NameValue(pair) => {
                    both.written.extend(literal(&pair.value));
                    both.read.extend(literal(&pair.value));
                }
                Meta::List(list) => {
                    for pair in parse::<MetaNameValue>(list.tokens.clone()).into_iter().flatten() {
                        if pair.path.is_ident("serialize") {
                            both.written.extend(literal(&pair.value));
                        } else if pair.path.is_ident("deserialize") {
                            both.read.extend(literal(&pair.value));
                        }
                    }
                }
                Meta::Path(_) => {}
            }
        }
        both
    }

    /// The cases of `rename_all` or its like.
    pub fn cases(&self, name: &str) -> Both<Option<Case>> {
        let both = self.of_both(name);
        let case = |texts: Vec<String>| texts.first().and_then(|text| Case::from_str(text));
        Both {
            written: case(both.written),
            read: case(both.read),
        }
    }

    /// The words that leave the form to code, or that this version does not know.
    pub fn unknown(&self) -> Vec<String> {
        let is_known = |meta: &Meta| {
            let known = READ.iter().chain(WITHOUT_EFFECT);
            known.into_iter().any(|name| meta.path().is_ident(name))
        };
        self.0.iter().filter(|meta| !is_known(meta)).map(text).collect()
    }

    fn named(&self, name: &str) -> impl Iterator<Item = &Meta> {
        self.0.iter().filter(move |meta| meta.path().is_ident(name))
    }
}

fn parse<T: syn::parse::Parse>(tokens: TokenStream) -> Option<Punctuated<T, Token![,]>> {
    Punctuated::parse_terminated.parse2(tokens).ok()
}

fn literal(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Some(text.value()),
        Expr::Group(group) => literal(&group.expr),
        _ => None,
    }
}
