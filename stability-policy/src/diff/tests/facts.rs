//! Each fact: what gives it, and what is near and does not.

mod neutral;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use stability::contract::Contract;

use super::{diff, differences, word, written};
use crate::diff::Fact;

/// Two states of `nika`, what differs between them, and a later state that lacks this fact.
struct Given {
    fact: &'static str,
    before: Value,
    after: Value,
    differences: &'static str,
    near: Value,
}

/// A list of items, or what the manifest promises, or parts of a whole document.
fn contract(state: &Value) -> Contract {
    match state.as_array() {
        Some(items) => written::contract("1.0.0", items),
        None if state.get("packages").is_some() => written::document(state),
        None => written::of_packages(&json!([{ "name": "nika", "version": "1.0.0", "manifest": state }]), &[]),
    }
}

#[test]
fn each_fact_is_found_and_not_taken_for_what_is_near() {
    let mut seen = BTreeSet::new();
    for Given {
        fact,
        before,
        after,
        differences: expected,
        near,
    } in given()
    {
        let (before, after, near) = (contract(&before), contract(&after), contract(&near));
        assert_eq!(differences(&before, &after).join("\n"), expected, "{fact}");
        let changes = diff(&before, &after);
        let found = changes.iter().find(|change| word(change) == fact);
        assert_name(&found.unwrap_or_else(|| panic!("{fact} is not found")).fact, fact);
        let words: Vec<String> = diff(&before, &near).iter().map(word).collect();
        assert!(!words.iter().any(|word| word == fact), "{fact} is not near: {words:?}");
        seen.insert(fact);
    }
    assert_eq!(seen.len(), FACTS, "a case for each fact");
}

/// Those of contracts; what differs between policies has tests of its own.
const FACTS: usize = 70;

/// A fact more does not compile here, before it lacks a case.
fn assert_name(fact: &Fact, word: &str) {
    let name = match fact {
        Fact::ItemAdded => "item-added",
        Fact::ItemRemoved => "item-removed",
        Fact::ItemRenamed => "item-renamed",
        Fact::TierLowered { .. } => "tier-lowered",
        Fact::TierRaised { .. } => "tier-raised",
        Fact::ImplementTierLowered { .. } => "implement-tier-lowered",
        Fact::ImplementTierRaised { .. } => "implement-tier-raised",
        Fact::CfgRequired { .. } => "cfg-required",
        Fact::CfgNoLongerRequired { .. } => "cfg-no-longer-required",
        Fact::SinceChanged { .. } => "since-changed",
        Fact::SignatureChanged { .. } => "signature-changed",
        Fact::TextChanged { .. } => "text-changed",
        Fact::MemberAdded { .. } => "member-added",
        Fact::MemberRemoved { .. } => "member-removed",
        Fact::MemberTypeChanged { .. } => "member-type-changed",
        Fact::MemberNowRequired { .. } => "member-now-required",
        Fact::Deprecated => "deprecated",
        Fact::Undeprecated => "undeprecated",
        Fact::SunsetMoved { .. } => "sunset-moved",
        Fact::RemovalMoved { .. } => "removal-moved",
        Fact::NowNonExhaustive => "now-non-exhaustive",
        Fact::NowExhaustive => "now-exhaustive",
        Fact::Sealed => "sealed",
        Fact::Shape { .. } => "shape",
        Fact::Wire { .. } => "wire",
        Fact::Unsealed => "unsealed",
        Fact::FriendRemoved { .. } => "friend-removed",
        Fact::SchemaMarkerChanged { .. } => "schema-marker-changed",
        Fact::NamespacesChanged => "namespaces-changed",
        Fact::ErasedRemoved => "erased-removed",
        Fact::FeatureRequired { .. } => "feature-required",
        Fact::FeatureAdded { .. } => "feature-added",
        Fact::FeatureRemoved { .. } => "feature-removed",
        Fact::FeatureEnablesLess { .. } => "feature-enables-less",
        Fact::FeatureDefaultOn { .. } => "feature-default-on",
        Fact::FeatureDefaultOff { .. } => "feature-default-off",
        Fact::MsrvRaised { .. } => "msrv-raised",
        Fact::MeaningMoved { .. } => "meaning-moved",
        Fact::GraduationMoved { .. } => "graduation-moved",
        Fact::DeprecationMoved { .. } => "deprecation-moved",
        Fact::DeprecationStageChanged { .. } => "deprecation-stage-changed",
        Fact::CodeRetired => "code-retired",
        Fact::CodeUnretired => "code-unretired",
        Fact::ScopeNarrowed { .. } => "scope-narrowed",
        Fact::ScopeWidened { .. } => "scope-widened",
        Fact::StateLowered { .. } => "state-lowered",
        Fact::StateRaised { .. } => "state-raised",
        Fact::ExclusionAdded { .. } => "exclusion-added",
        Fact::ExclusionRemoved { .. } => "exclusion-removed",
        Fact::PackageRemoved => "package-removed",
        Fact::BuildRemoved { .. } => "build-removed",
        Fact::ContentsChanged => "contents-changed",
        Fact::GraduationStated { .. } => "graduation-stated",
        Fact::DeprecationDateMoved { .. } => "deprecation-date-moved",
        Fact::DeprecationReworded { .. } => "deprecation-reworded",
        Fact::AreaChanged { .. } => "area-changed",
        Fact::AudienceChanged { .. } => "audience-changed",
        Fact::OwnerChanged { .. } => "owner-changed",
        Fact::MayExposeChanged { .. } => "may-expose-changed",
        Fact::FriendAdded { .. } => "friend-added",
        Fact::ErasedAdded => "erased-added",
        Fact::FeatureNoLongerRequired { .. } => "feature-no-longer-required",
        Fact::MemberNowProvided { .. } => "member-now-provided",
        Fact::NoLongerReserved => "no-longer-reserved",
        Fact::MsrvLowered { .. } => "msrv-lowered",
        Fact::UnmarkedChanged { .. } => "unmarked-changed",
        Fact::PlannedAdded { .. } => "planned-added",
        Fact::PlannedRemoved { .. } => "planned-removed",
        Fact::PackageAdded => "package-added",
        Fact::BuildAdded { .. } => "build-added",
        Fact::PolicyWeakened { .. } => "policy-weakened",
        Fact::PolicyChanged { .. } => "policy-changed",
    };
    assert_eq!(name, word);
}

/// `nika::Foo`, with more said of it.
fn foo(more: Value) -> Value {
    let mut item = json!({ "id": "nika::Foo" });
    let more: serde_json::Map<String, Value> = serde_json::from_value(more).expect("an object");
    item.as_object_mut().expect("an object").extend(more);
    json!([item])
}

/// The same as a trait.
fn foo_trait(more: Value) -> Value {
    let mut items = foo(more);
    items[0]["kind"] = json!("trait");
    items
}

/// `nika::Foo` with these implementations.
fn described(implements: Value) -> Value {
    foo(json!({ "shape": { "type nika::Foo": { "kind": "struct", "implements": implements } } }))
}

fn given() -> Vec<Given> {
    let mut given = items();
    given.extend(shapes());
    given.extend(consents());
    given.extend(members());
    given.extend(manifests());
    given.extend(announcements());
    given.extend(headers());
    given.extend(neutral::given());
    given
}

fn items() -> Vec<Given> {
    let text = |text: &str| json!([{ "id": "guarantee deny", "kind": "guarantee", "text": text }]);
    let frame = |id: &str| json!([{ "id": id, "signature": "struct Frame"}]);
    let retired = |sunset: &str| json!([{ "id": "GET /a", "kind": "route", "deprecated": { "sunset": sunset } }]);
    vec_of([
        (
            "item-added",
            json!([]),
            foo(json!({})),
            "additive stable: `nika::Foo` was added",
            json!([]),
        ),
        (
            "item-removed",
            foo(json!({})),
            json!([]),
            "breaking stable: `nika::Foo` was removed",
            foo(json!({ "area": "CLI" })),
        ),
        (
            "item-renamed",
            frame("nika::Frame"),
            frame("nika::memory::Frame"),
            "breaking stable: `nika::Frame` is now `nika::memory::Frame`",
            json!([{ "id": "nika::memory::Frame", "signature": "struct Frame<T>" }]),
        ),
        (
            "tier-lowered",
            foo(json!({})),
            foo(json!({ "tier": "beta" })),
            "breaking stable: `nika::Foo` was stable and is now beta",
            foo(json!({ "tier": "frozen" })),
        ),
        (
            "tier-raised",
            foo(json!({ "tier": "beta" })),
            foo(json!({})),
            "additive stable: `nika::Foo` was beta and is now stable",
            foo(json!({ "tier": "evolving" })),
        ),
        (
            "since-changed",
            foo(json!({ "since": "1.0.0" })),
            foo(json!({ "since": "1.1.0" })),
            "neutral stable: `nika::Foo` was promised since `1.0.0` and is now promised since `1.1.0`",
            foo(json!({ "since": "1.1.0", "tier": "frozen" })),
        ),
        (
            "text-changed",
            text("Calls are denied."),
            text("Calls are let through."),
            "breaking stable: `guarantee deny` had the text “Calls are denied.” and now has “Calls are let through.”",
            json!([{ "id": "guarantee deny", "kind": "guarantee", "text": "Calls are denied.", "note": "see there" }]),
        ),
        (
            "deprecated",
            foo(json!({})),
            foo(json!({ "deprecated": {} })),
            "additive stable: `nika::Foo` is deprecated",
            foo(json!({ "until": "2.0.0" })),
        ),
        (
            "undeprecated",
            foo(json!({ "deprecated": {} })),
            foo(json!({})),
            "neutral stable: `nika::Foo` is no longer deprecated",
            foo(json!({ "deprecated": { "note": "use Bar" } })),
        ),
        (
            "sunset-moved",
            retired("2027-01-01"),
            retired("2027-02-01"),
            "neutral stable: `GET /a` had the sunset `2027-01-01` and now has `2027-02-01`",
            json!([{ "id": "GET /a", "kind": "route", "deprecated": { "sunset": "2027-01-01", "on": "2026-01-01" } }]),
        ),
        (
            "removal-moved",
            foo(json!({ "deprecated": { "remove_in": "2.0.0" } })),
            foo(json!({ "deprecated": {} })),
            "neutral stable: `nika::Foo` was announced for removal in 2.0.0, and now has no announced removal",
            foo(json!({ "deprecated": { "remove_in": "2.0.0", "since": "1.0.0" } })),
        ),
        (
            "feature-required",
            foo(json!({})),
            foo(json!({ "feature": "shell" })),
            "breaking stable: `nika::Foo` now needs the feature `shell`",
            foo(json!({ "issue": "12" })),
        ),
    ])
}

/// What users must do to reach an item, and what those are promised who implement it.
fn consents() -> Vec<Given> {
    vec_of([
        (
            "cfg-required",
            foo_trait(json!({})),
            foo_trait(json!({ "cfg": "nika_unstable" })),
            "breaking stable: `nika::Foo` now needs `--cfg nika_unstable`",
            foo_trait(json!({ "feature": "nika_unstable" })),
        ),
        (
            "implement-tier-lowered",
            foo_trait(json!({})),
            foo_trait(json!({ "implement": "evolving" })),
            "breaking stable: `nika::Foo` was stable for users who implement it and is now evolving for them",
            foo_trait(json!({ "implement": "stable" })),
        ),
        (
            "implement-tier-raised",
            foo_trait(json!({ "implement": "evolving" })),
            foo_trait(json!({ "implement": "beta" })),
            "additive beta: `nika::Foo` was evolving for users who implement it and is now beta for them",
            foo_trait(json!({ "implement": "evolving", "tier": "evolving" })),
        ),
    ])
}

fn shapes() -> Vec<Given> {
    let run = |signature: &str| json!([{ "id": "nika::run", "kind": "fn", "signature": signature }]);
    let store = foo_trait;
    let friends = |friends: Value| store(json!({ "sealed": { "friends": friends } }));
    let marker = |value: &str| foo(json!({ "schema": { "key": "nika", "value": value } }));
    let namespaces = |community: &str| foo(json!({ "namespaces": { "core": "nika.", "community": community } }));
    vec_of([
        (
            "signature-changed",
            run("fn run(name: &str)"),
            run("fn run(name: String)"),
            "breaking stable: `nika::run` was `fn run(name: &str)` and is now `fn run(name: String)`",
            json!([{ "id": "nika::run", "kind": "fn", "signature": "fn run(name: &str)", "docs": "there" }]),
        ),
        (
            "now-non-exhaustive",
            foo(json!({ "exhaustive": true })),
            foo(json!({ "exhaustive": false })),
            "breaking stable: `nika::Foo` no longer permits users to construct or match it exhaustively",
            foo(json!({})),
        ),
        (
            "now-exhaustive",
            foo(json!({ "exhaustive": false })),
            foo(json!({ "exhaustive": true })),
            "additive stable: `nika::Foo` now permits users to construct or match it exhaustively",
            foo(json!({})),
        ),
        (
            "shape",
            described(json!({})),
            described(json!({ "std::marker::Send": {} })),
            "neutral stable: `nika::Foo` now implements `std::marker::Send`",
            described(json!({})),
        ),
        (
            "wire",
            foo(json!({ "wire": { "reads": true } })),
            foo(json!({ "wire": { "reads": true, "denies_unknown": true } })),
            "breaking stable: `nika::Foo` ignored unknown keys of documents and now refuses them",
            foo(json!({ "wire": { "writes": true, "reads": true } })),
        ),
        (
            "sealed",
            store(json!({})),
            friends(json!([])),
            "breaking stable: `nika::Foo` is now sealed",
            store(json!({ "erased": "Foo" })),
        ),
        (
            "unsealed",
            friends(json!(["acme"])),
            store(json!({})),
            "additive stable: `nika::Foo` is no longer sealed",
            friends(json!([])),
        ),
        (
            "friend-removed",
            friends(json!(["acme", "nika-echo"])),
            friends(json!(["nika-*"])),
            "breaking stable: `nika::Foo` no longer lets `acme` implement it\n\
             neutral stable: `nika::Foo` now lets `nika-*` implement it",
            friends(json!(["*"])),
        ),
        (
            "schema-marker-changed",
            marker("v1"),
            marker("v2"),
            "breaking stable: `nika::Foo` had the marker `nika: v1` and now has `nika: v2`",
            foo(json!({ "schema": { "key": "nika", "value": "v1" }, "document": true })),
        ),
        (
            "namespaces-changed",
            namespaces("x-"),
            namespaces("ext-"),
            "breaking stable: `nika::Foo` had the namespace `x-` for extension fields and now has `ext-`",
            foo(json!({ "namespaces": { "core": "nika.", "community": "x-" }, "document": true })),
        ),
        (
            "erased-removed",
            store(json!({ "erased": "DynFoo" })),
            store(json!({})),
            "breaking stable: `nika::Foo` no longer has a form that can be `dyn`",
            store(json!({ "erased": "Foo" })),
        ),
    ])
}

fn members() -> Vec<Given> {
    let with = |members: Value| foo(json!({ "members": members }));
    let text = |signature: &str| with(json!([{ "name": "text", "kind": "field", "signature": signature }]));
    let store = |provided: bool, reserved: bool| {
        let method = json!({ "name": "put", "kind": "method", "provided": provided, "reserved": reserved });
        json!([{ "id": "nika::Store", "kind": "trait", "members": [method] }])
    };
    vec_of([
        (
            "member-added",
            with(json!([])),
            text("u8"),
            "additive stable: `nika::Foo::text` is a new field",
            foo(json!({ "exhaustive": false })),
        ),
        (
            "member-removed",
            text("u8"),
            with(json!([])),
            "breaking stable: `nika::Foo::text` was removed",
            with(json!([{ "name": "text", "kind": "field", "signature": "u8", "note": "it is short" }])),
        ),
        (
            "member-type-changed",
            text("u8"),
            text("u16"),
            "breaking stable: `nika::Foo::text` was `u8` and is now `u16`",
            with(json!([{ "name": "text", "kind": "field", "signature": "u8", "tier": "beta" }])),
        ),
        (
            "member-now-required",
            store(true, false),
            store(false, false),
            "breaking stable: `nika::Store::put` had a default and is now required",
            store(false, true),
        ),
    ])
}

fn manifests() -> Vec<Given> {
    let features = |features: Value| json!({ "features": features });
    let shell = |enables: Value| features(json!({ "default": { "enables": enables }, "shell": {} }));
    vec_of([
        (
            "feature-added",
            features(json!({})),
            features(json!({ "shell": {} })),
            "additive stable: `feature shell` was added",
            features(json!({ "_shell": {} })),
        ),
        (
            "feature-removed",
            features(json!({ "shell": {} })),
            features(json!({})),
            "breaking stable: `feature shell` was removed",
            features(json!({ "shell": { "enables": ["dep:clap"] } })),
        ),
        (
            "feature-default-on",
            shell(json!([])),
            shell(json!(["shell"])),
            "additive stable: `feature shell` is now on by default",
            shell(json!(["dep:shell"])),
        ),
        (
            "feature-default-off",
            shell(json!(["shell"])),
            shell(json!([])),
            "breaking stable: `feature shell` is no longer on by default",
            features(json!({ "default": { "enables": ["cli"] }, "cli": { "enables": ["shell"] }, "shell": {} })),
        ),
        (
            "feature-enables-less",
            features(json!({ "full": { "enables": ["shell", "dep:clap"] }, "shell": {} })),
            features(json!({ "full": {}, "shell": {} })),
            "breaking stable: `feature full` no longer enables the feature `shell`",
            features(json!({ "full": { "enables": ["cli"] }, "cli": { "enables": ["shell"] }, "shell": {} })),
        ),
        (
            "msrv-raised",
            json!({ "rust_version": "1.85.0" }),
            json!({ "rust_version": "1.88.0" }),
            "breaking stable: `rust-version` was 1.85.0 and is now 1.88.0",
            json!({ "rust_version": "1.80.0" }),
        ),
    ])
}

fn announcements() -> Vec<Given> {
    let exit = |second: &str| {
        json!([
            { "id": "exit_code nika run 1", "name": "nika run 1", "kind": "exit-code", "text": "failed" },
            { "id": "exit_code nika run 2", "name": "nika run 2", "kind": "exit-code", "text": second },
        ])
    };
    let code = |note: &str| json!([{ "id": "NIKA-A-001", "kind": "error-code", "signature": "E::A", "note": note }]);
    let beta = |until: Value| foo(json!({ "tier": "beta", "until": until }));
    let generated = |hash: &str| json!([{ "id": "generated a.sql", "kind": "artefact", "signature": "frozen", "contents": { "hash": hash } }]);
    let since = |since: &str| foo(json!({ "deprecated": { "since": since } }));
    let stage = |stage: &str| foo(json!({ "deprecated": { "since": "0.9.0", "stage": stage } }));
    vec_of([
        (
            "meaning-moved",
            exit("bad usage"),
            exit("Failed."),
            "breaking stable: `exit_code nika run 2` meant “bad usage” and now means “Failed.”, which was the meaning of `exit_code nika run 1`",
            exit("wrong usage"),
        ),
        (
            "graduation-moved",
            beta(json!("1.3.0")),
            beta(json!("2.0.0")),
            "neutral beta: `nika::Foo` had until 1.3.0 to become stable or be removed, and now has until 2.0.0",
            foo(json!({})),
        ),
        (
            "deprecation-moved",
            since("0.9.0"),
            since("0.5.0"),
            "neutral stable: `nika::Foo` was deprecated since `0.9.0` and is now deprecated since `0.5.0`",
            foo(json!({ "deprecated": { "since": "0.9.0", "note": "use Bar" } })),
        ),
        (
            "deprecation-stage-changed",
            stage("warned"),
            stage("denied"),
            "breaking stable: `nika::Foo` had the deprecation stage `warned` and now has `denied`",
            since("0.9.0"),
        ),
        (
            "code-retired",
            code("`E::A`"),
            code("retired; was `E::A`"),
            "neutral stable: `NIKA-A-001` is retired",
            code("`E::A`"),
        ),
        (
            "contents-changed",
            generated("a"),
            generated("b"),
            "neutral stable: `generated a.sql` has other contents",
            json!([{ "id": "generated a.sql", "kind": "artefact", "signature": "frozen" }]),
        ),
        (
            "code-unretired",
            code("retired; was `E::A`"),
            code("`E::A`"),
            "neutral stable: `NIKA-A-001` was retired and is in use again",
            code("retired; was `E::A`"),
        ),
    ])
}

fn headers() -> Vec<Given> {
    let of = |header: Value, tier: &str| {
        json!({
            "packages": [{ "name": "nika", "version": "1.2.0", "contract": header }],
            "items": [{ "id": "nika::Foo", "tier": tier }],
        })
    };
    let scope = |scope: &str| of(json!({ "name": "Nika", "state": "final", "scope": scope }), "frozen");
    let state = |state: &str| of(json!({ "name": "Nika", "state": state }), "stable");
    let area = |excludes: Value| {
        json!({
            "packages": [{ "name": "nika", "version": "1.2.0" }],
            "areas": [{ "name": "CLI", "package": "nika", "excludes": excludes }],
            "items": [{ "id": "command nika run", "kind": "command", "area": "CLI", "tier": "beta" }, { "id": "nika::Foo" }],
        })
    };
    let packages = |names: &[&str], items: Value| {
        let packages: Vec<Value> = names
            .iter()
            .map(|name| json!({ "name": name, "version": "1.2.0" }))
            .collect();
        json!({ "packages": packages, "items": items })
    };
    let kernel = |package: &str| json!([{ "id": "command nika run", "kind": "command", "package": package }]);
    let builds = |names: &[&str]| {
        let builds: Value = names.iter().map(|name| ((*name).to_string(), json!({}))).collect();
        let packages = json!([{ "name": "nika", "version": "1.0.0" }]);
        json!({ "contract": null, "package": null, "packages": packages, "builds": builds, "items": [{ "id": "nika::Foo" }] })
    };
    vec_of([
        (
            "scope-narrowed",
            scope(">=1.0.0, <3.0.0"),
            scope(">=1.0.0, <1.9.0"),
            "breaking frozen: `contract of nika` applied to `>=1.0.0, <3.0.0` and now applies only to `>=1.0.0, <1.9.0`",
            scope(">=1.1.0, <=2"),
        ),
        (
            "scope-widened",
            scope(">=1.0.0, <3.0.0"),
            of(json!({ "name": "Nika", "state": "final" }), "frozen"),
            "neutral frozen: `contract of nika` applied to `>=1.0.0, <3.0.0` and now applies to every version",
            scope(">=1.0.0, <3"),
        ),
        (
            "state-lowered",
            state("locked"),
            state("draft"),
            "breaking stable: `contract of nika` was locked and is now draft",
            state("locked"),
        ),
        (
            "state-raised",
            state("draft"),
            state("final"),
            "neutral stable: `contract of nika` was draft and is now final",
            state("draft"),
        ),
        (
            "exclusion-added",
            area(json!([])),
            area(json!(["the order of lines"])),
            "breaking beta: `area CLI` now excludes “the order of lines” from its promises",
            area(json!([])),
        ),
        (
            "exclusion-removed",
            area(json!(["the order of lines"])),
            area(json!([])),
            "additive beta: `area CLI` no longer excludes “the order of lines” from its promises",
            area(json!(["the order of lines"])),
        ),
        (
            // A command is the same whichever package declares it.
            "package-removed",
            packages(&["nika", "nika-kernel"], kernel("nika-kernel")),
            packages(&["nika"], kernel("nika")),
            "neutral stable: `command nika run` was declared by `nika-kernel` and is now declared by `nika`\n\
             breaking stable: `package nika-kernel` is no longer in the contract",
            packages(&["nika", "nika-kernel"], kernel("nika")),
        ),
        (
            "build-removed",
            builds(&["default", "wasm"]),
            builds(&["default"]),
            "breaking stable: `build wasm` is no longer in the contract",
            builds(&["default", "wasm"]),
        ),
    ])
}

fn vec_of<const N: usize>(cases: [(&'static str, Value, Value, &'static str, Value); N]) -> Vec<Given> {
    let given = |(fact, before, after, differences, near)| Given {
        fact,
        before,
        after,
        differences,
        near,
    };
    cases.into_iter().map(given).collect()
}
