//! How a run uses the memory.

use crate::events::EventKind;
use crate::fault::Fault;
use crate::inference::{InferRequest, Message, Role};
use crate::memory::{MemoryEvent, MemoryFrame, MemoryQuery, MemoryStore, MemoryTask};
use crate::run::{Run, Stop};
use crate::step::{Reader, saturated};
use crate::workflow::Task;
use crate::{NikaError, Result};

/// A task of the memory, with its inputs.
pub(crate) enum MemoryStep {
    Remember {
        text: String,
        tag: Option<String>,
    },
    Recall {
        query: String,
        tag: Option<String>,
        limit: Option<usize>,
    },
}

impl MemoryStep {
    pub(crate) fn read(task: MemoryTask, inputs: &mut Reader<'_>) -> Result<Self> {
        Ok(match task {
            MemoryTask::Remember => Self::Remember {
                text: inputs.text("text")?,
                tag: inputs.optional_text("tag")?,
            },
            MemoryTask::Recall => Self::Recall {
                query: inputs.text("query")?,
                tag: inputs.optional_text("tag")?,
                limit: inputs.optional_number("limit")?.map(saturated),
            },
        })
    }
}

impl<'a> Run<'a> {
    /// Uses the memory, and gives the task's output.
    pub(crate) fn remember(&mut self, task: &Task, step: MemoryStep) -> Result<String, Stop> {
        match step {
            MemoryStep::Remember { text, tag } => {
                let mut frame = MemoryFrame::new(text).with_task(Some(task.id.clone()));
                frame.tags.extend(tag);
                let kept = self.memory()?.put(frame)?;
                self.emit(EventKind::Memory(MemoryEvent::Remembered(kept.clone())));
                Ok(kept.to_string())
            }
            MemoryStep::Recall { query, tag, limit } => {
                let mut query = MemoryQuery::new(query);
                query.tags.extend(tag);
                query.limit = limit.unwrap_or(query.limit);
                Ok(texts(&self.recall(&query)?))
            }
        }
    }

    /// The request, opened by what the memory holds.
    pub(crate) fn quote(&mut self, request: InferRequest, query: &MemoryQuery) -> Result<InferRequest, Stop> {
        let frames = self.recall(query)?;
        if frames.is_empty() {
            return Ok(request);
        }
        Ok(request.with_message(Message::new(Role::System, texts(&frames))))
    }

    fn recall(&mut self, query: &MemoryQuery) -> Result<Vec<MemoryFrame>, Stop> {
        let frames = self.memory()?.query(query)?;
        if frames.len() > query.limit {
            return Err(Fault::TooManyFrames(frames.len(), query.limit).into());
        }
        self.emit(EventKind::Memory(MemoryEvent::Recalled(frames.len())));
        Ok(frames)
    }

    fn memory(&self) -> Result<&'a dyn MemoryStore> {
        self.engine.memory.as_deref().ok_or(NikaError::MemoryMissing)
    }
}

fn texts(frames: &[MemoryFrame]) -> String {
    let texts: Vec<_> = frames.iter().map(|frame| frame.text.as_str()).collect();
    texts.join("\n")
}
