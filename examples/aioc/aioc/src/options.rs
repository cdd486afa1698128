//! What a caller may choose about a run.

mod clock;
mod recording;

pub use clock::{Clock, SystemClock};
pub use recording::RunRecordOptions;

use crate::logger::RunLogger;
use crate::policy::Policies;
use crate::run::{Complete, Streamed};
use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

/// How many turns a run may take by default.
#[stability::stable(since = "0.1.0-alpha.1")]
pub const DEFAULT_MAX_TURNS: u32 = 10;

/// The options of a run. Unless [`stream`](Self::stream) is called, [`run`](crate::run::run) returns when the run has
/// ended.
// The freeze lists the options; policies, redactors and sinks stay as the alpha contract has them.
#[stability::frozen(since = "0.1.0-alpha.5", may_expose(Policies))]
#[non_exhaustive]
pub struct RunOptions<C, M = Complete> {
    /// The application's context.
    pub context: C,
    /// How many turns the run may take.
    pub max_turns: u32,
    /// Who hears of what happens.
    pub logger: Option<Arc<dyn RunLogger>>,
    /// The policies that decide about tool calls and hand-offs. Without policies, all are denied.
    pub policies: Policies<C>,
    /// What is recorded, and where it goes. Where no sink is given, nothing is.
    pub record: RunRecordOptions<C>,
    mode: PhantomData<M>,
}

#[stability::frozen(since = "0.1.0-alpha.5")]
impl<C> RunOptions<C> {
    /// The options of a run in this context: ten turns, no logger, no policies, no record, and no stream.
    pub fn new(context: C) -> Self {
        Self {
            context,
            max_turns: DEFAULT_MAX_TURNS,
            logger: None,
            policies: Policies::new(),
            record: RunRecordOptions::new(),
            mode: PhantomData,
        }
    }

    /// The same options for a run that streams its events.
    #[must_use]
    pub fn stream(self) -> RunOptions<C, Streamed> {
        RunOptions {
            context: self.context,
            max_turns: self.max_turns,
            logger: self.logger,
            policies: self.policies,
            record: self.record,
            mode: PhantomData,
        }
    }
}

#[stability::frozen(since = "0.1.0-alpha.5", may_expose(Policies))]
impl<C, M> RunOptions<C, M> {
    /// The same options with so many turns.
    #[must_use]
    pub fn with_max_turns(mut self, turns: u32) -> Self {
        self.max_turns = turns;
        self
    }

    /// The same options with this logger.
    #[must_use]
    pub fn with_logger(mut self, logger: impl RunLogger + 'static) -> Self {
        self.logger = Some(Arc::new(logger));
        self
    }

    /// The same options with these policies.
    #[must_use]
    pub fn with_policies(mut self, policies: Policies<C>) -> Self {
        self.policies = policies;
        self
    }

    /// The same options, recorded so.
    #[must_use]
    pub fn with_record(mut self, record: RunRecordOptions<C>) -> Self {
        self.record = record;
        self
    }
}

impl<C: Default> Default for RunOptions<C> {
    fn default() -> Self {
        Self::new(C::default())
    }
}

impl<C, M> fmt::Debug for RunOptions<C, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunOptions")
            .field("max_turns", &self.max_turns)
            .field("policies", &self.policies)
            .finish_non_exhaustive()
    }
}
