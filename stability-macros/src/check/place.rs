//! Where a tier is allowed.

use super::Case;
use crate::errors::{Errors, nearest};
use crate::item::{Body, Kind};
use crate::keys::{Key, List};
use crate::model::{Mark, Tier};

/// A promise is about a thing with a name, and of this package.
// ui-tests/tier/on-macro-call.rs, ui-tests/tier/on-extern-block.rs
pub fn check_kind(case: &Case<'_>, errors: &mut Errors) {
    let (Some(mark), Kind::Other(noun)) = (&case.node.marks.tier, case.node.kind) else {
        return;
    };
    let word = mark.word;
    if noun == "`extern` block" {
        errors.push(
            mark.span,
            format_args!(
                "`#[{word}]` does not work on this {noun}: wrap each of its items in a `pub fn`, and write \
                 `#[{word}]` on each `pub fn`"
            ),
        );
        return;
    }
    errors.push(
        mark.span,
        format_args!("`#[{word}]` does not work on this {noun}: write it on a declaration, such as a function, a type or a `pub use`"),
    );
}

/// Whether the node is written as it can only be in a trait or an `extern` block.
fn is_bodiless(case: &Case<'_>) -> bool {
    let node = case.node;
    case.outer.is_none()
        && match node.kind {
            Kind::Fn | Kind::Method | Kind::Const | Kind::Static => matches!(node.body, Body::None),
            Kind::TypeAlias => node.types.is_empty(),
            _ => false,
        }
}

/// Why the trait of a member needs a tier.
const AS_MEMBER: &str = "so that the macro sees the trait";

/// Nothing is promised about what users cannot reach.
// ui-tests/tier/on-private-item.rs, ui-tests/tier/on-private-field.rs
pub fn check_public(case: &Case<'_>, errors: &mut Errors) {
    // A reserved field is private and has no tier.
    if case.node.kind == Kind::Field && case.node.marks.reserved.is_some() {
        return;
    }
    let Some(mark) = &case.node.marks.tier else { return };
    if is_bodiless(case) {
        return check_bodiless(case, mark, errors);
    }
    let outer = case.outer.map(|outer| outer.kind);
    let of_trait = case
        .outer
        .and_then(|outer| outer.implementation.as_ref())
        .is_some_and(|outer| outer.trait_path.is_some());
    let has_no_visibility = matches!(outer, Some(Kind::Enum | Kind::Variant | Kind::Trait)) || of_trait;
    if case.node.is_public() || has_no_visibility || matches!(case.node.kind, Kind::Other(_)) {
        return;
    }
    let (word, subject) = (mark.word, case.subject);
    match case.node.kind {
        // Nobody relies on what is `internal`, so it need not be public.
        kind if mark.tier == Tier::Internal && (kind != Kind::Method || outer.is_some()) => errors.push(
            mark.span,
            format_args!("{subject} is private, and `#[{word}]` is only for what is `pub`: remove `#[{word}]`"),
        ),
        // ui-tests/tier/on-private-macro.rs
        Kind::Macro if case.node.proc_macro.is_none() => errors.push(
            mark.span,
            format_args!("{subject} is `{word}` but private: add `#[macro_export]`, or remove the tier"),
        ),
        // ui-tests/tier/on-private-proc-macro.rs
        Kind::Macro => errors.push(
            mark.span,
            format_args!("{subject} is `{word}` but private: make its function `pub`, or remove the tier"),
        ),
        Kind::Method if outer.is_none() => errors.push(
            mark.span,
            format_args!(
                "{subject} is `{word}` but private: make it `pub`; if it is in a trait, write a tier such as `#[beta]` above \
                 the trait too, {AS_MEMBER}"
            ),
        ),
        _ => errors.push(mark.span, format_args!("{subject} is `{word}` but private: make it `pub`, or remove the tier")),
    }
}

/// Whether an attribute is of a macro, and none that the compiler knows on an item without a body.
fn is_of_a_macro(attr: &syn::Attribute) -> bool {
    const OF_THE_COMPILER: [&str; 11] = [
        "allow",
        "cfg",
        "cfg_attr",
        "deny",
        "deprecated",
        "doc",
        "expect",
        "link_name",
        "must_use",
        "unsafe",
        "warn",
    ];
    attr.path()
        .get_ident()
        .is_none_or(|ident| !OF_THE_COMPILER.iter().any(|word| ident == word))
}

/// A member of a trait has no visibility; a foreign item may have one.
// ui-tests/tier/on-trait-item-alone.rs, ui-tests/tier/on-foreign-item.rs
fn check_bodiless(case: &Case<'_>, mark: &Mark, errors: &mut Errors) {
    let (word, subject) = (mark.word, case.subject);
    // Another macro may write the value, as `linkme::distributed_slice` does.
    if case.node.attrs.iter().any(is_of_a_macro) {
        return;
    }
    let is_foreign = case.node.is_public() || case.node.kind == Kind::Static;
    if is_foreign {
        errors.push(
            mark.span,
            format_args!(
                "`#[{word}]` does not work on {subject}, which is in an `extern` block: wrap it in a `pub fn`, and write \
                 `#[{word}]` on the `pub fn`"
            ),
        );
    } else {
        let missing = match case.node.kind {
            Kind::Const => "value",
            Kind::TypeAlias => "type",
            _ => "body",
        };
        // A method with a receiver is in no `extern` block.
        let in_extern = if missing == "body" && !case.node.receiver {
            format!("; in an `extern` block, wrap it in a `pub fn` with `#[{word}]`")
        } else {
            String::new()
        };
        errors.push(
            mark.span,
            format_args!(
                "{subject} has no {missing}: in a trait, write a tier such as `#[beta]` above the trait too, \
                 {AS_MEMBER}{in_extern}; elsewhere, write a {missing}"
            ),
        );
    }
}

/// `unstable` asks for a feature without naming one, and a feature can hide only what has a visibility.
// ui-tests/experimental/feature-on-trait-member.rs
pub fn check_unstable(case: &Case<'_>, errors: &mut Errors) {
    let Some(mark) = case.node.marks.tier.as_ref().filter(|mark| mark.feature.is_some()) else {
        return;
    };
    let places = Key::Feature.places(List::Tier);
    if let Some(place) = case.subject.place()
        && places.is_some_and(|places| !places.contains(place))
    {
        errors.push(
            mark.span,
            format_args!(
                "`#[unstable]` hides {} in builds without its feature, but {}, or write `#[experimental]`",
                case.subject,
                Key::Feature.advice(place).unwrap_or("remove it"),
            ),
        );
    }
}

/// The package must have the feature, or nobody can use the item.
// ui-tests/experimental/missing-feature.rs, ui-tests/experimental/feature-with-prefix.rs
pub fn check_feature(case: &Case<'_>, errors: &mut Errors) {
    let feature = case.node.marks.tier.as_ref().and_then(|mark| mark.feature.as_ref());
    let (Some(feature), Some(features)) = (feature, case.environment.features()) else {
        return;
    };
    let has = |name: &str| features.iter().any(|feature| feature == name);
    let name = &feature.name;
    if has(name) {
        return;
    }
    let written = name.strip_prefix("unstable-").unwrap_or(name);
    let add = format!("add `{name} = []` under `[features]`");
    if let Some(short) = written.strip_prefix("unstable-").filter(|_| has(written)) {
        errors.push(
            feature.span,
            format_args!(
                "`feature = \"{written}\"` on {} has the prefix `unstable-`, which the macro adds: write `feature = \
                 \"{short}\"`",
                case.subject
            ),
        );
        return;
    }
    let advice = if has(written) {
        format!("rename the feature `{written}` to `{name}`, or {add}")
    } else {
        let others = features.iter().filter_map(|feature| feature.strip_prefix("unstable-"));
        match nearest(written, others) {
            Some(near) => format!("did you mean `feature = \"{near}\"`? If not, {add}"),
            None => add,
        }
    };
    errors.push(
        feature.span,
        format_args!(
            "{} needs the feature `{name}` (the macro adds the prefix `unstable-`), which Cargo.toml does not have: {advice}",
            case.subject
        ),
    );
}

/// An item has one gate, which builds can set, and no other name had one.
pub fn check_gate(case: &Case<'_>, errors: &mut Errors) {
    let Some(mark) = &case.node.marks.tier else { return };
    let subject = case.subject;
    if let (Some(was), None, None) = (&mark.was, &mark.cfg, &mark.feature) {
        // ui-tests/experimental/was-without-gate.rs
        errors.push(
            was.key,
            format_args!(
                "`was` on {subject} has no effect without `feature` or `cfg`: write one of them too, or remove `was`"
            ),
        );
    }
    let Some(cfg) = &mark.cfg else { return };
    if mark.feature.is_some() {
        // ui-tests/experimental/two-gates.rs
        errors.push(
            cfg.key,
            format_args!("{subject} has both `feature` and `cfg`: keep one"),
        );
    }
    if !crate::environment::is_cfg_expected(&cfg.to_string()) {
        // ui-tests/experimental/undeclared-cfg.rs
        errors.push(
            cfg.span,
            format_args!(
                "`cfg = \"{cfg}\"` on {subject} is not declared in Cargo.toml: write `unexpected_cfgs = {{ level = \"warn\", \
                 check-cfg = ['cfg({cfg})'] }}` under `[lints.rust]`"
            ),
        );
    }
}

/// A part cannot last longer than the whole.
// ui-tests/tier/stronger-than-container.rs
pub fn check_not_stronger(case: &Case<'_>, errors: &mut Errors) {
    let (Some(mark), Some(outer)) = (&case.node.marks.tier, case.outer) else {
        return;
    };
    let Some(promise) = &outer.promise else { return };
    let is_part = matches!(
        outer.kind,
        Kind::Struct | Kind::Enum | Kind::Union | Kind::Variant | Kind::Trait
    );
    if is_part && mark.tier > promise.tier {
        errors.push(
            mark.span,
            format_args!(
                "{} is `{}`, but {} is only `{}`: lower the tier of the {}, or raise the tier of the {}",
                case.subject,
                mark.word,
                outer.subject(),
                promise.tier,
                case.node.kind.noun(),
                outer.kind.noun(),
            ),
        );
    }
}
