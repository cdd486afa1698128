//! The form of a trait that can be `dyn`.

use super::Case;
use crate::errors::Errors;
use crate::item::Kind;

/// Only a trait has a twin.
// ui-tests/erased/on-struct.rs
pub fn check_target(case: &Case<'_>, errors: &mut Errors) {
    let twin = case.node.marks.tier.as_ref().and_then(|mark| mark.erased.as_ref());
    if let Some(twin) = twin.filter(|_| case.node.kind != Kind::Trait) {
        errors.push(
            twin.key,
            format_args!("`erased` is for a trait, not for {}: remove it", case.subject),
        );
    }
}
