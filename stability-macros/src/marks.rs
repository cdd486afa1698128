//! Taking our attributes off an item.

use proc_macro2::{Span, TokenStream};
use semver::Version;
use syn::spanned::Spanned as _;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Path, parse_quote};

use crate::conditional::{self, Added};
use crate::environment::is_runtime;
use crate::errors::{Errors, shown};
use crate::keys::Word;
use crate::model::Tier;
use crate::signature::text;

/// One of our attributes as written.
pub struct RawMark {
    pub word: Word,
    pub span: Span,
    pub args: TokenStream,
    /// The predicate of the `cfg_attr` around it.
    pub condition: Option<TokenStream>,
}

impl RawMark {
    /// The word with its arguments: `stable(since = "1.0.0")`.
    pub fn as_written(&self) -> String {
        let word = self.word.as_str();
        if self.args.is_empty() {
            word.to_owned()
        } else {
            format!("{word}({})", text(&self.args))
        }
    }
}

/// The attributes of an item, parted into what is ours and what is not.
#[derive(Default)]
pub struct Parted {
    pub attrs: Vec<Attribute>,
    pub marks: Vec<RawMark>,
    /// Whether one of ours was there, even one that cannot be read.
    pub has_ours: bool,
}

/// Parts what is ours from what is not. `bare` words are ours inside a container that one of ours covers.
pub fn take(attrs: Vec<Attribute>, bare: bool, errors: &mut Errors) -> (Vec<Attribute>, Vec<RawMark>) {
    let mut parted = Parted::default();
    for attr in attrs {
        parted.add(attr, bare, errors);
    }
    (parted.attrs, parted.marks)
}

impl Parted {
    pub fn add(&mut self, attr: Attribute, bare: bool, errors: &mut Errors) {
        if let Some(word) = word(attr.path(), bare) {
            self.has_ours = true;
            self.marks.extend(mark(word, &attr.meta, None, errors));
        } else if attr.path().is_ident("cfg_attr") {
            self.add_conditional(attr, bare, errors);
        } else {
            self.attrs.push(attr);
        }
    }

    /// Takes ours and every `cfg` out of `#[cfg_attr(predicate, …)]`. A `cfg` is written as what it means, `any(not(predicate), …)`,
    /// so that whoever asks when an item is there finds it; a `cfg_attr` inside another one is written beside it.
    fn add_conditional(&mut self, attr: Attribute, bare: bool, errors: &mut Errors) {
        // The compiler reports what cannot be read here.
        let Some(added) = conditional::added(&attr.meta) else {
            return self.attrs.push(attr);
        };
        let concerns_us =
            |it: &Added| it.nested || it.meta.path().is_ident("cfg") || word(it.meta.path(), bare).is_some();
        if !added.iter().any(concerns_us) {
            return self.attrs.push(attr);
        }
        for Added { condition, meta, .. } in added {
            if let Some(word) = word(meta.path(), bare) {
                self.has_ours = true;
                self.marks.extend(mark(word, &meta, Some(condition), errors));
                continue;
            }
            self.attrs.push(match &meta {
                Meta::List(list) if list.path.is_ident("cfg") => {
                    let predicate = &list.tokens;
                    parse_quote!(#[cfg(any(not(#condition), #predicate))])
                }
                meta => parse_quote!(#[cfg_attr(#condition, #meta)]),
            });
        }
    }
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

/// What is wrong with `= value` behind the word, and what to write.
// ui-tests/tier/name-value.rs
fn mistake_in_value(word: Word, value: &Expr) -> String {
    let text = match value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => text.value(),
        _ => String::new(),
    };
    let (name, written) = (word.as_str(), crate::signature::text(value));
    match word {
        Word::Sealed => format!(
            "takes no value: write `#[sealed]`; on a trait, other packages that may implement it can be listed, as in `{}`",
            word.example(),
        ),
        Word::Reserved => format!("takes no value: write `{}`", word.example()),
        Word::Area if !text.trim().is_empty() => {
            format!("must have its name in parentheses: write `#[area({written})]`")
        }
        Word::Route if text.starts_with('/') => format!(
            "must have its path in parentheses, with a method and a tier: write for example `#[route(GET, {written}, {})]`",
            Tier::Beta,
        ),
        Word::Route | Word::DeprecatedRoute => {
            format!(
                "must have its arguments in parentheses: write for example `{}`",
                word.example()
            )
        }
        _ if text.parse::<Version>().is_ok() => {
            format!("must have its keys in parentheses: write `#[{name}(since = {written})]`")
        }
        _ => format!(
            "must have its keys in parentheses: write for example `{}`",
            word.example()
        ),
    }
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
        Meta::NameValue(pair) => {
            errors.push(
                pair.eq_token.span(),
                format_args!("`#[{}]` {}", shown(&meta), mistake_in_value(word, &pair.value)),
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
