//! Running an agent: turn by turn, each proposal through its gate, until there is an answer or an error.

mod gates;
mod step;
mod stream;

pub use stream::RunStream;

use crate::agent::Agent;
use crate::error::RunError;
use crate::event::{RunItem, RunStreamEvent};
use crate::guarantees::NOT_STREAMED_BY_DEFAULT;
use crate::item::{AgentInputItem, RunInput};
use crate::options::RunOptions;
use crate::provider::ModelProvider;
use std::fmt;
use std::sync::Arc;

/// Runs an agent on a question, or on a conversation to go on with.
///
/// What the model proposes is done only where a policy allows it. Without [`stream`](RunOptions::stream) the run has
/// ended when this returns, with a [`RunResult`] or a [`RunError`]; with it, this returns a [`RunStream`], and the run goes
/// on as far as the stream is read.
///
/// # Panics
///
/// Where instructions, a tool, a guardrail, the logger or the provider panics. Policies, sinks and redactors may: that is a
/// denial, no record, and no context.
// What a provider is sent remains flexible, while the overloads of `run` are frozen.
#[stability::frozen(since = "0.1.0-alpha.5", may_expose(ModelProvider))]
pub fn run<'a, C, M>(
    provider: &'a dyn ModelProvider,
    agent: impl Into<Arc<Agent<C>>>,
    input: impl Into<RunInput>,
    options: RunOptions<C, M>,
) -> M::Output<'a>
where
    C: Clone + 'a,
    M: Mode<C>,
{
    M::finish(RunStream::start(provider, agent.into(), input.into(), options))
}

/// What a run returns: all at once, or event by event.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[stability::sealed(note = "a run is complete or streamed", instead = "use `RunOptions::new` or `RunOptions::stream`")]
pub trait Mode<C> {
    /// What [`run`] returns.
    type Output<'a>
    where
        C: 'a;

    #[doc(hidden)]
    fn finish<'a>(stream: RunStream<'a, C>) -> Self::Output<'a>
    where
        C: 'a;
}

/// The run has ended when [`run`] returns: the default of options, until a stream is chosen.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Copy, Debug)]
pub enum Complete {}

/// The run goes on as far as its stream is read.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Copy, Debug)]
pub enum Streamed {}

#[stability::sealed]
#[stability::implements(NOT_STREAMED_BY_DEFAULT)]
impl<C> Mode<C> for Complete {
    type Output<'a>
        = Result<RunResult<C>, RunError>
    where
        C: 'a;

    fn finish<'a>(mut stream: RunStream<'a, C>) -> Self::Output<'a>
    where
        C: 'a,
    {
        let mut final_output = String::new();
        for event in &mut stream {
            if let RunStreamEvent::RunItem {
                item: RunItem::MessageOutput { content },
            } = event?
            {
                final_output = content;
            }
        }
        let (history, last_agent) = stream.into_parts();
        Ok(RunResult {
            final_output,
            history,
            last_agent,
        })
    }
}

#[stability::sealed]
impl<C> Mode<C> for Streamed {
    type Output<'a>
        = RunStream<'a, C>
    where
        C: 'a;

    fn finish<'a>(stream: RunStream<'a, C>) -> Self::Output<'a>
    where
        C: 'a,
    {
        stream
    }
}

/// What a run came to.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[non_exhaustive]
pub struct RunResult<C> {
    /// The answer.
    pub final_output: String,
    /// The conversation, the answer included.
    pub history: Vec<AgentInputItem>,
    /// The agent that gave the answer.
    pub last_agent: Arc<Agent<C>>,
}

impl<C> fmt::Debug for RunResult<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RunResult")
            .field("final_output", &self.final_output)
            .field("history", &self.history)
            .field("last_agent", &self.last_agent)
            .finish()
    }
}
