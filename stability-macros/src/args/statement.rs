//! The common parts of the statements of `guarantee!`, `surface!` and `generated!`: documentation, a tier, a semicolon.

use proc_macro2::{TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Token};

use super::{TierArgs, parse_entry_tier};
use crate::depth::too_deep;
use crate::environment::EXAMPLE;
use crate::errors::{Errors, REMEDIES, expected};
use crate::keys::{List, Word};
use crate::marks::{self, RawMark};
use crate::model::{Attributes, Subject};

/// The statements of one call.
pub struct Statements<T> {
    /// The path of the runtime, where a statement gives one.
    pub krate: Option<Path>,
    pub each: Vec<T>,
    /// Whether one could not be read, so that what seems to be missing may have been in it.
    pub faulty: bool,
}

/// Reads statements to the end; after a mistake it goes on behind the next semicolon, so that every mistake is reported.
pub fn parse_statements<T>(
    tokens: TokenStream,
    name: &str,
    errors: &mut Errors,
    mut read: impl FnMut(ParseStream<'_>, AttributesArgs, &mut Errors) -> syn::Result<T>,
) -> Statements<T> {
    let mut statements = Statements {
        krate: None,
        each: Vec::new(),
        faulty: false,
    };
    if let Some(deep) = too_deep(&Vec::from_iter(tokens.clone())) {
        errors.push(deep.span, deep.message(&format!("the code in {name}")));
        return statements;
    }
    let mut read_statement = |input: ParseStream<'_>, errors: &mut Errors| {
        if let Some(path) = parse_crate(input) {
            statements.krate = Some(path?);
            return end_statement(input);
        }
        let attributes = AttributesArgs::parse(input, errors)?;
        let statement = read(input, attributes, errors)?;
        end_statement(input)?;
        statements.each.push(statement);
        Ok(())
    };
    let mut faulty = false;
    let parse = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if let Err(error) = read_statement(input, errors) {
                faulty = true;
                errors.push(
                    error.span(),
                    expected(&error.to_string(), error.span(), &format!("in {name}")),
                );
                skip_statement(input);
            }
        }
        Ok(())
    };
    // Each mistake is already noted.
    let _ = parse.parse2(tokens);
    statements.faulty = faulty;
    statements
}

fn end_statement(input: ParseStream<'_>) -> syn::Result<()> {
    if input.parse::<Option<Token![;]>>()?.is_none() {
        // ui-tests/surface/malformed.rs
        return Err(input.error(if input.peek(Lit) {
            "expected `;`: remove it, or write `;` and the first word of the next statement before it"
        } else {
            "expected `;`: end each statement with `;`"
        }));
    }
    Ok(())
}

fn skip_statement(input: ParseStream<'_>) {
    while !input.is_empty() {
        if let Ok(TokenTree::Punct(punct)) = input.parse::<TokenTree>()
            && punct.as_char() == ';'
        {
            return;
        }
    }
}

/// A text; where its quotes are missing, the error says so.
pub fn parse_text(input: ParseStream<'_>) -> syn::Result<LitStr> {
    input.parse().map_err(|error: syn::Error| {
        let ahead = input.fork();
        let mut words = Vec::new();
        while let Ok(word) = Ident::parse_any(&ahead) {
            words.push(word.to_string());
        }
        let ends = ahead.is_empty() || ahead.peek(Token![;]) || ahead.peek(Token![,]) || ahead.peek(Token![=]);
        if words.is_empty() || !ends {
            return error;
        }
        with_remedy(&error, &format!("write quotes around it, `\"{}\"`", words.join(" ")))
    })
}

/// The error with what to write, where it does not say so yet.
pub fn with_remedy(error: &syn::Error, remedy: &str) -> syn::Error {
    let message = error.to_string();
    if REMEDIES.iter().any(|start| message.contains(start)) {
        return error.clone();
    }
    syn::Error::new(error.span(), format!("{message}: {remedy}"))
}

/// `crate = ::path`, as a statement of its own.
pub fn parse_crate(input: ParseStream<'_>) -> Option<syn::Result<Path>> {
    let ahead = input.fork();
    (ahead.parse::<Token![crate]>().is_ok() && ahead.peek(Token![=])).then(|| {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        let path: Path = input.parse()?;
        if path.leading_colon.is_none() && path.segments[0].ident != "crate" {
            let corrected = crate::signature::text(&path);
            let message = format!("`crate = {corrected}` is not an absolute path: write `crate = ::{corrected}`");
            return Err(syn::Error::new_spanned(path, message));
        }
        Ok(path)
    })
}

/// The attributes of a statement as written.
pub struct AttributesArgs {
    pub attributes: Attributes,
    marks: Vec<RawMark>,
}

/// The attributes of a statement that promises something.
pub struct EntryArgs {
    pub attributes: Attributes,
    pub tier: Option<TierArgs>,
    /// Whether one of ours was refused, so that what seems to be missing may be it.
    pub faulty: bool,
}

impl AttributesArgs {
    fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        let (attrs, marks) = marks::take(input.call(Attribute::parse_outer)?, true, errors);
        let (documentation, attrs): (Vec<_>, Vec<_>) = attrs.into_iter().partition(|attr| doc(attr).is_some());
        let (cfgs, others) = attrs.into_iter().partition(|attr| attr.path().is_ident("cfg"));
        let lines: Vec<String> = documentation.iter().filter_map(doc).collect();
        let words: Vec<&str> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
        let attributes = Attributes {
            text: words.join(" "),
            documentation,
            cfgs,
            others,
        };
        Ok(Self { attributes, marks })
    }

    /// The first attribute of ours.
    pub fn first_mark(&self) -> Option<&RawMark> {
        self.marks.first()
    }

    /// Reads the tier; two are refused, and words of ours that are no tier.
    pub fn read(self, subject: &Subject, errors: &mut Errors) -> EntryArgs {
        let before = errors.count();
        let Self { attributes, marks } = self;
        let mut found: Option<TierArgs> = None;
        for raw in marks {
            let word = raw.word.as_str();
            let Some(tier) = raw.word.tier() else {
                // ui-tests/surface/no-tier-word.rs
                errors.push(
                    raw.span,
                    format_args!(
                        "`#[{word}]` does not work on {subject}: write a tier, for example `#[stable(since = \
                         \"{EXAMPLE}\")]`"
                    ),
                );
                continue;
            };
            if raw.word == Word::Unstable {
                // ui-tests/surface/unstable.rs
                errors.push(
                    raw.span,
                    format_args!(
                        "`#[unstable]` does not work on {subject}, which a feature cannot hide: write \
                         `#[experimental]`"
                    ),
                );
                continue;
            }
            let args = parse_entry_tier(&raw, tier, List::EntryTier, subject, errors);
            if let Some(first) = &found {
                // ui-tests/surface/two-tiers.rs
                let first = first.mark.word;
                errors.push(
                    raw.span,
                    format_args!("{subject} has two tiers, `{first}` and `{word}`: keep one"),
                );
                continue;
            }
            if let Some(condition) = &raw.condition {
                // ui-tests/surface/tier-under-cfg-attr.rs
                let condition = crate::signature::text(condition);
                let tier = raw.as_written();
                errors.push(
                    raw.span,
                    format_args!(
                        "the tier of {subject} is inside `cfg_attr({condition}, …)`, where it does not work: write \
                         `#[{tier}]`, and `#[cfg({condition})]` too if only such builds have it"
                    ),
                );
            }
            found = Some(args);
        }
        EntryArgs {
            attributes,
            tier: found,
            faulty: errors.count() > before,
        }
    }
}

fn doc(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attr.meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) if attr.path().is_ident("doc") => Some(text.value()),
        _ => None,
    }
}
