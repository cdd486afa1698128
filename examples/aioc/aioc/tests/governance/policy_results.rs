//! What a policy says, field by field.

use aioc::guarantees::POLICY_RESULT_SHAPE;
use aioc::policy::{Decision, DenyMode, PolicyResult, allow, deny};
use serde_json::{Map, Value, json};

fn read(json: &Value) -> Option<PolicyResult> {
    PolicyResult::from_json(&json.to_string()).ok()
}

#[test]
#[stability::upholds(POLICY_RESULT_SHAPE)]
fn all_fields_have_their_names_on_the_wire() {
    let metadata = Map::from_iter([("rule".to_owned(), json!(7))]);
    let result = deny("over_limit")
        .with_public_reason("Ask a colleague.".to_owned())
        .with_deny_mode(DenyMode::ToolResult)
        .with_policy_version("2026-11".to_owned())
        .with_metadata(metadata);
    let wire = json!({
        "decision": "deny",
        "reason": "over_limit",
        "publicReason": "Ask a colleague.",
        "denyMode": "tool_result",
        "policyVersion": "2026-11",
        "metadata": { "rule": 7 },
    });
    assert_eq!(serde_json::to_value(&result).unwrap(), wire);
    assert_eq!(read(&wire), Some(result));
}

#[test]
#[stability::upholds(POLICY_RESULT_SHAPE)]
fn two_fields_are_required_and_four_are_not() {
    let least = json!({ "decision": "allow", "reason": "granted" });
    assert_eq!(read(&least), Some(allow("granted")));
    assert_eq!(serde_json::to_value(allow("granted")).unwrap(), least);
    assert_eq!(read(&json!({ "decision": "allow" })), None);
    assert_eq!(read(&json!({ "reason": "granted" })), None);
}

#[test]
#[stability::upholds(POLICY_RESULT_SHAPE)]
fn a_field_of_another_type_is_refused() {
    for (field, value) in [
        ("decision", json!("ALLOW")),
        ("decision", json!(true)),
        ("reason", json!(1)),
        ("reason", json!("")),
        ("publicReason", json!(false)),
        ("denyMode", json!("ignore")),
        ("policyVersion", json!(2)),
        ("metadata", json!([1])),
    ] {
        let mut wire = json!({ "decision": "allow", "reason": "granted" });
        wire[field] = value;
        assert_eq!(read(&wire), None, "{wire}");
    }
}

#[test]
fn both_modes_and_both_decisions_have_their_words() {
    let word = |value: Value| value.as_str().unwrap().to_owned();
    let modes = [DenyMode::Throw, DenyMode::ToolResult].map(|mode| word(serde_json::to_value(mode).unwrap()));
    assert_eq!(modes, ["throw", "tool_result"]);
    let decisions = [Decision::Allow, Decision::Deny].map(|one| word(serde_json::to_value(one).unwrap()));
    assert_eq!(decisions, ["allow", "deny"]);
}

#[test]
fn the_two_short_forms_decide_and_say_nothing_else() {
    assert_eq!(allow("granted"), PolicyResult::new(Decision::Allow, "granted"));
    assert_eq!(deny("refused"), PolicyResult::new(Decision::Deny, "refused"));
}
