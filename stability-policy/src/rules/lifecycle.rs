//! When something is added, changes its tier, is deprecated and is removed.

use stability::contract::{Item, Since};
use stability::{Kind, Tier};

use crate::comparison::Selection::{Breaking, Promised};
use crate::dates::{days_after, days_between, first_day, has_reached, moment, start_of};
use crate::diff::{Change, Effect, Fact};
use crate::replacement::{Found, Replacements};
use crate::rule::{Check, Refusal, Rule, files};
use crate::subject::{Subject, can_be_deprecated, deprecation_after};
use crate::words::{RECORD_SUPPRESSION, either, next_release, record_addition, suppression_keys};
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
        summary: "a new item is not deprecated",
        reason: "Nobody uses a new item yet, so nobody needs the deprecation.",
        example: "1.5.0 adds `nika::Foo` with `deprecated(since = \"1.5.0\")`.",
        advice: "Remove the deprecation, or do not add the item. Deprecate it in a later release.",
        check: Check::Changes(Promised, |comparison, change| {
            let is_added = matches!(change.fact, Fact::ItemAdded | Fact::MemberAdded { .. });
            let deprecated = deprecation_after(change).filter(|_| is_added)?;
            // What has been deprecated for longer is not new: only its promise is written down for the first time.
            let was_there = match (&deprecated.since, comparison.releases.version_before(change.package)) {
                (Some(Since::Version(since)), Some(before)) => since.cmp_precedence(before).is_le(),
                _ => false,
            };
            // Nor is a `use` that keeps the path of an item that has moved.
            let keeps_path = |item: &Item| item.kind == Kind::Use && comparison.is_in_baseline(item);
            let was_there = was_there || change.after.is_some_and(keeps_path);
            let remark = "it is already deprecated, so users who start to use it get a warning at once";
            let instead = format!(
                "remove its `deprecated(…)`, or leave `{}` out of this release",
                change.name()
            );
            (!was_there).then(|| Refusal::new(remark, instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "addition-not-permitted",
        summary: "a release adds nothing if the policy permits no additions in it",
        reason: "After a release candidate, testers look for mistakes in what they have. Nobody tests a later addition.",
        example: "`[pre-release.rc.stable] add` is `\"never\"`, and 2.0.0-rc.2 adds `nika::Foo`.",
        advice: "Make the addition in a later release that permits additions, or record an `[[exception]]` in stability.toml.",
        check: Check::Changes(Promised, |comparison, change| {
            let required = comparison.required(change);
            let is_refused = change.effect == Effect::Additive
                && required == Permit::Never
                && !comparison.alters_frozen(change)
                && comparison.exception(change.package, &change.name()).is_none();
            let later = comparison.later_release(change.package, |tiers| tiers.get(change.tier).adds);
            let instead = match later {
                Some((bump, version)) => format!("add it in {}", next_release(bump, &version)),
                None => "undo the change".to_owned(),
            };
            let advice = either(instead, record_addition(change.name()));
            is_refused.then(|| {
                Refusal::new(
                    "the policy permits no additions in this release, so users do not expect any",
                    Advice::requiring(required, advice),
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecated-without-replacement",
        level: Level::Warn,
        summary: "a deprecation says what to use instead",
        reason: "Users silence and forget a warning that offers no alternative.",
        example: "`#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.4.0\"))]` on `nika::Foo`.",
        advice: "Add `replacement = …` (for a route `successor = \"…\"`), or a `note` that says why it has no replacement.",
        check: Check::Subjects(|_, subject| {
            let deprecated = subject.deprecated?;
            let ways = [&deprecated.replacement, &deprecated.successor, &deprecated.note];
            let says = |way: &Option<String>| way.as_deref().is_some_and(|words| !words.trim().is_empty());
            let key = match subject.item.kind {
                Kind::Route => "successor = \"…\"",
                _ => "replacement = …",
            };
            (!ways.into_iter().any(says)).then(|| {
                let message = "is deprecated, and users do not learn what to use instead".to_string();
                (
                    message,
                    format!("add `{key}`, or a `note` that says why it has no replacement"),
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "graduation-overdue",
        summary: "an item becomes stable or is removed by the version in its `until`",
        reason: "Users chose an unsettled item because its `until` said when it becomes stable or is removed.",
        example: "`nika::Foo` is `beta(until = \"1.0.0\")`, and it is still beta in 1.0.0.",
        advice: "Raise the tier or remove the item; give a reserved method its body. A later version in `until` needs a `[[suppression]]` with `rule = \"graduation-put-off\"`.",
        check: Check::Subjects(|comparison, subject| {
            let until = subject.until?;
            if !has_reached(comparison.releases.version(&subject.item.package)?, until) {
                return None;
            }
            Some(if subject.reserved {
                // A field that is reserved has no type yet, a method no body.
                let is_field = subject.item.kind != Kind::Trait;
                let (kind, lacks, instead) = if is_field {
                    (
                        "field",
                        "type",
                        "give the field its type, and replace `#[reserved(…)]` by a tier with `default`, such as `#[stable(since = \"next\", default)]`",
                    )
                } else {
                    (
                        "method",
                        "body",
                        "replace `#[reserved(…)]` by a tier, such as `#[stable(since = \"next\")]`, and give the method a body",
                    )
                };
                (
                    format!(
                        "is a reserved {kind}; users were promised that it gets a {lacks} by {until}, and it still has none"
                    ),
                    format!("{instead}; {}", to_put_off(subject)),
                )
            } else {
                (
                    format!(
                        "had until {until} to become stable or be removed, and is still {}; users have planned for that version",
                        subject.tier
                    ),
                    format!("raise its tier or remove it; {}", to_put_off(subject)),
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "owner-before-1-0",
        summary: "a promise does not move from a package at 1.0 or later to a package before 1.0",
        reason: "Commands, routes and codes are the same whichever package declares them. A package before 1.0 may break them in a minor release.",
        example: "`nika` 1.4.0 declares `command nika run`; in the next release, `nika-cli` 0.3.0 declares it.",
        advice: "Keep the declaration in its package, or release the other package as 1.0.0 first.",
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
            let shown = version(to).map_or_else(String::new, |version| format!(" {version}"));
            let remark = format!("`{to}`{shown} is before 1.0, so its minor releases may break users");
            Refusal::when(is_before_one(to) && !is_before_one(from), remark, advice)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "removal-overdue",
        summary: "an item is removed in the version that its deprecation announced",
        reason: "Users have prepared for the removal. If nothing happens, they stop believing announcements.",
        example: "`nika::Foo` has `remove_in = \"2.0.0\"`, and 2.0.0 still has it.",
        advice: "Remove the item, or write a later version in `remove_in`.",
        check: Check::Subjects(|comparison, subject| {
            let remove_in = subject.deprecated?.remove_in.as_ref()?;
            let version = comparison.releases.version(&subject.item.package)?;
            has_reached(version, remove_in).then(|| {
                let message = format!(
                    "was announced for removal in {remove_in} and still exists; users have planned for that version"
                );
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
        summary: "an item is deprecated before it is removed",
        reason: "A deprecation is the only warning that reaches users while their code still works.",
        example: "`nika::Foo` is stable and not deprecated in 1.4.0, and 2.0.0 does not have it.",
        advice: "Restore the item with `deprecated(since = \"next\", replacement = …)`, a route with `#[deprecated_route(…)]`. Release that, and remove the item after the notice.",
        check: Check::Changes(Breaking, |comparison, change| {
            let is_removal = change.withdraws() && change.before.is_some_and(|item| can_be_deprecated(item.kind));
            let notice = comparison.notice(change);
            let is_refused = is_removal && !notice.is_none() && comparison.deprecations_before(change).is_empty();
            let deprecate = deprecating(change, Deprecating::Remove);
            let later = comparison.after_notice(change);
            let is_route = change.before.is_some_and(|item| item.kind == Kind::Route);
            let (remark, instead) = match change.fact {
                Fact::TierLowered { from, .. } => (
                    "it was never deprecated, so no user was warned",
                    format!("write `{from}` again with {deprecate}, release that, and lower the tier {later}"),
                ),
                // rustc does not warn of a `use` that is deprecated.
                Fact::ItemRenamed => (
                    "the old path was never deprecated, so no user was warned",
                    format!(
                        "keep the old path as a `pub use` whose attribute has {NOTED}; name both paths in the changelog, because the compiler does not warn; release that, and remove the old path {later}"
                    ),
                ),
                _ => {
                    let later = if is_route {
                        format!("{later}, after the sunset")
                    } else {
                        later
                    };
                    (
                        "it was never deprecated, so no user was warned",
                        format!("restore it with {deprecate}, release that, and remove it {later}"),
                    )
                }
            };
            is_refused.then(|| Refusal::new(remark, instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "replacement-missing",
        level: Level::Warn,
        summary: "the replacement in a deprecation is promised",
        reason: "Users who follow the deprecation should find a promised item.",
        example: "`nika::Foo` is deprecated with `replacement = \"nika::Bar\"`, and no item of `nika` is called `Bar`.",
        advice: "Name an item or route of the contract, or give the named one a tier.",
        check: Check::All(|comparison, report| {
            let replacements = Replacements::of(comparison);
            for subject in comparison.subjects() {
                if let Some((key, written, Found::Nothing)) = replacements.find(subject) {
                    report.subject(
                        subject,
                        format_args!(
                            "is deprecated in favour of `{written}`, which is not in the contract; users who migrate get no promise"
                        ),
                        format_args!("name a promised item in `{key}`, or give `{written}` a tier"),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "replacement-weaker",
        level: Level::Warn,
        summary: "the replacement in a deprecation has an equally strong tier and is not deprecated",
        reason: "Users who follow the deprecation should neither lose a promise nor migrate twice.",
        example: "`nika::Foo` is stable and deprecated with `replacement = nika::Bar`, and `nika::Bar` is experimental.",
        advice: "Raise the tier of the replacement before the deprecation, or name another replacement.",
        check: Check::All(|comparison, report| {
            let replacements = Replacements::of(comparison);
            for subject in comparison.subjects() {
                let Some((key, _, Found::Promised(name, tier, deprecated))) = replacements.find(subject) else {
                    continue;
                };
                if deprecated {
                    report.subject(
                        subject,
                        format_args!(
                            "is deprecated in favour of `{name}`, which is deprecated too; users would have to migrate twice"
                        ),
                        format_args!("name an item in `{key}` that replaces both"),
                    );
                } else if tier < subject.tier {
                    let own = subject.tier;
                    report.subject(
                        subject,
                        format_args!(
                            "is {own} and deprecated in favour of `{name}`, which is {tier}; users who migrate get a weaker promise"
                        ),
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
        reason: "The `Sunset` header tells every client how long the route answers (RFC 8594). You may remove it from that day on; if the sunset has a time of day, from the next day on.",
        example: "`GET /skills/{id}/v1` has the sunset 2027-01-01, and was removed on 2026-12-01.",
        advice: "Restore the route until its sunset. If it has none, add `sunset = \"…\"` first.",
        check: Check::Changes(Breaking, |comparison, change| {
            let deprecated = removed_route(change)?.deprecated.as_ref()?;
            let notice = comparison.notice_once_deprecated(change);
            match (
                deprecated.sunset.as_deref(),
                comparison.evidence.today.and_then(start_of),
            ) {
                (Some(written), None) => Some(Refusal::new(
                    format!("clients were told that it answers until {written}, and the current date is unknown"),
                    "state the current date, for example `check --today 2027-01-31`",
                )),
                (Some(written), Some(today)) => {
                    let sunset = moment(written).filter(|sunset| today < *sunset)?;
                    let instead = format!("restore it until {}", first_day(sunset));
                    Some(Refusal::new(
                        format!("clients were told that it answers until {written}"),
                        instead,
                    ))
                }
                (None, _) if !notice.is_none() => Some(Refusal::new(
                    "it never had a sunset, so clients did not know when it would end",
                    "restore it with `sunset = \"…\"`, and remove it on that date or later",
                )),
                _ => None,
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "route-removed-without-major",
        clauses: &["OR-12"],
        summary: "from 1.0 on, a stable route is removed only in a major release, whatever the policy permits",
        reason: "Clients do not choose when the service is upgraded. They watch its major version.",
        example: "`GET /skills/{id}/v1` is past its sunset, and 1.5.0 no longer serves it.",
        advice: "Serve the route until the next major release, with its `Deprecation` and `Sunset` headers.",
        check: Check::Changes(Breaking, |comparison, change| {
            removed_route(change).filter(|_| change.tier >= Tier::Stable)?;
            let made = comparison.releases.bump(change.package);
            let remark = match made {
                Bump::None => {
                    "it is stable, so clients expect its removal only in a major release, not without a new version"
                        .to_string()
                }
                made => format!(
                    "it is stable, so clients expect its removal only in a major release, not in a {}",
                    made.release()
                ),
            };
            let advice = Advice::requiring(Permit::Bump(Bump::Major), "serve it until the next major release");
            let is_major = comparison.releases.is_major_or_before_one(change.package);
            (!is_major).then(|| Refusal::new(remark, advice))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "since-in-future",
        summary: "no `since` is later than the current version",
        reason: "Users read from `since` which release they need.",
        example: "`nika::Foo` is stable since 1.6.0 in the contract of 1.5.0.",
        advice: "Write the current version or an earlier one, or `\"next\"` for the release in preparation.",
        check: Check::Subjects(|comparison, subject| {
            let version = comparison.releases.version(&subject.item.package)?;
            let (what, since) = stated(subject).into_iter().find_map(|(what, since)| match since {
                Some(Since::Version(since)) if !has_reached(version, since) => Some((what, since)),
                _ => None,
            })?;
            let message = format!(
                "is {what} since {since}, which is later than the current version {version}; users cannot get {since} yet"
            );
            let advice = format!("write {version} or an earlier version, or `since = \"next\"`");
            Some((message, advice))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "since-unresolved",
        summary: "a released contract has no `since = \"next\"`",
        reason: "In a released contract, `next` means a different release to each reader.",
        example: "1.5.0 is being released, and `nika::Foo` is stable since `next`.",
        advice: "Replace `next` with the version of the release; `cargo stability release` does that.",
        check: Check::Subjects(|comparison, subject| {
            let version = comparison.releases.version(&subject.item.package)?;
            let is_next = |since: Option<&Since>| since == Some(&Since::Next) && comparison.evidence.releasing;
            let (what, _) = stated(subject).into_iter().find(|(_, since)| is_next(*since))?;
            let message = format!(
                "is {what} since `next`, and {version} is being released; users cannot see which version `next` means"
            );
            Some((message, format!("write `since = \"{version}\"`")))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-missing",
        clauses: &["OR-10", "OR-12"],
        summary: "a deprecated route has a sunset, if the policy asks for a notice",
        reason: "A route is served until its sunset. Without one, the policy never permits the removal, and clients do not know how long they can wait.",
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
            Some((
                "is deprecated and has no sunset, so clients do not know when it ends".to_string(),
                advice,
            ))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-moved-earlier",
        clauses: &["OR-10", "OR-12"],
        summary: "an announced sunset does not move to an earlier date, and stays announced",
        reason: "Clients have planned by the date in the `Sunset` header.",
        example: "The sunset of `GET /skills/{id}/v1` was 2027-01-01 and is 2026-12-01.",
        advice: "Write the previous date, or a later one.",
        check: Check::Changes(Promised, |_, change| {
            let Fact::SunsetMoved { from: Some(from), to } = &change.fact else {
                return None;
            };
            let is_earlier = match to {
                Some(to) => moment(from).zip(moment(to)).is_some_and(|(from, to)| to < from),
                None => true,
            };
            let remark = "clients have planned for the announced date";
            let instead = format!("write `sunset = \"{from}\"` again, or a later date");
            Refusal::when(is_earlier, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-passed",
        level: Level::Warn,
        summary: "a route is removed after its sunset",
        reason: "Clients stop believing sunsets if nothing happens on the announced date.",
        example: "`GET /skills/{id}/v1` has the sunset 2027-01-01, and is served on 2027-02-01.",
        advice: "Remove the route in the next release that permits it, or write a later sunset.",
        check: Check::Subjects(|comparison, subject| {
            let today = comparison.evidence.today.and_then(start_of)?;
            let sunset = subject.deprecated?.sunset.as_deref()?;
            (today > moment(sunset)?).then(|| {
                let message = format!(
                    "is still served after its sunset on {sunset}, although clients were told that it ends on that day"
                );
                let package = &subject.item.package;
                let version = comparison
                    .releases
                    .version_before(package)
                    .or(comparison.releases.version(package));
                let breaks = comparison.tier_policy(package, subject.tier).breaks;
                let when = match (version, breaks) {
                    (Some(version), Permit::Bump(bump)) if version.pre.is_empty() => next_release(bump, version),
                    _ => "a release that permits its removal".to_owned(),
                };
                (message, format!("remove it in {when}, or write a later `sunset`"))
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "sunset-too-soon",
        clauses: &["OR-10"],
        summary: "a sunset is at least as many days after the deprecation as the policy asks for",
        reason: "Users who call the route through a published SDK need time to upgrade the SDK.",
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
                Refusal::new(
                    format!("its sunset gives clients only {given} of {asked} days of notice"),
                    instead,
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "deprecation-removed",
        level: Level::Warn,
        summary: "a deprecated item stays deprecated until it is removed",
        reason: "Users who followed the deprecation have migrated for nothing. A deprecation can also be lost by mistake.",
        example: "`nika::Foo` is deprecated in 1.4.0 and not deprecated in 1.5.0.",
        advice: "Restore the deprecation; or write into the changelog that the item stays, and record a `[[suppression]]` in stability.toml.",
        check: Check::Changes(Promised, |_, change| {
            let remark = "users who followed the deprecation have migrated for nothing";
            let instead = format!(
                "restore the deprecation; or tell users in the changelog that the item stays, and {RECORD_SUPPRESSION}"
            );
            // The deprecation announced that less is promised, and that is so now. What is internal is promised to nobody.
            let lowered = |(before, after): (&Item, &Item)| after.tier < before.tier;
            let is_over = change.before.zip(change.after).is_some_and(lowered);
            Refusal::when(change.fact == Fact::Undeprecated && !is_over, remark, instead)
        }),
        ..Rule::DEFAULT
    },
];

/// How to write a later version in `until`.
fn to_put_off(subject: &Subject<'_>) -> String {
    let keys = suppression_keys("graduation-put-off", &subject.name());
    format!("or write a later version in `until`, with a `[[suppression]]` in stability.toml that has {keys}")
}

/// A deprecation that has no replacement.
const NOTED: &str = "`deprecated(since = \"next\", note = \"…\")`";

/// What a deprecation announces.
#[derive(Clone, Copy)]
pub(super) enum Deprecating {
    /// That users need another item.
    Remove,
    /// That less will be promised of the item.
    Weaken,
}

/// How what changed is deprecated in the source.
pub(super) fn deprecating(change: &Change<'_>, to: Deprecating) -> String {
    let route = change.before.filter(|item| item.kind == Kind::Route);
    match route.and_then(|item| item.id.split_once(' ')) {
        Some((method, path)) => {
            let until = match to {
                Deprecating::Remove => "sunset = \"<first day without an answer>\", successor = \"<other path>\"",
                Deprecating::Weaken => "note = \"…\"",
            };
            format!(
                "`#[stability::deprecated_route({method}, \"{path}\", on = \"<day of the release that first has this>\", {until})]`"
            )
        }
        None => match to {
            Deprecating::Remove => "`deprecated(since = \"next\", replacement = …)`".to_owned(),
            Deprecating::Weaken => NOTED.to_owned(),
        },
    }
}

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
