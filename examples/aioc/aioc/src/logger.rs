//! Events during a run, for observers. Which events there are, and their names, may change.

use crate::policy::Decision;

/// Something that happened in a run.
#[stability::evolving(
    since = "0.1.0-alpha.1",
    note = "rely on the run record; events are for people who watch",
    non_exhaustive
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RunLogEvent {
    /// The run starts.
    RunStarted {
        /// The agent that it starts with.
        agent: String,
    },
    /// A turn starts.
    TurnStarted {
        /// The agent that acts.
        agent: String,
        /// The turn, from one.
        turn: u32,
    },
    /// A policy, or its absence, decided.
    PolicyEvaluated {
        /// The tool, or the agent that would take over.
        resource: String,
        /// What was decided.
        decision: Decision,
        /// Why.
        reason: String,
    },
    /// A call has its answer.
    ToolCallCompleted {
        /// The name under which it was proposed.
        name: String,
    },
    /// A guardrail has judged.
    OutputGuardrailEvaluated {
        /// The guardrail.
        guardrail: String,
        /// Whether it held the output back.
        triggered: bool,
    },
    /// The run has its answer.
    RunCompleted {
        /// How many turns it took.
        turns: u32,
    },
    /// The run failed.
    RunFailed {
        /// The class name of the error.
        error_name: &'static str,
    },
}

/// Hears of what happens in a run. Every `Fn(&RunLogEvent)` is one.
#[stability::frozen(since = "0.1.0-alpha.5", may_expose(RunLogEvent))]
pub trait RunLogger: Send + Sync {
    /// Called as it happens, in order.
    fn log(&self, event: &RunLogEvent);
}

impl<F: Fn(&RunLogEvent) + Send + Sync> RunLogger for F {
    fn log(&self, event: &RunLogEvent) {
        self(event);
    }
}
