//! How a run uses the memory.

use crate::events::EventKind;
use crate::fault::Fault;
use crate::inference::{InferRequest, Message, Role};
use crate::memory::{MemoryEvent, MemoryFrame, MemoryFrameRef, MemoryQuery, MemoryStore, MemoryTask};
use crate::run::{Run, Stop};
use crate::step::{Reader, saturated};
use crate::workflow::{Task, TaskId};
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
        of: Option<String>,
    },
    Forget {
        frame: String,
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
                of: inputs.optional_text("of")?,
            },
            MemoryTask::Forget => Self::Forget {
                frame: inputs.text("frame")?,
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
                if let Some(left) = if_supported(self.memory()?.compact())? {
                    self.emit(EventKind::Memory(MemoryEvent::Compacted(left)));
                }
                Ok(kept.to_string())
            }
            MemoryStep::Recall { query, tag, limit, of } => {
                let mut query = MemoryQuery::new(query);
                query.tags.extend(tag);
                query.limit = limit.unwrap_or(query.limit);
                query.task = of.map(TaskId::new);
                Ok(texts(&self.recall(&query)?))
            }
            MemoryStep::Forget { frame } => {
                let frame = MemoryFrameRef::new(frame);
                self.memory()?.forget(&frame)?;
                self.emit(EventKind::Memory(MemoryEvent::Forgotten(frame.clone())));
                Ok(frame.to_string())
            }
        }
    }

    /// The request, opened by what the memory holds: the frames found, and what is related to the latest, which is named.
    pub(crate) fn quote(&mut self, request: InferRequest, query: &MemoryQuery) -> Result<InferRequest, Stop> {
        let mut frames = self.recall(query)?;
        let Some(latest) = frames.first() else {
            return Ok(request);
        };
        let latest = latest.id.clone().ok_or(Fault::NamelessFrame)?;
        let related = if_supported(self.memory()?.related(&latest, query.limit))?;
        for frame in related.into_iter().flatten() {
            if !frames.iter().any(|found| found.id == frame.id) {
                frames.push(frame);
            }
        }
        let quoted = Message::new(Role::System, texts(&frames));
        Ok(request.with_message(quoted).with_memory(latest))
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

/// What a store answers, or nothing where it leaves the method to the kernel.
fn if_supported<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Err(NikaError::Unsupported(_)) => Ok(None),
        answer => answer.map(Some),
    }
}

fn texts(frames: &[MemoryFrame]) -> String {
    let texts: Vec<_> = frames.iter().map(|frame| frame.text.as_str()).collect();
    texts.join("\n")
}
