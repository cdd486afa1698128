//! A run as a stream of events: it goes on as far as it is read.

use super::step::{Listening, Step};
use crate::agent::Agent;
use crate::context::RunContext;
use crate::envelope::ToolResultEnvelope;
use crate::error::{MaxTurnsExceededError, RunError};
use crate::event::{RunItem, RunStreamEvent};
use crate::item::{AgentInputItem, RunInput};
use crate::logger::{RunLogEvent, RunLogger};
use crate::options::RunOptions;
use crate::policy::Policies;
use crate::provider::{ModelEvent, ModelProvider};
use crate::recorder::Recorder;
use crate::turn::{Proposal, Turn};
use std::collections::VecDeque;
use std::sync::Arc;
use std::{fmt, mem};

/// A streamed run. Nothing happens unless it is read; after an error or the answer it has ended.
///
/// The record is written when the run ends. A stream that is dropped before has none.
#[stability::frozen(since = "0.1.0-alpha.5", path = "aioc::run::RunStream")]
pub struct RunStream<'a, C> {
    provider: &'a dyn ModelProvider,
    pub(super) context: RunContext<C>,
    pub(super) policies: Policies<C>,
    logger: Option<Arc<dyn RunLogger>>,
    pub(super) recorder: Option<Recorder<C>>,
    pub(super) agent: Arc<Agent<C>>,
    pub(super) history: Vec<AgentInputItem>,
    max_turns: u32,
    turns: u32,
    step: Step<'a, C>,
    /// What happened and was not read yet.
    ready: VecDeque<RunStreamEvent<C>>,
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

impl<'a, C> RunStream<'a, C> {
    pub(super) fn into_parts(self) -> (Vec<AgentInputItem>, Arc<Agent<C>>) {
        (self.history, self.agent)
    }

    pub(super) fn log(&self, event: RunLogEvent) {
        if let Some(logger) = &self.logger {
            logger.log(&event);
        }
    }

    /// Takes one step. A step that fails has told nothing, so that the error stands behind all that happened before.
    fn advance(&mut self, step: Step<'a, C>) -> Result<Step<'a, C>, RunError> {
        match step {
            Step::Start => {
                self.log(RunLogEvent::RunStarted {
                    agent: self.agent.name.clone(),
                });
                self.tell_agent();
                Ok(Step::Ask)
            }
            Step::Ask => self.ask().map(Step::Listen),
            Step::Listen(mut listening) => match listening.events.next() {
                Some(event) => {
                    self.hear(&mut listening, event?);
                    Ok(Step::Listen(listening))
                }
                None => self.heard(listening),
            },
            Step::Propose(turn, mut proposals) => {
                let Some(proposal) = proposals.pop_front() else {
                    return Ok(Step::Ask);
                };
                self.tell_proposal(&proposal);
                Ok(Step::Call(turn, proposal, proposals))
            }
            Step::Call(turn, proposal, proposals) => {
                let output = self.call(&turn, &proposal)?;
                self.tell_output(&turn, proposal, output);
                Ok(Step::Propose(turn, proposals))
            }
            Step::Ended => Ok(Step::Ended),
        }
    }

    fn ask(&mut self) -> Result<Listening<'a, C>, RunError> {
        if self.turns >= self.max_turns {
            return Err(MaxTurnsExceededError {
                max_turns: self.max_turns,
            }
            .into());
        }
        self.turns += 1;
        let turn = Turn::new(self.turns, Arc::clone(&self.agent));
        self.log(RunLogEvent::TurnStarted {
            agent: turn.agent.name.clone(),
            turn: turn.number,
        });
        let request = turn.request(&self.context, &self.history);
        if let Some(recorder) = &mut self.recorder {
            recorder.request(&turn.agent, turn.number, &request);
        }
        Ok(Listening::new(turn, self.provider.stream(request)))
    }

    fn hear(&mut self, listening: &mut Listening<'a, C>, event: ModelEvent) {
        match event {
            ModelEvent::Delta { delta } => {
                listening.text.push_str(&delta);
                // Nobody hears what the guardrails have not passed.
                if listening.turn.agent.output_guardrails.is_empty() {
                    self.ready.push_back(RunStreamEvent::RawModel { delta });
                } else {
                    listening.held.push(delta);
                }
            }
            ModelEvent::ToolCall {
                call_id,
                name,
                arguments,
            } => listening.proposals.push_back(Proposal::new(call_id, name, arguments)),
        }
    }

    /// The model has said everything: either it proposes something, or this is the answer.
    fn heard(&mut self, listening: Listening<'a, C>) -> Result<Step<'a, C>, RunError> {
        self.check_output(&listening.turn, &listening.text)?;
        let released = listening
            .held
            .into_iter()
            .map(|delta| RunStreamEvent::RawModel { delta });
        self.ready.extend(released);
        if listening.proposals.is_empty() {
            self.answer(listening.text);
            return Ok(Step::Ended);
        }
        Ok(Step::Propose(listening.turn, listening.proposals))
    }

    fn answer(&mut self, content: String) {
        self.history.push(AgentInputItem::assistant(content.clone()));
        if let Some(recorder) = self.recorder.take() {
            recorder.finish(&self.agent, &self.history, Ok(&content));
        }
        self.log(RunLogEvent::RunCompleted { turns: self.turns });
        self.tell(RunItem::MessageOutput { content });
    }

    fn fail(&mut self, error: &RunError) {
        if let Some(recorder) = self.recorder.take() {
            recorder.finish(&self.agent, &self.history, Err(error));
        }
        self.log(RunLogEvent::RunFailed {
            error_name: error.name(),
        });
    }

    fn tell(&mut self, item: RunItem) {
        self.ready.push_back(RunStreamEvent::RunItem { item });
    }

    fn tell_agent(&mut self) {
        let agent = Arc::clone(&self.agent);
        self.ready.push_back(RunStreamEvent::AgentUpdated { agent });
    }

    fn tell_proposal(&mut self, proposal: &Proposal) {
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

    fn tell_output(&mut self, turn: &Turn<C>, proposal: Proposal, output: ToolResultEnvelope) {
        self.log(RunLogEvent::ToolCallCompleted { name: proposal.name });
        self.history.push(AgentInputItem::ToolCallOutput {
            call_id: proposal.call_id.clone(),
            output: output.clone(),
        });
        self.tell(RunItem::ToolCallOutput {
            call_id: proposal.call_id,
            output,
        });
        if !Arc::ptr_eq(&turn.agent, &self.agent) {
            self.tell_agent();
        }
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
