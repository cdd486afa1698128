//! What a denial does to the run, and what the model, the user and the audit see of it.

use crate::support::{Deed, Shelf, Stage, outputs};
use aioc::guarantees::{
    DENY_MODE_DEFAULTS_TO_THROW, HARD_DENY_ERROR, PUBLIC_REASON_FOR_MODELS, REASON_FOR_AUDIT, SOFT_DENY_ENVELOPE,
};
use aioc::options::RunOptions;
use aioc::policy::{DenyMode, PolicyResult, deny};
use serde_json::json;

fn options(deed: Deed, result: PolicyResult) -> RunOptions<()> {
    RunOptions::new(()).with_policies(deed.decided(result))
}

#[test]
#[stability::upholds(HARD_DENY_ERROR)]
fn a_hard_denial_is_the_typed_error_of_its_deed() {
    for (deed, name) in [
        (Deed::Tool, "ToolCallPolicyDeniedError"),
        (Deed::Handoff, "HandoffPolicyDeniedError"),
    ] {
        let result = deny("over_limit").with_deny_mode(DenyMode::Throw);
        let error = Stage::proposing(deed).run(options(deed, result.clone())).unwrap_err();
        assert_eq!(error.name(), name);
        assert_eq!(deed.denial(error), result);
    }
}

#[test]
#[stability::upholds(HARD_DENY_ERROR)]
fn a_hard_denial_ends_the_run() {
    for deed in Deed::BOTH {
        let stage = Stage::proposing(deed);
        stage.run(options(deed, deny("over_limit"))).unwrap_err();
        assert_eq!(stage.provider.requests().len(), 1, "{deed:?}");
    }
}

#[test]
#[stability::upholds(DENY_MODE_DEFAULTS_TO_THROW)]
fn no_mode_means_throw() {
    for deed in Deed::BOTH {
        let run = |result: PolicyResult| Stage::proposing(deed).run(options(deed, result)).unwrap_err();
        let (omitted, thrown) = (
            run(deny("over_limit")),
            run(deny("over_limit").with_deny_mode(DenyMode::Throw)),
        );
        assert_eq!(omitted.name(), thrown.name());
        assert_eq!(omitted.to_string(), thrown.to_string());
    }
    assert_eq!(DenyMode::default(), DenyMode::Throw);
}

#[test]
#[stability::upholds(SOFT_DENY_ENVELOPE)]
fn a_soft_denial_is_an_envelope_and_the_run_goes_on() {
    for deed in Deed::BOTH {
        let soft = deny("over_limit").with_deny_mode(DenyMode::ToolResult);
        let soft = soft.with_public_reason("Ask a colleague.".to_owned());
        let stage = Stage::proposing(deed);
        let result = stage.run(options(deed, soft)).unwrap();
        let envelope = json!({
            "status": "denied", "code": "over_limit", "publicReason": "Ask a colleague.", "data": null
        });
        assert_eq!(outputs(&result.history), [envelope], "{deed:?}");
        assert_eq!(
            (result.final_output.as_str(), result.last_agent.name.as_str()),
            ("Done.", "front")
        );
        assert_eq!(stage.done(deed), 0, "{deed:?}");
    }
}

#[test]
#[stability::upholds(SOFT_DENY_ENVELOPE)]
fn without_public_words_a_soft_denial_has_the_runtimes() {
    for public in [None, Some(String::new()), Some(" ".to_owned())] {
        let soft = deny("over_limit")
            .with_deny_mode(DenyMode::ToolResult)
            .with_public_reason(public);
        let result = Stage::proposing(Deed::Tool).run(options(Deed::Tool, soft)).unwrap();
        assert_eq!(outputs(&result.history)[0]["publicReason"], "Action not allowed.");
    }
}

#[test]
#[stability::upholds(PUBLIC_REASON_FOR_MODELS)]
fn the_model_gets_the_public_reason() {
    let soft = deny("over_limit").with_deny_mode(DenyMode::ToolResult);
    let soft = soft
        .with_public_reason(" Ask a colleague. ".to_owned())
        .with_policy_version("secret-7".to_owned());
    let stage = Stage::proposing(Deed::Tool);
    stage.run(options(Deed::Tool, soft)).unwrap();
    let told = outputs(&stage.provider.requests()[1].messages);
    assert_eq!(told[0]["publicReason"], "Ask a colleague.");
    assert!(!told[0].to_string().contains("secret-7"));
}

#[test]
#[stability::upholds(REASON_FOR_AUDIT)]
fn the_audit_gets_the_reason() {
    for deed in Deed::BOTH {
        let shelf = Shelf::new();
        let result = deny("over_limit").with_public_reason("Ask a colleague.".to_owned());
        Stage::proposing(deed)
            .run(options(deed, result).with_record(shelf.options()))
            .unwrap_err();
        let decisions = shelf.record().policy_decisions;
        assert_eq!(
            decisions.iter().map(|one| one.reason.as_str()).collect::<Vec<_>>(),
            ["over_limit"]
        );
    }
}
