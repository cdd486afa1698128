//! Taking our attributes off an item.

use proc_macro2::{Span, TokenStream};
use syn::spanned::Spanned as _;
use syn::{Attribute, Meta, Path, parse_quote};

use crate::conditional::{self, Added};
use crate::environment::EXAMPLE;
use crate::environment::is_runtime;
use crate::errors::Errors;
use crate::keys::Word;

/// One of our attributes as written.
pub struct RawMark {
    pub word: Word,
    pub span: Span,
    pub args: TokenStream,
    /// The predicate of the `cfg_attr` around it.
    pub condition: Option<TokenStream>,
}

/// Parts what is ours from what is not. `bare` words are ours inside a container that one of ours covers.
pub fn take(attrs: Vec<Attribute>, bare: bool, errors: &mut Errors) -> (Vec<Attribute>, Vec<RawMark>) {
    let mut kept = Vec::with_capacity(attrs.len());
    let mut marks = Vec::new();
    for attr in attrs {
        if let Some(word) = word(attr.path(), bare) {
            marks.extend(mark(word, &attr.meta, None, errors));
        } else if attr.path().is_ident("cfg_attr") {
            kept.extend(take_conditional(attr, bare, &mut marks, errors));
        } else {
            kept.push(attr);
        }
    }
    (kept, marks)
}

/// The word that a path names: `stable` inside a container, `stability::stable` everywhere, by the package's name for it too.
fn word(path: &Path, bare: bool) -> Option<Word> {
    let word = Word::from_str(&path.segments.last()?.ident.to_string())?;
    let ours = match path.segments.len() {
        1 => bare && path.leading_colon.is_none(),
        2 => is_runtime(&path.segments[0].ident),
        _ => false,
    };
    ours.then_some(word)
}

fn mark(word: Word, meta: &Meta, condition: Option<TokenStream>, errors: &mut Errors) -> Option<RawMark> {
    let span = meta
        .path()
        .segments
        .last()
        .map_or_else(Span::call_site, |segment| segment.ident.span());
    let args = match meta {
        Meta::Path(_) => TokenStream::new(),
        Meta::List(list) => list.tokens.clone(),
        // ui-tests/tier/name-value.rs
        Meta::NameValue(pair) => {
            let form = match word {
                Word::Area => "area(\"Name\")".to_owned(),
                Word::Sealed => "sealed(friends = [\"package\"])".to_owned(),
                Word::Route | Word::DeprecatedRoute => format!("{}(GET, \"/path\", …)", word.as_str()),
                _ => format!("{}(since = \"{EXAMPLE}\")", word.as_str()),
            };
            errors.push(
                pair.eq_token.span(),
                format_args!("`{}` takes its keys in parentheses: write `#[{form}]`", word.as_str()),
            );
            return None;
        }
    };
    Some(RawMark {
        word,
        span,
        args,
        condition,
    })
}

/// Takes ours and every `cfg` out of `#[cfg_attr(predicate, …)]`. A `cfg` is written as what it means, `any(not(predicate), …)`, so
/// that whoever asks when an item is there finds it; a `cfg_attr` inside another one is written beside it.
fn take_conditional(attr: Attribute, bare: bool, marks: &mut Vec<RawMark>, errors: &mut Errors) -> Vec<Attribute> {
    // What we cannot read, the compiler will speak of.
    let Some(added) = conditional::added(&attr.meta) else {
        return vec![attr];
    };
    let concerns_us = |it: &Added| it.nested || it.meta.path().is_ident("cfg") || word(it.meta.path(), bare).is_some();
    if !added.iter().any(concerns_us) {
        return vec![attr];
    }
    let mut kept = Vec::new();
    for Added { condition, meta, .. } in added {
        if let Some(word) = word(meta.path(), bare) {
            marks.extend(mark(word, &meta, Some(condition), errors));
            continue;
        }
        match &meta {
            Meta::List(list) if list.path.is_ident("cfg") => {
                let predicate = &list.tokens;
                kept.push(parse_quote!(#[cfg(any(not(#condition), #predicate))]));
            }
            meta => kept.push(parse_quote!(#[cfg_attr(#condition, #meta)])),
        }
    }
    kept
}
