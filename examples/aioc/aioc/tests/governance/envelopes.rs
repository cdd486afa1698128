//! One shape for every answer to a call.

use crate::support::{Deed, Stage, outputs};
use aioc::guarantees::{ALLOW_ENVELOPE, NORMALIZED_ENVELOPE};
use aioc::options::RunOptions;
use aioc::policy::{DenyMode, allow, deny};
use aioc::provider::ModelEvent;
use aioc::tool::Tool;
use serde_json::{Value, json};

#[test]
#[stability::upholds(ALLOW_ENVELOPE)]
fn an_allowed_tool_call_carries_what_the_tool_returned() {
    let policies = Deed::Tool.decided(allow("granted"));
    let result = Stage::proposing(Deed::Tool)
        .run(RunOptions::new(()).with_policies(policies))
        .unwrap();
    let envelope = json!({ "status": "ok", "code": null, "publicReason": null, "data": { "paid": true } });
    assert_eq!(outputs(&result.history), [envelope]);
}

#[test]
#[stability::upholds(ALLOW_ENVELOPE)]
fn an_allowed_handoff_carries_its_payload_and_the_other_agent_goes_on() {
    let policies = Deed::Handoff.decided(allow("granted"));
    let result = Stage::proposing(Deed::Handoff)
        .run(RunOptions::new(()).with_policies(policies))
        .unwrap();
    let envelope = json!({
        "status": "ok", "code": null, "publicReason": null,
        "data": { "handoffTo": "desk", "accepted": true, "payload": { "euros": 5 } },
    });
    assert_eq!(outputs(&result.history), [envelope]);
    assert_eq!(result.last_agent.name, "desk");
}

#[test]
#[stability::upholds(NORMALIZED_ENVELOPE)]
fn whatever_a_tool_returns_and_a_policy_says_the_shape_is_the_same() {
    let answers = [
        Value::Null,
        json!(7),
        json!("text"),
        json!([1, 2]),
        json!({ "status": "denied" }),
    ];
    let mut envelopes = Vec::new();
    for answer in answers {
        let mut stage = Stage::proposing(Deed::Tool);
        stage.agent.tools = vec![Tool::new("pay", move |_, _| Ok(answer.clone()))];
        let policies = Deed::Tool.decided(allow("granted"));
        envelopes.extend(outputs(
            &stage.run(RunOptions::new(()).with_policies(policies)).unwrap().history,
        ));
    }
    for deed in Deed::BOTH {
        for result in [allow("granted"), deny("refused").with_deny_mode(DenyMode::ToolResult)] {
            let result = Stage::proposing(deed).run(RunOptions::new(()).with_policies(deed.decided(result)));
            envelopes.extend(outputs(&result.unwrap().history));
        }
    }
    assert_eq!(envelopes.len(), 9);
    for envelope in envelopes {
        let fields: Vec<_> = envelope.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(fields, ["status", "code", "publicReason", "data"]);
        assert!(["ok", "denied"].contains(&envelope["status"].as_str().unwrap()));
    }
}

#[test]
#[stability::upholds(NORMALIZED_ENVELOPE)]
fn the_next_request_has_the_envelope_and_nothing_around_it() {
    let denied = json!({ "status": "denied", "code": "refused", "publicReason": "Action not allowed.", "data": null });
    let paid = json!({ "status": "ok", "code": null, "publicReason": null, "data": { "paid": true } });
    let soft = deny("refused").with_deny_mode(DenyMode::ToolResult);
    for (decision, envelope) in [(allow("granted"), paid), (soft, denied)] {
        let stage = Stage::proposing(Deed::Tool);
        stage
            .run(RunOptions::new(()).with_policies(Deed::Tool.decided(decision)))
            .unwrap();
        assert_eq!(outputs(&stage.provider.requests()[1].messages), [envelope]);
    }
}

#[test]
fn a_call_of_a_tool_that_is_not_there_is_no_answer_but_an_error() {
    let stage = Stage::with_script([vec![ModelEvent::tool_call("call-1", "fly", "{}")]]);
    let policies = Deed::Tool.decided(allow("granted"));
    let error = stage.run(RunOptions::new(()).with_policies(policies)).unwrap_err();
    assert_eq!(error.name(), "ToolCallError");
}
