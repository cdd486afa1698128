//! `route` and `deprecated_route`: a method, a path, a tier, and what is said of a deprecation.

mod retirement;
mod template;
mod utoipa;
mod written;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::Path;

use self::retirement::check_retirement;
pub use self::written::METHODS;
use self::written::{Written, arguments};
use super::list::{Syntax, parse_list};
use super::value::{CratePath, MomentText, SinceText, Text, UriTemplateText, UriText, read};
use crate::environment::EXAMPLE;
use crate::errors::Errors;
use crate::keys::{Key, List, Word};
use crate::marks::RawMark;
use crate::model::{Retirement, Route, Subject};

pub use self::template::percent_encoded;
pub use self::utoipa::{Operation, utoipa_operation};

/// Reads the arguments, and the path of the runtime where one is given. What they leave out, `operation` may say.
pub fn parse_route(
    raw: &RawMark,
    operation: Option<&Operation>,
    subject: &Subject,
    errors: &mut Errors,
) -> (Route, Option<Path>) {
    let before = errors.count();
    let mut written = Written::default();
    let word = raw.word.as_str();
    let rest: Vec<TokenStream> = arguments(raw.args.clone())
        .into_iter()
        .filter_map(|argument| written.take(raw, argument, subject, errors))
        .collect();
    let (retirement, krate) = parse_rest(raw, quote!(#(#rest),*), subject, errors);
    let faulty = errors.count() > before;

    let endpoints = written.endpoints(raw, operation, faulty, subject, errors);
    let mut paths: Vec<(String, Span)> = endpoints.iter().map(|it| (it.path.clone(), it.span)).collect();
    if let (true, Some(path)) = (paths.is_empty(), &written.path) {
        paths.push((path.value(), path.span()));
    }
    paths.dedup_by(|one, other| one.0 == other.0);
    let names: Vec<Vec<String>> = paths
        .iter()
        .map(|(path, span)| check_template(word, path, *span, subject, errors))
        .collect();
    if let Some(retirement) = &retirement {
        check_retirement(raw, retirement, &names.concat(), faulty, subject, errors);
    }
    // ui-tests/route/without-tier.rs
    if written.tier.is_none() && retirement.is_none() && !faulty {
        errors.push(
            raw.span,
            format_args!(
                "`#[{word}]` on {subject} has no tier: write one after the path, such as `beta` or \
                 `stable(since = \"{EXAMPLE}\")`"
            ),
        );
    }
    let area = written.tier.as_ref().and_then(|tier| tier.area.as_ref());
    let route = Route {
        area: area.map(|area| area.value.clone()),
        word,
        span: raw.span,
        condition: raw.condition.clone(),
        endpoints,
        tier: written.tier,
        retirement,
    };
    (route, krate)
}

/// The names of the parameters; every mistake of the template is noted.
fn check_template(word: &str, path: &str, span: Span, subject: &Subject, errors: &mut Errors) -> Vec<String> {
    match template::check(path) {
        Ok(names) => names,
        Err(mistakes) => {
            for mistake in mistakes {
                errors.push(
                    span,
                    format_args!("the path `{path}` of `#[{word}]` on {subject} {mistake}"),
                );
            }
            Vec::new()
        }
    }
}

/// Reads what has a key.
fn parse_rest(
    raw: &RawMark,
    tokens: TokenStream,
    subject: &Subject,
    errors: &mut Errors,
) -> (Option<Retirement>, Option<Path>) {
    let name = format!("`#[{}]`", raw.word.as_str());
    let syntax = Syntax::new(&name, list(raw));
    let mut retirement = Retirement::default();
    let mut krate = None;
    let tokens = refuse_misplaced(raw, tokens, subject, errors);
    for (key, meta) in parse_list(tokens, syntax, subject, errors).keyed {
        match key {
            Key::Since => retirement.since = read::<SinceText>(key, &meta, subject, errors),
            Key::On => retirement.on = read::<MomentText>(key, &meta, subject, errors),
            Key::Sunset => retirement.sunset = read::<MomentText>(key, &meta, subject, errors),
            Key::Link => retirement.link = read::<UriText>(key, &meta, subject, errors),
            Key::Successor => retirement.successor = read::<UriTemplateText>(key, &meta, subject, errors),
            Key::Note => retirement.note = read::<Text>(key, &meta, subject, errors),
            _ => krate = read::<CratePath>(key, &meta, subject, errors).map(|it| it.value),
        }
    }
    ((raw.word == Word::DeprecatedRoute).then_some(retirement), krate)
}

fn list(raw: &RawMark) -> List {
    if raw.word == Word::DeprecatedRoute {
        List::DeprecatedRoute
    } else {
        List::Route
    }
}

/// Takes out the keys that belong elsewhere, and says where.
// ui-tests/route/deprecation-on-route.rs, ui-tests/route/tier-key-outside-tier.rs
fn refuse_misplaced(raw: &RawMark, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> TokenStream {
    let word = raw.word.as_str();
    let kept = arguments(tokens).into_iter().filter(|argument| {
        let Some(TokenTree::Ident(written)) = argument.first() else {
            return true;
        };
        let key = match Key::from_str(&written.to_string()) {
            Some(key) if key.places(list(raw)).is_none() => key,
            _ => return true,
        };
        let form = key.form();
        // `since` and `note` are keys of both; on a route without deprecation they can only be the tier's.
        let message = if key.places(List::RouteTier).is_some() {
            format!("`{written}` of `#[{word}]` on {subject} goes with the tier: write `beta({form})`")
        } else if key.places(List::DeprecatedRoute).is_some() || key == Key::Deprecated {
            format!(
                "`{written}` does not go with `#[{word}]` on {subject}: a deprecation is written \
                 `#[deprecated_route(…, on = \"2026-09-01\", sunset = \"2027-01-01\")]`"
            )
        } else {
            return true;
        };
        errors.push(written.span(), message);
        false
    });
    let kept: Vec<TokenStream> = kept.map(|argument| argument.into_iter().collect()).collect();
    quote!(#(#kept),*)
}
