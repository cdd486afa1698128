//! Stages, and which of them begin with the next release or in so many days.

use jiff::civil::Date;
use semver::Version;
use serde_json::{Value, json};
use stability::Kind;

use super::lifecycle::contract;
use super::tombstones::tombstone;
use crate::{Evidence, Policy, Stage, Usage, due, schedule};

fn date(text: &str) -> Date {
    text.parse().unwrap()
}

fn on(today: &str) -> Evidence {
    Evidence {
        today: Some(date(today)),
        ..Evidence::default()
    }
}

fn stages(version: &str, items: Value, policy: &str, evidence: &Evidence) -> Vec<Stage> {
    let policy = Policy::from_toml(policy).unwrap();
    schedule(&contract(version, items), &policy, evidence)
}

fn shown(stages: &[Stage]) -> Vec<String> {
    stages.iter().map(ToString::to_string).collect()
}

/// What the schedule says of when `nika::Foo` may be removed.
fn removable(version: &str, tier: &str, since: &str, policy: &str) -> Option<String> {
    let foo = json!([{ "id": "nika::Foo", "tier": tier, "deprecated": { "since": since, "note": "use Bar" } }]);
    let shown = shown(&stages(version, foo, policy, &Evidence::default()));
    let prefix = "`nika::Foo` may be removed ";
    shown
        .iter()
        .find_map(|line| line.strip_prefix(prefix).map(String::from))
}

#[test]
fn a_removal_waits_for_the_notice_and_for_its_release() {
    let two = "[tiers]\nstable = { notice = { minors = 2 } }\nbeta = { notice = { minors = 2 } }";
    for (version, tier, since, policy, expected) in [
        ("1.4.0", "stable", "1.4.0", "", Some("in 2.0.0")),
        (
            "1.4.0",
            "stable",
            "1.4.0",
            two,
            Some("in 2.0.0, after 1 more minor release"),
        ),
        (
            "1.4.0",
            "stable",
            "next",
            two,
            Some("in 2.0.0, after 2 more minor releases"),
        ),
        ("1.5.0", "stable", "1.4.0", two, Some("in 2.0.0")),
        ("1.9.0", "stable", "1.4.0", two, Some("in 2.0.0")),
        (
            "1.4.0",
            "beta",
            "1.4.0",
            two,
            Some("in 1.6.0, after 1 more minor release"),
        ),
        ("1.5.2", "beta", "1.4.0", two, Some("in 1.6.0")),
        ("1.4.0", "beta", "1.4.0", "", Some("in 1.5.0")),
        ("1.4.0", "experimental", "1.4.0", "", Some("in 1.4.1")),
        ("0.8.0", "stable", "0.8.0", "", Some("in 0.9.0")),
        (
            "0.8.0-alpha.1",
            "stable",
            "0.8.0-alpha.1",
            "",
            Some("in the next release"),
        ),
        ("2.0.0", "stable", "1.9.0", two, Some("in 3.0.0")),
        // Nothing but an exception permits it.
        ("1.4.0", "frozen", "1.4.0", "", None),
    ] {
        let found = removable(version, tier, since, policy);
        assert_eq!(
            found.as_deref(),
            expected,
            "{tier} in {version}, deprecated since {since}"
        );
    }
}

#[test]
fn a_route_waits_for_its_sunset_and_a_major_release() {
    let route = json!([{
        "id": "GET /skills", "kind": "route",
        "deprecated": { "since": "1.4.0", "on": "2026-11-01", "sunset": "2027-01-01", "note": "gone" },
    }]);
    let policy = "[tiers.stable]\nbreak = 'minor'\nnotice = { days = 90 }";
    let found = stages("1.4.0", route, policy, &on("2026-11-21"));
    assert_eq!(
        shown(&found),
        [
            "`GET /skills` is announced as deprecated in 1.4.0",
            "`GET /skills` is deprecated on 2026-11-01",
            "`GET /skills` may be removed in 2.0.0, from 2027-01-30 on",
            "`GET /skills` has its sunset on 2027-01-01",
        ]
    );
    assert_eq!(
        found.iter().map(|stage| stage.reached).collect::<Vec<_>>(),
        [true, true, false, false]
    );
    // Routes may have a notice of their own, also where nothing need be deprecated.
    let route =
        json!([{ "id": "GET /skills", "kind": "route", "deprecated": { "since": "0.8.0", "on": "2026-11-01" } }]);
    for policy in [
        "[before-1-0.stable.notice.routes]\ndays = 90",
        "[before-1-0.stable.once-deprecated]\ndays = 90",
    ] {
        let found = shown(&stages("0.8.0", route.clone(), policy, &on("2026-11-21")));
        let expected = "`GET /skills` may be removed in 0.9.0, from 2027-01-30 on";
        assert!(found.iter().any(|it| it == expected), "{policy}: {found:?}");
    }
}

#[test]
fn a_stage_that_begins_at_an_hour_is_reached_the_day_after() {
    let route = json!([{
        "id": "GET /skills", "kind": "route",
        "deprecated": { "since": "1.4.0", "on": "2026-11-01T08:00:00Z", "sunset": "2026-11-26T22:00:00Z", "note": "gone" },
    }]);
    let found = |today: &str| stages("1.4.0", route.clone(), "", &on(today));
    assert_eq!(
        shown(&found("2026-11-26")),
        [
            "`GET /skills` is announced as deprecated in 1.4.0",
            "`GET /skills` is deprecated on 2026-11-01T08:00:00Z",
            "`GET /skills` may be removed in 2.0.0, from 2026-11-27 on",
            "`GET /skills` has its sunset on 2026-11-26T22:00:00Z",
        ]
    );
    let reached = |today: &str| found(today).iter().map(|stage| stage.reached).collect::<Vec<_>>();
    assert_eq!(reached("2026-11-01"), [true, false, false, false]);
    assert_eq!(reached("2026-11-26"), [true, true, false, false]);
    assert_eq!(reached("2026-11-27"), [true, true, false, true]);

    let ask = |next: Option<Version>, within, today: &str| {
        let stages = found(today);
        let due = due(&stages, next.as_ref(), within, date(today));
        due.into_iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    // It is due on its day, and no removal is before the next.
    let sunset = "`GET /skills` has its sunset on 2026-11-26T22:00:00Z";
    assert_eq!(ask(None, Some(5), "2026-11-20"), [""; 0]);
    assert_eq!(ask(None, Some(6), "2026-11-20"), [sunset]);
    assert_eq!(ask(None, Some(0), "2026-11-26"), [sunset]);
    assert_eq!(ask(None, Some(9), "2026-11-27"), [""; 0]);
    let major = || Some(Version::new(2, 0, 0));
    let removable = "`GET /skills` may be removed in 2.0.0, from 2026-11-27 on";
    assert_eq!(ask(major(), None, "2026-11-26"), [sunset]);
    assert_eq!(ask(major(), None, "2026-11-27"), [removable]);
    let json = serde_json::to_value(found("2026-11-26").pop()).unwrap();
    assert_eq!(
        (&json["date"], &json["moment"]),
        (&json!("2026-11-27"), &json!("2026-11-26T22:00:00Z"))
    );
}

#[test]
fn a_deprecation_changes_its_stage() {
    let items = json!([
        { "id": "nika::Planned", "deprecated": {
            "since": "1.3.0", "note": "use Bar", "stages": { "announced": "1.3.0", "warned": "1.5.0", "hidden": "2.0.0" },
        } },
        { "id": "nika::Quiet", "deprecated": { "since": "1.4.0", "note": "use Bar", "stage": "announced" } },
    ]);
    let found = stages("1.4.0", items, "", &Evidence::default());
    assert_eq!(
        shown(&found),
        [
            "`nika::Planned` is announced as deprecated in 1.3.0",
            "`nika::Planned` is deprecated in 1.5.0",
            "`nika::Planned` is hidden from documentation in 2.0.0",
            "`nika::Planned` may be removed in 2.0.0, after 1 more minor release",
            "`nika::Quiet` is announced as deprecated in 1.4.0",
            "`nika::Quiet` may be removed in 2.0.0, after 1 more minor release",
        ]
    );
    let next = Version::new(1, 5, 0);
    let begins = due(&found, Some(&next), None, date("2026-11-21"));
    let begins: Vec<String> = begins.into_iter().map(ToString::to_string).collect();
    assert_eq!(begins, ["`nika::Planned` is deprecated in 1.5.0"]);
}

#[test]
fn what_may_go_says_how_often_it_is_used() {
    let route = json!([
        { "id": "GET /skills/{id}", "kind": "route",
          "deprecated": { "since": "1.4.0", "on": "2026-11-01", "sunset": "2026-12-01", "note": "gone" } },
        { "id": "GET /unused", "kind": "route",
          "deprecated": { "since": "1.4.0", "on": "2026-11-01", "sunset": "2026-12-01", "note": "gone" } },
    ]);
    let used = |item: &str, count, seen: &str| Usage::new(item.into(), count, Some(date(seen)));
    let evidence = Evidence {
        usage: Some(vec![
            used("GET /skills/{name}", 12, "2026-11-20"),
            used("GET /unused", 3, "2026-01-01"),
        ]),
        ..on("2026-11-21")
    };
    let found = stages("1.4.0", route, "[usage]\nfile = 'usage.json'\ndays = 30", &evidence);
    let sunsets: Vec<String> = shown(&found)
        .into_iter()
        .filter(|stage| stage.contains("sunset"))
        .collect();
    assert_eq!(
        sunsets,
        [
            "`GET /skills/{id}` has its sunset on 2026-12-01; it was used 12 times, the last time on 2026-11-20",
            "`GET /unused` has its sunset on 2026-12-01",
        ]
    );
}

#[test]
fn members_and_what_the_policy_grants_have_stages_too() {
    let items = json!([{
        "id": "nika::Foo", "kind": "trait", "members": [
            { "name": "scan", "kind": "method", "reserved": true, "until": "1.5.0" },
            { "name": "find", "kind": "method", "deprecated": { "since": "1.3.0", "note": "scan", "remove_in": "2.0.0" } },
        ],
    }]);
    let policy = Policy::from_toml(
        "[[exception]]\nitem = 'nika::Hole'\nkind = 'security'\nreason = 'open'\nversion = '1.4.1'\n\
         [[suppression]]\nrule = 'deprecation-removed'\nitem = 'nika::Foo'\nreason = 'stays'\nexpires = 2026-11-30",
    )
    .unwrap();
    let tombstone = tombstone("nika::Old", Kind::Struct, "1.0.0");
    let contract = contract("1.4.0", items).with_tombstones([tombstone]);
    let found = schedule(&contract, &policy, &on("2026-11-21"));
    let shown: Vec<_> = found.iter().map(|stage| (stage.to_string(), stage.reached)).collect();
    let shown: Vec<_> = shown.iter().map(|(text, reached)| (text.as_str(), *reached)).collect();
    assert_eq!(
        shown,
        [
            ("`nika::Hole` is permitted to break in 1.4.1", false),
            (
                "the suppression of `deprecation-removed` for `nika::Foo` no longer holds on 2026-12-01",
                false
            ),
            ("`nika::Foo::find` is deprecated in 1.3.0", true),
            ("`nika::Foo::find` may be removed in 2.0.0", false),
            ("`nika::Foo::find` is due for removal in 2.0.0", false),
            ("`nika::Foo::scan` is to graduate or be removed in 1.5.0", false),
            ("`nika::Old` was removed in 1.0.0", true),
        ]
    );
}

#[test]
fn what_is_due_begins_with_the_release_or_in_the_days() {
    let items = json!([
        { "id": "nika::Foo", "deprecated": { "since": "1.4.0", "note": "use Bar" } },
        { "id": "nika::Early", "tier": "beta", "until": "1.5.0" },
        { "id": "nika::Late", "deprecated": { "since": "next", "note": "use Bar", "remove_in": "3.0.0" } },
        { "id": "GET /skills", "kind": "route",
          "deprecated": { "since": "1.4.0", "on": "2026-11-01", "sunset": "2026-12-01", "note": "gone" } },
    ]);
    let found = stages("1.4.0", items, "", &on("2026-11-21"));
    let ask = |next: Option<&str>, within, today: &str| {
        let next = next.map(|next| next.parse::<Version>().unwrap());
        let due = due(&found, next.as_ref(), within, date(today));
        due.into_iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert!(ask(None, None, "2026-11-21").is_empty());
    assert!(ask(None, Some(9), "2026-11-21").is_empty());
    assert_eq!(
        ask(None, Some(10), "2026-11-21"),
        ["`GET /skills` has its sunset on 2026-12-01"]
    );
    // Once it has come, it is no longer ahead.
    assert!(ask(None, Some(10), "2026-12-01").is_empty());
    assert_eq!(
        ask(Some("1.5.0"), None, "2026-11-21"),
        [
            "`nika::Early` is to graduate or be removed in 1.5.0",
            "`nika::Late` is deprecated in the next release"
        ]
    );
    // 2.0.0 would take the route too, had its sunset come.
    let major = [
        "`nika::Early` is to graduate or be removed in 1.5.0",
        "`nika::Foo` may be removed in 2.0.0",
    ];
    let late = "`nika::Late` is deprecated in the next release";
    assert_eq!(
        ask(Some("2.0.0-alpha.1"), None, "2026-11-21"),
        [major[0], major[1], late]
    );
    let route = "`GET /skills` may be removed in 2.0.0, from 2026-12-01 on";
    assert_eq!(
        ask(Some("2.0.0"), None, "2026-12-01"),
        [route, major[0], major[1], late]
    );
}

#[test]
fn a_release_too_early_for_the_notice_makes_nothing_removable() {
    let foo = json!([{ "id": "nika::Foo", "deprecated": { "since": "1.4.0", "note": "use Bar" } }]);
    let found = stages(
        "1.4.0",
        foo,
        "[tiers.stable]\nnotice = { minors = 2 }",
        &on("2026-11-21"),
    );
    assert!(due(&found, Some(&Version::new(2, 0, 0)), None, date("2026-11-21")).is_empty());
}

#[test]
fn nothing_may_be_removed_before_its_announced_removal() {
    let removable = |remove_in: &str| {
        let foo = json!([{ "id": "nika::Foo", "deprecated": { "since": "0.7.0", "note": "use Bar", "remove_in": remove_in } }]);
        let stages = shown(&stages("0.8.0", foo, "", &on("2026-11-21")));
        stages.into_iter().find(|stage| stage.contains("may be removed"))
    };
    for (remove_in, expected) in [
        ("2.0.0", "`nika::Foo` may be removed in 2.0.0"),
        ("0.9.0", "`nika::Foo` may be removed in 0.9.0"),
        // Users were told an earlier release than the policy permits.
        ("0.8.1", "`nika::Foo` may be removed in 0.9.0"),
    ] {
        assert_eq!(removable(remove_in).as_deref(), Some(expected), "{remove_in}");
    }
}

#[test]
fn a_stage_is_json() {
    let foo = json!([{ "id": "nika::Foo", "deprecated": { "since": "next", "note": "use Bar" } }]);
    let policy = "[tiers.stable]\nnotice = { minors = 2 }";
    let found = serde_json::to_value(stages("1.4.0", foo, policy, &on("2026-11-21"))).unwrap();
    assert_eq!(
        found,
        json!([
            { "package": "nika", "subject": "nika::Foo", "stage": "deprecated", "version": "next", "reached": false },
            { "package": "nika", "subject": "nika::Foo", "stage": "removable", "version": "2.0.0", "minors": 2, "reached": false },
        ])
    );
}
