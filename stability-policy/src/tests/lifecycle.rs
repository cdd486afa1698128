//! The arithmetic of notice, and what belongs to one release.

use semver::Version;
use serde_json::{Value, json};
use stability::contract::Contract;

use crate::dates::{day_of, first_day, has_reached, moment};
use crate::notice::{NoticeGiven, missing_minors};
use crate::{Comparison, Evidence, Notice, Policy, Release, Tag, judge};

fn version(text: &str) -> Version {
    text.parse().unwrap()
}

/// A contract of `nika` with these items, of which only what matters is written.
pub fn contract(version: &str, items: Value) -> Contract {
    let Value::Array(mut items) = items else {
        panic!("items are an array")
    };
    for item in &mut items {
        let item = item.as_object_mut().unwrap();
        let name = item["id"].as_str().unwrap().rsplit("::").next().unwrap().to_string();
        item.entry("name").or_insert(json!(name));
        item.entry("package").or_insert(json!("nika"));
        item.entry("kind").or_insert(json!("struct"));
        item.entry("tier").or_insert(json!("stable"));
    }
    let document = json!({
        "schema": "stability/contract@1",
        "contract": null,
        "package": { "name": "nika", "version": version },
        "items": items,
    });
    Contract::from_json(&document.to_string()).unwrap()
}

fn tags(versions: &[(&str, &str)]) -> Vec<Tag> {
    let tag = |(name, date): &(&str, &str)| Tag {
        package: None,
        version: version(name),
        date: date.parse().unwrap(),
    };
    versions.iter().map(tag).collect()
}

/// The rules and subjects of what is found, but for what items show, since there are no shapes here.
fn found(baseline: &Contract, current: &Contract, policy: &str, evidence: &Evidence) -> Vec<String> {
    let policy = Policy::from_toml(policy).unwrap();
    let comparison = Comparison::new(Some(baseline), current, &policy, evidence).unwrap();
    let findings = judge(&comparison).findings.into_iter();
    let findings = findings.filter(|it| !["stable-exposes-weaker", "foreign-type-exposed"].contains(&it.rule));
    findings.map(|it| format!("{} {}", it.rule, it.subject)).collect()
}

/// What is short of `notice` where an item deprecated so in `before` was removed in `after`.
#[track_caller]
fn short(before: &str, deprecated: Value, after: &str, notice: Notice, evidence: &Evidence) -> Option<String> {
    let baseline = contract(before, json!([{ "id": "nika::Foo", "deprecated": deprecated }]));
    let current = contract(after, json!([]));
    let policy = Policy::default();
    let comparison = Comparison::new(Some(&baseline), &current, &policy, evidence).unwrap();
    let deprecated = baseline.items()[0].deprecated.as_ref().unwrap();
    match comparison.releases.notice_given(notice, deprecated, "nika") {
        NoticeGiven::Missing(missing) => Some(missing.to_string()),
        NoticeGiven::Unknown(what) => Some(what),
        NoticeGiven::Enough => None,
    }
}

#[test]
fn each_minor_release_counts_that_had_the_deprecation() {
    for (tagged, since, before, after, given) in [
        // 1.4, 1.5 and 1.6 have it; 2.0 is the one that no longer does.
        (&["1.4.0", "1.5.0", "1.6.0"][..], "1.4.0", "1.6.0", "2.0.0", 3),
        (&["1.4.0", "1.5.0"], "1.4.0", "1.5.0", "2.0.0", 2),
        (&["1.9.0"], "1.9.0", "1.9.0", "2.0.0", 1),
        // Patch releases and pre-releases of a minor one are no minor releases more.
        (&["1.4.0", "1.4.1", "1.4.2"], "1.4.0", "1.4.2", "2.0.0", 1),
        (
            &["1.4.0", "1.5.0-alpha.1", "1.5.0-alpha.2"],
            "1.4.0",
            "1.4.0",
            "1.5.0",
            1,
        ),
        (&["1.4.0"], "1.4.0", "1.4.0", "2.0.0-alpha.1", 1),
        (
            &["1.9.0", "2.0.0-alpha.1"],
            "2.0.0-alpha.1",
            "2.0.0-alpha.1",
            "2.0.0",
            0,
        ),
        // A patch release that deprecates counts for its line.
        (&["1.4.0", "1.4.3"], "1.4.3", "1.4.3", "1.5.0", 1),
        // Before 1.0 minor releases count the same.
        (&["0.8.0", "0.9.0"], "0.8.0", "0.9.0", "0.10.0", 2),
        (&["0.9.0", "0.10.0"], "0.9.0", "0.10.0", "1.0.0", 2),
        // Major releases that had it count too.
        (&["1.9.0", "2.0.0", "2.1.0"], "1.9.0", "2.1.0", "3.0.0", 3),
        // Without a list, numbers tell within one major version, and the baseline across one.
        (&[], "1.4.0", "1.5.0", "1.6.0", 2),
        (&[], "1.4.0", "1.5.0", "2.0.0", 2),
        (&[], "1.5.0", "1.5.0", "2.0.0", 1),
        (&[], "1.5.0", "1.5.0", "1.5.1", 0),
    ] {
        let named: Vec<_> = tagged.iter().map(|name| (*name, "2026-01-01")).collect();
        let evidence = Evidence {
            tags: Some(tags(&named)),
            ..Evidence::default()
        };
        let reported = |asked| {
            let notice = Notice::new(asked, 0);
            short(before, json!({ "since": since }), after, notice, &evidence)
        };
        let context = format!("{since} to {after} with {tagged:?}");
        assert_eq!(reported(given), None, "{context}");
        let missing = reported(given + 1).unwrap_or_else(|| panic!("{context}"));
        assert!(
            missing.starts_with(&format!("{given} of {}", given + 1)),
            "{context}: {missing}"
        );
    }
}

#[test]
fn only_what_the_compiler_said_is_notice() {
    let reported = |deprecated: Value, after: &str| {
        let evidence = Evidence {
            tags: Some(tags(&[
                ("1.4.0", "2026-01-01"),
                ("1.5.0", "2026-02-01"),
                ("1.6.0", "2026-03-01"),
            ])),
            ..Evidence::default()
        };
        short("1.6.0", deprecated, after, Notice::new(2, 0), &evidence)
    };
    let announced = json!({ "since": "1.4.0", "stage": "announced" });
    assert_eq!(reported(announced, "2.0.0").as_deref(), Some("0 of 2 minor releases"));
    let planned = |warned: &str| json!({ "since": "1.4.0", "stages": { "announced": "1.4.0", "warned": warned } });
    assert_eq!(reported(planned("1.5.0"), "2.0.0"), None);
    assert_eq!(
        reported(planned("1.6.0"), "2.0.0").as_deref(),
        Some("1 of 2 minor releases")
    );
    // The warning was planned, and never came.
    assert_eq!(
        reported(planned("1.9.0"), "2.0.0").as_deref(),
        Some("0 of 2 minor releases")
    );
    assert_eq!(reported(json!({ "since": "1.4.0", "stage": "hidden" }), "2.0.0"), None);
}

#[test]
fn releases_of_a_sibling_package_are_none_of_this_one() {
    let of = |package: &str, tagged: &[(&str, &str)]| {
        let package = Some(package.to_string());
        let named = tags(tagged).into_iter();
        named
            .map(move |tag| Tag {
                package: package.clone(),
                ..tag
            })
            .collect::<Vec<_>>()
    };
    let mut tagged = of("nika", &[("1.1.0", "2026-02-01")]);
    tagged.extend(of(
        "nika-kernel",
        &[
            ("1.1.0", "2025-01-01"),
            ("1.2.0", "2026-03-01"),
            ("1.3.0", "2026-04-01"),
        ],
    ));
    let evidence = Evidence {
        today: Some("2026-05-01".parse().unwrap()),
        tags: Some(tagged),
        ..Evidence::default()
    };
    let reported = |notice| short("1.1.0", json!({ "since": "1.1.0" }), "2.0.0", notice, &evidence);
    assert_eq!(reported(Notice::new(2, 0)).as_deref(), Some("1 of 2 minor releases"));
    assert_eq!(reported(Notice::new(0, 90)).as_deref(), Some("89 of 90 days"));
}

#[test]
fn what_cannot_be_known_does_not_count_as_given() {
    let none = Evidence::default();
    // Between 1.4 and the baseline 2.1, any number of releases may lie. 2.0, 2.1 and 3.0 are certain.
    let since = || json!({ "since": "1.4.0" });
    assert_eq!(short("2.1.0", since(), "3.0.0", Notice::new(3, 0), &none), None);
    assert_eq!(
        short("2.1.0", since(), "3.0.0", Notice::new(9, 0), &none).as_deref(),
        Some("It is unknown which releases of `nika` came after 1.4.0")
    );
    // Nobody said which day it is.
    let reported = short("1.4.0", since(), "2.0.0", Notice::new(0, 90), &none);
    assert_eq!(reported.as_deref(), Some("an unknown part of 90 days"));
    let today = Evidence {
        today: Some("2026-11-21".parse().unwrap()),
        ..Evidence::default()
    };
    assert_eq!(
        short("1.4.0", since(), "2.0.0", Notice::new(0, 90), &today).as_deref(),
        Some("It is unknown on which day 1.4.0 of `nika` was released")
    );
}

#[test]
fn a_number_from_a_list_without_the_first_release_is_no_fact() {
    let mut evidence = Evidence {
        today: Some("2026-11-21".parse().unwrap()),
        tags: Some(tags(&[("1.6.0", "2026-03-01")])),
        ..Evidence::default()
    };
    let reported = |notice, on: Option<&str>, evidence: &Evidence| {
        let mut deprecated = json!({ "since": "1.4.0" });
        if let Some(on) = on {
            deprecated["on"] = json!(on);
        }
        short("1.6.0", deprecated, "2.0.0", notice, evidence)
    };
    // 1.6 and 2.0 are certain, and 1.5 may have been made.
    assert_eq!(reported(Notice::new(2, 0), None, &evidence), None);
    assert_eq!(
        reported(Notice::new(3, 0), None, &evidence).as_deref(),
        Some(
            "Users had at least 2 of 3 minor releases of notice since 1.4.0; there is no tag of 1.4.0 of `nika`, so others may be missing"
        )
    );
    // Nor are days counted from that of a route, which may be before the release that said so.
    for days in [1, 900] {
        assert_eq!(
            reported(Notice::new(0, days), Some("2026-01-01"), &evidence).as_deref(),
            Some("It is unknown on which day 1.4.0 of `nika` was released")
        );
    }
    evidence.tags = Some(tags(&[("1.4.0", "2026-01-01"), ("1.6.0", "2026-03-01")]));
    assert_eq!(
        reported(Notice::new(3, 0), None, &evidence).as_deref(),
        Some("2 of 3 minor releases")
    );
    evidence.lacks_tags = true;
    assert_eq!(
        reported(Notice::new(3, 0), None, &evidence).as_deref(),
        Some(
            "Users had at least 2 of 3 minor releases of notice since 1.4.0; this clone leaves tags out, so others may be missing"
        )
    );
    // A changelog without the section may lack others, too.
    evidence.tags = None;
    let section = |text: &str| Release {
        version: Some(version(text)),
        ..Release::default()
    };
    evidence.changelog = Some(["1.6.0", "1.4.1"].map(section).into());
    assert_eq!(
        reported(Notice::new(3, 0), None, &evidence).as_deref(),
        Some(
            "Users had at least 2 of 3 minor releases of notice since 1.4.0; the changelog has no section of 1.4.0, so others may be missing"
        )
    );
}

#[test]
fn a_section_of_the_changelog_or_a_number_left_out_makes_no_release() {
    // 1.4.0 is the last release, and 1.5 and 1.6 were only written down.
    let mut evidence = Evidence::default();
    let section = |text: &str| Release {
        version: Some(version(text)),
        ..Release::default()
    };
    evidence.changelog = Some(["2.0.0", "1.6.0", "1.5.0", "1.4.0"].map(section).into());
    let reported = |after: &str, evidence: &Evidence| {
        short("1.4.0", json!({ "since": "1.4.0" }), after, Notice::new(2, 0), evidence)
    };
    assert_eq!(reported("2.0.0", &evidence).as_deref(), Some("1 of 2 minor releases"));
    assert_eq!(
        reported("1.9.0", &Evidence::default()).as_deref(),
        Some("1 of 2 minor releases")
    );
    // A tag is a release.
    evidence.tags = Some(tags(&[("1.4.0", "2026-01-01"), ("1.5.0", "2026-02-01")]));
    assert_eq!(reported("2.0.0", &evidence), None);
}

#[test]
fn a_deprecation_without_since_counts_from_the_baseline() {
    let none = Evidence::default();
    let reported = |deprecated| short("1.5.0", deprecated, "2.0.0", Notice::new(2, 0), &none);
    assert_eq!(
        reported(json!({ "note": "use Bar" })).as_deref(),
        Some("1 of 2 minor releases")
    );
    // What says `next` was in no release.
    assert_eq!(
        reported(json!({ "since": "next" })).as_deref(),
        Some("0 of 2 minor releases")
    );
}

#[test]
fn days_are_counted_from_the_release_or_the_date_of_a_route() {
    let mut evidence = Evidence {
        today: Some("2026-11-21".parse().unwrap()),
        tags: Some(tags(&[("1.4.0", "2026-10-22")])),
        ..Evidence::default()
    };
    let reported = |deprecated: Value, days, evidence: &Evidence| {
        short("1.4.0", deprecated, "2.0.0", Notice::new(0, days), evidence)
    };
    let since = json!({ "since": "1.4.0" });
    assert_eq!(reported(since.clone(), 30, &evidence), None);
    assert_eq!(reported(since.clone(), 31, &evidence).as_deref(), Some("30 of 31 days"));

    evidence.tags = None;
    evidence.changelog = Some(vec![Release {
        version: Some(version("1.4.0")),
        date: Some("2026-11-20".parse().unwrap()),
        ..Release::default()
    }]);
    assert_eq!(reported(since, 90, &evidence).as_deref(), Some("1 of 90 days"));

    // Nobody was told before the release that says so.
    let back = json!({ "since": "1.4.0", "on": "2026-01-01" });
    assert_eq!(reported(back, 90, &evidence).as_deref(), Some("1 of 90 days"));
    evidence.changelog = None;
    let on = json!({ "since": "1.4.0", "on": "2026-11-11T23:30:00-02:00" });
    // Half past one in UTC on the 12th, of which nine days are over only in the course of the 21st.
    assert_eq!(reported(on, 10, &evidence).as_deref(), Some("8 of 10 days"));
    let ahead = json!({ "since": "1.4.0", "on": "2027-01-01" });
    assert_eq!(reported(ahead, 1, &evidence).as_deref(), Some("0 of 1 day"));
}

#[test]
fn a_removal_that_is_announced_leaves_room_for_the_notice() {
    for (since, remove_in, asked, short) in [
        ("1.4.0", "1.5.0", 1, None),
        ("1.4.0", "1.5.0", 2, Some((1, 2))),
        ("1.4.2", "1.4.3", 1, Some((0, 1))),
        ("0.9.0", "0.10.0", 1, None),
        // Any number of minor releases fits in between.
        ("1.4.0", "2.0.0", 9, None),
    ] {
        let found = missing_minors(asked, &version(since), &version(remove_in));
        assert_eq!(found, short, "{since} to {remove_in}");
    }
}

#[test]
fn a_pre_release_counts_as_its_release_unless_it_is_asked_for() {
    for (version_now, target, expected) in [
        ("2.0.0-alpha.1", "2.0.0", true),
        ("2.0.0-alpha.1", "2.0.1", false),
        ("2.0.0-alpha.1", "2.0.0-alpha.2", false),
        ("2.0.0-alpha.2", "2.0.0-alpha.2", true),
        ("2.0.0", "2.0.0-alpha.2", true),
        ("2.0.0+build", "2.0.0", true),
    ] {
        let found = has_reached(&version(version_now), &version(target));
        assert_eq!(found, expected, "{version_now} and {target}");
    }
}

#[test]
fn the_day_of_a_moment_is_that_of_utc() {
    let of = |written| moment(written).map(|moment| (day_of(moment).to_string(), first_day(moment).to_string()));
    for (written, day, first) in [
        ("2027-01-01", "2027-01-01", "2027-01-01"),
        ("2027-01-01T00:00:00Z", "2027-01-01", "2027-01-01"),
        ("2027-01-01T00:00:00.5Z", "2027-01-01", "2027-01-01"),
        ("2027-01-01T01:00:00+01:00", "2027-01-01", "2027-01-01"),
        ("2027-01-01T00:30:00+01:00", "2026-12-31", "2027-01-01"),
        ("2027-01-01T23:30:00Z", "2027-01-01", "2027-01-02"),
        ("2027-01-01T00:00:01Z", "2027-01-01", "2027-01-02"),
    ] {
        assert_eq!(of(written), Some((day.to_string(), first.to_string())), "{written}");
    }
    for malformed in ["", "soon", "2027-13-01", "2027-01-01T25:00:00Z", "2027-01-01T00:00:00"] {
        assert_eq!(of(malformed), None, "{malformed}");
    }
}

#[test]
fn a_sunset_at_an_hour_has_not_come_with_its_day() {
    let route = |on: &str, sunset: &str| {
        json!([{ "id": "GET /skills", "kind": "route",
            "deprecated": { "since": "1.3.0", "on": on, "sunset": sunset, "note": "gone" } }])
    };
    let reported = |before: &Value, after: &Value, today: &str, policy: &str| {
        let evidence = Evidence {
            today: Some(today.parse().unwrap()),
            ..Evidence::default()
        };
        let (before, after) = (contract("1.9.0", before.clone()), contract("2.0.0", after.clone()));
        found(&before, &after, policy, &evidence)
    };
    let has = |found: &[String], rule: &str| found.contains(&format!("{rule} GET /skills"));
    let late = route("2026-01-01", "2026-11-26T22:00:00Z");
    let midnight = route("2026-01-01", "2026-11-26T01:00:00+01:00");
    for (before, today, too_early) in [
        (&late, "2026-11-25", true),
        (&late, "2026-11-26", true),
        (&late, "2026-11-27", false),
        (&midnight, "2026-11-25", true),
        (&midnight, "2026-11-26", false),
    ] {
        let gone = reported(before, &json!([]), today, "");
        assert_eq!(
            has(&gone, "route-removed-before-sunset"),
            too_early,
            "{today}: {gone:?}"
        );
        let kept = reported(before, before, today, "");
        let is_past = has(&kept, "sunset-passed");
        assert_eq!(is_past, today == "2026-11-27", "{today}: {kept:?}");
    }
    // An hour earlier on the same day is earlier.
    let moved = reported(&late, &route("2026-01-01", "2026-11-26T21:00:00Z"), "2026-11-20", "");
    assert!(has(&moved, "sunset-moved-earlier"), "{moved:?}");
    let same = reported(
        &late,
        &route("2026-01-01", "2026-11-26T23:00:00+01:00"),
        "2026-11-20",
        "",
    );
    assert!(!has(&same, "sunset-moved-earlier"), "{same:?}");
    // Ninety days are ninety times 24 hours.
    let none = json!([{ "id": "GET /skills", "kind": "route" }]);
    let policy = "[tiers.stable]\nnotice = { days = 90 }";
    for (on, sunset, is_short) in [
        ("2026-01-01T22:00:00Z", "2026-04-01T21:59:59Z", true),
        ("2026-01-01T22:00:00Z", "2026-04-01T22:00:00Z", false),
        ("2026-01-01T10:00:00Z", "2026-04-01T22:00:00Z", false),
        ("2026-01-01T22:00:00Z", "2026-04-01", true),
    ] {
        let reported = reported(&none, &route(on, sunset), "2026-01-01", policy);
        assert_eq!(
            has(&reported, "sunset-too-soon"),
            is_short,
            "{on} {sunset}: {reported:?}"
        );
    }
    // The same for the notice that a removal needs.
    for (today, is_short) in [("2026-04-01", true), ("2026-04-02", false)] {
        let going = route("2026-01-01T22:00:00Z", "2026-03-01");
        let reported = reported(&going, &json!([]), today, policy);
        assert_eq!(
            has(&reported, "deprecation-notice-too-short"),
            is_short,
            "{today}: {reported:?}"
        );
    }
}

#[test]
fn a_package_gets_one_finding_about_its_release() {
    let release = |rule: &String| {
        ["break-in-patch nika", "break-without-bump nika", "bump-too-small nika"].contains(&rule.as_str())
    };
    let baseline = json!([{ "id": "nika::Gone" }, { "id": "nika::Kept" }]);
    let current = json!([{ "id": "nika::Kept" }, { "id": "nika::More" }]);
    for (after, releasing, rule) in [
        ("1.4.0", false, Some("break-without-bump nika")),
        ("1.4.1", false, Some("break-in-patch nika")),
        ("1.5.0", false, Some("bump-too-small nika")),
        ("2.0.0", false, None),
        ("1.3.0", true, Some("break-without-bump nika")),
    ] {
        let evidence = Evidence {
            releasing,
            ..Evidence::default()
        };
        let (before, after) = (contract("1.4.0", baseline.clone()), contract(after, current.clone()));
        let mut found = found(&before, &after, "", &evidence);
        found.retain(release);
        assert_eq!(found, Vec::from_iter(rule.map(String::from)), "{evidence:?}");
    }
}

#[test]
fn an_addition_waits_for_the_release() {
    let (before, after) = (
        contract("1.4.0", json!([])),
        contract("1.4.0", json!([{ "id": "nika::More" }])),
    );
    let mut evidence = Evidence::default();
    assert!(found(&before, &after, "", &evidence).is_empty());
    evidence.releasing = true;
    let reported = found(&before, &after, "", &evidence);
    assert!(reported.contains(&"bump-too-small nika".to_string()), "{reported:?}");
    // What the policy says of the next release is what it will be.
    let reported = found(&before, &after, "next = 'minor'", &evidence);
    assert!(!reported.contains(&"bump-too-small nika".to_string()), "{reported:?}");
}

#[test]
fn a_release_that_is_only_planned_counts_as_made() {
    let deprecated = json!([{ "id": "nika::Foo", "deprecated": { "since": "1.2.0", "note": "use Bar" } }]);
    let policy = "next = 'major'\n[tiers.stable]\nnotice = { minors = 2 }";
    for (at, short) in [
        (
            "1.2.0",
            Some(
                "`nika::Foo` was removed; it was stable, and users had only 1 of 2 minor releases of notice after its deprecation",
            ),
        ),
        ("1.3.0", None),
        ("2.0.0-rc.1", None),
    ] {
        let policy = Policy::from_toml(policy).unwrap();
        let (before, after) = (contract(at, deprecated.clone()), contract(at, json!([])));
        let made = if at == "1.2.0" { 1 } else { 2 };
        let evidence = Evidence {
            tags: Some(tags(&[("1.2.0", "2026-01-01"), ("1.3.0", "2026-02-01")][..made])),
            ..Evidence::default()
        };
        let comparison = Comparison::new(Some(&before), &after, &policy, &evidence).unwrap();
        let found = judge(&comparison).findings;
        let reported = found.iter().find(|it| it.rule == "deprecation-notice-too-short");
        assert_eq!(reported.map(|it| it.message.as_str()), short, "{at}");
    }
    // What is deprecated in it has not one release less.
    let (before, after) = (
        contract("1.2.0", json!([{ "id": "nika::Foo" }])),
        contract(
            "1.2.0",
            json!([{ "id": "nika::Foo", "deprecated": { "since": "next", "note": "use Bar", "remove_in": "1.4.0" } }]),
        ),
    );
    let policy = "next = 'minor'\n[tiers.stable]\nnotice = { minors = 2 }";
    let reported = found(&before, &after, policy, &Evidence::default());
    assert_eq!(reported, ["deprecation-notice-too-short nika::Foo"]);
}

#[test]
fn a_frozen_item_is_reported_in_every_release() {
    let frozen = json!([{ "id": "nika::Foo", "tier": "frozen" }]);
    for (after, rule) in [
        ("1.4.0", "break-without-bump nika"),
        ("1.4.1", "break-in-patch nika"),
        ("1.5.0", "bump-too-small nika"),
        ("2.0.0", "bump-too-small nika"),
    ] {
        let (before, now) = (contract("1.4.0", frozen.clone()), contract(after, json!([])));
        let reported = found(&before, &now, "", &Evidence::default());
        assert!(reported.contains(&rule.to_string()), "{after}: {reported:?}");
    }
}

#[test]
fn a_variant_goes_under_the_deprecation_of_its_enum() {
    let with = |deprecated: Value, members: Value| {
        let mut item = json!({ "id": "nika::Foo", "kind": "enum", "members": members });
        if !deprecated.is_null() {
            item["deprecated"] = deprecated;
        }
        json!([item])
    };
    let (gone, deprecated) = (
        json!([{ "name": "A", "kind": "variant", "members": [{ "name": "b", "kind": "field" }] }]),
        json!({ "since": "1.4.0", "note": "use Bar" }),
    );
    let without = json!([{ "name": "A", "kind": "variant" }]);
    let reported = |deprecated: &Value| {
        let before = contract("1.4.0", with(deprecated.clone(), gone.clone()));
        let after = contract("2.0.0", with(deprecated.clone(), without.clone()));
        let mut found = found(&before, &after, "", &Evidence::default());
        found.retain(|it| it.starts_with("removed-without-deprecation"));
        found
    };
    assert_eq!(reported(&Value::Null), ["removed-without-deprecation nika::Foo::A::b"]);
    assert!(reported(&deprecated).is_empty());
}

#[test]
fn before_1_0_a_route_may_go_in_a_minor_release() {
    let route = json!([{ "id": "GET /skills", "kind": "route" }]);
    for (before, after, is_reported) in [
        ("0.8.0", "0.9.0", false),
        ("0.9.0", "1.0.0", false),
        ("1.0.0-rc.1", "1.0.0", false),
        ("0.9.0-alpha.1", "0.9.0-alpha.2", false),
        ("1.4.0", "2.0.0", false),
        ("1.4.0", "2.0.0-alpha.1", false),
        ("1.4.0", "1.5.0", true),
        ("1.5.0-alpha.1", "1.5.0-alpha.2", true),
        ("1.4.0", "1.4.0", true),
    ] {
        let (was, is) = (contract(before, route.clone()), contract(after, json!([])));
        let reported = found(&was, &is, "", &Evidence::default());
        let reported = reported.contains(&"route-removed-without-major GET /skills".to_string());
        assert_eq!(reported, is_reported, "{before} to {after}");
    }
}

#[test]
fn the_first_sunset_of_what_is_deprecated_is_counted_from_today() {
    let route = |sunset: &str| {
        let mut deprecated = json!({ "since": "1.3.0", "on": "2026-01-01", "note": "gone" });
        if !sunset.is_empty() {
            deprecated["sunset"] = json!(sunset);
        }
        json!([{ "id": "GET /skills", "kind": "route", "deprecated": deprecated }])
    };
    let evidence = Evidence {
        today: Some("2026-11-21".parse().unwrap()),
        ..Evidence::default()
    };
    for (before, now, is_reported) in [
        ("", "2026-12-01", true),
        ("", "2027-02-19", false),
        // A date that is moved to a later day was announced before.
        ("2026-11-30", "2026-12-01", false),
    ] {
        let (before, after) = (contract("1.4.0", route(before)), contract("1.5.0", route(now)));
        let policy = "[tiers.stable]\nnotice = { days = 90 }";
        let reported = found(&before, &after, policy, &evidence);
        assert_eq!(
            reported.contains(&"sunset-too-soon GET /skills".to_string()),
            is_reported,
            "{now}: {reported:?}"
        );
    }
}

#[test]
fn a_replacement_is_looked_up_as_it_is_written() {
    for (replacement, rule) in [
        ("nika::memory::Frame", None),
        ("crate::memory::Frame", None),
        ("self::Frame", None),
        ("super::memory::Frame", None),
        ("::nika::memory::Frame", None),
        // The same thing may be exported under another path.
        ("nika::Frame", None),
        ("Frame::read", None),
        ("Frame::len", None),
        // The contract does not know other crates, and not words.
        ("serde::Frames", None),
        ("Frames", None),
        ("the exit code", None),
        ("Frame::<u8>::write", None),
        ("crate::memory::Frames", Some("replacement-missing")),
        ("memory::Frames", Some("replacement-missing")),
        ("Frame::write", Some("replacement-missing")),
        // A deprecated item does not replace itself.
        ("nika::Old", Some("replacement-missing")),
        ("Draft", Some("replacement-weaker")),
        ("Frame::peek", Some("replacement-weaker")),
    ] {
        let items = json!([
            { "id": "nika::Old", "deprecated": { "since": "1.0.0", "replacement": replacement } },
            { "id": "nika::memory::Draft", "tier": "beta" },
            { "id": "nika::memory::Frame", "members": [
                { "name": "len", "kind": "field" },
                { "name": "peek", "kind": "method", "tier": "beta" },
            ] },
            { "id": "nika::memory::Frame::read", "kind": "method" },
        ]);
        let contract = contract("1.4.0", items);
        let mut reported = found(&contract, &contract, "", &Evidence::default());
        reported.retain(|it| it.starts_with("replacement-"));
        let expected = rule.map(|rule| format!("{rule} nika::Old"));
        assert_eq!(reported, Vec::from_iter(expected), "{replacement}");
    }
}
