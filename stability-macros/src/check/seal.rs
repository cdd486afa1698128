//! Which items can be sealed.

use super::Case;
use crate::errors::Errors;
use crate::keys::{Key, List};

/// A seal is for a trait, or for an implementation of one; it is kept within the package, or opened to friends.
pub fn check_seal(case: &Case<'_>, errors: &mut Errors) {
    let Some(seal) = &case.node.marks.seal else { return };
    let subject = case.subject;
    if let Some(places) = Key::Sealed.places(List::Tier).filter(|places| !subject.is_in(*places)) {
        // ui-tests/sealed/on-struct.rs, ui-tests/sealed/on-inherent-impl.rs
        errors.push(
            seal.span,
            format_args!("`#[sealed]` only works on {places}, not on {subject}: remove it"),
        );
    }
    if let (Some(_), Some(friends)) = (&seal.visibility, &seal.friends) {
        // ui-tests/sealed/visibility-and-friends.rs
        errors.push(
            friends.key,
            format_args!(
                "`sealed` on {subject} has both `pub(…)` and `friends`, which exclude each other: remove one of them"
            ),
        );
    }
}
