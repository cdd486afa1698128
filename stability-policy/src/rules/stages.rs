//! In which stages a deprecation reaches users.

use stability::contract::{DeprecationStage, Since};

use crate::Level;
use crate::comparison::Selection::{Premature, Promised};
use crate::diff::Fact;
use crate::rule::{Check, Refusal, Rule};
use crate::subject::deprecation_after;

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "deprecation-denied",
        summary: "what is deprecated compiles until a release that may break it",
        reason: "In the stage `denied` each use is an error. For users that is a removal, whatever is left in the source.",
        example: "`nika::foo` is deprecated and stable in 1.4.0, and `stage = \"denied\"` in 1.5.0.",
        advice: "Leave it `warned`, and deny it in the release that could remove it.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(change.denies(), "leave it `warned` until then")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-stage-dated-back",
        summary: "the compiler warns from the release on that first does",
        reason: "The time of notice counts from the first warning. A version before that would let the item go too early.",
        example: "1.4.0 has `stage = \"announced\"` on `nika::Foo`, and 1.5.0 has no stage there and still `since = \"1.4.0\"`.",
        advice: "Write the release in which the warning begins, or plan the stages: `stages(announced = \"1.4.0\", warned = \"1.5.0\")`.",
        check: Check::Changes(Promised, |comparison, change| {
            let from = Some(DeprecationStage::Announced);
            let begins = matches!(change.fact, Fact::DeprecationStageChanged { from: was, to } if was == from && Some(to) > from);
            let Some(Since::Version(since)) = deprecation_after(change).filter(|_| begins)?.warned_since() else {
                return None;
            };
            let before = comparison.releases.version_before(change.package)?;
            since.cmp_precedence(before).is_le().then(|| {
                let remark = format!("since {since}, although {before} did not warn");
                Refusal::new(
                    remark,
                    "write `since = \"next\"`, or `stages(…)` with the version of each stage",
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-stage-lowered",
        level: Level::Warn,
        summary: "a deprecation does not return to a milder stage",
        reason: "Users who followed the warning have moved away for nothing, and a stage may be lost by mistake.",
        example: "`nika::Foo` is `warned` in 1.4.0 and `announced` in 1.5.0.",
        advice: "Put the stage back, or tell users in the changelog, and suppress this finding.",
        check: Check::Changes(Promised, |_, change| {
            let is_lower = matches!(change.fact, Fact::DeprecationStageChanged { from: Some(from), to } if to < from);
            Refusal::when(is_lower, "put the stage back, or record a `[[suppression]]`")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-stage-skipped",
        summary: "users are warned in a release before the item is hidden or denied",
        reason: "An announcement reaches those who read documentation. The warning of the compiler reaches everyone, while their code still works.",
        example: "`nika::Foo` is `announced` in 1.4.0, and `hidden` in 1.5.0.",
        advice: "Make a release in which it is `warned` first.",
        check: Check::Changes(Promised, |comparison, change| {
            let Fact::DeprecationStageChanged { from, to } = change.fact else {
                return None;
            };
            let notice = comparison.notice_once_deprecated(change);
            let was_warned = from >= Some(DeprecationStage::Warned);
            let is_skipped = to > DeprecationStage::Warned && !was_warned && !notice.is_none();
            is_skipped.then(|| {
                Refusal::new(
                    "and never was `warned`",
                    "write `stage = \"warned\"`, and release that first",
                )
            })
        }),
        ..Rule::DEFAULT
    },
];
