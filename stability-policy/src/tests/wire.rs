//! How strongly a form in documents is promised: by its attribute, by the policy, or as its item.

use serde_json::json;

use super::lifecycle::contract;
use crate::{Bump, Comparison, Evidence, Permit, Policy, judge};

#[test]
fn the_policy_gives_a_tier_to_forms_that_state_none() {
    let of = |tier: &str, stated: Option<&str>, name: &str| {
        let mut wire = json!({ "writes": true, "parts": [{ "name": "a", "of": "u8", "written": name }] });
        if let Some(stated) = stated {
            wire["tier"] = json!(stated);
        }
        json!([{ "id": "nika::Foo", "kind": "struct", "tier": tier, "document": true, "wire": wire }])
    };
    for (policy, tier, stated, required) in [
        ("", "stable", None, Bump::Major),
        ("", "evolving", None, Bump::Minor),
        ("", "stable", Some("internal"), Bump::None),
        ("", "evolving", Some("stable"), Bump::Major),
        ("free", "stable", None, Bump::None),
        ("evolving", "stable", None, Bump::Minor),
        // The policy makes no form stronger than its type.
        ("stable", "evolving", None, Bump::Minor),
        ("free", "evolving", Some("stable"), Bump::Major),
    ] {
        let text = if policy.is_empty() {
            String::new()
        } else {
            format!("[wire]\ndefault = {policy:?}")
        };
        let policy = Policy::from_toml(&text).unwrap();
        let (before, after) = (
            contract("1.0.0", of(tier, stated, "b")),
            contract("1.0.1", of(tier, stated, "c")),
        );
        let evidence = Evidence::default();
        let verdict = judge(&Comparison::new(Some(&before), &after, &policy, &evidence).unwrap());
        assert_eq!(verdict.required, Permit::Bump(required), "{text} {tier} {stated:?}");
        assert_eq!(verdict.is_kept(), required == Bump::None, "{text} {tier} {stated:?}");
    }
}
