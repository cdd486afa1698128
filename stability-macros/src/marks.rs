//! Taking our attributes off an item.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Attribute, Meta, Path, Token};

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
                _ => format!("{}(since = \"1.4.0\")", word.as_str()),
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

/// Takes ours out of `#[cfg_attr(predicate, …)]`, and leaves the attribute with what else is in it.
fn take_conditional(attr: Attribute, bare: bool, marks: &mut Vec<RawMark>, errors: &mut Errors) -> Option<Attribute> {
    let Meta::List(list) = &attr.meta else {
        return Some(attr);
    };
    let read = |input: ParseStream<'_>| {
        let predicate: Meta = input.parse()?;
        input.parse::<Token![,]>()?;
        Ok((predicate, Punctuated::<Meta, Token![,]>::parse_terminated(input)?))
    };
    // What we cannot read, the compiler will speak of.
    let Ok((predicate, inner)) = read.parse2(list.tokens.clone()) else {
        return Some(attr);
    };
    let before = marks.len();
    let mut rest = Vec::new();
    for meta in inner {
        match word(meta.path(), bare) {
            Some(word) => marks.extend(mark(word, &meta, Some(quote!(#predicate)), errors)),
            None => rest.push(meta),
        }
    }
    if marks.len() == before {
        return Some(attr);
    }
    if rest.is_empty() {
        return None;
    }
    let mut left = attr;
    if let Meta::List(list) = &mut left.meta {
        list.tokens = quote!(#predicate, #(#rest),*);
    }
    Some(left)
}
