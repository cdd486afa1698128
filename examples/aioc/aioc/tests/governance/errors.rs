//! The errors that a run can fail with: names and categories stay, words do not.

use crate::support::{Deed, Shelf, Stage};
use aioc::error::RunError;
use aioc::guarantees::ERROR_NAMES;
use aioc::guardrail::{OutputGuardrail, OutputGuardrailResult};
use aioc::options::{DEFAULT_MAX_TURNS, RunOptions};
use aioc::policy::allow;
use aioc::provider::ModelEvent;
use aioc::record::RunRecord;
use aioc::tool::Tool;
use stability::ErrorCode as _;

/// A run that failed: its error, its record, and the name and code that must stay.
type Failed = (RunError, RunRecord<()>, &'static str, &'static str);

/// A run that fails, and its record.
fn failed(stage: &Stage, options: RunOptions<()>) -> (RunError, RunRecord<()>) {
    let shelf = Shelf::new();
    let error = stage.run(options.with_record(shelf.options())).unwrap_err();
    (error, shelf.record())
}

fn allowed(deed: Deed) -> RunOptions<()> {
    RunOptions::new(()).with_policies(deed.decided(allow("granted")))
}

/// One run for each error.
fn failures() -> Vec<Failed> {
    let mut guarded = Stage::with_script([vec![ModelEvent::delta("Secret.")]]);
    guarded.agent.output_guardrails = vec![OutputGuardrail::new("no_secrets", |_| OutputGuardrailResult::new(true))];
    let mut broken = Stage::proposing(Deed::Tool);
    broken.agent.tools = vec![Tool::new("pay", |_, _| Err("the bank is closed".into()))];
    let [tool, handoff] = Deed::BOTH.map(Stage::proposing);
    let (endless, silent) = (Stage::proposing(Deed::Tool), Stage::with_script([]));
    let runs = [
        (
            &tool,
            RunOptions::new(()),
            "ToolCallPolicyDeniedError",
            "AIOC-POLICY-001",
        ),
        (
            &handoff,
            RunOptions::new(()),
            "HandoffPolicyDeniedError",
            "AIOC-POLICY-002",
        ),
        (
            &guarded,
            RunOptions::new(()),
            "OutputGuardrailTripwireTriggered",
            "AIOC-GUARDRAIL-001",
        ),
        (
            &endless,
            allowed(Deed::Tool).with_max_turns(1),
            "MaxTurnsExceededError",
            "AIOC-LIMIT-001",
        ),
        (&broken, allowed(Deed::Tool), "ToolCallError", "AIOC-TOOL-001"),
        (&silent, RunOptions::new(()), "ProviderError", "AIOC-PROVIDER-001"),
    ];
    let runs = runs.into_iter().map(|(stage, options, name, code)| {
        let (error, record) = failed(stage, options);
        (error, record, name, code)
    });
    runs.collect()
}

#[test]
#[stability::upholds(ERROR_NAMES)]
fn every_error_keeps_its_name_and_its_category() {
    let failures = failures();
    assert_eq!(failures.len(), RunError::CODES.len());
    for (error, record, name, code) in failures {
        assert_eq!((error.name(), error.code().to_string().as_str()), (name, code));
        assert_eq!(record.error_name.as_deref(), Some(name));
        assert_eq!(record.error_message, Some(error.to_string()));
    }
}

#[test]
fn a_run_has_ten_turns_unless_it_is_given_others() {
    let call = |turn: u32| vec![ModelEvent::tool_call(format!("call-{turn}"), "pay", "{}")];
    for (options, turns) in [
        (allowed(Deed::Tool), DEFAULT_MAX_TURNS),
        (allowed(Deed::Tool).with_max_turns(3), 3),
    ] {
        let stage = Stage::with_script((0..20).map(call));
        let error = stage.run(options).unwrap_err();
        assert!(
            matches!(&error, RunError::MaxTurnsExceeded(error) if error.max_turns == turns),
            "{error:?}"
        );
        assert_eq!(stage.provider.requests().len(), turns as usize);
    }
}
