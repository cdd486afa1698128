//! The arguments of a route that have no key: a method, a path, a tier.

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::quote;
use syn::LitStr;

use super::{METHODS, Operation};
use crate::args::tier::parse_route_tier;
use crate::errors::{Errors, nearest, shown};
use crate::keys::{Key, Word};
use crate::marks::RawMark;
use crate::model::{Endpoint, Mark, Subject};
use crate::signature::text;

/// The arguments without a key.
#[derive(Default)]
pub struct Positional {
    method: Option<Ident>,
    pub path: Option<LitStr>,
    pub tier: Option<Mark>,
}

impl Positional {
    /// Takes the argument, or gives it back where it has a key.
    pub fn take(
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
                        format_args!(
                            "the method \"{method}\" of `#[{word}]` on {subject} is in quotes: write `{method}`"
                        ),
                    );
                    self.method = Some(Ident::new(&method, text.span()));
                } else if let Some(first) = &self.path {
                    // ui-tests/route/two-paths.rs
                    errors.push(
                        text.span(),
                        format_args!(
                            "`#[{word}]` on {subject} has two paths, {} and {}: keep one, and write a second `#[{word}]` \
                             for the other",
                            shown(first),
                            shown(&text),
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
                    format_args!("`#[{word}]` on {subject} has a second tier, `{written}`: keep one"),
                );
            }
            self.tier = self.tier.take().or(Some(mark));
        } else if METHODS.contains(&written.as_str()) {
            if let Some(first) = &self.method {
                // ui-tests/route/two-methods.rs
                errors.push(
                    one.span(),
                    format_args!(
                        "`#[{word}]` on {subject} has two methods, `{first}` and `{written}`: keep one, and write a second \
                         `#[{word}]` for the other"
                    ),
                );
            } else {
                self.method = Some(one.clone());
            }
        } else {
            refuse_word(word, one, self.method.is_none(), subject, errors);
            let upper = written.to_uppercase();
            if METHODS.contains(&upper.as_str()) {
                // The meaning is clear, so the rest can be checked.
                self.method = self.method.take().or(Some(Ident::new(&upper, one.span())));
            }
        }
    }

    /// The routes: as written, as `operation` has them, or one part from each.
    pub fn endpoints(
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
                        raw,
                        method.as_deref(),
                        path.as_ref(),
                        self.tier.as_ref(),
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
                    "the method of `#[{word}]` on {subject} is {method}, but that of `#[utoipa::path]` is \
                     {described}: correct one of them, or remove it from `#[{word}]`"
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
                    "the path of `#[{word}]` on {subject} is \"{path}\", but that of `#[utoipa::path]` is \
                     \"{described}\": correct one of them, or remove it from `#[{word}]`"
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
        format!("the method `{written}` in `#[{word}]` on {subject} must be in capital letters: write `{upper}`")
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
    raw: &RawMark,
    method: Option<&str>,
    path: Option<&LitStr>,
    tier: Option<&Mark>,
    described: bool,
    subject: &Subject,
    errors: &mut Errors,
) {
    let word = raw.word.as_str();
    let missing = match (method, path) {
        (None, None) => "neither method nor path",
        (None, Some(_)) => "no method",
        _ => "no path",
    };
    let method = method.unwrap_or("GET");
    let path = path.map_or_else(|| "\"/path\"".to_owned(), text);
    let example = {
        let rest = match tier {
            _ if raw.word == Word::DeprecatedRoute => "…".to_owned(),
            Some(Mark { word, since: None, .. }) => (*word).to_owned(),
            Some(Mark {
                word,
                since: Some(since),
                ..
            }) => format!("{word}(since = \"{since}\")"),
            None => "beta".to_owned(),
        };
        format!("#[{word}({method}, {path}, {rest})]")
    };
    if described {
        errors.push(
            raw.span,
            format_args!(
                "`#[{word}]` on {subject} has {missing}, and `#[utoipa::path]` does not give it as a literal: \
                 write for example `{example}`"
            ),
        );
    } else {
        errors.push(
            raw.span,
            format_args!(
                "`#[{word}]` on {subject} has {missing}: write for example `{example}`, or add `#[utoipa::path({}, path \
                 = {path})]` below it",
                method.to_lowercase(),
            ),
        );
    }
}

fn is_key(word: &Ident) -> bool {
    let word = word.to_string();
    Key::from_str(&word).is_some_and(|_| Word::from_str(&word).is_none_or(|word| word.tier().is_none()))
}
