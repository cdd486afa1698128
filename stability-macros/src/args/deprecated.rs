//! `deprecated(…)`, and the plain `#[deprecated]` of the language.

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Lit, Meta};

use super::list::{Syntax, parse_list};
use super::value::{ReplacementText, SinceText, Text, VersionText, read};
use crate::errors::Errors;
use crate::keys::{Key, List};
use crate::model::{Deprecation, Spanned, Subject};

/// Reads the list inside `deprecated(…)`.
pub fn parse_deprecated(span: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> Deprecation {
    parse(span, tokens, List::Deprecated, subject, errors)
}

/// Reads a plain `#[deprecated]`, `#[deprecated = "note"]` or `#[deprecated(since, note)]`.
pub fn parse_plain_deprecated(meta: &Meta, subject: &Subject, errors: &mut Errors) -> Deprecation {
    let span = meta.path().span();
    let mut deprecation = match meta {
        Meta::List(list) => parse(span, list.tokens.clone(), List::PlainDeprecated, subject, errors),
        Meta::NameValue(pair) => {
            let mut deprecation = empty(span);
            if let Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) = &pair.value
            {
                deprecation.note = Some(Spanned {
                    key: span,
                    span: text.span(),
                    value: text.value(),
                });
            }
            deprecation
        }
        Meta::Path(_) => empty(span),
    };
    deprecation.plain = true;
    deprecation
}

fn empty(span: Span) -> Deprecation {
    Deprecation {
        span,
        since: None,
        note: None,
        replacement: None,
        remove_in: None,
        owner: None,
        plain: false,
    }
}

fn parse(span: Span, tokens: TokenStream, list: List, subject: &Subject, errors: &mut Errors) -> Deprecation {
    let mut deprecation = empty(span);
    let syntax = Syntax::new("`deprecated(…)`", list);
    for (key, meta) in parse_list(tokens, syntax, subject, errors).keyed {
        match key {
            Key::Since => deprecation.since = read::<SinceText>(key, &meta, subject, errors),
            Key::Note => deprecation.note = read::<Text>(key, &meta, subject, errors),
            Key::Replacement => {
                deprecation.replacement = read::<ReplacementText>(key, &meta, subject, errors);
            }
            Key::RemoveIn => {
                deprecation.remove_in = read::<VersionText>(key, &meta, subject, errors);
            }
            _ => {}
        }
    }
    deprecation
}
