//! What is recorded of a run, and where it goes.

use super::{Clock, SystemClock};
use crate::redact::ContextRedactor;
use crate::sink::RunRecordSink;
use serde_json::{Map, Value};
use std::fmt;
use std::sync::Arc;

/// What is recorded of a run, and where it goes.
#[stability::frozen(
    since = "0.1.0-alpha.5",
    path = "aioc::options::RunRecordOptions",
    may_expose(ContextRedactor, RunRecordSink)
)]
#[non_exhaustive]
pub struct RunRecordOptions<C> {
    /// The id of the run; a random UUID by default.
    pub run_id: Option<String>,
    /// What the application adds. `appBuildVersion` is the recommended key for the version of the application.
    pub metadata: Map<String, Value>,
    /// What takes out of the context what no record may keep.
    pub context_redactor: Option<Arc<dyn ContextRedactor<C>>>,
    /// Whether the record has the text of prompts beside their hashes.
    pub include_prompt_text: bool,
    /// Where the record goes. Without a sink nothing is recorded.
    pub sink: Option<Arc<dyn RunRecordSink<C>>>,
    /// What tells the time for the record.
    #[evolving(since = "0.1.0-beta.1")]
    pub clock: Arc<dyn Clock>,
}

#[stability::frozen(
    since = "0.1.0-alpha.5",
    path = "aioc::options::RunRecordOptions",
    may_expose(ContextRedactor, RunRecordSink)
)]
impl<C> RunRecordOptions<C> {
    /// Nothing is recorded.
    pub fn new() -> Self {
        Self {
            run_id: None,
            metadata: Map::new(),
            context_redactor: None,
            include_prompt_text: false,
            sink: None,
            clock: Arc::new(SystemClock),
        }
    }

    /// The same options with this id.
    #[must_use]
    pub fn with_run_id(mut self, id: impl Into<String>) -> Self {
        self.run_id = Some(id.into());
        self
    }

    /// The same options with one more key of metadata.
    #[must_use]
    pub fn with_metadata(mut self, key: impl Into<String>, value: impl Into<Value>) -> Self {
        self.metadata.insert(key.into(), value.into());
        self
    }

    /// The same options with this redactor.
    #[must_use]
    pub fn with_context_redactor(mut self, redactor: impl ContextRedactor<C> + 'static) -> Self {
        self.context_redactor = Some(Arc::new(redactor));
        self
    }

    /// The same options, with the text of prompts.
    #[must_use]
    pub fn with_prompt_text(mut self) -> Self {
        self.include_prompt_text = true;
        self
    }

    /// The same options, with the record going here.
    #[must_use]
    pub fn with_sink(mut self, sink: impl RunRecordSink<C> + 'static) -> Self {
        self.sink = Some(Arc::new(sink));
        self
    }

    /// The same options with another clock.
    #[evolving(since = "0.1.0-beta.1")]
    #[must_use]
    pub fn with_clock(mut self, clock: impl Clock + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }
}

impl<C> Default for RunRecordOptions<C> {
    fn default() -> Self {
        Self::new()
    }
}

impl<C> fmt::Debug for RunRecordOptions<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunRecordOptions")
            .field("run_id", &self.run_id)
            .field("include_prompt_text", &self.include_prompt_text)
            .finish_non_exhaustive()
    }
}
