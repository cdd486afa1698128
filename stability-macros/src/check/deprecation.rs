//! Deprecations: their order, their end, their replacement.

use syn::ext::IdentExt;

use super::Case;
use crate::errors::Errors;
use crate::item::Kind;
use crate::model::{Replacement, Since};

/// The language has no use of an implementation to warn about.
// ui-tests/deprecated/on-trait-impl.rs
pub fn check_target(case: &Case<'_>, errors: &mut Errors) {
    let Some(deprecation) = &case.node.marks.deprecated else {
        return;
    };
    let of_trait = case
        .node
        .implementation
        .as_ref()
        .is_some_and(|implementation| implementation.trait_path.is_some());
    if of_trait && !deprecation.plain {
        errors.push(
            deprecation.span,
            format_args!(
                "{} cannot be deprecated, because no use of it can be told: deprecate the type or the trait",
                case.subject
            ),
        );
    }
}

/// First promised, then deprecated, then removed.
// ui-tests/deprecated/before-since.rs, ui-tests/deprecated/removal-before-deprecation.rs
pub fn check_order(case: &Case<'_>, errors: &mut Errors) {
    let Some(deprecation) = &case.node.marks.deprecated else {
        return;
    };
    let promised = case.node.promise.as_ref().and_then(|promise| promise.since.as_ref());
    if let (Some(since), Some(promised)) = (&deprecation.since, promised)
        && since.value.is_before(promised)
    {
        errors.push(
            since.span,
            format_args!(
                "{} is deprecated since {}, before it was promised since {promised}",
                case.subject, since.value
            ),
        );
    }
    if let (Some(removal), Some(Since::Version(since))) = (
        &deprecation.remove_in,
        deprecation.since.as_ref().map(|since| &since.value),
    ) && !removal.value.cmp_precedence(since).is_gt()
    {
        errors.push(
            removal.span,
            format_args!(
                "{} goes in {}, which is not after it was deprecated in {since}: write a later version",
                case.subject, removal.value,
            ),
        );
    }
}

/// What was announced to go, goes.
// ui-tests/deprecated/removal-due.rs
pub fn check_removal(case: &Case<'_>, errors: &mut Errors) {
    let Some(removal) = case
        .node
        .marks
        .deprecated
        .as_ref()
        .and_then(|deprecation| deprecation.remove_in.as_ref())
    else {
        return;
    };
    if case
        .environment
        .release()
        .is_some_and(|package| package.cmp_precedence(&removal.value).is_ge())
    {
        errors.push(
            removal.span,
            format_args!(
                "{} is due for removal in {}; remove it or move the date",
                case.subject, removal.value
            ),
        );
    }
}

/// A field is no item with a path: its replacement is one beside it, or words.
// ui-tests/deprecated/replacement-of-field.rs
pub fn check_sibling(case: &Case<'_>, errors: &mut Errors) {
    let Some(replacement) = case
        .node
        .marks
        .deprecated
        .as_ref()
        .and_then(|deprecation| deprecation.replacement.as_ref())
    else {
        return;
    };
    let (Kind::Field, Some(outer), Replacement::Path(path)) = (case.node.kind, case.outer, &replacement.value) else {
        return;
    };
    let Some(name) = path.path.get_ident() else { return };
    let stands_beside = outer
        .children()
        .iter()
        .any(|child| child.ident.as_ref().is_some_and(|ident| ident.unraw() == name.unraw()));
    if !stands_beside {
        errors.push(
            replacement.span,
            format_args!(
                "{} is replaced by `{name}`, but {} has no such field: name one of its fields, a path to an item, or words in quotes",
                case.subject,
                outer.subject(),
            ),
        );
    }
}
