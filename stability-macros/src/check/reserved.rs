//! Which items can be reserved.

use super::Case;
use crate::errors::Errors;
use crate::item::{Body, Kind};
use crate::signature::{opaque_type, text};

/// Besides a field, which has rules of its own, a place can be kept only for a method of a trait that has no body and
/// can say that it is not supported.
// ui-tests/reserved/on-struct.rs, ui-tests/reserved/with-body.rs, ui-tests/reserved/without-result.rs
pub fn check_target(case: &Case<'_>, errors: &mut Errors) {
    let Some(reserved) = &case.node.marks.reserved else {
        return;
    };
    let subject = case.subject;
    if case.node.kind == Kind::Field {
        return;
    }
    let in_trait = case.outer.is_none_or(|outer| outer.kind == Kind::Trait);
    if !in_trait || !matches!(case.node.kind, Kind::Method | Kind::Fn) {
        let why = match case.node.kind {
            Kind::Method | Kind::Fn => "which is not declared in a trait",
            _ => "only on a method of a trait or a field of a struct",
        };
        errors.push(
            reserved.span,
            format_args!("`reserved` does not work on {subject}, {why}: remove it"),
        );
    } else if matches!(case.node.body, Body::Block(_)) {
        errors.push(
            reserved.span,
            format_args!("{subject} is reserved but has a body: remove the body, or `reserved`"),
        );
    } else if !case.node.returns {
        errors.push(
            reserved.span,
            format_args!(
                "{subject} is reserved but returns nothing: return a `Result` whose error implements \
                 `From<stability::Unsupported>`"
            ),
        );
    } else if let Some(opaque) = opaque_type(&case.node.head) {
        // For other types, the compiler checks whether it is a `Result`.
        // ui-tests/reserved/returns-opaque-type.rs
        errors.push(
            reserved.span,
            format_args!(
                "{subject} is reserved but returns `{}`: return a `Result` whose error implements \
                 `From<stability::Unsupported>`",
                text(&opaque),
            ),
        );
    }
}
