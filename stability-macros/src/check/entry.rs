//! Common checks of the statements of `guarantee!`, `surface!` and `generated!`.

use proc_macro2::Span;

use super::stage::NO_RUST_ITEM;
use super::version::{At, Versions};
use crate::args::{EntryArgs, TierArgs};
use crate::environment::{EXAMPLE, Environment};
use crate::errors::Errors;
use crate::model::{Attributes, EntryPromise, Replacement, Subject};
use crate::signature::text;

/// Checks an entry that must have a tier of its own.
pub fn check_entry(
    args: EntryArgs,
    name: &str,
    span: Span,
    subject: &Subject,
    environment: &Environment,
    errors: &mut Errors,
) -> (Attributes, Option<EntryPromise>) {
    let EntryArgs {
        attributes,
        tier,
        faulty,
    } = args;
    let promise = promise(tier, None);
    match &promise {
        Some(promise) => check_promise(promise, name, subject, environment, errors),
        None if faulty => {}
        None => refuse_without_tier(span, "", subject, errors),
    }
    (attributes, promise)
}

/// Reports an entry without a tier; `otherwise` says where else the tier can be written.
pub fn refuse_without_tier(span: Span, otherwise: &str, subject: &Subject, errors: &mut Errors) {
    errors.push(
        span,
        format_args!(
            "{subject} has no tier: write one above it, for example `#[stable(since = \"{EXAMPLE}\")]`{otherwise}"
        ),
    );
}

/// The promise of the statement, or else of its block.
pub fn promise(args: Option<TierArgs>, block: Option<&EntryPromise>) -> Option<EntryPromise> {
    let area = block.and_then(|block| block.area.clone());
    let Some(args) = args else {
        let block = block?;
        return Some(EntryPromise {
            tier: block.tier,
            since: block.since.clone(),
            area,
            mark: None,
            deprecation: None,
        });
    };
    // The keys of an entry have neither a seal nor the path of the runtime.
    let TierArgs {
        mark,
        seal: _,
        deprecated,
        krate: _,
    } = args;
    let whole = block.filter(|block| block.tier == mark.tier);
    let since = mark.since.as_ref().map(|since| since.value.clone());
    Some(EntryPromise {
        tier: mark.tier,
        since: since.or_else(|| whole.and_then(|block| block.since.clone())),
        area: mark.area.as_ref().map(|area| area.value.clone()).or(area),
        mark: Some(mark),
        deprecation: deprecated,
    })
}

/// The versions, and that what replaces it is something else.
pub fn check_promise(
    promise: &EntryPromise,
    name: &str,
    subject: &Subject,
    environment: &Environment,
    errors: &mut Errors,
) {
    let versions = Versions {
        subject,
        deprecation: At::in_key(subject),
        since: promise.since.as_ref(),
        environment,
    };
    if let Some(mark) = &promise.mark {
        versions.check_mark(mark, errors);
    }
    let Some(deprecation) = &promise.deprecation else {
        return;
    };
    versions.check_deprecation(deprecation.since.as_ref(), deprecation.remove_in.as_ref(), errors);
    versions.check_stages(deprecation, NO_RUST_ITEM, errors);
    match deprecation.replacement.as_ref().map(|it| (&it.value, it.span)) {
        // ui-tests/surface/replacement-by-path.rs
        Some((Replacement::Path(path), span)) => errors.push(
            span,
            format_args!(
                "`replacement = {path}` on {subject} must be text in quotes: write `replacement = \"{path}\"`",
                path = text(path),
            ),
        ),
        // ui-tests/surface/replaced-by-itself.rs
        Some((Replacement::Text(words), span)) if words == name => errors.push(
            span,
            format_args!("{subject} names itself in `replacement`: write in quotes what users should use instead"),
        ),
        _ => {}
    }
}
