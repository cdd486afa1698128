//! A run as a stream of events: it goes on as far as it is read.

use super::step::Step;
use crate::agent::Agent;
use crate::context::RunContext;
use crate::envelope::ToolResultEnvelope;
use crate::error::RunError;
use crate::event::{RunItem, RunStreamEvent};
use crate::item::{AgentInputItem, RunInput};
use crate::logger::{RunLogEvent, RunLogger};
use crate::options::RunOptions;
use crate::policy::Policies;
use crate::provider::ModelProvider;
use crate::recorder::Recorder;
use crate::turn::Proposal;
use std::collections::VecDeque;
use std::sync::Arc;
use std::{fmt, mem};

/// A streamed run. Nothing happens unless it is read; after an error or the answer it has ended.
///
/// The record is written when the run ends. A stream that is dropped before has none.
#[stability::frozen(since = "0.1.0-alpha.5", path = "aioc::run::RunStream")]
pub struct RunStream<'a, C> {
    pub(super) provider: &'a dyn ModelProvider,
    pub(super) context: RunContext<C>,
    pub(super) policies: Policies<C>,
    logger: Option<Arc<dyn RunLogger>>,
    pub(super) recorder: Option<Recorder<C>>,
    pub(super) agent: Arc<Agent<C>>,
    pub(super) history: Vec<AgentInputItem>,
    pub(super) max_turns: u32,
    pub(super) turns: u32,
    step: Step<'a, C>,
    /// What happened and was not read yet.
    pub(super) ready: VecDeque<RunStreamEvent<C>>,
}

#[stability::frozen(since = "0.1.0-alpha.5", path = "aioc::run::RunStream")]
impl<C> RunStream<'_, C> {
    /// The conversation so far.
    pub fn history(&self) -> &[AgentInputItem] {
        &self.history
    }

    /// The agent that acts, or acted last.
    pub fn last_agent(&self) -> &Arc<Agent<C>> {
        &self.agent
    }
}

impl<'a, C: Clone> RunStream<'a, C> {
    pub(super) fn start<M>(
        provider: &'a dyn ModelProvider,
        agent: Arc<Agent<C>>,
        input: RunInput,
        options: RunOptions<C, M>,
    ) -> Self {
        let question = input.question();
        let recorder = Recorder::start(options.record, &agent, provider.name(), question, &options.context);
        Self {
            provider,
            context: RunContext::new(options.context),
            policies: options.policies,
            logger: options.logger,
            recorder,
            agent,
            history: input.into_items(),
            max_turns: options.max_turns,
            turns: 0,
            step: Step::Start,
            ready: VecDeque::new(),
        }
    }
}

impl<C> RunStream<'_, C> {
    pub(super) fn into_parts(self) -> (Vec<AgentInputItem>, Arc<Agent<C>>) {
        (self.history, self.agent)
    }

    pub(super) fn log(&self, event: RunLogEvent) {
        if let Some(logger) = &self.logger {
            logger.log(&event);
        }
    }

    pub(super) fn tell(&mut self, item: RunItem) {
        self.ready.push_back(RunStreamEvent::RunItem { item });
    }

    pub(super) fn tell_agent(&mut self) {
        let agent = Arc::clone(&self.agent);
        self.ready.push_back(RunStreamEvent::AgentUpdated { agent });
    }

    pub(super) fn tell_proposal(&mut self, proposal: &Proposal) {
        let (call_id, name) = (proposal.call_id.clone(), proposal.name.clone());
        let arguments = proposal.arguments.clone();
        self.history.push(AgentInputItem::ToolCall {
            call_id: call_id.clone(),
            name: name.clone(),
            arguments: arguments.clone(),
        });
        self.tell(RunItem::ToolCall {
            call_id,
            name,
            arguments,
        });
    }

    pub(super) fn tell_output(&mut self, proposal: Proposal, output: ToolResultEnvelope) {
        self.log(RunLogEvent::ToolCallCompleted { name: proposal.name });
        self.history.push(AgentInputItem::ToolCallOutput {
            call_id: proposal.call_id.clone(),
            output: output.clone(),
        });
        self.tell(RunItem::ToolCallOutput {
            call_id: proposal.call_id,
            output,
        });
    }
}

impl<C> Iterator for RunStream<'_, C> {
    type Item = Result<RunStreamEvent<C>, RunError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(Ok(event));
            }
            // A step that fails, or panics, is the last.
            let step = mem::replace(&mut self.step, Step::Ended);
            if matches!(step, Step::Ended) {
                return None;
            }
            match self.advance(step) {
                Ok(next) => self.step = next,
                Err(error) => {
                    self.fail(&error);
                    return Some(Err(error));
                }
            }
        }
    }
}

impl<C> std::iter::FusedIterator for RunStream<'_, C> {}

impl<C> fmt::Debug for RunStream<'_, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunStream")
            .field("agent", &self.agent)
            .field("turns", &self.turns)
            .finish_non_exhaustive()
    }
}
