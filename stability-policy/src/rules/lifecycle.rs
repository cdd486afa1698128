//! When something is added, changes its tier, is deprecated and is removed.

use stability::contract::{Item, Since};
use stability::{Kind, Tier};

use crate::comparison::Selection::{Breaking, Promised};
use crate::dates::{days_after, days_between, first_day, has_reached, moment, start_of};
use crate::diff::{Change, Effect, Fact};
use crate::replacement::{Found, Replacements};
use crate::rule::{Check, Refusal, Rule, files};
use crate::subject::{Subject, can_be_deprecated, deprecation_after};
use crate::{Advice, Bump, Level, NoticeKind, Permit};

files! {
    break_needs_deprecation,
    deprecation_notice_too_short,
    planned_already_promised,
    tier_lowered_without_notice,
    tombstone_dropped,
    tombstone_reused,
}

/// The rules that look at one change, or at one item or member.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "added-as-deprecated",
        level: Level::Warn,
        summary: "what is new is not deprecated",
        reason: "Nobody uses it yet, so that nobody needs to be led away from it.",
        example: "1.5.0 has a `nika::Foo` that 1.4.0 did not have, `deprecated(since = \"1.5.0\")`.",
        advice: "Leave it out, or leave the deprecation out until the item has been in a release.",
        check: Check::Changes(Promised, |comparison, change| {
            let is_added = matches!(change.fact, Fact::ItemAdded | Fact::MemberAdded { .. });
            let deprecated = deprecation_after(change).filter(|_| is_added)?;
            // What has been deprecated for longer is not new: only its promise is written down for the first time.
            let was_there = match (&deprecated.since, comparison.releases.version_before(change.package)) {
                (Some(Since::Version(since)), Some(before)) => since.cmp_precedence(before).is_le(),
                _ => false,
            };
            let instead = "leave it out, or deprecate it after it has been in a release";
            (!was_there).then(|| Refusal::new("and deprecated at once", instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "addition-not-permitted",
        summary: "nothing is added where the policy permits no addition",
        reason: "After a release candidate, testers look for what is wrong with what they have. What comes then is released untested.",
        example: "`[pre-release.rc.stable] add = \"never\"`, and 2.0.0-rc.2 has a `nika::Foo` that 2.0.0-rc.1 did not have.",
        advice: "Leave the addition to the next version, or record an `[[exception]]` with a reason.",
        check: Check::Changes(Promised, |comparison, change| {
            let required = comparison.required(change);
            let is_refused = change.effect == Effect::Additive
                && required == Permit::Never
                && !comparison.alters_frozen(change)
                && comparison.exception(change.package, &change.name()).is_none();
            let advice = "take it back until the next version, or record an `[[exception]]` with a reason";
            is_refused.then(|| {
                Refusal::new(
                    "where the policy permits no addition",
                    Advice::requiring(required, advice),
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecated-without-replacement",
        level: Level::Warn,
        summary: "a deprecation says what to do instead",
        reason: "A warning that names no way out is silenced and forgotten.",
        example: "`#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.4.0\"))]` on `nika::Foo`.",
        advice: "Add `replacement = …`, of a route `successor = \"…\"`, or a `note` that says why there is none.",
        check: Check::Subjects(|_, subject| {
            let deprecated = subject.deprecated?;
            let ways = [&deprecated.replacement, &deprecated.successor, &deprecated.note];
            let says = |way: &Option<String>| way.as_deref().is_some_and(|words| !words.trim().is_empty());
            let key = match subject.item.kind {
                Kind::Route => "successor = \"…\"",
                _ => "replacement = …",
            };
            (!ways.into_iter().any(says)).then(|| {
                let message = "is deprecated and says nothing of what to do instead".to_string();
                (message, format!("add `{key}`, or a `note` that says why there is none"))
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "graduation-overdue",
        summary: "what was to graduate or go by a version has done so",
        reason: "Users took something unsettled because they were told when it would be settled.",
        example: "`nika::Foo` is `beta(until = \"1.0.0\")`, and still is in 1.0.0.",
        advice: "Raise its tier, remove it, or write a later version in `until`; replace the body of what is reserved.",
        check: Check::Subjects(|comparison, subject| {
            let until = subject.until?;
            if !has_reached(comparison.releases.version(&subject.item.package)?, until) {
                return None;
            }
            Some(if subject.reserved {
                (
                    format!("is reserved until {until} and has still no body"),
                    "write its body, or write a later version in `until`".to_string(),
                )
            } else {
                (
                    format!("was to graduate or go by {until} and is still {}", subject.tier),
                    "raise its tier, remove it, or write a later version in `until`".to_string(),
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "owner-before-1-0",
        summary: "what a package from 1.0 on promises does not move to a package before 1.0",
        reason: "Commands, routes and codes are the same whichever package declares them. Before 1.0, a package may break in a minor release \
                 what one from 1.0 on may not.",
        example: "`command nika run` is declared by `nika` 1.4.0, and by `nika-cli` 0.3.0 in the next release.",
        advice: "Leave the declaration in its package, or release the other one as 1.0.0 first.",
        check: Check::Changes(Promised, |comparison, change| {
            let Fact::OwnerChanged { from, to } = &change.fact else {
                return None;
            };
            let version = |name: &str| {
                comparison
                    .releases
                    .version(name)
                    .or(comparison.releases.version_before(name))
            };
            let is_before_one = |name: &str| version(name).is_some_and(|version| version.major == 0);
            let advice = format!("declare it in `{from}`, or release `{to}` as 1.0.0 first");
            Refusal::when(is_before_one(to) && !is_before_one(from), advice)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "removal-overdue",
        summary: "what was announced to go in a version was removed in it",
        reason: "Users have made room for the removal. What stays without a word makes every other announcement doubtful.",
        example: "`nika::Foo` has `remove_in = \"2.0.0\"`, and 2.0.0 still has it.",
        advice: "Remove the item, or write a later version in `remove_in`.",
        check: Check::Subjects(|comparison, subject| {
            let remove_in = subject.deprecated?.remove_in.as_ref()?;
            let version = comparison.releases.version(&subject.item.package)?;
            has_reached(version, remove_in).then(|| {
                let message = format!("was to go in {remove_in} and is still there");
                (
                    message,
                    "remove it, or write a later version in `remove_in`".to_string(),
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "removed-without-deprecation",
        clauses: &["AK-09", "OR-04"],
        summary: "what goes was deprecated before",
        reason: "A deprecation is the only warning that reaches users while their code still works.",
        example: "`nika::Foo` is stable and not deprecated in 1.4.0, and 2.0.0 has no `nika::Foo`.",
        advice: "Bring the item back with `deprecated(since, note, replacement)`, release that, and remove it after the notice.",
        check: Check::Changes(Breaking, |comparison, change| {
            let is_removal = change.withdraws() && change.before.is_some_and(|item| can_be_deprecated(item.kind));
            let notice = comparison.notice(change);
            let is_refused = is_removal && !notice.is_none() && comparison.deprecations_before(change).is_empty();
            let instead = "bring it back with `deprecated(since, note, replacement)`, release that, and remove it after the notice";
            is_refused.then(|| Refusal::new("and was never deprecated", instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "replacement-missing",
        level: Level::Warn,
        summary: "a deprecation leads to something that is promised",
        reason: "Users who follow a deprecation should not arrive where nothing is promised, or nothing is.",
        example: "`nika::Foo` is deprecated with `replacement = \"nika::Bar\"`, and no item of `nika` is called `Bar`.",
        advice: "Name an item or route of the contract, or give a tier to the one that is named.",
        check: Check::All(|comparison, report| {
            let replacements = Replacements::of(comparison);
            for subject in comparison.subjects() {
                if let Some((key, written, Found::Nothing)) = replacements.find(subject) {
                    report.subject(
                        subject,
                        format_args!("is deprecated in favour of `{written}`, which is not in the contract"),
                        format_args!("name in `{key}` what is promised, or give `{written}` a tier"),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "replacement-weaker",
        level: Level::Warn,
        summary: "a deprecation leads to a promise that is as strong, and not deprecated itself",
        reason: "Who moves as told should not lose what they relied on, nor have to move twice.",
        example: "`nika::Foo` is stable and deprecated with `replacement = nika::Bar`, and `nika::Bar` is experimental.",
        advice: "Raise the tier of the replacement before the deprecation, or name another one.",
        check: Check::All(|comparison, report| {
            let replacements = Replacements::of(comparison);
            for subject in comparison.subjects() {
                let Some((key, _, Found::Promised(name, tier, deprecated))) = replacements.find(subject) else {
                    continue;
                };
                if deprecated {
                    report.subject(
                        subject,
                        format_args!("is deprecated in favour of `{name}`, which is deprecated too"),
                        format_args!("name in `{key}` what takes the place of both"),
                    );
                } else if tier < subject.tier {
                    let own = subject.tier;
                    report.subject(
                        subject,
                        format_args!("is {own} and deprecated in favour of `{name}`, which is {tier}"),
                        format_args!("make `{name}` {own}, or name another `{key}`"),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "route-removed-before-sunset",
        clauses: &["OR-12"],
        summary: "a deprecated route is served until its sunset",
        reason: "The `Sunset` header has told every caller how long the route answers (RFC 8594). It may go from then on, not before; where the sunset is an hour of a day, from the next day on.",
        example: "`GET /skills/{id}/v1` has the sunset 2027-01-01, and was removed on 2026-12-01.",
        advice: "Bring the route back until its sunset; where it has none, give it one with `sunset = \"…\"` first.",
        check: Check::Changes(Breaking, |comparison, change| {
            let deprecated = removed_route(change)?.deprecated.as_ref()?;
            let notice = comparison.notice_once_deprecated(change);
            match (
                deprecated.sunset.as_deref(),
                comparison.evidence.today.and_then(start_of),
            ) {
                (Some(written), None) => Some(Refusal::new(
                    format!("and whether its sunset on {written} has passed is not known"),
                    "say which day it is, as `check --today 2027-01-31`",
                )),
                (Some(written), Some(today)) => {
                    let sunset = moment(written).filter(|sunset| today < *sunset)?;
                    let instead = format!("bring it back until {}", first_day(sunset));
                    Some(Refusal::new(format!("before its sunset on {written}"), instead))
                }
                (None, _) if !notice.is_none() => Some(Refusal::new(
                    "and never had a sunset",
                    "bring it back with `sunset = \"…\"`, and remove it from that day on",
                )),
                _ => None,
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "route-removed-without-major",
        clauses: &["OR-12"],
        summary: "from 1.0 on, a stable route goes in a major release alone, whatever else the policy permits there",
        reason: "Callers of a service do not choose when they take its next release. The first number is what they watch.",
        example: "`GET /skills/{id}/v1` is past its sunset, and 1.5.0 no longer serves it.",
        advice: "Serve the route until the next major release, with its `Deprecation` and `Sunset` headers.",
        check: Check::Changes(Breaking, |comparison, change| {
            removed_route(change).filter(|_| change.tier >= Tier::Stable)?;
            let made = comparison.releases.bump(change.package);
            let remark = match made {
                Bump::None => "although the version has not moved".to_string(),
                made => format!("in a {}", made.release()),
            };
            let advice = Advice::requiring(Permit::Bump(Bump::Major), "serve it until the next major release");
            let is_major = comparison.releases.is_major_or_before_one(change.package);
            (!is_major).then(|| Refusal::new(remark, advice))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "since-in-future",
        summary: "nothing is promised or deprecated since a version that is not there yet",
        reason: "Readers look there for the release from which they can rely on it.",
        example: "`nika::Foo` is stable since 1.6.0 in the contract of 1.5.0.",
        advice: "Write the version that is judged or an earlier one, or `\"next\"` for the release in preparation.",
        check: Check::Subjects(|comparison, subject| {
            let version = comparison.releases.version(&subject.item.package)?;
            let (what, since) = stated(subject).into_iter().find_map(|(what, since)| match since {
                Some(Since::Version(since)) if !has_reached(version, since) => Some((what, since)),
                _ => None,
            })?;
            let message = format!("is {what} since {since}, which is later than {version}");
            Some((
                message,
                "write the version in which that is released, or `\"next\"`".to_string(),
            ))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "since-unresolved",
        summary: "a release says its own version where its source said `next`",
        reason: "In a released contract, `next` means another release to each reader.",
        example: "1.5.0 is to be released, and `nika::Foo` is stable since `next`.",
        advice: "Write the version of the release in place of `next` before it is made.",
        check: Check::Subjects(|comparison, subject| {
            let version = comparison.releases.version(&subject.item.package)?;
            let is_next = |since: Option<&Since>| since == Some(&Since::Next) && comparison.evidence.releasing;
            let (what, _) = stated(subject).into_iter().find(|(_, since)| is_next(*since))?;
            let message = format!("is {what} since `next` in the release of {version}");
            Some((message, format!("write `since = \"{version}\"`")))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-missing",
        clauses: &["OR-10", "OR-12"],
        summary: "a deprecated route says when it goes, where its removal needs a notice",
        reason: "A route is served until its sunset. One that never had a sunset can never be removed as the policy asks, and callers do \
                 not know until when they may wait.",
        example: "`[tiers.stable] notice` asks for 90 days, and `GET /skills/{id}/v1` is deprecated without `sunset`.",
        advice: "Write `sunset = \"…\"`, at least as many days ahead as the policy asks for.",
        check: Check::Subjects(|comparison, subject| {
            let deprecated = subject.deprecated.filter(|it| it.sunset.is_none())?;
            let is_route = subject.item.kind == Kind::Route && subject.member.is_none();
            let policy = comparison.tier_policy(&subject.item.package, subject.tier);
            let notice = policy.notice_once_deprecated(Some(NoticeKind::Routes));
            if !is_route || notice.is_none() {
                return None;
            }
            let on = deprecated.on.as_deref().and_then(moment);
            let start = on.max(comparison.evidence.today.and_then(start_of));
            let date = start.map(|start| days_after(first_day(start), notice.days).to_string());
            let advice = format!("write `sunset = \"{}\"` or later", date.as_deref().unwrap_or("…"));
            Some(("is deprecated and has no sunset".to_string(), advice))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-moved-earlier",
        clauses: &["OR-10", "OR-12"],
        summary: "a sunset that was announced does not come earlier, and stays announced",
        reason: "Callers have planned by the date that the `Sunset` header gave them.",
        example: "The sunset of `GET /skills/{id}/v1` was 2027-01-01 and is 2026-12-01.",
        advice: "Put the date back, or write a later one.",
        check: Check::Changes(Promised, |_, change| {
            let Fact::SunsetMoved { from: Some(from), to } = &change.fact else {
                return None;
            };
            let is_earlier = match to {
                Some(to) => moment(from).zip(moment(to)).is_some_and(|(from, to)| to < from),
                None => true,
            };
            Refusal::when(
                is_earlier,
                format!("write `sunset = \"{from}\"` again, or a later date"),
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-passed",
        level: Level::Warn,
        summary: "what is past its sunset is removed",
        reason: "A date that passes without a consequence teaches callers not to believe the next one.",
        example: "`GET /skills/{id}/v1` has the sunset 2027-01-01, and is served on 2027-02-01.",
        advice: "Remove the route in the next release that may, or move its sunset to a later date.",
        check: Check::Subjects(|comparison, subject| {
            let today = comparison.evidence.today.and_then(start_of)?;
            let sunset = subject.deprecated?.sunset.as_deref()?;
            (today > moment(sunset)?).then(|| {
                let message = format!("is still there after its sunset on {sunset}");
                let advice = "remove it in the next release that may, or write a later `sunset`";
                (message, advice.to_string())
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-too-soon",
        clauses: &["OR-10"],
        summary: "between a deprecation and its sunset lie the days that the policy asks for",
        reason: "Who calls a route through a published SDK needs the time to take a later SDK.",
        example: "`notice.days` is 90, and a route is deprecated `on = \"2026-11-01\", sunset = \"2026-12-01\"`.",
        advice: "Write a later `sunset`.",
        check: Check::Changes(Promised, |comparison, change| {
            let today = comparison.evidence.today.and_then(start_of);
            let is_late = match change.fact {
                Fact::Deprecated => false,
                // Callers learn of the date only now, however long ago the route was deprecated.
                Fact::SunsetMoved { from: None, .. } => true,
                _ => return None,
            };
            let asked = comparison.notice_once_deprecated(change).days;
            let deprecated = deprecation_after(change)?;
            let on = deprecated.on.as_deref().and_then(moment);
            let released = comparison.releases.version_before(change.package);
            let released = released.and_then(|it| start_of(comparison.releases.date(change.package, it)?));
            // No caller was told before the release that first says so.
            let start = if is_late {
                today.max(on)
            } else {
                on.or(today).max(released)
            }?;
            let sunset = deprecated.sunset.as_deref().and_then(moment)?;
            let given = u32::try_from(days_between(start, sunset)).unwrap_or_default();
            (given < asked).then(|| {
                let instead = format!("write `sunset = \"{}\"` or later", days_after(first_day(start), asked));
                Refusal::new(format!("with a sunset {given} of {asked} days ahead"), instead)
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-removed",
        level: Level::Warn,
        summary: "what was deprecated stays so until it goes",
        reason: "Users who followed the deprecation have moved away for nothing, and a deprecation may be lost by mistake.",
        example: "`nika::Foo` was deprecated in 1.4.0 and is not in 1.5.0.",
        advice: "Put the deprecation back, or tell users in the changelog that the item stays, and suppress this finding.",
        check: Check::Changes(Promised, |_, change| {
            let instead = "put the deprecation back, or tell users that it stays and record a `[[suppression]]`";
            // The deprecation announced that less is promised, and that is so now. What is internal is promised to nobody.
            let lowered = |(before, after): (&Item, &Item)| after.tier < before.tier;
            let is_over = change.before.zip(change.after).is_some_and(lowered);
            Refusal::when(change.fact == Fact::Undeprecated && !is_over, instead)
        }),
        ..Rule::DEFAULT
    },
];

/// The route that a change removes.
fn removed_route<'a>(change: &Change<'a>) -> Option<&'a Item> {
    let is_removal = change.is_removal() && change.member.is_none();
    change.before.filter(|item| is_removal && item.kind == Kind::Route)
}

/// Since when it is promised, and since when deprecated.
fn stated<'a>(subject: &Subject<'a>) -> [(&'static str, Option<&'a Since>); 2] {
    let deprecated = subject.deprecated.and_then(|deprecated| deprecated.since.as_ref());
    [("promised", subject.since), ("deprecated", deprecated)]
}
