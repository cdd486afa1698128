//! `route` and `deprecated_route`: a method, a path, a tier, and the keys of a deprecation.
//!
//! Keys in the parentheses of a route's tier belong to the tier, those outside to the deprecation. A deprecated route without
//! a tier is stable. The handler and its documentation are not changed, because the documentation may be an OpenAPI
//! description. Links and dates are computed while compiling.

mod arguments;
mod positional;
mod retirement;
mod template;
mod utoipa;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::quote;
use syn::Path;

use self::arguments::arguments;
use self::positional::Positional;
use self::retirement::check_retirement;
use super::list::{Syntax, parse_list};
use super::value::args;
use crate::environment::EXAMPLE;
use crate::errors::Errors;
use crate::keys::{Key, List, Word};
use crate::marks::RawMark;
use crate::model::{Retirement, Route, Subject};
use crate::signature::text;

pub use self::utoipa::{Operation, utoipa_operation};

/// The methods of RFC 9110 that have a path, PATCH of RFC 5789 and QUERY of RFC 10008.
pub const METHODS: [&str; 9] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY",
];

/// Reads the arguments, and the path of the runtime where one is given. What they leave out, `operation` may say.
pub fn parse_route(
    raw: &RawMark,
    operation: Option<&Operation>,
    subject: &Subject,
    errors: &mut Errors,
) -> (Route, Option<Path>) {
    let before = errors.count();
    let mut positional = Positional::default();
    let word = raw.word.as_str();
    let rest: Vec<TokenStream> = arguments(raw.args.clone())
        .into_iter()
        .filter_map(|argument| positional.take(raw, argument, subject, errors))
        .collect();
    let tier = match &positional.tier {
        Some(mark) if mark.since.is_some() => format!("{}(…, ", mark.word),
        Some(mark) => format!("{}(", mark.word),
        None if raw.word == Word::DeprecatedRoute => format!("stable({}, ", Key::Since.form()),
        None => "beta(".to_owned(),
    };
    let (retirement, krate) = parse_rest(raw, quote!(#(#rest),*), &tier, subject, errors);
    let faulty = errors.count() > before;

    let endpoints = positional.endpoints(raw, operation, faulty, subject, errors);
    let mut paths: Vec<(String, Span)> = endpoints.iter().map(|it| (it.path.clone(), it.span)).collect();
    if let (true, Some(path)) = (paths.is_empty(), &positional.path) {
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
    if positional.tier.is_none() && retirement.is_none() && !faulty {
        errors.push(
            raw.span,
            format_args!(
                "`#[{word}]` on {subject} has no tier: write one after the path, such as `beta` or \
                 `stable(since = \"{EXAMPLE}\")`"
            ),
        );
    }
    let area = positional.tier.as_ref().and_then(|tier| tier.area.as_ref());
    let route = Route {
        area: area.map(|area| area.value.clone()),
        word,
        span: raw.span,
        condition: raw.condition.clone(),
        endpoints,
        tier: positional.tier,
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

args! {
    RouteArgs {
        since: Since as SinceText,
        on: On as MomentText,
        sunset: Sunset as MomentText,
        link: Link as UriText,
        successor: Successor as UriTemplateText,
        note: Note as Text,
        krate: Crate as CratePath,
    }
}

/// Reads what has a key.
fn parse_rest(
    raw: &RawMark,
    tokens: TokenStream,
    tier: &str,
    subject: &Subject,
    errors: &mut Errors,
) -> (Option<Retirement>, Option<Path>) {
    let name = format!("`#[{}]`", raw.word.as_str());
    let syntax = Syntax::new(&name, list(raw));
    let tokens = refuse_misplaced(raw, tokens, tier, subject, errors);
    let keyed = parse_list(tokens, syntax, subject, errors).keyed;
    let RouteArgs {
        since,
        on,
        sunset,
        link,
        successor,
        note,
        krate,
    } = RouteArgs::read(&keyed, subject, errors);
    let retirement = (raw.word == Word::DeprecatedRoute).then_some(Retirement {
        since,
        on,
        sunset,
        link,
        successor,
        note,
    });
    (retirement, krate.map(|krate| krate.value))
}

fn list(raw: &RawMark) -> List {
    if raw.word == Word::DeprecatedRoute {
        List::DeprecatedRoute
    } else {
        List::Route
    }
}

/// Takes out the keys that belong elsewhere, and says where; `tier` is the start of the tier as it is to be written.
// ui-tests/route/deprecation-on-route.rs, ui-tests/route/tier-key-outside-tier.rs
fn refuse_misplaced(
    raw: &RawMark,
    tokens: TokenStream,
    tier: &str,
    subject: &Subject,
    errors: &mut Errors,
) -> TokenStream {
    let word = raw.word.as_str();
    let kept = arguments(tokens).into_iter().filter(|argument| {
        let Some(TokenTree::Ident(written)) = argument.first() else {
            return true;
        };
        let key = match Key::from_str(&written.to_string()) {
            Some(key) if key.places(list(raw)).is_none() => key,
            _ => return true,
        };
        let argument = text(&argument.iter().cloned().collect::<TokenStream>());
        let write = if tier.contains('"') { "write for example" } else { "write" };
        // `since` and `note` are keys of both; on a route without deprecation they can only be the tier's.
        let message = if key.places(List::RouteTier).is_some() {
            format!("`{written}` in `#[{word}]` on {subject} works only inside of a tier: {write} `#[{word}(…, {tier}{argument}))]`")
        } else if key.places(List::DeprecatedRoute).is_some() || key == Key::Deprecated {
            let on = Key::On.form();
            let dates = match key {
                Key::On => argument,
                Key::Deprecated => on,
                _ => format!("{on}, {argument}"),
            };
            format!(
                "`{written}` does not work in `#[{word}]` on {subject}: write for example `#[deprecated_route(…, {dates})]` \
                 instead of `#[route(…)]`, with the day of the deprecation as `on`"
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
