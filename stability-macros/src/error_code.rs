//! `#[derive(ErrorCode)]`: a code for every variant of an error enum.

use std::ops::RangeInclusive;

mod expand;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Lit, LitInt, Meta, Path};

use crate::args::{Alone, CratePath, Entries, NamespaceText, Numbers, SinceText, Syntax, Text, parse_list, read};
use crate::check::Versions;
use crate::environment::Environment;
use crate::errors::{Errors, shown};
use crate::item::{self, Kind, Node};
use crate::keys::{Key, List};
use crate::model::{Since, Spanned, Subject};

/// Expands the derive on the item `tokens`.
pub fn expand(tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let node = match item::parse(tokens, &mut errors) {
        Ok(node) => node,
        Err(error) => {
            if errors.is_empty() {
                errors.push(
                    error.span(),
                    format_args!("`derive(ErrorCode)` cannot read this item: {error}"),
                );
            }
            return errors.into_tokens();
        }
    };
    let codes = lower(&node, environment, &mut errors);
    let complete = errors.is_empty();
    let expansion = codes.map(|codes| {
        if complete {
            codes.expand(&node, environment)
        } else {
            codes.expand_without_codes(&node, environment)
        }
    });
    let errors = errors.into_tokens();
    quote!(#expansion #errors)
}

/// What the enum says of all its codes.
struct Family {
    namespace: Option<Spanned<String>>,
    range: RangeInclusive<u32>,
    internal: bool,
    since: Option<Spanned<Since>>,
    area: Option<Spanned<String>>,
    krate: Option<Path>,
    /// Whether an argument could not be read, so that what seems to be missing may be it.
    faulty: bool,
}

/// The codes of an enum, checked.
struct Codes<'a> {
    family: Family,
    variants: Vec<Coded<'a>>,
}

/// A variant with its code.
struct Coded<'a> {
    node: &'a Node,
    namespace: String,
    number: u32,
    retired: bool,
}

fn lower<'a>(node: &'a Node, environment: &Environment, errors: &mut Errors) -> Option<Codes<'a>> {
    let subject = node.subject();
    if node.kind != Kind::Enum {
        // ui-tests/error_code/on-struct.rs
        errors.push(
            node.span(),
            format_args!("`derive(ErrorCode)` gives a code to each variant of an enum, and {subject} has none"),
        );
        return None;
    }
    let family = family(node, environment, &subject, errors);
    let mut variants: Vec<Coded<'_>> = Vec::new();
    let mut without_namespace = None;
    for variant in node.children() {
        let Some(code) = code(variant, &subject, errors) else {
            continue;
        };
        let family_namespace = family.namespace.as_ref().map(|namespace| namespace.value.clone());
        let Some(namespace) = code.namespace.clone().or(family_namespace) else {
            without_namespace.get_or_insert(variant);
            continue;
        };
        check_number(&code.number, &namespace, variant, &family, &variants, errors);
        if let Ok(number) = code.number.base10_parse() {
            variants.push(Coded {
                node: variant,
                namespace,
                number,
                retired: code.retired,
            });
        }
    }
    if without_namespace.is_some() && !family.faulty {
        // ui-tests/error_code/without-namespace.rs
        errors.push(
            node.span(),
            format_args!("the codes of {subject} have no namespace: write `#[error_code(namespace = \"NAME-SPACE\")]`"),
        );
    }
    Some(Codes { family, variants })
}

fn named<'a>(node: &'a Node, name: &str) -> impl Iterator<Item = &'a Attribute> {
    node.attrs.iter().filter(move |attr| attr.path().is_ident(name))
}

fn tokens(attr: &Attribute) -> TokenStream {
    match &attr.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => TokenStream::new(),
    }
}

fn family(node: &Node, environment: &Environment, subject: &Subject, errors: &mut Errors) -> Family {
    let mut family = Family {
        namespace: None,
        range: 1..=999,
        internal: false,
        since: None,
        area: None,
        krate: None,
        faulty: false,
    };
    let syntax = Syntax::new("`#[error_code]`", List::ErrorCode);
    let before = errors.count();
    let mut keyed = Vec::new();
    for attr in named(node, "error_code") {
        keyed.extend(parse_list(tokens(attr), syntax, subject, errors).keyed);
    }
    for (key, meta) in keyed {
        match key {
            Key::Namespace => family.namespace = read::<NamespaceText>(key, &meta, subject, errors),
            Key::Range => {
                if let Some(range) = read::<Numbers>(key, &meta, subject, errors) {
                    family.range = range.value;
                }
            }
            Key::Internal => family.internal = read::<Alone>(key, &meta, subject, errors).is_some(),
            Key::Since => family.since = read::<SinceText>(key, &meta, subject, errors),
            Key::Area => family.area = read::<Text>(key, &meta, subject, errors),
            _ => family.krate = read::<CratePath>(key, &meta, subject, errors).map(|it| it.value),
        }
    }
    family.faulty = errors.count() > before;
    if let Some(since) = &family.since {
        let versions = Versions {
            subject: &format_args!("each code of {subject}"),
            since: Some(&since.value),
            environment,
        };
        versions.check_reached(since, "promised", errors);
    }
    family
}

/// What `#[code(…)]` says.
struct CodeArgs {
    number: LitInt,
    namespace: Option<String>,
    retired: bool,
}

/// Reads `#[code(7)]`, `#[code(8, retired)]` or `#[code(9, namespace = "…")]`.
fn code(variant: &Node, outer: &Subject, errors: &mut Errors) -> Option<CodeArgs> {
    let subject = variant.subject();
    let syntax = Syntax::new("`#[code]`", List::Code);
    let mut attrs = named(variant, "code");
    let Some(attr) = attrs.next() else {
        // ui-tests/error_code/variant-without-code.rs
        errors.push(
            variant.span(),
            format_args!("{subject} of {outer} has no code: write `#[code(7)]`, with a number that was never used"),
        );
        return None;
    };
    if let Some(second) = attrs.next() {
        // ui-tests/error_code/two-codes.rs
        errors.push(
            syn::spanned::Spanned::span(second.path()),
            format_args!("{subject} has two codes: keep one"),
        );
    }
    let before = errors.count();
    let Entries { keyed, positional, .. } = parse_list(tokens(attr), syntax, &subject, errors);
    let mut namespace = None;
    let mut retired = false;
    for (key, meta) in &keyed {
        match key {
            Key::Namespace => namespace = read::<NamespaceText>(*key, meta, &subject, errors).map(|it| it.value),
            _ => retired = read::<Alone>(*key, meta, &subject, errors).is_some(),
        }
    }
    match positional.as_slice() {
        [Lit::Int(number)] if number.base10_parse::<u32>().is_ok() => Some(CodeArgs {
            number: number.clone(),
            namespace,
            retired,
        }),
        [] if errors.count() > before => None,
        // ui-tests/error_code/malformed-code.rs
        found => {
            let span = found
                .last()
                .map_or_else(|| syn::spanned::Spanned::span(attr.path()), Lit::span);
            errors.push(
                span,
                format_args!(
                    "`#[{}]` on {subject} takes one number: write `#[code(7)]`",
                    shown(&attr.meta)
                ),
            );
            None
        }
    }
}

/// A number is in its range, and used once.
// ui-tests/error_code/outside-range.rs, ui-tests/error_code/doubled-code.rs
fn check_number(
    number: &LitInt,
    namespace: &str,
    variant: &Node,
    family: &Family,
    seen: &[Coded<'_>],
    errors: &mut Errors,
) {
    let subject = variant.subject();
    let Ok(value) = number.base10_parse::<u32>() else {
        return;
    };
    if !family.range.contains(&value) {
        errors.push(
            number.span(),
            format_args!(
                "the code {value} of {subject} is outside the range {}..={}: take a number in it that was never used",
                family.range.start(),
                family.range.end(),
            ),
        );
    }
    let is_same = |other: &&Coded<'_>| other.number == value && other.namespace == namespace;
    if let Some(other) = seen.iter().find(is_same) {
        let retired = if other.retired {
            ", which is retired and stays taken"
        } else {
            ""
        };
        errors.push(
            number.span(),
            format_args!(
                "the code {value} of {subject} belongs to {}{retired}: take a number that was never used",
                other.node.subject(),
            ),
        );
    }
}
