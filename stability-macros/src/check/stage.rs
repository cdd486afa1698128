//! The stages of a deprecation: among themselves, against the package, and against what rustc can do.

use super::Case;
use super::version::{At, Versions};
use crate::errors::Errors;
use crate::item::Kind;
use crate::keys::Key;
use crate::model::{Deprecation, Since, Stage};

/// What the stages are written in.
const IN_STAGES: &str = "`stages(…)`";

/// Why an item cannot be `denied` and what may help, or nothing where it can.
pub type Undeniable = Option<(&'static str, &'static str)>;

/// What rustc does for nothing that is declared in words.
pub const NO_RUST_ITEM: Undeniable = Some(("rustc only sees uses of Rust items", ""));

impl Versions<'_> {
    /// The stages of a deprecation.
    pub fn check_stages(&self, deprecation: &Deprecation, undeniable: Undeniable, errors: &mut Errors) {
        // ui-tests/deprecated/stage-denied.rs
        for (_, span) in deprecation.all_stages().filter(|(stage, _)| *stage == Stage::Denied) {
            if let Some((reason, help)) = undeniable {
                errors.push(
                    span,
                    format_args!(
                        "{} cannot be `denied`, because {reason}: {help}use the stage `warned` or `hidden` until {} is removed",
                        self.subject, self.subject,
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
                    format_args!("`stages()` on {} has no stage: {}", self.subject, Key::Stages.remedy()),
                );
            }
            return;
        };
        self.check_reached(first.as_str(), begins, &self.within(IN_STAGES), errors);
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
                    "`since = \"{since}\"` {} differs from the first stage, `{first} = \"{begins}\"`: \
                     remove `since`",
                    self.deprecation,
                ),
            );
        }
        if let Some((first, begins)) = planned.first() {
            self.check_promised_before(first.as_str(), begins, &self.within(IN_STAGES), errors);
        }
        for pair in planned.windows(2) {
            let [(before, earlier), (stage, later)] = pair else {
                continue;
            };
            if later.value == Since::Next {
                errors.push(
                    later.span,
                    format_args!(
                        "`{stage} = \"next\"` on {subject} is not the first stage, and only the first stage can have `next` as its version: \
                         write a version, for example `{stage} = \"2.0.0\"`"
                    ),
                );
            } else if earlier.value != Since::Next && !earlier.value.is_before(&later.value) {
                errors.push(
                    later.span,
                    format_args!(
                        "`{stage} = \"{later}\"` on {subject} is not later than `{before} = \"{earlier}\"`: write a later \
                         version for `{stage}`"
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
                    "`{last} = \"{begins}\"` on {subject} is not earlier than `remove_in = \"{removal}\"`: write an earlier \
                     version for `{last}`"
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
        deprecation: At::in_key(case.subject),
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
    let reason = match case.node.kind {
        _ if is_conditional => {
            return Some((
                "its attribute is inside `cfg_attr`",
                "write the attribute outside of `cfg_attr`, or ",
            ));
        }
        _ if case.node.proc_macro.is_some() => "rustc cannot refuse calls of a procedural macro",
        Kind::Method if of_trait => "its implementations would no longer compile",
        Kind::Fn | Kind::Method | Kind::Macro => return None,
        _ => "stable Rust can refuse only the use of functions and of `macro_rules!`",
    };
    Some((reason, ""))
}
