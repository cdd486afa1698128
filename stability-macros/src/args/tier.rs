//! The tier attributes.

use darling::ast::NestedMeta;
use proc_macro2::{Span, TokenStream};
use syn::{Meta, Path};

use super::list::{Entries, Syntax, parse_list};
use super::value::{
    Alone, CratePath, FeatureName, Issue, MarkerKey, Name, PublicPath, SchemaText, SinceText, Text, TwinPath, Types,
    Value, VersionText, read,
};
use super::{parse_deprecated, parse_extensions, parse_sealed};
use crate::errors::{Errors, shown};
use crate::keys::{Key, List, Word};
use crate::marks::RawMark;
use crate::model::{Deprecation, DocumentShape, Feature, FieldShape, Mark, Seal, Shape, Subject, Tier};

/// What a tier attribute says, with what it says besides its tier.
pub struct TierArgs {
    pub mark: Mark,
    pub seal: Option<Seal>,
    pub deprecated: Option<Deprecation>,
    pub krate: Option<Path>,
}

/// Reads a tier attribute.
pub fn parse_tier(raw: &RawMark, tier: Tier, subject: &Subject, errors: &mut Errors) -> TierArgs {
    let name = format!("`#[{}]`", raw.word.as_str());
    parse_keys(raw, tier, &name, List::Tier, subject, errors)
}

/// Reads the tier of a route: `beta`, `stable(since = "1.0.0")`.
pub fn parse_route_tier(raw: &RawMark, tier: Tier, subject: &Subject, errors: &mut Errors) -> Mark {
    let name = format!("`{}(…)`", raw.word.as_str());
    parse_keys(raw, tier, &name, List::RouteTier, subject, errors).mark
}

/// Reads the tier of a statement in a declaring macro, or of an area there.
pub fn parse_entry_tier(raw: &RawMark, tier: Tier, list: List, subject: &Subject, errors: &mut Errors) -> TierArgs {
    let name = format!("`#[{}]`", raw.word.as_str());
    parse_keys(raw, tier, &name, list, subject, errors)
}

fn parse_keys(raw: &RawMark, tier: Tier, name: &str, list: List, subject: &Subject, errors: &mut Errors) -> TierArgs {
    let mut args = TierArgs {
        mark: Mark::new(raw, tier),
        seal: None,
        deprecated: None,
        krate: None,
    };
    let before = errors.count();
    let syntax = Syntax {
        name,
        list,
        tier: Some(tier),
    };
    let Entries { keyed, misplaced, .. } = parse_list(raw.args.clone(), syntax, subject, errors);
    for (key, meta) in keyed {
        let mark = &mut args.mark;
        match key {
            Key::Since => mark.since = read::<SinceText>(key, &meta, subject, errors),
            Key::Area => mark.area = read::<Text>(key, &meta, subject, errors),
            Key::Note => mark.note = read::<Text>(key, &meta, subject, errors),
            Key::Issue => mark.issue = read::<Issue>(key, &meta, subject, errors),
            Key::Docs => mark.docs = read::<Text>(key, &meta, subject, errors),
            Key::Until => mark.until = read::<VersionText>(key, &meta, subject, errors),
            Key::Path => mark.path = read::<PublicPath>(key, &meta, subject, errors),
            Key::Feature => {
                mark.feature = read::<FeatureName>(key, &meta, subject, errors).map(|it| Feature {
                    span: it.span,
                    name: format!("unstable-{}", it.value),
                });
            }
            Key::MayExpose => {
                mark.may_expose = read::<Types>(key, &meta, subject, errors).map_or(Vec::new(), |it| it.value);
            }
            Key::NonExhaustive | Key::Constructor | Key::ForwardCompatible => {
                read_shape(&mut mark.shape, key, &meta, subject, errors);
            }
            Key::Extensions => {
                let before = errors.count();
                let (span, tokens) = inner_list(key, &meta, subject, errors);
                if errors.count() == before {
                    mark.document.extensions = Some(parse_extensions(span, tokens, subject, errors));
                }
            }
            Key::Schema => mark.document.schema = read::<SchemaText>(key, &meta, subject, errors),
            Key::Marker => mark.document.key = read::<MarkerKey>(key, &meta, subject, errors),
            Key::Erased => mark.erased = read::<TwinPath>(key, &meta, subject, errors),
            Key::Default => mark.field.default = read::<Value>(key, &meta, subject, errors),
            Key::Into => mark.field.into = read::<Alone>(key, &meta, subject, errors).map(|it| it.key),
            Key::Deprecated => {
                let (span, tokens) = inner_list(key, &meta, subject, errors);
                args.deprecated = Some(parse_deprecated(span, tokens, subject, errors));
            }
            Key::Sealed => {
                let (span, tokens) = inner_list(key, &meta, subject, errors);
                let (seal, krate) = parse_sealed(span, tokens, subject, errors);
                args.seal = Some(seal);
                args.krate = args.krate.take().or(krate);
            }
            Key::Crate => {
                args.krate = read::<CratePath>(key, &meta, subject, errors).map(|it| it.value);
            }
            _ => {}
        }
    }
    // A key in the wrong place stands for no other that is missing.
    args.mark.faulty = errors.count() > before + misplaced.len();
    // `unstable` without a name stands behind the feature for everything unstable.
    if raw.word == Word::Unstable && args.mark.feature.is_none() && !misplaced.contains(&Key::Feature) {
        args.mark.feature = Some(Feature {
            span: raw.span,
            name: "unstable".to_owned(),
        });
    }
    args
}

/// Reads a key that asks for a shape.
pub fn read_shape(shape: &mut Shape, key: Key, meta: &NestedMeta, subject: &Subject, errors: &mut Errors) {
    match key {
        Key::Constructor => shape.constructor = read::<Name>(key, meta, subject, errors),
        Key::NonExhaustive => shape.non_exhaustive = read::<Alone>(key, meta, subject, errors).map(|it| it.key),
        _ => shape.forward_compatible = read::<Alone>(key, meta, subject, errors).map(|it| it.key),
    }
}

/// The list of a key that has one of its own: `deprecated(…)`; none where it stands alone.
fn inner_list(key: Key, meta: &NestedMeta, subject: &Subject, errors: &mut Errors) -> (Span, TokenStream) {
    use syn::spanned::Spanned as _;
    let span = match meta {
        NestedMeta::Meta(Meta::List(list)) => return (list.path.span(), list.tokens.clone()),
        NestedMeta::Meta(Meta::Path(path)) => return (path.span(), TokenStream::new()),
        NestedMeta::Meta(Meta::NameValue(pair)) => pair.path.span(),
        NestedMeta::NameValueInvalidExpr(pair) => pair.path.span(),
        NestedMeta::Lit(lit) => lit.span(),
    };
    // ui-tests/tier/list-as-value.rs
    let (written, form) = (shown(meta), key.form());
    errors.push(
        span,
        format_args!("`{written}` on {subject} takes its keys in parentheses: write `{form}`"),
    );
    (span, TokenStream::new())
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
            shape: Shape::default(),
            document: DocumentShape::default(),
            erased: None,
            field: FieldShape::default(),
            faulty: false,
        }
    }
}
