//! What a run record keeps.

use std::sync::atomic::{AtomicI64, Ordering};

use crate::support::{Deed, Shelf, Stage, outputs};
use aioc::agent::{Agent, Instructions};
use aioc::guarantees::{ONE_RECORD, PROMPT_SNAPSHOTS, RECORDED_DECISIONS, RECORDED_ENVELOPES};
use aioc::guardrail::{OutputGuardrail, OutputGuardrailResult};
use aioc::hash::Sha256;
use aioc::item::AgentInputItem;
use aioc::options::RunOptions;
use aioc::policy::{DenyMode, Policies, PolicyResult, ToolPolicyInput, allow, deny};
use aioc::provider::{ModelEvent, ScriptedProvider};
use aioc::record::RunStatus;
use aioc::run::run;
use jiff::Timestamp;
use serde_json::{Map, Value, json};

fn options(deed: Deed, result: PolicyResult) -> RunOptions<()> {
    RunOptions::new(()).with_policies(deed.decided(result))
}

#[test]
#[stability::upholds(ONE_RECORD)]
fn a_run_that_succeeds_has_one_record() {
    let shelf = Shelf::new();
    // Each time it is asked, a second has passed; the machine's clock can be set back.
    let seconds = AtomicI64::new(0);
    let clock = move || Timestamp::from_second(seconds.fetch_add(1, Ordering::Relaxed)).unwrap();
    let record = shelf
        .options()
        .with_clock(clock)
        .with_run_id("run-7")
        .with_metadata("appBuildVersion", "1.2.3");
    Stage::proposing(Deed::Tool)
        .run(options(Deed::Tool, allow("granted")).with_record(record))
        .unwrap();
    let record = shelf.record();
    assert_eq!((record.run_id.as_str(), record.status), ("run-7", RunStatus::Completed));
    assert_eq!(
        (record.question.as_str(), record.response.as_str()),
        ("Please pay.", "Done.")
    );
    assert_eq!(
        (record.provider_name.as_str(), record.model.as_str()),
        ("scripted", "small")
    );
    assert_eq!((record.error_name, record.error_message), (None, None));
    assert_eq!(
        record.metadata,
        Map::from_iter([("appBuildVersion".to_owned(), json!("1.2.3"))])
    );
    assert!(record.started_at < record.completed_at);
}

#[test]
#[stability::upholds(ONE_RECORD)]
fn a_run_that_fails_has_one_record() {
    for deed in Deed::BOTH {
        let shelf = Shelf::new();
        Stage::proposing(deed)
            .run(options(deed, deny("refused")).with_record(shelf.options()))
            .unwrap_err();
        let record = shelf.record();
        assert_eq!((record.status, record.response.as_str()), (RunStatus::Failed, ""));
    }
}

#[test]
#[stability::upholds(ONE_RECORD)]
fn a_streamed_run_has_one_record_and_an_abandoned_one_none() {
    for (read, records) in [(usize::MAX, 1), (2, 0)] {
        let (stage, shelf) = (Stage::proposing(Deed::Tool), Shelf::new());
        let options = options(Deed::Tool, allow("granted"))
            .with_record(shelf.options())
            .stream();
        let mut stream = run(&stage.provider, stage.agent.clone(), "Please pay.", options);
        stream.by_ref().take(read).for_each(drop);
        drop(stream);
        assert_eq!(shelf.records().len(), records, "{read}");
    }
}

#[test]
#[stability::upholds(ONE_RECORD)]
fn reading_on_after_the_end_writes_no_second_record() {
    for result in [allow("granted"), deny("refused")] {
        let (stage, shelf) = (Stage::proposing(Deed::Tool), Shelf::new());
        let options = options(Deed::Tool, result).with_record(shelf.options()).stream();
        let mut stream = run(&stage.provider, stage.agent.clone(), "Please pay.", options);
        stream.by_ref().for_each(drop);
        assert!(stream.next().is_none() && stream.next().is_none());
        assert_eq!(shelf.records().len(), 1);
    }
}

#[test]
fn without_an_id_each_run_has_its_own() {
    let shelf = Shelf::new();
    for _ in 0..2 {
        let stage = Stage::with_script([vec![ModelEvent::delta("Hello.")]]);
        stage.run(RunOptions::new(()).with_record(shelf.options())).unwrap();
    }
    let records = shelf.records();
    assert_ne!(records[0].run_id, records[1].run_id);
}

#[test]
#[stability::upholds(RECORDED_DECISIONS)]
fn every_decision_is_in_the_record_with_its_reason() {
    let call = |id: &str| ModelEvent::tool_call(id, "pay", "{}");
    let stage = Stage::with_script([
        vec![call("a"), call("b")],
        vec![ModelEvent::tool_call("c", "handoff_to_desk", "{}")],
    ]);
    let policies = Policies::new().with_tool_policy({
        let first = std::sync::atomic::AtomicBool::new(true);
        move |_: &ToolPolicyInput<'_, ()>| {
            let first = first.swap(false, Ordering::SeqCst);
            let result = if first { allow("granted") } else { deny("one_is_enough") };
            Ok(result
                .with_deny_mode(DenyMode::ToolResult)
                .with_policy_version("v7".to_owned()))
        }
    });
    let shelf = Shelf::new();
    stage
        .run(RunOptions::new(()).with_policies(policies).with_record(shelf.options()))
        .unwrap_err();
    let decisions = serde_json::to_value(shelf.record().policy_decisions).unwrap();
    let decisions: Vec<_> = decisions.as_array().unwrap().iter().map(without_timestamp).collect();
    let tool = json!({ "kind": "tool", "name": "pay" });
    assert_eq!(
        decisions,
        [
            json!({ "turn": 1, "callId": "a", "decision": "allow", "reason": "granted", "policyVersion": "v7", "resource": tool }),
            json!({ "turn": 1, "callId": "b", "decision": "deny", "reason": "one_is_enough", "policyVersion": "v7", "resource": tool }),
            json!({
                "turn": 2, "callId": "c", "decision": "deny", "reason": "policy_not_configured",
                "resource": { "kind": "handoff", "name": "desk" },
            }),
        ]
    );
}

fn without_timestamp(decision: &Value) -> Value {
    let mut decision = decision.clone();
    decision.as_object_mut().unwrap().remove("timestamp").unwrap();
    decision
}

#[test]
#[stability::upholds(RECORDED_DECISIONS)]
fn what_the_gate_itself_denies_is_in_the_record_with_its_reason() {
    let policies: [(Policies<()>, &str); 3] = [
        (Policies::new(), "policy_not_configured"),
        (Deed::Tool.judged(|| Err("down".into())), "policy_error"),
        (Deed::Tool.decided(allow(" ")), "invalid_policy_result"),
    ];
    for (policies, reason) in policies {
        let shelf = Shelf::new();
        let options = RunOptions::new(()).with_policies(policies).with_record(shelf.options());
        Stage::proposing(Deed::Tool).run(options).unwrap_err();
        assert_eq!(shelf.record().policy_decisions[0].reason, reason);
    }
}

#[test]
fn every_guardrail_decision_is_in_the_record() {
    for (triggers, expected) in [(false, "pass"), (true, "triggered")] {
        let mut stage = Stage::with_script([vec![ModelEvent::delta("Hello.")]]);
        stage.agent.output_guardrails = vec![OutputGuardrail::new("polite", move |_| {
            OutputGuardrailResult::new(triggers)
        })];
        let shelf = Shelf::new();
        let outcome = stage.run(RunOptions::new(()).with_record(shelf.options()));
        assert_eq!(outcome.is_err(), triggers);
        let decisions = serde_json::to_value(shelf.record().guardrail_decisions).unwrap();
        assert_eq!(
            (&decisions[0]["guardrailName"], &decisions[0]["decision"]),
            (&json!("polite"), &json!(expected))
        );
    }
}

#[test]
#[stability::upholds(RECORDED_ENVELOPES)]
fn items_keep_every_envelope() {
    for deed in Deed::BOTH {
        for result in [allow("granted"), deny("refused").with_deny_mode(DenyMode::ToolResult)] {
            let shelf = Shelf::new();
            let ran = Stage::proposing(deed)
                .run(options(deed, result).with_record(shelf.options()))
                .unwrap();
            let record = shelf.record();
            assert_eq!(record.items, ran.history);
            assert_eq!(outputs(&record.items).len(), 1, "{deed:?}");
            assert_eq!(outputs(&record.items), outputs(&ran.history));
        }
    }
}

#[test]
#[stability::upholds(PROMPT_SNAPSHOTS)]
fn the_prompt_of_every_turn_is_in_the_record_by_its_hash() {
    let agent = Agent::<u32>::new("front", "small")
        .with_instructions(Instructions::dynamic(|context| {
            format!("Customer {}.", context.context)
        }))
        .with_prompt_version("v3".to_owned())
        .with_tools(vec![aioc::tool::Tool::new("pay", |_, _| Ok(Value::Null))]);
    let snapshots = |customer: u32, with_text: bool| {
        let provider = ScriptedProvider::new([
            vec![ModelEvent::tool_call("call-1", "pay", "{}")],
            vec![ModelEvent::delta("Done.")],
        ]);
        let shelf = Shelf::new();
        let record = if with_text {
            shelf.options().with_prompt_text()
        } else {
            shelf.options()
        };
        let policies = Policies::new().with_tool_policy(|_: &ToolPolicyInput<'_, u32>| Ok(allow("granted")));
        let options = RunOptions::new(customer).with_policies(policies).with_record(record);
        run(&provider, agent.clone(), "Please pay.", options).unwrap();
        shelf.record().prompt_snapshots
    };

    let ours = snapshots(7, false);
    assert_eq!(ours.iter().map(|one| one.turn).collect::<Vec<_>>(), [1, 2]);
    for snapshot in &ours {
        assert_eq!(snapshot.prompt_hash, Sha256::of_text("Customer 7."));
        assert_eq!(
            (snapshot.prompt_version.as_deref(), snapshot.prompt_text.as_deref()),
            (Some("v3"), None)
        );
    }
    assert_eq!(snapshots(7, false)[0].prompt_hash, ours[0].prompt_hash);
    assert_ne!(snapshots(8, false)[0].prompt_hash, ours[0].prompt_hash);
    assert_eq!(snapshots(7, true)[0].prompt_text.as_deref(), Some("Customer 7."));
}

#[test]
fn the_question_is_all_that_the_user_said() {
    let stage = Stage::with_script([vec![ModelEvent::delta("Hello.")]]);
    let items = vec![
        AgentInputItem::user("Hi."),
        AgentInputItem::assistant("Hi?"),
        AgentInputItem::user("Please pay."),
    ];
    let shelf = Shelf::new();
    run(
        &stage.provider,
        stage.agent,
        items,
        RunOptions::new(()).with_record(shelf.options()),
    )
    .unwrap();
    assert_eq!(shelf.record().question, "Hi.\n\nPlease pay.");
}
