//! The tier attributes, and `area`.

use darling::ast::NestedMeta;
use proc_macro2::TokenStream;
use syn::{Lit, Meta, Path};

use super::list::{Syntax, parse_list};
use super::value::{CratePath, FeatureName, Issue, PublicPath, SinceText, Text, Types, VersionText, read};
use super::{parse_deprecated, parse_sealed};
use crate::errors::Errors;
use crate::keys::{Key, Word};
use crate::marks::RawMark;
use crate::model::{Deprecation, Feature, Mark, Seal, Spanned, Subject, Tier};

/// What a tier attribute says, with what it says besides its tier.
pub struct TierArgs {
    pub mark: Mark,
    pub seal: Option<Seal>,
    pub deprecated: Option<Deprecation>,
    pub krate: Option<Path>,
}

/// Reads a tier attribute.
pub fn parse_tier(raw: &RawMark, tier: Tier, subject: &Subject, errors: &mut Errors) -> TierArgs {
    let mut args = TierArgs {
        mark: Mark::new(raw, tier),
        seal: None,
        deprecated: None,
        krate: None,
    };
    let name = format!("`#[{}]`", raw.word.as_str());
    let before = errors.count();
    let syntax = Syntax {
        name: &name,
        keys: raw.word.keys(),
        positional: false,
    };
    for (key, meta) in parse_list(raw.args.clone(), syntax, subject, errors).keyed {
        let mark = &mut args.mark;
        match key {
            Key::Since => mark.since = read(key, &meta, subject, errors).map(|it| it.map(|SinceText(it)| it)),
            Key::Area => mark.area = read(key, &meta, subject, errors).map(|it| it.map(|Text(it)| it)),
            Key::Note => mark.note = read(key, &meta, subject, errors).map(|it| it.map(|Text(it)| it)),
            Key::Issue => mark.issue = read(key, &meta, subject, errors).map(|it| it.map(|Issue(it)| it)),
            Key::Docs => mark.docs = read(key, &meta, subject, errors).map(|it| it.map(|Text(it)| it)),
            Key::Until => mark.until = read(key, &meta, subject, errors).map(|it| it.map(|VersionText(it)| it)),
            Key::Path => mark.path = read(key, &meta, subject, errors).map(|it| it.map(|PublicPath(it)| it)),
            Key::Feature => {
                mark.feature = read(key, &meta, subject, errors).map(|it: Spanned<FeatureName>| Feature {
                    span: it.span,
                    name: format!("unstable-{}", it.value.0),
                });
            }
            Key::MayExpose => {
                mark.may_expose = read(key, &meta, subject, errors)
                    .map(|it| it.value)
                    .map_or(Vec::new(), |Types(it)| it);
            }
            Key::Deprecated => {
                let (span, tokens) = inner_list(&meta);
                args.deprecated = Some(parse_deprecated(span, tokens, subject, errors));
            }
            Key::Sealed => {
                let (span, tokens) = inner_list(&meta);
                args.seal = Some(parse_sealed(span, tokens, subject, errors).0);
            }
            Key::Crate => {
                args.krate = read(key, &meta, subject, errors)
                    .map(|it| it.value)
                    .map(|CratePath(it)| it)
            }
            _ => {}
        }
    }
    args.mark.faulty = errors.count() > before;
    // `unstable` without a name stands behind the feature for everything unstable.
    if raw.word == Word::Unstable && args.mark.feature.is_none() {
        args.mark.feature = Some(Feature {
            span: raw.span,
            name: "unstable".to_owned(),
        });
    }
    args
}

/// The list of a key that has one of its own: `deprecated(…)`; none where it stands alone.
fn inner_list(meta: &NestedMeta) -> (proc_macro2::Span, TokenStream) {
    use syn::spanned::Spanned as _;
    match meta {
        NestedMeta::Meta(Meta::List(list)) => (list.path.span(), list.tokens.clone()),
        NestedMeta::Meta(meta) => (meta.path().span(), TokenStream::new()),
        NestedMeta::NameValueInvalidExpr(pair) => (pair.path.span(), TokenStream::new()),
        NestedMeta::Lit(lit) => (lit.span(), TokenStream::new()),
    }
}

/// Reads the name in `#[area("Name")]`, and the path of the runtime where one is given.
pub fn parse_area(raw: &RawMark, subject: &Subject, errors: &mut Errors) -> (Option<Spanned<String>>, Option<Path>) {
    let syntax = Syntax {
        name: "`#[area]`",
        keys: Word::Area.keys(),
        positional: true,
    };
    let entries = parse_list(raw.args.clone(), syntax, subject, errors);
    let mut krate = None;
    for (key, meta) in &entries.keyed {
        krate = read(*key, meta, subject, errors)
            .map(|it| it.value)
            .map(|CratePath(it)| it);
    }
    let name = match entries.positional.as_slice() {
        [Lit::Str(name)] if !name.value().trim().is_empty() => Some(Spanned {
            key: raw.span,
            span: name.span(),
            value: name.value(),
        }),
        // ui-tests/area/without-name.rs
        _ => {
            errors.push(
                raw.span,
                format_args!("`#[area]` on {subject} takes one name: write `#[area(\"Name\")]`"),
            );
            None
        }
    };
    (name, krate)
}

impl Mark {
    fn new(raw: &RawMark, tier: Tier) -> Self {
        Self {
            tier,
            word: raw.word.as_str(),
            span: raw.span,
            condition: raw.condition.clone(),
            since: None,
            area: None,
            note: None,
            issue: None,
            docs: None,
            until: None,
            feature: None,
            path: None,
            may_expose: Vec::new(),
            faulty: false,
        }
    }
}

impl<T> Spanned<T> {
    /// The same places with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned {
            key: self.key,
            span: self.span,
            value: change(self.value),
        }
    }
}
