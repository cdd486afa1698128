//! One run of a workflow.

use crate::engine::Engine;
use crate::events::{Event, EventKind, InferenceEvent, MemoryEvent, SandboxEvent, TaskEvent, ToolEvent, WorkflowEvent};
use crate::inference::{InferRequest, Message, Role, Usage};
use crate::memory::{MemoryFrame, MemoryQuery, MemoryStore};
use crate::plan::Plan;
use crate::report::{Outcome, RunReport, TaskReport};
use crate::reserved::{Budget, TraceId};
use crate::sandbox::Verdict;
use crate::step::Step;
use crate::telemetry::{AuditEntry, Charge, GenAiAttrs, Metric, Span};
use crate::template::Template;
use crate::tools::ToolCall;
use crate::workflow::{Input, Task, Workflow};
use crate::{NikaError, Result};
use std::collections::BTreeMap;

pub(crate) struct Run<'a> {
    engine: &'a Engine,
    workflow: &'a Workflow,
    report: RunReport,
    sequence: u64,
}

impl<'a> Run<'a> {
    pub(crate) fn new(engine: &'a Engine, workflow: &'a Workflow) -> Self {
        Self {
            engine,
            workflow,
            report: RunReport::new(),
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
            Err(error) => {
                self.emit(EventKind::Task(TaskEvent::Failed(task.id.clone(), error.code())));
                Outcome::Failed(error)
            }
        }
    }

    fn step(&mut self, task: &Task) -> Result<String> {
        let inputs = self.filled(task)?;
        match Step::read(task, &inputs)? {
            Step::Infer {
                provider,
                model,
                prompt,
                recall,
                budget,
            } => {
                let trace = TraceId::new(format!("{}/{}", self.workflow.workflow, task.id));
                let mut request = InferRequest::new(provider, model).with_trace(trace);
                request.budget = budget.map(Budget::new);
                if let Some(text) = recall {
                    request = self.quote(request, &MemoryQuery::new(text))?;
                }
                request.messages.push(Message::new(Role::User, prompt));
                self.infer(task, &request)
            }
            Step::Remember { text, tag } => {
                let mut frame = MemoryFrame::new(text);
                frame.tags.extend(tag);
                frame.task = Some(task.id.clone());
                let kept = self.memory()?.put(frame)?;
                self.emit(EventKind::Memory(MemoryEvent::Remembered(kept.clone())));
                Ok(kept.to_string())
            }
            Step::Recall { query, tag, limit } => {
                let mut query = MemoryQuery::new(query);
                query.tags.extend(tag);
                query.limit = limit.unwrap_or(query.limit);
                Ok(texts(&self.recall(&query)?))
            }
            Step::Tool(call) => self.call(task, &call),
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

    fn memory(&self) -> Result<&'a dyn MemoryStore> {
        self.engine.memory.as_deref().ok_or(NikaError::MemoryMissing)
    }

    fn recall(&mut self, query: &MemoryQuery) -> Result<Vec<MemoryFrame>> {
        let frames = self.memory()?.query(query)?;
        self.emit(EventKind::Memory(MemoryEvent::Recalled(frames.len())));
        Ok(frames)
    }

    /// The request, opened by what the memory holds; the latest frame is named in it.
    fn quote(&mut self, request: InferRequest, query: &MemoryQuery) -> Result<InferRequest> {
        let frames = self.recall(query)?;
        let Some(latest) = frames.first() else {
            return Ok(request);
        };
        let request = request.with_message(Message::new(Role::System, texts(&frames)));
        Ok(match latest.id.clone() {
            Some(frame) => request.with_memory(frame),
            None => request,
        })
    }

    fn infer(&mut self, task: &Task, request: &InferRequest) -> Result<String> {
        let missing = || NikaError::ProviderMissing {
            provider: request.provider.clone(),
        };
        let provider = self.engine.providers.get(&request.provider).ok_or_else(missing)?;
        self.emit(EventKind::Inference(InferenceEvent::Requested(
            request.provider.clone(),
            request.model.clone(),
        )));
        let response = provider.infer(request)?;
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

    fn emit(&mut self, kind: EventKind) {
        self.sequence += 1;
        self.engine.events.emit(&Event::new(self.sequence, kind));
    }
}

fn texts(frames: &[MemoryFrame]) -> String {
    let texts: Vec<_> = frames.iter().map(|frame| frame.text.as_str()).collect();
    texts.join("\n")
}
