//! A run has ended when it returns, unless a stream was chosen.

use crate::support::{Deed, Shelf, Stage};
use aioc::event::{RunItem, RunStreamEvent};
use aioc::guarantees::NOT_STREAMED_BY_DEFAULT;
use aioc::guardrail::{OutputGuardrail, OutputGuardrailResult};
use aioc::options::RunOptions;
use aioc::policy::{HandoffPolicyInput, allow};
use aioc::provider::ModelEvent;
use aioc::run::{RunResult, run};

#[test]
#[stability::upholds(NOT_STREAMED_BY_DEFAULT)]
fn without_a_stream_the_run_has_ended_when_it_returns() {
    let (stage, shelf) = (Stage::proposing(Deed::Tool), Shelf::new());
    let options = RunOptions::default().with_policies(Deed::Tool.decided(allow("granted")));
    let result: RunResult<()> = run(
        &stage.provider,
        stage.agent.clone(),
        "Please pay.",
        options.with_record(shelf.options()),
    )
    .unwrap();
    assert_eq!(result.final_output, "Done.");
    assert_eq!(
        (
            stage.done(Deed::Tool),
            stage.provider.requests().len(),
            shelf.records().len()
        ),
        (1, 2, 1)
    );
}

#[test]
#[stability::upholds(NOT_STREAMED_BY_DEFAULT)]
fn with_a_stream_nothing_happens_before_it_is_read() {
    let (stage, shelf) = (Stage::proposing(Deed::Tool), Shelf::new());
    let options = RunOptions::new(()).with_policies(Deed::Tool.decided(allow("granted")));
    let options = options.with_record(shelf.options()).stream();
    let mut stream = run(&stage.provider, stage.agent.clone(), "Please pay.", options);
    assert_eq!((stage.done(Deed::Tool), stage.provider.requests().len()), (0, 0));

    let names: Vec<_> = stream.by_ref().map(|event| event.unwrap().name()).collect();
    assert_eq!(
        names,
        [
            "agent_updated_stream_event",
            "run_item_stream_event",
            "run_item_stream_event",
            "raw_model_stream_event",
            "raw_model_stream_event",
            "run_item_stream_event",
        ]
    );
    assert!(stream.next().is_none());
    assert_eq!((stage.done(Deed::Tool), shelf.records().len()), (1, 1));
    assert_eq!(
        (stream.last_agent().name.as_str(), stream.history().len()),
        ("front", 4)
    );
}

#[test]
fn a_stream_goes_on_only_as_far_as_it_is_read() {
    let stage = Stage::proposing(Deed::Tool);
    let options = RunOptions::new(())
        .with_policies(Deed::Tool.decided(allow("granted")))
        .stream();
    let stream = run(&stage.provider, stage.agent.clone(), "Please pay.", options);
    let last = stream.take(2).last().unwrap().unwrap();
    assert!(
        matches!(
            last,
            RunStreamEvent::RunItem {
                item: RunItem::ToolCall { .. }
            }
        ),
        "{last:?}"
    );
    assert_eq!(stage.done(Deed::Tool), 0);
}

#[test]
fn the_rest_of_a_turn_is_the_agents_that_handed_over() {
    let proposals = [("a", "handoff_to_desk"), ("b", "pay")].map(|(id, name)| ModelEvent::tool_call(id, name, "{}"));
    let stage = Stage::with_script([proposals.to_vec(), vec![ModelEvent::delta("Done.")]]);
    let policies = Deed::Tool.decided(allow("granted"));
    let policies = policies.with_handoff_policy(|_: &HandoffPolicyInput<'_, ()>| Ok(allow("granted")));
    let options = RunOptions::new(()).with_policies(policies).stream();
    let agents =
        run(&stage.provider, stage.agent.clone(), "Please pay.", options).filter_map(|event| match event.unwrap() {
            RunStreamEvent::AgentUpdated { agent } => Some(agent.name.clone()),
            _ => None,
        });
    assert_eq!(agents.collect::<Vec<_>>(), ["front", "desk"]);
    assert_eq!((stage.done(Deed::Tool), stage.done(Deed::Handoff)), (1, 1));
}

#[test]
fn the_error_is_the_last_thing_in_a_stream() {
    let stage = Stage::proposing(Deed::Tool);
    let mut stream = run(
        &stage.provider,
        stage.agent.clone(),
        "Please pay.",
        RunOptions::new(()).stream(),
    );
    let events: Vec<_> = stream.by_ref().collect();
    assert_eq!(
        events.iter().map(Result::is_ok).collect::<Vec<_>>(),
        [true, true, false]
    );
    assert!(stream.next().is_none());
}

#[test]
fn text_held_back_by_a_guardrail_is_never_sent() {
    let mut stage = Stage::proposing(Deed::Tool);
    stage.agent.output_guardrails = vec![OutputGuardrail::new("no_done", |input| {
        OutputGuardrailResult::new(input.output_text == "Done.").with_reason("said_done".to_owned())
    })];
    let options = RunOptions::new(())
        .with_policies(Deed::Tool.decided(allow("granted")))
        .stream();
    let events: Vec<_> = run(&stage.provider, stage.agent.clone(), "Please pay.", options).collect();
    let told = events.iter().flatten();
    assert_eq!(told.filter(|event| event.name() == "raw_model_stream_event").count(), 0);
    assert_eq!(
        events.last().unwrap().as_ref().unwrap_err().name(),
        "OutputGuardrailTripwireTriggered"
    );
}

#[test]
fn text_passed_by_a_guardrail_is_sent_in_pieces() {
    let mut stage = Stage::with_script([vec![ModelEvent::delta("Do"), ModelEvent::delta("ne.")]]);
    stage.agent.output_guardrails = vec![OutputGuardrail::new("pass", |_| OutputGuardrailResult::new(false))];
    let stream = run(
        &stage.provider,
        stage.agent.clone(),
        "Please pay.",
        RunOptions::new(()).stream(),
    );
    let pieces: Vec<_> = stream
        .filter_map(|event| match event.unwrap() {
            RunStreamEvent::RawModel { delta } => Some(delta),
            _ => None,
        })
        .collect();
    assert_eq!(pieces, ["Do", "ne."]);
}
