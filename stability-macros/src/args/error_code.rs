//! `#[error_code(…)]` on an enum, and `#[code(…)]` on each of its variants.

use std::ops::RangeInclusive;

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::{Attribute, Lit, LitInt, Meta};

use super::list::{Entries, Syntax, parse_list};
use super::value::args;
use crate::errors::{Errors, shown};
use crate::item::{Kind, Node};
use crate::keys::List;
use crate::model::{Spanned, Subject};

/// The arguments of the enum and of its variants.
pub struct ErrorCodeArgs<'a> {
    pub family: FamilyArgs,
    /// Whether an argument of the enum could not be read, so that what seems to be missing may be it.
    pub faulty: bool,
    pub codes: Vec<CodeArgs<'a>>,
}

args! {
    /// The arguments of the enum, for all its codes.
    FamilyArgs {
        namespace: Namespace as NamespaceText,
        range: Range as Numbers,
        internal: Internal as Alone,
        since: Since as SinceText,
        area: Area as Text,
        krate: Crate as CratePath,
    }
}

args! {
    /// The keys on a variant.
    CodeKeys {
        namespace: Namespace as NamespaceText,
        retired: Retired as Alone,
    }
}

/// The arguments of a variant: `#[code(7)]`, `#[code(8, retired)]` or `#[code(9, namespace = "…")]`.
pub struct CodeArgs<'a> {
    pub variant: &'a Node,
    pub number: LitInt,
    pub namespace: Option<Spanned<String>>,
    pub retired: bool,
}

/// Reads the attributes of the enum and of its variants.
pub fn parse_error_codes<'a>(node: &'a Node, errors: &mut Errors) -> Option<ErrorCodeArgs<'a>> {
    let subject = &node.subject();
    if node.kind != Kind::Enum {
        // ui-tests/error_code/on-struct.rs
        errors.push(
            node.span(),
            format_args!(
                "`derive(ErrorCode)` does not work on {subject}, only on an enum: remove it, or write an enum instead"
            ),
        );
        return None;
    }
    let syntax = Syntax::new("`#[error_code]`", List::ErrorCode);
    let before = errors.count();
    let mut keyed = Vec::new();
    for attr in named(node, "error_code") {
        keyed.extend(parse_list(tokens(attr), syntax, subject, errors).keyed);
    }
    let family = FamilyArgs::read(&keyed, subject, errors);
    let faulty = errors.count() > before;
    let mut next = next_number(node, &family.range());
    let mut codes = Vec::new();
    for variant in node.children() {
        codes.extend(parse_code(variant, subject, &mut next, errors));
    }
    Some(ErrorCodeArgs { family, faulty, codes })
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

impl FamilyArgs {
    /// The numbers that its codes may have.
    pub fn range(&self) -> RangeInclusive<u32> {
        self.range.as_ref().map_or(1..=999, |range| range.value.clone())
    }
}

/// A number for a new code: behind all that the enum has, in its range.
fn next_number(node: &Node, range: &RangeInclusive<u32>) -> u32 {
    let written = node.children().iter().flat_map(|variant| named(variant, "code"));
    let numbers = written.filter_map(|attr| match tokens(attr).into_iter().next()? {
        TokenTree::Literal(literal) => literal.to_string().parse::<u32>().ok(),
        _ => None,
    });
    match numbers.filter(|number| range.contains(number)).max() {
        Some(highest) if highest < *range.end() => highest + 1,
        _ => *range.start(),
    }
}

fn parse_code<'a>(variant: &'a Node, outer: &Subject, next: &mut u32, errors: &mut Errors) -> Option<CodeArgs<'a>> {
    let subject = variant.subject();
    // Two variants do not get the same number.
    let mut example = || {
        let number = *next;
        *next = number.saturating_add(1);
        format!("`#[code({number})]`")
    };
    let mut attrs = named(variant, "code");
    let Some(attr) = attrs.next() else {
        // ui-tests/error_code/variant-without-code.rs
        errors.push(
            variant.span(),
            format_args!(
                "{subject} of {outer} has no code: write one with a number that was never used, for example {}",
                example(),
            ),
        );
        return None;
    };
    if let Some(second) = attrs.next() {
        // ui-tests/error_code/two-codes.rs
        errors.push(
            second.path().span(),
            format_args!(
                "{subject} has two codes, `#[{}]` and `#[{}]`: keep one",
                shown(&attr.meta),
                shown(&second.meta)
            ),
        );
    }
    let before = errors.count();
    let syntax = Syntax::new("`#[code]`", List::Code);
    let Entries { keyed, positional, .. } = parse_list(tokens(attr), syntax, &subject, errors);
    let CodeKeys { namespace, retired } = CodeKeys::read(&keyed, &subject, errors);
    match positional.as_slice() {
        [Lit::Int(number)] if number.base10_parse::<u32>().is_ok() => Some(CodeArgs {
            variant,
            number: number.clone(),
            namespace,
            retired: retired.is_some(),
        }),
        [] if errors.count() > before => None,
        // ui-tests/error_code/malformed-code.rs
        found => {
            let mut never_used = || format!("write a number that was never used, for example {}", example());
            let mistake = match found {
                [] => format!("has no number: {}", never_used()),
                [Lit::Int(_)] => format!("has a number above 4294967295, the highest possible: {}", never_used()),
                [Lit::Str(text)] if text.value().parse::<u32>().is_ok() => {
                    format!("must have a number without quotes: write `#[code({})]`", text.value())
                }
                [_] => format!("must have a whole number: {}", never_used()),
                _ => "has more than one number: keep one".to_owned(),
            };
            errors.push(
                found.last().map_or_else(|| attr.path().span(), Lit::span),
                format_args!("`#[{}]` on {subject} {mistake}", shown(&attr.meta)),
            );
            None
        }
    }
}
