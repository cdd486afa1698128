//! What a workflow keeps from one step, or one run, to the next.

use crate::Result;
use crate::workflow::TaskId;

id! {
    /// A frame's name, given by the store that keeps it.
    #[stability::beta(since = "0.90.0", until = "0.95.0")]
    pub struct MemoryFrameRef;
}

/// One remembered text.
#[stability::beta(since = "0.90.0", until = "0.95.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryFrame {
    /// Its name, once a store keeps it.
    pub id: Option<MemoryFrameRef>,
    /// The text.
    pub text: String,
    /// Words it is filed under.
    pub tags: Vec<String>,
    /// The task that wrote it.
    pub task: Option<TaskId>,
}

#[stability::beta(since = "0.90.0", until = "0.95.0")]
impl MemoryFrame {
    /// A frame that no store keeps yet.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            id: None,
            text: text.into(),
            tags: Vec::new(),
            task: None,
        }
    }
}

/// What to look for.
#[stability::beta(since = "0.90.0", until = "0.95.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct MemoryQuery {
    /// A text that the frame holds, in any case; empty for every frame.
    pub text: String,
    /// Words that the frame is filed under.
    pub tags: Vec<String>,
    /// The most frames to return.
    pub limit: usize,
}

#[stability::beta(since = "0.90.0", until = "0.95.0")]
impl MemoryQuery {
    /// At most ten frames that hold this text.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            tags: Vec::new(),
            limit: 10,
        }
    }

    /// Whether a frame is looked for.
    pub fn matches(&self, frame: &MemoryFrame) -> bool {
        let wanted = self.text.to_lowercase();
        frame.text.to_lowercase().contains(&wanted) && self.tags.iter().all(|tag| frame.tags.contains(tag))
    }
}

/// A memory. Open to every package.
#[stability::beta(
    since = "0.90.0",
    note = "becomes stable with the memory subsystem",
    until = "0.95.0"
)]
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
    #[experimental(since = "0.90.0")]
    #[reserved(until = "0.96.0")]
    fn compact(&self) -> Result<usize>;
}
