//! `sealed(…)`, as an attribute and as a key.

use darling::ast::NestedMeta;
use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::{Meta, Path, Visibility};

use super::list::{Syntax, parse_list};
use super::value::{Alone, CratePath, Packages, Text, read};
use crate::errors::{Errors, shown};
use crate::keys::{Key, List};
use crate::model::{Seal, Subject};

/// Reads the arguments of `sealed`, and the path of the runtime where one is given.
pub fn parse_sealed(span: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> (Seal, Option<Path>) {
    let mut seal = Seal {
        span,
        visibility: None,
        friends: None,
        note: None,
        instead: None,
    };
    let mut krate = None;
    let syntax = Syntax::new("`sealed`", List::Sealed);
    for (key, meta) in parse_list(tokens, syntax, subject, errors).keyed {
        match key {
            // The sealing trait never repeats the bounds, so there is nothing left to erase.
            Key::Erase => drop(read::<Alone>(key, &meta, subject, errors)),
            Key::Visibility => seal.visibility = read_visibility(&meta, subject, errors),
            Key::Friends => seal.friends = read::<Packages>(key, &meta, subject, errors),
            Key::Note => seal.note = read::<Text>(key, &meta, subject, errors),
            Key::Instead => seal.instead = read::<Text>(key, &meta, subject, errors),
            Key::Crate => {
                krate = read::<CratePath>(key, &meta, subject, errors).map(|it| it.value);
            }
            _ => {}
        }
    }
    (seal, krate)
}

/// Reads `pub(crate)` or `pub(in path)`, which the list has taken for a key with a list of its own.
fn read_visibility(meta: &NestedMeta, subject: &Subject, errors: &mut Errors) -> Option<Visibility> {
    let NestedMeta::Meta(meta) = meta else {
        return None;
    };
    let span = syn::spanned::Spanned::span(meta.path());
    let Meta::List(list) = meta else {
        // ui-tests/sealed/pub-seal.rs
        errors.push(
            span,
            format_args!(
                "a `pub` seal on {subject} seals nothing, since everyone can reach it: write `pub(crate)`, \
                 `pub(in path)`, or name the packages that may implement it in `friends`"
            ),
        );
        return None;
    };
    let tokens = &list.tokens;
    let visibility = syn::parse2::<Visibility>(quote!(pub(#tokens)));
    if visibility.is_err() {
        // ui-tests/sealed/malformed-visibility.rs
        errors.push(
            span,
            format_args!(
                "`{}` in `sealed` on {subject} names no module: write `pub(crate)` or `pub(in path)`",
                shown(list)
            ),
        );
    }
    visibility.ok()
}
