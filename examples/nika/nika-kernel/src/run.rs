//! One run of a workflow.

use crate::engine::Engine;
use crate::events::{Event, EventKind, InferenceEvent, SandboxEvent, TaskEvent, ToolEvent, WorkflowEvent};
use crate::fault::Fault;
use crate::inference::{Budget, InferRequest, Message, Role, TraceId, Usage};
use crate::memory::MemoryQuery;
use crate::plan::Plan;
use crate::report::{Failure, Outcome, RunReport, TaskReport};
use crate::sandbox::Verdict;
use crate::step::Step;
use crate::telemetry::{AuditEntry, Charge, GenAiAttrs, Metric, Span};
use crate::template::Template;
use crate::tools::ToolCall;
use crate::workflow::{Input, Task, TaskId, Workflow};
use crate::{NikaError, Result};
use std::collections::BTreeMap;

/// Why a task has no output.
pub(crate) enum Stop {
    /// For people who run the workflow.
    Error(NikaError),
    /// For people who maintain the engine and its plugins.
    Fault(Fault),
}

impl From<NikaError> for Stop {
    fn from(error: NikaError) -> Self {
        Self::Error(error)
    }
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(fault)
    }
}

pub(crate) struct Run<'a> {
    pub(crate) engine: &'a Engine,
    workflow: &'a Workflow,
    report: RunReport,
    sequence: u64,
}

impl<'a> Run<'a> {
    pub(crate) fn new(engine: &'a Engine, workflow: &'a Workflow) -> Self {
        Self {
            engine,
            workflow,
            report: RunReport::new(workflow.workflow.clone()),
            sequence: 0,
        }
    }

    pub(crate) fn finish(mut self) -> Result<RunReport> {
        self.workflow.check()?;
        let name = self.workflow.workflow.clone();
        self.emit(EventKind::Workflow(WorkflowEvent::Started(name.clone())));
        for &place in Plan::of(self.workflow)?.order() {
            let task = &self.workflow.tasks[place];
            let outcome = self.outcome(task);
            self.report.tasks.push(TaskReport::new(task.id.clone(), outcome));
        }
        self.emit(EventKind::Workflow(if self.report.is_complete() {
            WorkflowEvent::Completed(name)
        } else {
            WorkflowEvent::Failed(name)
        }));
        Ok(self.report)
    }

    fn outcome(&mut self, task: &Task) -> Outcome {
        let missing = task.depends_on.iter().find(|need| self.report.output(need).is_none());
        if let Some(missing) = missing {
            self.emit(EventKind::Task(TaskEvent::Skipped(task.id.clone(), missing.clone())));
            return Outcome::Skipped(missing.clone());
        }
        self.emit(EventKind::Task(TaskEvent::Started(task.id.clone())));
        match self.step(task) {
            Ok(output) => {
                self.emit(EventKind::Task(TaskEvent::Completed(task.id.clone())));
                Outcome::Completed(output)
            }
            Err(stop) => {
                let failure = self.failure(&stop);
                self.emit(EventKind::Task(TaskEvent::Failed(
                    task.id.clone(),
                    failure.code.clone(),
                )));
                Outcome::Failed(failure)
            }
        }
    }

    /// What the report says. A fault is reported as an event first: its code stays out of the report.
    fn failure(&mut self, stop: &Stop) -> Failure {
        let failure = match stop {
            Stop::Error(error) => Failure::of(error),
            Stop::Fault(fault) => {
                self.emit(EventKind::Fault(fault.clone()));
                Failure::of(fault)
            }
        };
        failure.unwrap_or_else(Failure::from)
    }

    fn step(&mut self, task: &Task) -> Result<String, Stop> {
        let inputs = self.filled(task)?;
        match Step::read(task, &inputs)? {
            Step::Infer {
                provider,
                model,
                prompt,
                recall,
                budget,
                extensions,
            } => {
                let trace = TraceId::new(format!("{}/{}", self.workflow.workflow, task.id));
                let mut request = InferRequest::new(provider, model)
                    .with_budget(budget.map(Budget::new))
                    .with_trace_id(trace);
                extend(&mut request, &extensions, &task.id).map_err(|error| NikaError::TaskInput {
                    task: task.id.clone(),
                    input: "x-…".to_owned(),
                    message: error.to_string(),
                })?;
                if let Some(text) = recall {
                    request = self.quote(request, &MemoryQuery::new(text))?;
                }
                request.messages.push(Message::new(Role::User, prompt));
                self.infer(task, &request)
            }
            Step::Memory(step) => self.remember(task, step),
            Step::Tool(call) => Ok(self.call(task, &call)?),
        }
    }

    /// The task's inputs with the outputs of other tasks in their places.
    fn filled(&self, task: &Task) -> Result<BTreeMap<String, Input>> {
        let fill = |input: &Input| match input {
            Input::Text(text) => {
                let template = Template::parse(task, text)?;
                Ok::<_, NikaError>(Input::Text(template.fill(|need| self.report.output(need))))
            }
            Input::Flag(_) | Input::Number(_) => Ok(input.clone()),
        };
        task.with
            .iter()
            .map(|(name, input)| Ok((name.clone(), fill(input)?)))
            .collect()
    }

    fn infer(&mut self, task: &Task, request: &InferRequest) -> Result<String, Stop> {
        let provider = self.engine.find_provider(&request.provider)?;
        self.emit(EventKind::Inference(InferenceEvent::Requested(
            request.provider.clone(),
            request.model.clone(),
        )));
        let response = provider.infer(request)?;
        if let Some(trace) = response
            .trace_id
            .filter(|trace| Some(trace) != request.trace_id.as_ref())
        {
            return Err(Fault::ForeignTrace(request.provider.clone(), trace).into());
        }
        self.emit(EventKind::Inference(InferenceEvent::Answered(
            request.provider.clone(),
            response.usage,
        )));
        self.tell(task, request, response.usage);
        Ok(response.message.content)
    }

    /// Tells the sinks beside the event sink about an answer.
    fn tell(&self, task: &Task, request: &InferRequest, usage: Usage) {
        let attributes = GenAiAttrs::new(request.provider.clone(), request.model.clone(), usage);
        if let Some(metrics) = &self.engine.metrics {
            let tokens = usage.input_tokens.saturating_add(usage.output_tokens);
            metrics.export(&Metric::new("gen_ai.client.token.usage", tokens, attributes.clone()));
        }
        if let (Some(tracer), Some(trace)) = (&self.engine.tracer, &request.trace_id) {
            tracer.record(&Span::new(trace.clone(), task.id.clone(), attributes.clone()));
        }
        if let Some(billing) = &self.engine.billing {
            billing.charge(&Charge::new(task.id.clone(), attributes));
        }
    }

    /// Asks the sandbox first, even for a tool that nobody offers: a denied caller learns nothing about the tools.
    fn call(&mut self, task: &Task, call: &ToolCall) -> Result<String> {
        let verdict = self.engine.sandbox.judge(call);
        if let Some(audit) = &self.engine.audit {
            audit.append(&AuditEntry::new(task.id.clone(), call.tool.clone(), verdict.clone()));
        }
        if let Verdict::Deny(reason) = verdict {
            let tool = call.tool.clone();
            self.emit(EventKind::Sandbox(SandboxEvent::Denied(tool.clone(), reason.clone())));
            return Err(NikaError::Denied { tool, reason });
        }
        self.emit(EventKind::Sandbox(SandboxEvent::Allowed(call.tool.clone())));
        let mut executors = self.engine.tools.iter();
        let executor = executors
            .find(|executor| executor.tools().contains(&call.tool))
            .ok_or_else(|| NikaError::ToolMissing {
                tool: call.tool.clone(),
            })?;
        self.emit(EventKind::Tool(ToolEvent::Called(call.tool.clone())));
        let output = executor.execute(call)?;
        self.emit(EventKind::Tool(ToolEvent::Returned(call.tool.clone())));
        Ok(output.text)
    }

    pub(crate) fn emit(&mut self, kind: EventKind) {
        self.sequence += 1;
        self.engine.events.emit(&Event::new(self.sequence, kind));
    }
}

/// Puts the inputs that are meant for the provider into the request, and the task that asks.
fn extend(
    request: &mut InferRequest,
    inputs: &BTreeMap<String, Input>,
    task: &TaskId,
) -> Result<(), stability::ExtensionError> {
    let extensions = request.extensions_mut();
    for (name, input) in inputs {
        extensions.insert(name, input)?;
    }
    extensions.insert_core(InferRequest::CORE, "nika.task", task)?;
    Ok(())
}
