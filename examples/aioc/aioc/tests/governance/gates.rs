//! What the model proposes is done only where a policy explicitly allows it.

use crate::support::{Deed, Shelf, Stage};
use aioc::guarantees::{DEFAULT_DENY, DETERMINISTIC_DENY_REASONS, PROPOSALS_ARE_NO_PERMISSIONS};
use aioc::options::RunOptions;
use aioc::policy::{
    Decision, DenyMode, INVALID_POLICY_RESULT, InvalidPolicyResult, POLICY_ERROR, POLICY_NOT_CONFIGURED, Policies,
    PolicyResult, ToolPolicyInput, Verdict, allow, deny,
};
use aioc::provider::ModelEvent;
use aioc::run::run;
use std::sync::{Arc, Mutex};

type Policy = fn() -> Verdict;

/// Every way in which a policy can fail to allow, and the reason that the run gives.
const NO_ALLOWANCE: [(Policy, &str); 7] = [
    (|| Ok(deny("not_today")), "not_today"),
    (|| Err("the directory is down".into()), POLICY_ERROR),
    (|| panic!("a policy with a defect"), POLICY_ERROR),
    (|| Ok(allow("")), INVALID_POLICY_RESULT),
    (|| Ok(allow(" \n")), INVALID_POLICY_RESULT),
    (
        || Ok(PolicyResult::from_json(r#"{"decision":"yes","reason":"sure"}"#)?),
        INVALID_POLICY_RESULT,
    ),
    (
        || Ok(PolicyResult::from_json(r#"{"decision":"allow"}"#)?),
        INVALID_POLICY_RESULT,
    ),
];

#[test]
#[stability::upholds(PROPOSALS_ARE_NO_PERMISSIONS, DEFAULT_DENY)]
fn a_proposal_is_no_permission() {
    for deed in Deed::BOTH {
        let stage = Stage::proposing(deed);
        stage.run(RunOptions::new(())).unwrap_err();
        assert_eq!(stage.done(deed), 0, "{deed:?}");
    }
}

#[test]
#[stability::upholds(PROPOSALS_ARE_NO_PERMISSIONS)]
fn a_proposal_is_done_once_it_is_allowed_and_not_before() {
    let order = Arc::new(Mutex::new(Vec::new()));
    let (policy, tool) = (Arc::clone(&order), Arc::clone(&order));
    let mut stage = Stage::proposing(Deed::Tool);
    stage.agent.tools = vec![aioc::tool::Tool::new("pay", move |_, _| {
        tool.lock().unwrap().push("tool");
        Ok(true.into())
    })];
    let policies = Policies::new().with_tool_policy(move |_: &ToolPolicyInput<'_, ()>| {
        policy.lock().unwrap().push("policy");
        Ok(allow("anyone_may_pay"))
    });
    stage.run(RunOptions::new(()).with_policies(policies)).unwrap();
    assert_eq!(*order.lock().unwrap(), ["policy", "tool"]);
}

#[test]
#[stability::upholds(PROPOSALS_ARE_NO_PERMISSIONS)]
fn however_often_it_is_proposed_each_proposal_is_judged() {
    let call = |id: &str| ModelEvent::tool_call(id, "pay", "{}");
    let stage = Stage::with_script([vec![call("a"), call("b"), call("c")], vec![ModelEvent::delta("Done.")]]);
    let policies = Policies::new().with_tool_policy({
        let judged = Mutex::new(0);
        move |_: &ToolPolicyInput<'_, ()>| {
            let mut judged = judged.lock().unwrap();
            *judged += 1;
            Ok(match *judged {
                1 => allow("the_first_is_free"),
                _ => deny("one_is_enough").with_deny_mode(DenyMode::ToolResult),
            })
        }
    });
    stage.run(RunOptions::new(()).with_policies(policies)).unwrap();
    assert_eq!(stage.done(Deed::Tool), 1);
}

#[test]
#[stability::upholds(DEFAULT_DENY)]
fn nothing_but_an_explicit_allow_lets_a_proposal_through() {
    for deed in Deed::BOTH {
        for (policy, reason) in NO_ALLOWANCE {
            let stage = Stage::proposing(deed);
            stage
                .run(RunOptions::new(()).with_policies(deed.judged(policy)))
                .unwrap_err();
            assert_eq!(stage.done(deed), 0, "{deed:?} {reason}");
        }
        let stage = Stage::proposing(deed);
        stage
            .run(RunOptions::new(()).with_policies(deed.decided(allow("granted"))))
            .unwrap();
        assert_eq!(stage.done(deed), 1, "{deed:?}");
    }
}

#[test]
#[stability::upholds(DEFAULT_DENY)]
fn a_policy_for_one_kind_allows_nothing_of_the_other() {
    for (deed, other) in [(Deed::Tool, Deed::Handoff), (Deed::Handoff, Deed::Tool)] {
        let stage = Stage::proposing(deed);
        let error = stage
            .run(RunOptions::new(()).with_policies(other.decided(allow("granted"))))
            .unwrap_err();
        assert_eq!(deed.denial(error).reason, POLICY_NOT_CONFIGURED);
        assert_eq!(stage.done(deed), 0, "{deed:?}");
    }
}

#[test]
#[stability::upholds(DEFAULT_DENY)]
fn whoever_is_denied_a_handoff_stays_in_charge() {
    for mode in [DenyMode::Throw, DenyMode::ToolResult] {
        let (stage, shelf) = (Stage::proposing(Deed::Handoff), Shelf::new());
        let policies = Deed::Handoff.decided(deny("not_today").with_deny_mode(mode));
        let options = RunOptions::new(())
            .with_policies(policies)
            .with_record(shelf.options())
            .stream();
        let mut stream = run(&stage.provider, stage.agent.clone(), "Please pay.", options);
        stream.by_ref().for_each(drop);
        assert_eq!(
            (stream.last_agent().name.as_str(), shelf.record().agent_name.as_str()),
            ("front", "front")
        );
    }
}

#[test]
#[stability::upholds(DETERMINISTIC_DENY_REASONS)]
fn a_missing_policy_has_one_reason() {
    for deed in Deed::BOTH {
        let denial = deed.denial(Stage::proposing(deed).run(RunOptions::new(())).unwrap_err());
        assert_eq!(
            (denial.decision, denial.reason.as_str()),
            (Decision::Deny, "policy_not_configured")
        );
    }
}

#[test]
#[stability::upholds(DETERMINISTIC_DENY_REASONS)]
fn a_failing_or_invalid_policy_has_one_reason_whatever_it_says() {
    let expected: [(Policy, &str); 5] = [
        (|| Err("the directory is down".into()), "policy_error"),
        (|| Err("no route to host".into()), "policy_error"),
        (|| panic!("a policy with a defect"), "policy_error"),
        (|| Ok(deny("")), "invalid_policy_result"),
        (|| Ok(PolicyResult::from_json("[]")?), "invalid_policy_result"),
    ];
    for deed in Deed::BOTH {
        for (policy, reason) in expected {
            let options = || RunOptions::new(()).with_policies(deed.judged(policy));
            let denial = || deed.denial(Stage::proposing(deed).run(options()).unwrap_err());
            assert_eq!(
                (denial().decision, denial().reason.as_str()),
                (Decision::Deny, reason),
                "{deed:?}"
            );
            assert_eq!(denial(), denial());
        }
    }
}

#[test]
fn what_is_no_policy_result_is_known_by_its_type() {
    let error: InvalidPolicyResult = PolicyResult::from_json(r#"{"decision":"deny","reason":"\t"}"#).unwrap_err();
    assert!(error.message.contains("blank"), "{error}");
}

#[test]
fn a_tool_policy_is_asked_about_what_is_proposed() {
    let policies = Policies::new().with_tool_policy(|input: &ToolPolicyInput<'_, ()>| {
        assert_eq!((input.agent_name, input.tool_name, input.turn), ("front", "pay", 1));
        assert_eq!(input.raw_arguments, r#"{"euros":5}"#);
        assert_eq!(*input.parsed_arguments, serde_json::json!({ "euros": 5 }));
        Ok(allow("as_expected"))
    });
    Stage::proposing(Deed::Tool)
        .run(RunOptions::new(()).with_policies(policies))
        .unwrap();
}

#[test]
fn a_handoff_policy_is_asked_about_what_is_proposed() {
    let policies = Policies::new().with_handoff_policy(|input: &aioc::policy::HandoffPolicyInput<'_, ()>| {
        assert_eq!(
            (input.from_agent_name, input.to_agent_name, input.turn),
            ("front", "desk", 1)
        );
        assert_eq!(*input.handoff_payload, serde_json::json!({ "euros": 5 }));
        Ok(allow("as_expected"))
    });
    Stage::proposing(Deed::Handoff)
        .run(RunOptions::new(()).with_policies(policies))
        .unwrap();
}
