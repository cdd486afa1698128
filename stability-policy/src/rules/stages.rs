//! In which stages a deprecation reaches users.

use stability::contract::{DeprecationStage, Since};

use crate::comparison::Selection::{Premature, Promised};
use crate::diff::Fact;
use crate::rule::{Check, Refusal, Rule};
use crate::subject::deprecation_after;
use crate::words::RECORD_SUPPRESSION;
use crate::{Bump, Level};

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "deprecation-denied",
        summary: "a deprecated item compiles until a release that may break it",
        reason: "In the stage `denied`, each use is an error. For users that is a removal.",
        example: "`nika::foo` is stable and deprecated in 1.4.0, and has `stage = \"denied\"` in 1.5.0.",
        advice: "Keep `warned`, and write `denied` in a release that could remove the item.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(
                change.denies(),
                "code that uses it no longer compiles",
                "write `stage = \"warned\"`",
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-stage-dated-back",
        summary: "the stage `warned` does not begin before the first release that warns",
        reason: "The notice counts from the first warning. An earlier version would permit the removal too early.",
        example: "`nika::Foo` has `stage = \"announced\"` in 1.4.0. In 1.5.0 it has no stage, and still `since = \"1.4.0\"`.",
        advice: "Write the release in which the warning begins, or plan the stages: `stages(announced = \"1.4.0\", warned = \"1.5.0\")`.",
        check: Check::Changes(Promised, |comparison, change| {
            let from = Some(DeprecationStage::Announced);
            let begins = matches!(change.fact, Fact::DeprecationStageChanged { from: was, to } if was == from && Some(to) > from);
            let deprecated = deprecation_after(change).filter(|_| begins)?;
            let Some(Since::Version(since)) = deprecated.warned_since() else {
                return None;
            };
            let before = comparison.releases.version_before(change.package)?;
            since.cmp_precedence(before).is_le().then(|| {
                let is_planned = deprecated.stages.is_some();
                let key = if is_planned { "warned" } else { "since" };
                let remark = format!("its `{key} = \"{since}\"` says that the compiler warns users since {since}, but the last release, {before}, did not warn them");
                // Only the first stage can begin in `next`.
                let to_be = comparison.releases.version_to_be(change.package);
                let now = to_be.filter(|to_be| to_be > before).unwrap_or_else(|| Bump::Minor.after(before));
                let instead = if is_planned {
                    format!("write `warned = \"{now}\"` in its `stages(…)`")
                } else {
                    format!("replace `since` by `stages(announced = \"{since}\", warned = \"{now}\")`; or write `since = \"next\"`, which drops the date of the announcement")
                };
                Refusal::new(remark, instead)
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-stage-lowered",
        level: Level::Warn,
        summary: "a deprecation does not return to a milder stage",
        reason: "Users who followed the warning have migrated for nothing. A stage can also be lost by mistake.",
        example: "`nika::Foo` is `warned` in 1.4.0 and `announced` in 1.5.0.",
        advice: "Return to the earlier stage; or write into the changelog that the item stays, and record a `[[suppression]]` in stability.toml.",
        check: Check::Changes(Promised, |_, change| {
            let Fact::DeprecationStageChanged { from: Some(from), to } = change.fact else {
                return None;
            };
            let remark = "users who followed the warning have migrated for nothing";
            let instead = format!("write `stage = \"{from}\"`, or {RECORD_SUPPRESSION}");
            Refusal::when(to < from, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-stage-skipped",
        summary: "the compiler warns for one release before an item is hidden or denied",
        reason: "Only readers of the documentation see an announcement. A warning of the compiler reaches every user while their code still works.",
        example: "`nika::Foo` is `announced` in 1.4.0, and `hidden` in 1.5.0.",
        advice: "Release the item with the stage `warned` first.",
        check: Check::Changes(Promised, |comparison, change| {
            let Fact::DeprecationStageChanged { from, to } = change.fact else {
                return None;
            };
            let notice = comparison.notice_once_deprecated(change);
            let was_warned = from >= Some(DeprecationStage::Warned);
            let is_skipped = to > DeprecationStage::Warned && !was_warned && !notice.is_none();
            is_skipped.then(|| {
                Refusal::new(
                    "no release warned its users",
                    "write `stage = \"warned\"`, and release that first",
                )
            })
        }),
        ..Rule::DEFAULT
    },
];
