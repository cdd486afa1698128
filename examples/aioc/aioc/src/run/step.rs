//! The steps of a run: what comes next, and what a model says in between.

use super::RunStream;
use crate::error::{MaxTurnsExceededError, RunError};
use crate::event::{RunItem, RunStreamEvent};
use crate::item::AgentInputItem;
use crate::logger::RunLogEvent;
use crate::provider::{ModelEvent, ModelEvents};
use crate::turn::{Proposal, Turn};
use std::collections::VecDeque;
use std::sync::Arc;

/// What comes next in a run.
pub(super) enum Step<'a, C> {
    Start,
    /// A model is asked, if there is a turn left.
    Ask,
    Listen(Listening<'a, C>),
    /// The next of these proposals is reported.
    Propose(Turn<C>, VecDeque<Proposal>),
    /// The proposal is judged, and made where it is allowed.
    Call(Turn<C>, Proposal, VecDeque<Proposal>),
    Ended,
}

/// What a model has said so far in a turn.
pub(super) struct Listening<'a, C> {
    pub(super) turn: Turn<C>,
    pub(super) events: ModelEvents<'a>,
    pub(super) text: String,
    /// What the guardrails have not passed yet.
    pub(super) held: Vec<String>,
    pub(super) proposals: VecDeque<Proposal>,
}

impl<'a, C> Listening<'a, C> {
    pub(super) fn new(turn: Turn<C>, events: ModelEvents<'a>) -> Self {
        Self {
            turn,
            events,
            text: String::new(),
            held: Vec::new(),
            proposals: VecDeque::new(),
        }
    }
}

impl<'a, C> RunStream<'a, C> {
    /// Takes one step. A step that fails reports nothing, so that its error comes after all earlier events.
    pub(super) fn advance(&mut self, step: Step<'a, C>) -> Result<Step<'a, C>, RunError> {
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
                None => self.finish_turn(listening),
            },
            Step::Propose(turn, mut proposals) => {
                let Some(proposal) = proposals.pop_front() else {
                    return Ok(Step::Ask);
                };
                self.tell_proposal(&proposal);
                Ok(Step::Call(turn, proposal, proposals))
            }
            Step::Call(turn, proposal, proposals) => {
                let before = Arc::clone(&self.agent);
                let output = self.call(&turn, &proposal)?;
                self.tell_output(proposal, output);
                if !Arc::ptr_eq(&before, &self.agent) {
                    self.tell_agent();
                }
                // The rest of the turn is still the agent's whose model proposed it, even where it handed over.
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
    fn finish_turn(&mut self, listening: Listening<'a, C>) -> Result<Step<'a, C>, RunError> {
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

    pub(super) fn fail(&mut self, error: &RunError) {
        if let Some(recorder) = self.recorder.take() {
            recorder.finish(&self.agent, &self.history, Err(error));
        }
        self.log(RunLogEvent::RunFailed {
            error_name: error.name(),
        });
    }
}
