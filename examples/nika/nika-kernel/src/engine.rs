//! The engine: what runs a workflow, with what is plugged into it.

use crate::inference::{InferRequest, InferResponse, Provider, ProviderId};
use crate::memory::MemoryStore;
use crate::report::RunReport;
use crate::run::Run;
use crate::sandbox::{DenyAll, Sandbox};
use crate::sinks::Discard;
use crate::telemetry::{AuditSink, BillingSink, EventSink, MetricsExporter, TracerProvider};
use crate::tools::ToolExecutor;
use crate::workflow::Workflow;
use crate::{NikaError, Result};
use std::collections::BTreeMap;

/// Runs workflows.
///
/// A new engine can do nothing: it has no provider, no memory and no tools, and its sandbox denies every call.
#[stability::stable(since = "0.80.0")]
#[non_exhaustive]
pub struct Engine {
    pub(crate) providers: BTreeMap<ProviderId, Box<dyn Provider>>,
    pub(crate) memory: Option<Box<dyn MemoryStore>>,
    pub(crate) tools: Vec<Box<dyn ToolExecutor>>,
    pub(crate) sandbox: Box<dyn Sandbox>,
    pub(crate) events: Box<dyn EventSink>,
    pub(crate) metrics: Option<Box<dyn MetricsExporter>>,
    pub(crate) tracer: Option<Box<dyn TracerProvider>>,
    pub(crate) audit: Option<Box<dyn AuditSink>>,
    pub(crate) billing: Option<Box<dyn BillingSink>>,
}

impl Default for Engine {
    fn default() -> Self {
        Self {
            providers: BTreeMap::new(),
            memory: None,
            tools: Vec::new(),
            sandbox: Box::new(DenyAll::new()),
            events: Box::new(Discard::new()),
            metrics: None,
            tracer: None,
            audit: None,
            billing: None,
        }
    }
}

#[stability::stable(since = "0.80.0")]
impl Engine {
    /// An engine with nothing plugged in.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same engine with one more provider, in place of one of the same name.
    #[stable(since = "0.88.0")]
    #[must_use]
    pub fn with_provider(mut self, provider: impl Provider + 'static) -> Self {
        self.providers.insert(provider.id(), Box::new(provider));
        self
    }

    /// The same engine with one more provider, in place of one of the same name.
    #[stable(since = "0.80.0", deprecated(since = "0.88.0", note = "all that is plugged in is named `with_…`", replacement = Engine::with_provider, remove_in = "1.0.0"))]
    #[must_use]
    pub fn provider(self, provider: impl Provider + 'static) -> Self {
        self.with_provider(provider)
    }

    /// The same engine with this memory.
    #[beta(since = "0.90.0", until = "1.0.0")]
    #[must_use]
    pub fn with_memory(mut self, memory: impl MemoryStore + 'static) -> Self {
        self.memory = Some(Box::new(memory));
        self
    }

    /// The same engine with the tools of one more executor. Of two that offer the same tool, the first is asked.
    #[stable(since = "0.90.0")]
    #[must_use]
    pub fn with_tools(mut self, tools: impl ToolExecutor + 'static) -> Self {
        self.tools.push(Box::new(tools));
        self
    }

    /// The same engine with this sandbox.
    #[stable(since = "0.84.0")]
    #[must_use]
    pub fn with_sandbox(mut self, sandbox: impl Sandbox + 'static) -> Self {
        self.sandbox = Box::new(sandbox);
        self
    }

    /// The same engine, telling its events here.
    #[stable(since = "0.85.0")]
    #[must_use]
    pub fn with_events(mut self, events: impl EventSink + 'static) -> Self {
        self.events = Box::new(events);
        self
    }

    /// The same engine, telling its measurements here.
    #[evolving(since = "0.90.0")]
    #[must_use]
    pub fn with_metrics(mut self, metrics: impl MetricsExporter + 'static) -> Self {
        self.metrics = Some(Box::new(metrics));
        self
    }

    /// The same engine, telling its traces here.
    #[evolving(since = "0.90.0")]
    #[must_use]
    pub fn with_tracer(mut self, tracer: impl TracerProvider + 'static) -> Self {
        self.tracer = Some(Box::new(tracer));
        self
    }

    /// The same engine, telling the sandbox's decisions here.
    #[stable(since = "0.90.0")]
    #[must_use]
    pub fn with_audit(mut self, audit: impl AuditSink + 'static) -> Self {
        self.audit = Some(Box::new(audit));
        self
    }

    /// The same engine, telling what answers are charged for here.
    #[experimental(since = "0.90.0")]
    #[must_use]
    pub fn with_billing(mut self, billing: impl BillingSink + 'static) -> Self {
        self.billing = Some(Box::new(billing));
        self
    }

    /// Asks one of the providers, outside of any workflow.
    ///
    /// # Errors
    ///
    /// [`NikaError::ProviderMissing`] when the provider is not plugged in; else what it answers.
    #[evolving(since = "0.90.0")]
    pub fn ask(&self, request: &InferRequest) -> Result<InferResponse> {
        self.find_provider(&request.provider)?.infer(request)
    }

    /// Runs a workflow: each task after those it depends on.
    ///
    /// A task that fails fails alone: what depends on it is skipped, and the rest is run.
    ///
    /// # Errors
    ///
    /// What [`Workflow::check`] finds, before anything is run.
    pub fn run(&self, workflow: &Workflow) -> Result<RunReport> {
        Run::new(self, workflow).finish()
    }
}

impl Engine {
    pub(crate) fn find_provider(&self, provider: &ProviderId) -> Result<&dyn Provider> {
        let found = self.providers.get(provider).map(AsRef::as_ref);
        found.ok_or_else(|| NikaError::ProviderMissing {
            provider: provider.clone(),
        })
    }
}

#[cfg(test)]
#[path = "engine_tests.rs"]
mod tests;
