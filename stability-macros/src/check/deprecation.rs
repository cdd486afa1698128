//! Replacements of deprecated items.

use syn::ext::IdentExt;

use super::Case;
use crate::errors::Errors;
use crate::item::{Kind, Node};
use crate::model::{Place, Replacement, Subject};
use crate::signature::segments;

/// A replacement in the same declaration is checked here; the compiler resolves other paths.
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
    let is_declared = match (outer.kind, path.path.get_ident()) {
        // A field is no item with a path.
        (_, Some(name)) if case.node.kind == Kind::Field => {
            let is_named = |child: &Node| child.ident.as_ref().is_some_and(|ident| ident.unraw() == name.unraw());
            Some(outer.children().iter().any(is_named))
        }
        (Kind::Trait | Kind::Enum, None) => outer.has_member(&path.path),
        _ => None,
    };
    if is_declared == Some(false) {
        errors.push(
            replacement.span,
            format_args!(
                "`replacement = {}` on {} names no {} of {}: correct the name, or write the path of another item, or \
                 text in quotes",
                crate::signature::text(path),
                case.subject,
                match (case.node.kind, outer.kind) {
                    (Kind::Field, _) => "field",
                    (_, Kind::Enum) => "variant",
                    _ => "member",
                },
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
    // A name alone represents an item, and among fields for a field.
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
        errors.push(replacement.span, replaced_by_itself(case.subject));
    }
}

/// A generated constructor is not replaced by itself either.
// ui-tests/constructor/replaced-by-itself.rs
pub fn check_constructor(case: &Case<'_>, errors: &mut Errors) {
    let (Some(name), Some(deprecation)) = (&case.node.shape.constructor, &case.node.shape.constructor_deprecated)
    else {
        return;
    };
    let Some(replacement) = &deprecation.replacement else {
        return;
    };
    let own = case
        .node
        .own_name()
        .map(|own| own.unraw().to_string())
        .unwrap_or_default();
    let name = name.unraw().to_string();
    let is_itself = match &replacement.value {
        Replacement::Text(words) => *words == format!("{own}::{name}"),
        Replacement::Path(path) => match segments(&path.path).as_slice() {
            [owner, last] => path.qself.is_none() && (owner == "Self" || *owner == own) && *last == name,
            _ => false,
        },
    };
    if is_itself {
        let constructor = Subject::named("constructor", format_args!("{own}::{name}"));
        errors.push(replacement.span, replaced_by_itself(&constructor));
    }
}

/// The message about an item that replaces itself.
pub fn replaced_by_itself(subject: &Subject) -> String {
    let instead = match subject.place() {
        // A field has no path.
        Some(Place::StructField | Place::UnionField | Place::VariantField) => {
            "the name of another field, the path of an item"
        }
        _ => "the path of what users should use instead",
    };
    format!("{subject} names itself in `replacement`: write {instead}, or text in quotes")
}
