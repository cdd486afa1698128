//! `route` and `deprecated_route`: a method, a path, a tier, and what is said of a deprecation.

mod template;
mod utoipa;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::{LitStr, Path};

use super::list::{Syntax, parse_list};
use super::tier::parse_route_tier;
use super::value::{CratePath, MomentText, SinceText, Text, UriTemplateText, UriText, read};
use crate::errors::{Errors, nearest};
use crate::keys::{Key, Word};
use crate::marks::RawMark;
use crate::model::{Endpoint, Mark, Retirement, Route, Subject};

pub use self::template::percent_encoded;
pub use self::utoipa::{Operation, utoipa_operation};

/// The methods of RFC 9110 that have a path, PATCH of RFC 5789 and QUERY of RFC 10008.
const METHODS: [&str; 9] = [
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
                 `stable(since = \"1.4.0\")`"
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

/// What stands without a key.
#[derive(Default)]
struct Written {
    method: Option<Ident>,
    path: Option<LitStr>,
    tier: Option<Mark>,
}

impl Written {
    /// Takes the argument, or gives it back where it has a key.
    fn take(
        &mut self,
        raw: &RawMark,
        argument: Vec<TokenTree>,
        subject: &Subject,
        errors: &mut Errors,
    ) -> Option<TokenStream> {
        let word = raw.word.as_str();
        match argument.as_slice() {
            [TokenTree::Literal(literal)] => {
                let Ok(text) = syn::parse2::<LitStr>(quote!(#literal)) else {
                    return Some(argument.into_iter().collect());
                };
                let is_method = METHODS.contains(&text.value().as_str());
                if is_method && self.method.is_none() {
                    // ui-tests/route/quoted-method.rs
                    let method = text.value();
                    errors.push(
                        text.span(),
                        format_args!("the method of `#[{word}]` on {subject} has quotes: write `{method}`"),
                    );
                    self.method = Some(Ident::new(&method, text.span()));
                } else if self.path.is_some() {
                    // ui-tests/route/two-paths.rs
                    errors.push(
                        text.span(),
                        format_args!(
                            "`#[{word}]` on {subject} has a second path: keep one, and write another `#[{word}]` for the other"
                        ),
                    );
                } else {
                    self.path = Some(text);
                }
            }
            [TokenTree::Ident(one)] if is_key(one) => return Some(quote!(#one)),
            [TokenTree::Ident(one)] => self.word(raw, one, TokenStream::new(), subject, errors),
            [TokenTree::Ident(one), TokenTree::Group(list)]
                if list.delimiter() == Delimiter::Parenthesis && !is_key(one) =>
            {
                self.word(raw, one, list.stream(), subject, errors);
            }
            _ => return Some(argument.into_iter().collect()),
        }
        None
    }

    /// A method, or a tier with its keys.
    fn word(&mut self, raw: &RawMark, one: &Ident, args: TokenStream, subject: &Subject, errors: &mut Errors) {
        let (word, written) = (raw.word.as_str(), one.to_string());
        let tier_word = Word::from_str(&written).filter(|tier| *tier != Word::Unstable);
        if let Some((tier_word, tier)) = tier_word.and_then(|word| Some((word, word.tier()?))) {
            let raw = RawMark {
                word: tier_word,
                span: one.span(),
                args,
                condition: None,
            };
            let mark = parse_route_tier(&raw, tier, subject, errors);
            if self.tier.is_some() {
                // ui-tests/route/two-tiers.rs
                errors.push(
                    one.span(),
                    format_args!("`#[{word}]` on {subject} has two tiers: keep one"),
                );
            }
            self.tier = self.tier.take().or(Some(mark));
        } else if METHODS.contains(&written.as_str()) {
            if self.method.is_some() {
                // ui-tests/route/two-methods.rs
                errors.push(
                    one.span(),
                    format_args!(
                        "`#[{word}]` on {subject} has a second method: keep one, and write another `#[{word}]` for the other"
                    ),
                );
            } else {
                self.method = Some(one.clone());
            }
        } else {
            refuse_word(word, one, self.method.is_none(), subject, errors);
            let upper = written.to_uppercase();
            if METHODS.contains(&upper.as_str()) {
                // What is meant is clear, so that the rest can be checked.
                self.method = self.method.take().or(Some(Ident::new(&upper, one.span())));
            }
        }
    }

    /// The routes: as written, as `operation` has them, or one part from each.
    fn endpoints(
        &self,
        raw: &RawMark,
        operation: Option<&Operation>,
        faulty: bool,
        subject: &Subject,
        errors: &mut Errors,
    ) -> Vec<Endpoint> {
        let word = raw.word.as_str();
        if let Some(operation) = operation {
            self.compare(word, operation, subject, errors);
        }
        let method = self.method.as_ref().map(ToString::to_string);
        let described = operation.map(Operation::endpoints).unwrap_or_default();
        match (method, &self.path, operation) {
            (Some(method), Some(path), _) => vec![Endpoint {
                method,
                path: path.value(),
                span: path.span(),
            }],
            (Some(method), None, _) if !described.is_empty() => {
                described.into_iter().filter(|one| one.method == method).collect()
            }
            (None, Some(path), Some(operation)) if !operation.methods.is_empty() => operation
                .methods
                .iter()
                .map(|method| Endpoint {
                    method: method.to_string().to_uppercase(),
                    path: path.value(),
                    span: path.span(),
                })
                .collect(),
            (None, None, _) if !described.is_empty() => described,
            (method, path, _) => {
                if !faulty {
                    refuse_missing(
                        word,
                        raw.span,
                        method.is_none(),
                        path.is_none(),
                        operation.is_some(),
                        subject,
                        errors,
                    );
                }
                Vec::new()
            }
        }
    }

    // ui-tests/route/differs-from-utoipa.rs
    fn compare(&self, word: &str, operation: &Operation, subject: &Subject, errors: &mut Errors) {
        if let Some(method) = &self.method
            && !operation.has_method(&method.to_string())
        {
            let described: Vec<String> = operation
                .methods
                .iter()
                .map(|it| it.to_string().to_uppercase())
                .collect();
            let described = described.join(", ");
            errors.push(
                method.span(),
                format_args!(
                    "the method of `#[{word}]` on {subject} is {method}, and `#[utoipa::path]` says {described}: \
                     correct one, or leave it out here"
                ),
            );
        }
        if let Some(path) = &self.path
            && !operation.has_path(&path.value())
        {
            let (path, described) = (path.value(), operation.whole().unwrap_or_default());
            errors.push(
                self.path.as_ref().map_or_else(Span::call_site, LitStr::span),
                format_args!(
                    "the path of `#[{word}]` on {subject} is \"{path}\", and `#[utoipa::path]` says \"{described}\": \
                     correct one, or leave it out here"
                ),
            );
        }
    }
}

/// Says of a word alone that it is neither a method nor a tier.
// ui-tests/route/unknown-method.rs, ui-tests/route/unknown-tier.rs
fn refuse_word(word: &str, one: &Ident, method_missing: bool, subject: &Subject, errors: &mut Errors) {
    const TIERS: [&str; 6] = ["frozen", "stable", "beta", "evolving", "experimental", "internal"];
    let written = one.to_string();
    let upper = written.to_uppercase();
    let tier = nearest(&written, TIERS);
    let message = if METHODS.contains(&upper.as_str()) {
        format!("`{written}` in `#[{word}]` on {subject} is no method, since methods are capitals: write `{upper}`")
    } else if let Some(tier) = tier {
        format!("unknown tier `{written}` in `#[{word}]` on {subject}: did you mean `{tier}`?")
    } else if method_missing {
        let advice = match nearest(&upper, METHODS) {
            Some(method) => format!("did you mean `{method}`?"),
            None => format!("the methods are {}", METHODS.join(", ")),
        };
        format!("unknown method `{written}` in `#[{word}]` on {subject}: {advice}")
    } else {
        format!(
            "unknown tier `{written}` in `#[{word}]` on {subject}: the tiers are {}",
            TIERS.join(", ")
        )
    };
    errors.push(one.span(), message);
}

// ui-tests/route/without-path.rs, ui-tests/route/utoipa-path-unknown.rs
fn refuse_missing(
    word: &str,
    span: Span,
    method: bool,
    path: bool,
    described: bool,
    subject: &Subject,
    errors: &mut Errors,
) {
    let missing = match (method, path) {
        (true, true) => "neither method nor path",
        (true, false) => "no method",
        _ => "no path",
    };
    if described {
        errors.push(
            span,
            format_args!(
                "`#[{word}]` on {subject} has {missing}, and `#[utoipa::path]` does not say it in a literal: \
                 write it here, as in `#[{word}(GET, \"/path\", …)]`"
            ),
        );
    } else {
        errors.push(
            span,
            format_args!(
                "`#[{word}]` on {subject} has {missing}: write `#[{word}(GET, \"/path\", …)]`, or put a \
                 `#[utoipa::path(…)]` below it"
            ),
        );
    }
}

/// The names of the parameters; every mistake of the template is noted.
fn check_template(word: &str, path: &str, span: Span, subject: &Subject, errors: &mut Errors) -> Vec<String> {
    match template::check(path) {
        Ok(names) => names.into_iter().map(str::to_owned).collect(),
        Err(mistakes) => {
            for mistake in mistakes {
                errors.push(span, format_args!("the path of `#[{word}]` on {subject} {mistake}"));
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
    let syntax = Syntax {
        name: &name,
        keys: raw.word.keys(),
        positional: false,
    };
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

/// Takes out the keys that belong elsewhere, and says where.
// ui-tests/route/deprecation-on-route.rs, ui-tests/route/tier-key-outside-tier.rs
fn refuse_misplaced(raw: &RawMark, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> TokenStream {
    let word = raw.word.as_str();
    let retiring = Word::DeprecatedRoute.keys();
    let of_tier = Key::of_route(crate::model::Tier::Beta);
    let kept = arguments(tokens).into_iter().filter(|argument| {
        let Some(TokenTree::Ident(written)) = argument.first() else {
            return true;
        };
        let key = match Key::from_str(&written.to_string()) {
            Some(key) if !raw.word.keys().contains(&key) => key,
            _ => return true,
        };
        let form = key.form();
        // `since` and `note` are keys of both; on a route without deprecation they can only be the tier's.
        let message = if of_tier.contains(&key) {
            format!("`{written}` of `#[{word}]` on {subject} goes with the tier: write `beta({form})`")
        } else if retiring.contains(&key) || key == Key::Deprecated {
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

fn check_retirement(
    raw: &RawMark,
    retirement: &Retirement,
    names: &[String],
    faulty: bool,
    subject: &Subject,
    errors: &mut Errors,
) {
    let Some(on) = &retirement.on else {
        // ui-tests/deprecated_route/without-date.rs
        if !faulty {
            errors.push(
                raw.span,
                format_args!(
                    "`#[{}]` on {subject} does not say when, and the header `Deprecation` is a date: write `{}`",
                    raw.word.as_str(),
                    Key::On.form(),
                ),
            );
        }
        return check_successor(retirement, names, subject, errors);
    };
    // ui-tests/deprecated_route/sunset-before-deprecation.rs
    if let Some(sunset) = retirement
        .sunset
        .as_ref()
        .filter(|it| it.value.seconds < on.value.seconds)
    {
        errors.push(
            sunset.span,
            format_args!(
                "the route of {subject} goes on {}, before it is deprecated on {}: write a later date, or the same",
                sunset.value.written, on.value.written,
            ),
        );
    }
    check_successor(retirement, names, subject, errors);
}

/// What stands in braces in the successor is known from the request.
// ui-tests/deprecated_route/successor-with-unknown-parameter.rs
fn check_successor(retirement: &Retirement, names: &[String], subject: &Subject, errors: &mut Errors) {
    let Some(successor) = &retirement.successor else { return };
    for part in successor.value.split('{').skip(1) {
        let name = part.split('}').next().unwrap_or_default();
        if !names.iter().any(|known| known == name) {
            errors.push(
                successor.span,
                format_args!(
                    "the successor of {subject} names the parameter `{{{name}}}`, which the path does not have: \
                     write a URI reference without it"
                ),
            );
        }
    }
}

fn is_key(word: &Ident) -> bool {
    let word = word.to_string();
    Key::from_str(&word).is_some_and(|_| Word::from_str(&word).is_none_or(|word| word.tier().is_none()))
}

/// The arguments between commas, out of the invisible groups that a `macro_rules!` puts around what it was given.
fn arguments(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut arguments = vec![Vec::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => arguments.push(Vec::new()),
            token => {
                if let Some(argument) = arguments.last_mut() {
                    argument.extend(unwrapped(token));
                }
            }
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

fn unwrapped(token: TokenTree) -> Vec<TokenTree> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            group.stream().into_iter().flat_map(unwrapped).collect()
        }
        token => vec![token],
    }
}
