//! What can be sealed.

use super::Case;
use crate::errors::Errors;
use crate::item::Kind;

/// A seal is for a trait, or for an implementation of one.
// ui-tests/sealed/on-struct.rs, ui-tests/sealed/on-inherent-impl.rs, ui-tests/sealed/friends-on-impl.rs
pub fn check_target(case: &Case<'_>, errors: &mut Errors) {
    let Some(seal) = &case.node.marks.seal else { return };
    let subject = case.subject;
    match (case.node.kind, &case.node.implementation) {
        // ui-tests/sealed/visibility-and-friends.rs
        (Kind::Trait, _) => {
            if let (Some(_), Some(friends)) = (&seal.visibility, &seal.friends) {
                errors.push(
                    friends.key,
                    format_args!(
                        "the seal of {subject} is both kept within the package and opened to friends: \
                         remove `pub(…)` or `friends`"
                    ),
                );
            }
        }
        (Kind::Impl, Some(implementation)) if implementation.trait_path.is_some() => {
            if let Some(friends) = &seal.friends {
                errors.push(
                    friends.key,
                    format_args!(
                        "`friends` stands on the trait, not on {subject}: name them where the trait is declared"
                    ),
                );
            }
        }
        (Kind::Impl, _) => errors.push(
            seal.span,
            format_args!("`sealed` on {subject} has no trait to seal: put it on a trait, or on `impl Trait for Type`"),
        ),
        _ => errors.push(
            seal.span,
            format_args!("`sealed` cannot stand on {subject}: put it on a trait, or on `impl Trait for Type`"),
        ),
    }
}
