//! What items show, at each place where a type can be.

use serde_json::{Value, json};

use super::lifecycle::contract;
use crate::{Comparison, Evidence, Policy, judge};

/// What a rule reports of an item with this shape, beside an evolving type and an experimental trait.
fn reported(rule: &str, kind: &str, key: &str, shape: &Value) -> Vec<String> {
    let id = key.split_once(' ').unwrap().1;
    let mut items = vec![
        json!({ "id": "nika::Weak", "kind": "struct", "tier": "evolving",
            "shape": { "type nika::Weak": { "kind": "struct", "fields": { "form": "unit" } } } }),
        json!({ "id": "nika::Draft", "kind": "trait", "tier": "experimental", "shape": { "type nika::Draft": { "kind": "trait" } } }),
        json!({ "id": "nika::hidden::Sealed", "kind": "trait", "tier": "internal", "shape": { "unreachable": true } }),
    ];
    items.push(json!({ "id": id, "kind": kind, "tier": "stable", "shape": { key: shape } }));
    let current = contract("1.0.0", Value::Array(items));
    let locked = [
        ("axum-core", &["0.5.2"][..]),
        ("hyper", &["0.14.30", "1.8.1"]),
        ("tower", &["1.0.3", "1.2.0"]),
    ];
    let locked =
        locked.map(|(name, versions)| (name.to_owned(), versions.iter().map(|it| it.parse().unwrap()).collect()));
    let (policy, evidence) = (
        Policy::default(),
        Evidence {
            locked: locked.into(),
            ..Evidence::default()
        },
    );
    let comparison = Comparison::new(None, &current, &policy, &evidence).unwrap();
    let findings = judge(&comparison).findings.into_iter();
    let own = findings.filter(|finding| finding.rule == rule);
    own.map(|it| format!("{} {}", it.subject, it.message.split("shows ").last().unwrap()))
        .collect()
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn a_weaker_type_is_seen_wherever_it_is_shown() {
    let weak = "`nika::Weak`, which is evolving";
    let draft = "`nika::Draft`, which is experimental";
    let sealed = "`nika::hidden::Sealed`, which is internal";
    for (kind, key, shape, subject, expected) in [
        (
            "fn",
            "value nika::f",
            json!({ "kind": "function", "inputs": ["&'0 [nika::Weak]"], "output": "()" }),
            "nika::f",
            weak,
        ),
        (
            "fn",
            "value nika::f",
            json!({ "kind": "function", "output": "(impl nika::Draft + std::marker::Send)" }),
            "nika::f",
            draft,
        ),
        (
            "fn",
            "value nika::f",
            json!({ "kind": "function", "output": "()", "bounds": ["F0: nika::Draft"] }),
            "nika::f",
            draft,
        ),
        (
            "fn",
            "value nika::f",
            json!({ "kind": "function", "output": "std::boxed::Box<(dyn nika::Draft)>" }),
            "nika::f",
            draft,
        ),
        (
            "method",
            "value nika::S::f",
            json!({ "kind": "function", "on": "nika::S<nika::Weak>", "output": "()" }),
            "nika::S::f",
            weak,
        ),
        (
            "const",
            "value nika::C",
            json!({ "kind": "constant", "type": "nika::Weak" }),
            "nika::C",
            weak,
        ),
        (
            "static",
            "value nika::C",
            json!({ "kind": "static", "type": "nika::Weak", "is_mutable": false }),
            "nika::C",
            weak,
        ),
        (
            "type",
            "type nika::A",
            json!({ "kind": "alias", "of": "std::vec::Vec<nika::Weak>" }),
            "nika::A",
            weak,
        ),
        (
            "struct",
            "type nika::S",
            json!({ "kind": "struct", "generics": ["type = nika::Weak"] }),
            "nika::S",
            weak,
        ),
        (
            "struct",
            "type nika::S",
            json!({ "kind": "struct", "bounds": ["T0: nika::Draft"] }),
            "nika::S",
            draft,
        ),
        (
            "struct",
            "type nika::S",
            json!({ "kind": "struct", "fields": { "form": "tuple", "public": { "0": "fn(nika::Weak)" } } }),
            "nika::S::0",
            weak,
        ),
        (
            "enum",
            "type nika::E",
            json!({ "kind": "enum", "variants": { "A": { "fields": { "form": "named", "public": { "b": "nika::Weak" } } } } }),
            "nika::E::A::b",
            weak,
        ),
        (
            "struct",
            "type nika::S",
            json!({ "kind": "struct", "implements": { "std::iter::Iterator": { "types": { "Item": "nika::Weak" } } } }),
            "nika::S",
            weak,
        ),
        (
            "trait",
            "type nika::T",
            json!({ "kind": "trait", "bounds": ["Self: nika::Draft"] }),
            "nika::T",
            draft,
        ),
        (
            "trait",
            "type nika::T",
            json!({ "kind": "trait", "bounds": ["Self: ~Sealed"] }),
            "nika::T",
            sealed,
        ),
        (
            "use",
            "type nika::deep::Weak",
            json!({ "kind": "re_export", "of": "nika@1::Weak" }),
            "nika::deep::Weak",
            weak,
        ),
    ] {
        let found = reported("stable-exposes-weaker", kind, key, &shape);
        let (name, _) = expected.split_once(',').expect("the name, and its tier");
        let message = format!("{subject} {expected}; a change of {name} breaks users of the item");
        assert_eq!(found, [message], "{shape}");
    }
}

#[test]
fn what_is_no_type_or_as_weak_is_not_shown() {
    for (kind, key, shape) in [
        (
            "const",
            "value nika::C",
            json!({ "kind": "constant", "type": "&str", "value": "\"nika::Weak\"" }),
        ),
        (
            "macro",
            "macro nika::m",
            json!({ "kind": "macro", "arms": ["($a:ty) nika::Weak"] }),
        ),
        (
            "fn",
            "value nika::f",
            json!({ "kind": "function", "inputs": ["<F0 as std::ops::Deref>::Weak"], "output": "Weak" }),
        ),
        (
            "fn",
            "value nika::f",
            json!({ "kind": "function", "inputs": ["[u8; {nika::Weak}]"], "output": "()" }),
        ),
        (
            "struct",
            "type nika::S",
            json!({ "kind": "struct", "layout": ["nika::Weak"], "serde_private": { "a": "nika::Weak" } }),
        ),
        (
            "struct",
            "type nika::S",
            json!({ "kind": "struct", "implements": { "std::convert::From<nika::Weak>": {}, "nika::Draft": {} } }),
        ),
        (
            "struct",
            "type nika::Weaker",
            json!({ "kind": "struct", "bounds": ["nika::Weaker: std::fmt::Debug"] }),
        ),
    ] {
        let found = reported("stable-exposes-weaker", kind, key, &shape);
        assert!(found.is_empty(), "{shape}: {found:?}");
    }
}

#[test]
fn a_foreign_type_below_one_is_asked_about() {
    let function = |output: &str| json!({ "kind": "function", "output": output });
    for (output, expected) in [
        (
            "rand@0.8::rngs::StdRng",
            Some(
                "nika::f `rand::rngs::StdRng` of `rand` 0.8; an incompatible release of `rand` breaks users of the item",
            ),
        ),
        (
            "{log@0::Level}",
            Some("nika::f `log::Level` of `log` 0; an incompatible release of `log` breaks users of the item"),
        ),
        ("http@1::Request", None),
        ("std::string::String", None),
        ("nika@0.1::Strong", None),
        ("~StdRng", None),
        ("serde_core::ser::Impossible", None),
        // No declaration states their versions, and `Cargo.lock` has one, two and none of them.
        (
            "axum_core::Body",
            Some(
                "nika::f `axum_core::Body` of `axum_core` 0.5; an incompatible release of `axum_core` breaks users of the item",
            ),
        ),
        ("tower::Layer", None),
        (
            "hyper::Body",
            Some("nika `hyper::Body`; an incompatible release of `hyper` may break users"),
        ),
        (
            "h3::Body",
            Some("nika `h3::Body`; an incompatible release of `h3` may break users"),
        ),
    ] {
        let found = reported("foreign-type-exposed", "fn", "value nika::f", &function(output));
        assert_eq!(found, Vec::from_iter(expected), "{output}");
    }
}
