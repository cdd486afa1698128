//! The tier attributes.

use syn::Path;

use super::list::{Entries, Syntax, parse_list};
use super::value::args;
use super::{parse_constructor, parse_deprecated, parse_extensions, parse_sealed};
use crate::errors::Errors;
use crate::keys::{Key, List, Word};
use crate::marks::RawMark;
use crate::model::{Deprecation, DocumentShape, Feature, FieldShape, Mark, Seal, Shape, Subject, Tier};

/// The arguments of a tier attribute.
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
    let name = match list {
        // ui-tests/surface/key-of-area.rs
        List::BlockTier => format!("`{}(…)`", raw.word.as_str()),
        _ => format!("`#[{}]`", raw.word.as_str()),
    };
    parse_keys(raw, tier, &name, list, subject, errors)
}

args! {
    /// Every key of a tier attribute.
    TierKeys {
        since: Since as SinceText,
        area: Area as Text,
        note: Note as Text,
        issue: Issue as Issue,
        docs: Docs as Text,
        audience: Audience as Text,
        deprecated: Deprecated as Inner,
        path: Path as PublicPath,
        may_expose: MayExpose as Types,
        sealed: Sealed as Inner,
        non_exhaustive: NonExhaustive as Alone,
        wire: Wire as WireTier,
        constructor: Constructor as NameOrInner,
        forward_compatible: ForwardCompatible as Alone,
        extensions: Extensions as Inner,
        schema: Schema as SchemaText,
        key: Marker as MarkerKey,
        erased: Erased as TwinPath,
        default: Default as Value,
        into: Into as Alone,
        until: Until as VersionText,
        feature: Feature as FeatureName,
        krate: Crate as CratePath,
        implement: Implement as TierWord,
        cfg: Cfg as CfgName,
        was: Was as Text,
    }
}

fn parse_keys(raw: &RawMark, tier: Tier, name: &str, list: List, subject: &Subject, errors: &mut Errors) -> TierArgs {
    let before = errors.count();
    let syntax = Syntax {
        name,
        list,
        tier: Some(tier),
    };
    let Entries { keyed, misplaced, .. } = parse_list(raw.args.clone(), syntax, subject, errors);
    let TierKeys {
        since,
        area,
        note,
        issue,
        docs,
        audience,
        deprecated,
        path,
        may_expose,
        sealed,
        non_exhaustive,
        wire,
        constructor,
        forward_compatible,
        extensions,
        schema,
        key,
        erased,
        default,
        into,
        until,
        feature,
        krate,
        implement,
        cfg,
        was,
    } = TierKeys::read(&keyed, subject, errors);
    let extensions = extensions.map(|it| parse_extensions(it.key, it.value, subject, errors));
    let deprecated = deprecated.map(|it| parse_deprecated(it.key, it.value, subject, errors));
    let constructor = constructor.map(|it| parse_constructor(it, subject, errors));
    let sealed = sealed.map(|it| parse_sealed(it.key, it.value, subject, errors));
    let (seal, krate_of_seal) = sealed.unzip();
    let feature = match feature {
        Some(feature) => Some(Feature {
            span: feature.span,
            name: format!("unstable-{}", feature.value),
        }),
        // `unstable` without a name needs the feature for everything unstable.
        None => (raw.word == Word::Unstable
            && cfg.is_none()
            && ![Key::Feature, Key::Cfg].iter().any(|key| misplaced.contains(key)))
        .then(|| Feature {
            span: raw.span,
            name: "unstable".to_owned(),
        }),
    };
    let mark = Mark {
        tier,
        word: raw.word.as_str(),
        span: raw.span,
        condition: raw.condition.clone(),
        since,
        area,
        note,
        issue,
        docs,
        audience,
        until,
        feature,
        cfg,
        was,
        path,
        may_expose: may_expose.map(|types| types.value).unwrap_or_default(),
        shape: Shape {
            non_exhaustive: non_exhaustive.map(|it| it.key),
            constructor,
            forward_compatible: forward_compatible.map(|it| it.key),
        },
        document: DocumentShape {
            extensions,
            schema,
            key,
        },
        wire,
        erased,
        implement,
        field: FieldShape {
            default,
            into: into.map(|it| it.key),
        },
        // After a key in the wrong place, a missing key is not reported.
        faulty: errors.count() > before + misplaced.len(),
    };
    TierArgs {
        mark,
        seal,
        deprecated,
        krate: krate.map(|krate| krate.value).or(krate_of_seal.flatten()),
    }
}
