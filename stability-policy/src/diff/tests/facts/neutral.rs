//! Facts that break nobody, and that rules about announcements, areas and packages look at.

use serde_json::{Value, json};

use super::{Given, foo, foo_trait, vec_of};

pub fn given() -> Vec<Given> {
    let mut given = of_items();
    given.extend(of_members());
    given.extend(of_packages());
    given
}

fn of_items() -> Vec<Given> {
    let route = |deprecated: Value| json!([{ "id": "GET /a", "kind": "route", "deprecated": deprecated }]);
    let store = foo_trait;
    let friends = |friends: Value| store(json!({ "sealed": { "friends": friends } }));
    vec_of([
        (
            "graduation-stated",
            foo(json!({ "tier": "beta" })),
            foo(json!({ "tier": "beta", "until": "2.0.0" })),
            "neutral beta: `nika::Foo` now has until 2.0.0 to become stable or be removed",
            foo(json!({ "until": "2.0.0" })),
        ),
        (
            "deprecation-date-moved",
            route(json!({ "on": "2026-06-01" })),
            route(json!({ "on": "2026-05-01" })),
            "neutral stable: `GET /a` was deprecated on `2026-06-01` and is now deprecated on `2026-05-01`",
            route(json!({ "on": "2026-06-01", "sunset": "2027-01-01" })),
        ),
        (
            "deprecation-reworded",
            foo(json!({ "deprecated": { "replacement": "nika::Bar" } })),
            foo(json!({ "deprecated": { "replacement": "nika::Baz" } })),
            "neutral stable: `nika::Foo` had the deprecation replacement `nika::Bar` and now has `nika::Baz`",
            foo(json!({ "deprecated": { "replacement": "nika::Bar", "since": "1.0.0" } })),
        ),
        (
            "area-changed",
            foo(json!({ "area": "Core" })),
            foo(json!({ "area": "CLI" })),
            "neutral stable: `nika::Foo` was in the area `Core` and is now in the area `CLI`",
            foo(json!({ "area": "Core", "note": "it is short" })),
        ),
        (
            "audience-changed",
            foo(json!({ "audience": "plugins" })),
            foo(json!({ "audience": "plugins of ours" })),
            "neutral stable: `nika::Foo` was promised to “plugins” and is now promised to “plugins of ours”",
            foo(json!({ "audience": "plugins", "note": "it is short" })),
        ),
        (
            "may-expose-changed",
            foo(json!({})),
            foo(json!({ "may_expose": ["Bar"] })),
            "neutral stable: `nika::Foo` could show no types with weaker tiers, and can now show `Bar`",
            foo(json!({ "docs": "there" })),
        ),
        (
            "friend-added",
            friends(json!(["acme"])),
            friends(json!(["acme", "nika-echo"])),
            "neutral stable: `nika::Foo` now lets `nika-echo` implement it",
            friends(json!(["acme"])),
        ),
        (
            "erased-added",
            store(json!({})),
            store(json!({ "erased": "DynFoo" })),
            "neutral stable: `nika::Foo` now has a form that can be `dyn`",
            store(json!({ "note": "it is short" })),
        ),
        (
            "cfg-no-longer-required",
            foo(json!({ "cfg": "nika_unstable" })),
            foo(json!({})),
            "neutral stable: `nika::Foo` no longer needs `--cfg nika_unstable`",
            foo(json!({ "cfg": "nika_unstable", "was": "nika_preview" })),
        ),
        (
            "feature-no-longer-required",
            foo(json!({ "feature": "shell" })),
            foo(json!({})),
            "neutral stable: `nika::Foo` no longer needs the feature `shell`",
            foo(json!({ "feature": "shell", "issue": "12" })),
        ),
    ])
}

fn of_members() -> Vec<Given> {
    let store = |provided: bool, reserved: bool| {
        let method = json!({ "name": "put", "kind": "method", "provided": provided, "reserved": reserved });
        json!([{ "id": "nika::Store", "kind": "trait", "members": [method] }])
    };
    vec_of([
        (
            "member-now-provided",
            store(false, false),
            store(true, false),
            "neutral stable: `nika::Store::put` was required and now has a default",
            store(false, false),
        ),
        (
            "no-longer-reserved",
            store(false, true),
            store(true, false),
            "neutral stable: `nika::Store::put` was reserved and no longer is",
            store(true, true),
        ),
    ])
}

fn of_packages() -> Vec<Given> {
    let package = |more: &[(&str, Value)]| {
        let mut package = json!({ "name": "nika", "version": "1.2.0" });
        for (key, value) in more {
            package[*key] = value.clone();
        }
        json!({ "packages": [package] })
    };
    let area = |planned: Value| {
        json!({
            "packages": [{ "name": "nika", "version": "1.2.0" }],
            "areas": [{ "name": "CLI", "package": "nika", "planned": planned }],
            "items": [{ "id": "command nika run", "kind": "command", "area": "CLI", "tier": "beta" }],
        })
    };
    let of_packages = |names: &[&str]| {
        let package = |name: &&str| json!({ "name": name, "version": "1.2.0" });
        json!({ "packages": names.iter().map(package).collect::<Value>() })
    };
    let owner = |owner: &str| {
        let packages = ["nika", "nika-kernel"].map(|name| json!({ "name": name, "version": "1.2.0" }));
        json!({ "packages": packages, "items": [{ "id": "command nika run", "kind": "command", "package": owner }] })
    };
    let builds = |names: &[&str]| {
        let builds: Value = names.iter().map(|name| ((*name).to_string(), json!({}))).collect();
        let packages = json!([{ "name": "nika", "version": "1.0.0" }]);
        json!({ "contract": null, "package": null, "packages": packages, "builds": builds, "items": [{ "id": "nika::Foo" }] })
    };
    vec_of([
        (
            "msrv-lowered",
            json!({ "rust_version": "1.88.0" }),
            json!({ "rust_version": "1.85.0" }),
            "neutral stable: `rust-version` was 1.88.0 and is now 1.85.0",
            json!({ "rust_version": "1.90.0" }),
        ),
        (
            "unmarked-changed",
            package(&[("unmarked", json!(2))]),
            package(&[("unmarked", json!(3))]),
            "neutral stable: `package nika` had 2 public items without a tier and now has 3",
            package(&[]),
        ),
        (
            "planned-added",
            area(json!([])),
            area(json!([{ "name": "nika repair" }])),
            "neutral beta: `area CLI` now announces `nika repair` as planned",
            area(json!([])),
        ),
        (
            "planned-removed",
            area(json!([{ "name": "nika repair" }])),
            area(json!([])),
            "neutral beta: `area CLI` no longer announces `nika repair` as planned",
            area(json!([{ "name": "nika repair" }])),
        ),
        (
            "package-added",
            of_packages(&["nika"]),
            of_packages(&["nika", "nika-kernel"]),
            "neutral stable: `package nika-kernel` is now in the contract",
            of_packages(&["nika"]),
        ),
        (
            "owner-changed",
            owner("nika"),
            owner("nika-kernel"),
            "neutral stable: `command nika run` was declared by `nika` and is now declared by `nika-kernel`",
            owner("nika"),
        ),
        (
            "build-added",
            builds(&["default"]),
            builds(&["default", "wasm"]),
            "neutral stable: `build wasm` is now in the contract",
            builds(&["default"]),
        ),
    ])
}
