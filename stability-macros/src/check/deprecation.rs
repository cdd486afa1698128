//! Deprecations: their order, their end, their replacement.

use semver::Version;
use syn::ext::IdentExt;

use super::Case;
use crate::errors::Errors;
use crate::item::{Kind, Node};
use crate::model::{Deprecation, Replacement, Since, Spanned};
use crate::signature::segments;

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
    let promised = case.node.promise.as_ref().and_then(|promise| promise.since.as_ref());
    for deprecation in case.node.marks.deprecations() {
        if let (Some(since), Some(promised)) = (&deprecation.since, promised)
            && since.value.is_before(promised)
        {
            errors.push(
                since.span,
                format_args!(
                    "{} is deprecated since {}, before it was promised since {promised}: write `since = \"{promised}\"` or later",
                    case.subject, since.value
                ),
            );
        }
        if let (Some(removal), Some(since)) = (&deprecation.remove_in, &deprecation.since)
            && is_before_deprecation(deprecation, removal)
        {
            errors.push(
                removal.span,
                format_args!(
                    "{} goes in {}, which is not after it was deprecated in {}: write a later version",
                    case.subject, removal.value, since.value,
                ),
            );
        }
    }
}

fn is_before_deprecation(deprecation: &Deprecation, removal: &Spanned<Version>) -> bool {
    matches!(
        deprecation.since.as_ref().map(|since| &since.value),
        Some(Since::Version(since)) if !removal.value.cmp_precedence(since).is_gt()
    )
}

/// What was announced to go, goes.
// ui-tests/deprecated/removal-due.rs
pub fn check_removal(case: &Case<'_>, errors: &mut Errors) {
    let Some(deprecation) = &case.node.marks.deprecated else {
        return;
    };
    let Some(removal) = &deprecation.remove_in else { return };
    // A removal before the deprecation is refused as such.
    if is_before_deprecation(deprecation, removal) {
        return;
    }
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

/// What stands in one declaration is checked here; what leads elsewhere, the compiler must find.
// ui-tests/deprecated/replacement-of-field.rs, ui-tests/deprecated/replacement-not-in-trait.rs
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
    let (Some(outer), Replacement::Path(path)) = (case.outer, &replacement.value) else {
        return;
    };
    let stands_here = match (outer.kind, path.path.get_ident()) {
        // A field is no item with a path.
        (_, Some(name)) if case.node.kind == Kind::Field => {
            let is_named = |child: &Node| child.ident.as_ref().is_some_and(|ident| ident.unraw() == name.unraw());
            Some(outer.children().iter().any(is_named))
        }
        (Kind::Trait | Kind::Enum, None) => outer.has_member(&path.path),
        _ => None,
    };
    if stands_here == Some(false) {
        errors.push(
            replacement.span,
            format_args!(
                "{} is replaced by `{}`, which {} does not have: name something that it has, a path to an item, \
                 or words in quotes",
                case.subject,
                crate::signature::text(path),
                outer.subject(),
            ),
        );
    }
}

/// Nothing replaces itself. Where a path leads through other modules, `expand::replacement` asks the compiler.
// ui-tests/deprecated/replaced-by-itself.rs
pub fn check_not_itself(case: &Case<'_>, errors: &mut Errors) {
    let deprecation = case.node.marks.deprecated.as_ref();
    let Some(replacement) = deprecation.and_then(|deprecation| deprecation.replacement.as_ref()) else {
        return;
    };
    let own = case.node.own_path(case.outer.map(|outer| outer.kind));
    let Some((name, owner)) = own.split_last() else { return };
    // A name alone stands for an item, and among fields for a field.
    let is_known_by_name =
        case.node.kind == Kind::Field || owner.is_empty() && !matches!(case.node.kind, Kind::Method | Kind::Macro);
    let is_itself = match &replacement.value {
        Replacement::Text(words) => *words == own.join("::") || is_known_by_name && words == name,
        Replacement::Path(path) if path.qself.is_some() => false,
        Replacement::Path(path) => {
            let mut written = segments(&path.path);
            written.retain(|segment| segment != "self");
            match written.as_slice() {
                [only] => only == name && is_known_by_name,
                [first, last] if first == "Self" => last == name,
                written => !owner.is_empty() && written == own,
            }
        }
    };
    if is_itself {
        errors.push(
            replacement.span,
            format_args!(
                "{} is replaced by itself: name what users should use instead",
                case.subject
            ),
        );
    }
}
