//! `deprecated(…)`, and the plain `#[deprecated]` of the language.

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Lit, Meta};

use super::list::{Syntax, parse_list};
use super::stages::parse_stages;
use super::value::args;
use crate::errors::Errors;
use crate::keys::List;
use crate::model::{Deprecation, Spanned, Subject};

args! {
    DeprecatedArgs {
        since: Since as SinceText,
        note: Note as Text,
        replacement: Replacement as ReplacementText,
        remove_in: RemoveIn as VersionText,
        stage: Stage as StageWord,
        stages: Stages as Inner,
    }
}

/// Reads the list inside `deprecated(…)`.
pub fn parse_deprecated(span: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> Deprecation {
    parse(tokens, List::Deprecated, subject, errors).deprecation(span, false, subject, errors)
}

/// Reads a plain `#[deprecated]`, `#[deprecated = "note"]` or `#[deprecated(since, note)]`.
pub fn parse_plain_deprecated(meta: &Meta, subject: &Subject, errors: &mut Errors) -> Deprecation {
    let span = meta.path().span();
    let mut args = DeprecatedArgs::default();
    match meta {
        Meta::List(list) => args = parse(list.tokens.clone(), List::PlainDeprecated, subject, errors),
        Meta::NameValue(pair) => {
            if let Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) = &pair.value
            {
                args.note = Some(Spanned {
                    key: span,
                    span: text.span(),
                    value: text.value(),
                });
            }
        }
        Meta::Path(_) => {}
    }
    args.deprecation(span, true, subject, errors)
}

fn parse(tokens: TokenStream, list: List, subject: &Subject, errors: &mut Errors) -> DeprecatedArgs {
    let keyed = parse_list(tokens, Syntax::new("`deprecated(…)`", list), subject, errors).keyed;
    DeprecatedArgs::read(&keyed, subject, errors)
}

impl DeprecatedArgs {
    fn deprecation(self, span: Span, plain: bool, subject: &Subject, errors: &mut Errors) -> Deprecation {
        let Self {
            since,
            note,
            replacement,
            remove_in,
            stage,
            stages,
        } = self;
        Deprecation {
            span,
            since,
            note,
            replacement,
            remove_in,
            stage,
            stages: stages.map(|it| parse_stages(it.key, it.value, subject, errors)),
            owner: None,
            plain,
        }
    }
}
