//! Which items can be sealed.

use proc_macro2::Span;

use super::Case;
use crate::args::misplaced;
use crate::errors::Errors;
use crate::item::{Body, Kind};
use crate::keys::{Key, List};

/// A seal is for a trait, or for an implementation of one; it is kept within the package, or opened to friends.
pub fn check_seal(case: &Case<'_>, errors: &mut Errors) {
    let Some(seal) = &case.node.marks.seal else { return };
    let subject = case.subject;
    if let Some(places) = Key::Sealed.places(List::Tier).filter(|places| !subject.is_in(*places)) {
        // ui-tests/sealed/on-struct.rs, ui-tests/sealed/on-inherent-impl.rs
        errors.push(seal.span, misplaced("`#[sealed]`", places, subject, None));
    }
    if let Some(call) = &seal.call {
        check_call(case, call.key, errors);
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

/// What nobody can override is a function, and has its body in the trait.
fn check_call(case: &Case<'_>, key: Span, errors: &mut Errors) {
    let (node, subject) = (case.node, case.subject);
    if node.kind != Kind::Method {
        // ui-tests/sealed/call-on-associated-type.rs
        errors.push(
            key,
            format_args!("`sealed(call)` does not work on {subject}, only on a method of a trait: remove it"),
        );
    } else if matches!(node.body, Body::None) {
        // ui-tests/sealed/call-without-body.rs
        errors.push(
            key,
            format_args!(
                "{subject} with `sealed(call)` has no body, and no implementation can write one: write the body in the \
                 trait"
            ),
        );
    }
}

/// The tier for those who implement a trait is no stronger than that of the trait, and somebody else can implement it.
pub fn check_implement(case: &Case<'_>, errors: &mut Errors) {
    let Some(mark) = &case.node.marks.tier else { return };
    let Some(implement) = &mark.implement else { return };
    let subject = case.subject;
    if implement.value > mark.tier {
        // ui-tests/tier/implement-stronger.rs
        errors.push(
            implement.span,
            format_args!(
                "`implement = {implement}` on {subject} is stronger than the tier `{tier}` of the trait: write `implement = \
                 {tier}` or a weaker tier, or raise the tier of the trait",
                tier = mark.tier,
            ),
        );
    }
    let seal = case.node.marks.seal.as_ref();
    if seal.is_some_and(|seal| seal.friends.is_none()) {
        // ui-tests/tier/implement-of-sealed.rs
        errors.push(
            implement.key,
            format_args!(
                "`implement` on {subject} has no effect, because no other package can implement a sealed trait: remove it, \
                 or list other packages in `sealed(friends = [\"package\"])`"
            ),
        );
    }
}
