//! What nobody counts is not taken for unused.

use serde_json::{Value, json};

use super::lifecycle::contract;
use crate::{Comparison, Evidence, Policy, StageKind, Usage, judge, schedule};

const FILE: &str = "[usage]\nfile = 'usage.json'";
const SERVER: &str = "[usage]\nprometheus = 'http://localhost:9090'\nquery = 'x'";

fn counts(items: &[(&str, u64)]) -> Evidence {
    let usage = |(item, count): &(&str, u64)| Usage::new((*item).into(), *count, None);
    Evidence {
        usage: Some(items.iter().map(usage).collect()),
        ..Evidence::default()
    }
}

/// What the rule says of the removal of `item`, and what to do instead.
fn removed(item: Value, usage: &str, evidence: &Evidence) -> Option<(String, String)> {
    let kept = json!({ "id": "ornn::kept", "kind": "command" });
    let before = contract("1.4.0", json!([item, kept]));
    let after = contract("2.0.0", json!([kept]));
    let policy = Policy::from_toml(usage).unwrap();
    let comparison = Comparison::new(Some(&before), &after, &policy, evidence).unwrap();
    let mut findings = judge(&comparison).findings.into_iter();
    let finding = findings.find(|it| it.rule == "removed-while-in-use")?;
    Some((finding.message, finding.advice))
}

fn deprecated(id: &str, kind: &str, tier: &str) -> Value {
    json!({ "id": id, "kind": kind, "tier": tier, "deprecated": { "since": "1.1.0", "note": "ask for b" } })
}

#[track_caller]
fn unknown(found: Option<(String, String)>, because: &str, instead: &str) {
    let (message, advice) = found.expect("the rule refuses it");
    let remark = format!("whether users still need it is not known, because {because} not name it");
    assert!(message.ends_with(&remark), "{message}");
    assert!(advice.starts_with(instead), "{advice}");
}

#[test]
fn a_route_that_the_counts_do_not_name_may_be_in_use() {
    let others = counts(&[("GET /b", 7)]);
    for tier in ["experimental", "evolving", "beta", "stable"] {
        let found = |usage| removed(deprecated("GET /a", "route", tier), usage, &others);
        unknown(
            found(FILE),
            "`usage.json` does",
            "add it to `usage.json` under this name",
        );
        let results = "the results of `query` in `[usage]` do";
        unknown(found(SERVER), results, "restore it until its count is known: deploy");
    }
    unknown(
        removed(deprecated("GET /a", "route", "stable"), FILE, &counts(&[])),
        "`usage.json` does",
        "add it to `usage.json` under this name",
    );
}

#[test]
fn a_route_with_a_count_is_judged_by_it() {
    let found = |count| {
        removed(
            deprecated("GET /a/{id}", "route", "stable"),
            FILE,
            &counts(&[("GET /a/{name}", count)]),
        )
    };
    assert_eq!(found(0), None);
    assert!(found(1).unwrap().0.ends_with("users still need it: it was used once"));
}

#[test]
fn a_service_counts_a_route_once_it_is_deprecated() {
    let route = |tier: &str| json!({ "id": "GET /a", "kind": "route", "tier": tier });
    let others = counts(&[("GET /b", 7)]);
    let results = "the results of `query` in `[usage]` do";
    for tier in ["evolving", "beta", "stable"] {
        unknown(
            removed(route(tier), SERVER, &others),
            results,
            "restore it and deprecate it",
        );
        unknown(
            removed(route(tier), FILE, &others),
            "`usage.json` does",
            "add it to `usage.json` under this name",
        );
        assert_eq!(removed(route(tier), FILE, &counts(&[("GET /a", 0)])), None);
    }
    // Any release may remove it without a deprecation.
    assert_eq!(removed(route("experimental"), SERVER, &others), None);
}

#[test]
fn other_items_are_counted_where_the_counts_name_one_of_their_kind() {
    let found = |kind, evidence: &Evidence| removed(deprecated("ornn::old", kind, "stable"), FILE, evidence);
    let of_a_command = counts(&[("ornn::kept", 3)]);
    unknown(
        found("command", &of_a_command),
        "`usage.json` does",
        "add it to `usage.json` under this name",
    );
    assert_eq!(found("fn", &of_a_command), None);
    assert_eq!(found("command", &counts(&[("GET /b", 3)])), None);
    assert_eq!(found("command", &counts(&[("ornn::kept", 3), ("ornn::old", 0)])), None);
}

#[test]
fn what_was_not_counted_at_all_is_reported_by_no_rule() {
    assert_eq!(
        removed(deprecated("GET /a", "route", "stable"), FILE, &Evidence::default()),
        None
    );
}

#[test]
fn the_schedule_has_the_count_or_says_that_there_is_none() {
    let route = |id: &str| {
        json!({ "id": id, "kind": "route",
            "deprecated": { "since": "1.3.0", "on": "2026-06-01", "sunset": "2026-11-01", "note": "gone", "remove_in": "2.0.0" } })
    };
    let contract = contract("1.4.0", json!([route("GET /a"), route("GET /b"), route("GET /c")]));
    let policy = Policy::from_toml(FILE).unwrap();
    let stages = schedule(&contract, &policy, &counts(&[("GET /a", 2), ("GET /b", 0)]));
    for stage in &stages {
        let goes = matches!(stage.kind, StageKind::Removable | StageKind::Sunset | StageKind::Due);
        assert_eq!(stage.used.is_some(), goes && stage.subject == "GET /a", "{stage}");
        assert_eq!(stage.use_unknown, goes && stage.subject == "GET /c", "{stage}");
        let json = serde_json::to_value(stage).unwrap();
        assert_eq!(json.get("use_unknown"), stage.use_unknown.then_some(&json!(true)));
    }
    let shown: Vec<String> = stages.iter().map(ToString::to_string).collect();
    let sunset = shown
        .iter()
        .find(|it| it.starts_with("`GET /c` has its sunset"))
        .unwrap();
    assert!(
        sunset.ends_with(
            "on 2026-11-01; its use is not known, because the counts of `[usage]` do not name it: compare its name with theirs, and \
             find out whether a deployed version counts it"
        ),
        "{sunset}"
    );
    assert!(
        shown.iter().any(|it| it == "`GET /b` has its sunset on 2026-11-01"),
        "{shown:?}"
    );
}
