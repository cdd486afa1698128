//! The stages of a deprecation: among themselves, against the package, and against what rustc can do.

use super::Case;
use super::version::Versions;
use crate::environment::EXAMPLE;
use crate::errors::Errors;
use crate::item::Kind;
use crate::model::{Deprecation, Since, Stage};

/// Why an item cannot be `denied`, or nothing where it can.
pub type Undeniable = Option<&'static str>;

/// What rustc does for nothing that is declared in words.
pub const NO_RUST_ITEM: Undeniable = Some("rustc sees no use of it");

impl Versions<'_> {
    /// The stages of a deprecation.
    pub fn check_stages(&self, deprecation: &Deprecation, undeniable: Undeniable, errors: &mut Errors) {
        // ui-tests/deprecated/stage-denied.rs
        for (_, span) in deprecation.all_stages().filter(|(stage, _)| *stage == Stage::Denied) {
            if let Some(reason) = undeniable {
                errors.push(
                    span,
                    format_args!(
                        "{} cannot be `denied`, because {reason}: leave it `warned` or `hidden` until it is removed",
                        self.subject,
                    ),
                );
            }
        }
        let Some(stages) = &deprecation.stages else { return };
        // ui-tests/deprecated/stage-and-stages.rs
        if let Some(stage) = &deprecation.stage {
            errors.push(
                stage.key,
                format_args!(
                    "{} has both `stage` and `stages(…)`: keep `stages(…)`, which says when each stage begins",
                    self.subject,
                ),
            );
        }
        let Some((first, begins)) = stages.planned.first() else {
            // ui-tests/deprecated/stages-empty.rs
            if errors.is_empty() {
                errors.push(
                    stages.key,
                    format_args!(
                        "`stages(…)` of {} names no stage: write `stages(announced = \"{EXAMPLE}\", warned = \"…\")`",
                        self.subject,
                    ),
                );
            }
            return;
        };
        // ui-tests/deprecated/stages-in-the-future.rs
        if let Some(package) = &self.environment.version
            && begins.value.is_after_package(package)
        {
            errors.push(
                begins.span,
                format_args!(
                    "{} is `{first}` since {}, but the package is at {package}: write `{first} = \"next\"` for the release \
                     in preparation",
                    self.subject, begins.value,
                ),
            );
        }
        self.check_stage_order(deprecation, errors);
    }

    /// Each stage comes after the one before it, and all of them before the removal.
    // ui-tests/deprecated/stages-out-of-order.rs
    fn check_stage_order(&self, deprecation: &Deprecation, errors: &mut Errors) {
        let planned = deprecation.stages.as_ref().map_or(&[][..], |stages| &stages.planned);
        let subject = self.subject;
        if let (Some(since), Some((first, begins))) = (&deprecation.since, planned.first())
            && since.value != begins.value
        {
            errors.push(
                since.span,
                format_args!(
                    "{subject} is deprecated since {since}, and its first stage, `{first}`, begins in {begins}: remove `since`"
                ),
            );
        }
        if let (Some((first, begins)), Some(promised)) = (planned.first(), self.since)
            && begins.value.is_before(promised)
        {
            errors.push(
                begins.span,
                format_args!(
                    "{subject} is `{first}` since {begins}, before it was promised since {promised}: \
                     write `{first} = \"{promised}\"` or later"
                ),
            );
        }
        for pair in planned.windows(2) {
            let [(before, earlier), (stage, later)] = pair else {
                continue;
            };
            if later.value == Since::Next {
                errors.push(
                    later.span,
                    format_args!("`{stage}` of {subject} is `next`, but follows `{before}`: write a version, because only the first stage can be `next`"),
                );
            } else if earlier.value != Since::Next && !earlier.value.is_before(&later.value) {
                errors.push(
                    later.span,
                    format_args!(
                        "`{stage}` of {subject} begins in {later}, which is not after `{before}` in {earlier}: write a later version"
                    ),
                );
            }
        }
        if let (Some((last, begins)), Some(removal)) = (planned.last(), &deprecation.remove_in)
            && !begins.value.is_before_version(&removal.value)
        {
            errors.push(
                begins.span,
                format_args!(
                    "`{last}` of {subject} begins in {begins}, which is not before its removal in {removal}: write an earlier \
                     version"
                ),
            );
        }
    }
}

/// The stages on an item or member.
pub fn check_node(case: &Case<'_>, errors: &mut Errors) {
    let promise = case.node.promise.as_ref();
    let versions = Versions {
        subject: case.subject,
        since: promise.and_then(|promise| promise.since.as_ref()),
        environment: case.environment,
    };
    for deprecation in case.node.marks.deprecations() {
        versions.check_stages(deprecation, undeniable(case), errors);
    }
}

/// Why rustc cannot refuse the uses of the node alone.
fn undeniable(case: &Case<'_>) -> Undeniable {
    let is_conditional = case
        .node
        .marks
        .tier
        .as_ref()
        .is_some_and(|mark| mark.condition.is_some());
    let of_trait = case.outer.is_some_and(|outer| {
        let of_trait = outer.implementation.as_ref().is_some_and(|it| it.trait_path.is_some());
        outer.kind == Kind::Trait || of_trait
    });
    match case.node.kind {
        _ if is_conditional => Some("`cfg_attr` cannot change a declaration"),
        _ if case.node.proc_macro.is_some() => Some("only the code of the macro decides what it refuses"),
        Kind::Method if of_trait => Some("its implementations would no longer compile"),
        Kind::Fn | Kind::Method | Kind::Macro => None,
        _ => Some("stable Rust can refuse only the use of functions and of `macro_rules!`"),
    }
}
