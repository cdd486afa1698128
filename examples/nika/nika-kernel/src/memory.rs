//! What a workflow keeps from one step, or one run, to the next.

use crate::Result;
use crate::workflow::TaskId;
use serde::{Deserialize, Serialize};
use std::fmt;

id! {
    /// A frame's name, given by the store that keeps it.
    #[stability::beta(since = "0.90.0", until = "1.0.0")]
    pub struct MemoryFrameRef;
}

/// One remembered text.
#[stability::beta(since = "0.90.0", until = "1.0.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryFrame {
    /// Its name, once a store keeps it.
    #[beta(since = "0.90.0", default)]
    pub id: Option<MemoryFrameRef>,
    /// The text.
    #[beta(since = "0.90.0", into)]
    pub text: String,
    /// Words it is filed under.
    #[beta(since = "0.90.0", default)]
    pub tags: Vec<String>,
    /// The task that wrote it.
    #[beta(since = "0.90.0", default)]
    pub task: Option<TaskId>,
}

/// What to look for.
#[stability::beta(since = "0.90.0", until = "1.0.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryQuery {
    /// A text that the frame holds, in any case; empty for every frame.
    #[beta(since = "0.90.0", into)]
    pub text: String,
    /// Words that the frame is filed under.
    #[beta(since = "0.90.0", default)]
    pub tags: Vec<String>,
    /// The most frames to return.
    #[beta(since = "0.90.0", default = 10)]
    pub limit: usize,
}

#[stability::beta(since = "0.90.0", until = "1.0.0")]
impl MemoryQuery {
    /// Whether a frame is looked for.
    pub fn matches(&self, frame: &MemoryFrame) -> bool {
        let wanted = self.text.to_lowercase();
        frame.text.to_lowercase().contains(&wanted) && self.tags.iter().all(|tag| frame.tags.contains(tag))
    }
}

/// A memory. Open to every package.
#[stability::beta(since = "0.90.0", note = "the memory subsystem comes with 0.95", until = "1.0.0")]
pub trait MemoryStore: Send + Sync {
    /// Keeps a frame and names it.
    ///
    /// # Errors
    ///
    /// When the store cannot keep it.
    fn put(&self, frame: MemoryFrame) -> Result<MemoryFrameRef>;

    /// The frames looked for, the latest first.
    ///
    /// # Errors
    ///
    /// When the store cannot be read.
    fn query(&self, query: &MemoryQuery) -> Result<Vec<MemoryFrame>>;

    /// Drops a frame.
    ///
    /// # Errors
    ///
    /// [`NikaError::Unsupported`](crate::NikaError::Unsupported) unless the store implements it.
    #[reserved(until = "0.95.0")]
    fn forget(&self, frame: &MemoryFrameRef) -> Result<()>;

    /// Joins frames that say the same, and returns how many are left.
    ///
    /// # Errors
    ///
    /// [`NikaError::Unsupported`](crate::NikaError::Unsupported) unless the store implements it.
    #[reserved(until = "0.95.0")]
    fn compact(&self) -> Result<usize>;
}

/// What a task does with the memory.
#[stability::beta(since = "0.90.0", until = "1.0.0")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum MemoryTask {
    /// Keeps a text: `text`; if wanted `tag`.
    Remember,
    /// Looks for kept texts: `query`; if wanted `tag` and `limit`.
    Recall,
}

impl MemoryTask {
    /// The words for it in a document.
    pub(crate) const WORDS: &'static [&'static str] = &["recall", "remember"];
}

/// What happens between the engine and its memory.
#[stability::beta(since = "0.90.0", until = "1.0.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum MemoryEvent {
    /// A frame is kept.
    Remembered(MemoryFrameRef),
    /// So many frames are found.
    Recalled(usize),
}

impl fmt::Display for MemoryEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Remembered(frame) => write!(f, "memory.remembered {frame}"),
            Self::Recalled(frames) => write!(f, "memory.recalled {frames}"),
        }
    }
}
