//! The types of the fields that requests keep free for later subsystems.

id! {
    /// One trace through a workflow's run.
    #[stability::evolving(since = "0.90.0")]
    pub struct TraceId;
}

/// How much an answer may cost.
#[stability::evolving(since = "0.90.0")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Budget {
    /// The most tokens the answer may have.
    pub output_tokens: u64,
}

#[stability::evolving(since = "0.90.0")]
impl Budget {
    /// At most this many tokens in the answer.
    pub fn new(output_tokens: u64) -> Self {
        Self { output_tokens }
    }
}

/// How far a conversation is trusted.
#[stability::evolving(since = "0.90.0")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum TrustLevel {
    /// It holds text from outside.
    #[default]
    Untrusted,
    /// A person has read it.
    Reviewed,
    /// It was written by who runs the workflow.
    Trusted,
}
