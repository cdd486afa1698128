//! Five sibling sinks: events, metrics, traces, audit and billing. Each can be served by another system.

use crate::events::Event;
use crate::inference::{ModelId, ProviderId, TraceId, Usage};
use crate::sandbox::Verdict;
use crate::tools::ToolName;
use crate::workflow::TaskId;

/// Receives every event of a run, in order.
#[stability::stable(since = "0.85.0")]
#[stability::sealed(friends = ["nika-*"])]
pub trait EventSink: Send + Sync {
    /// Takes note of an event.
    fn emit(&self, event: &Event);
}

/// What a measurement or a span says about a model, under the names of OpenTelemetry's conventions for generative AI.
#[stability::evolving(since = "0.90.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GenAiAttrs {
    /// Who was asked.
    pub provider: ProviderId,
    /// Which model.
    pub model: ModelId,
    /// What it took.
    pub usage: Usage,
}

#[stability::evolving(since = "0.90.0")]
impl GenAiAttrs {
    /// The attributes as names and values.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        vec![
            ("gen_ai.provider.name", self.provider.to_string()),
            ("gen_ai.request.model", self.model.to_string()),
            ("gen_ai.usage.input_tokens", self.usage.input_tokens.to_string()),
            ("gen_ai.usage.output_tokens", self.usage.output_tokens.to_string()),
        ]
    }
}

/// One measurement.
#[stability::evolving(since = "0.90.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Metric {
    /// What is measured.
    pub name: &'static str,
    /// How much.
    pub value: u64,
    /// Of which model.
    pub attributes: GenAiAttrs,
}

/// Receives measurements.
#[stability::evolving(since = "0.90.0")]
pub trait MetricsExporter: Send + Sync {
    /// Takes note of a measurement.
    fn export(&self, metric: &Metric);
}

/// One finished step of a trace.
#[stability::evolving(since = "0.90.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The trace it belongs to.
    pub trace: TraceId,
    /// The task it represents.
    pub task: TaskId,
    /// What is known about the model.
    pub attributes: GenAiAttrs,
}

/// Receives the steps of traces.
#[stability::evolving(since = "0.90.0")]
pub trait TracerProvider: Send + Sync {
    /// Takes note of a finished step.
    fn record(&self, span: &Span);
}

/// What the sandbox decided, for the record.
#[stability::stable(since = "0.90.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    /// The task that wanted the call.
    pub task: TaskId,
    /// The tool it wanted.
    pub tool: ToolName,
    /// The decision.
    pub verdict: Verdict,
}

/// Receives every decision of the sandbox.
#[stability::stable(since = "0.90.0")]
pub trait AuditSink: Send + Sync {
    /// Appends a decision to the record.
    fn append(&self, entry: &AuditEntry);
}

/// What an answer is charged for.
#[stability::experimental(since = "0.90.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Charge {
    /// The task that asked.
    pub task: TaskId,
    /// Who answered, which model, how many tokens.
    pub attributes: GenAiAttrs,
}

/// Receives what answers are charged for.
#[stability::experimental(since = "0.90.0", until = "1.0.0")]
pub trait BillingSink: Send + Sync {
    /// Takes note of a charge.
    fn charge(&self, charge: &Charge);
}
