//! A task as the engine runs it: inputs named, typed and complete.

use crate::inference::{ModelId, ProviderId};
use crate::remember::MemoryStep;
use crate::tools::{ToolCall, ToolName};
use crate::workflow::{Input, Task, TaskKind};
use crate::{NikaError, Result};
use std::collections::{BTreeMap, BTreeSet};

pub(crate) enum Step {
    Infer {
        provider: ProviderId,
        model: ModelId,
        prompt: String,
        recall: Option<String>,
        budget: Option<u64>,
        /// What is meant for the provider alone, by its name `x-…`.
        extensions: BTreeMap<String, Input>,
    },
    Memory(MemoryStep),
    Tool(ToolCall),
}

impl Step {
    /// Reads a task's inputs, which are those of the document or the same with their templates filled in.
    pub(crate) fn read(task: &Task, inputs: &BTreeMap<String, Input>) -> Result<Self> {
        let mut reader = Reader {
            task,
            inputs,
            asked: BTreeSet::new(),
        };
        let step = match &task.kind {
            TaskKind::Infer => Self::Infer {
                provider: ProviderId::new(reader.text("provider")?),
                model: ModelId::new(reader.text("model")?),
                prompt: reader.text("prompt")?,
                recall: reader.optional_text("recall")?,
                budget: reader.optional_number("budget")?,
                extensions: reader.extensions(),
            },
            TaskKind::Memory(kind) => Self::Memory(MemoryStep::read(*kind, &mut reader)?),
            TaskKind::Tool => return reader.call().map(Self::Tool),
            TaskKind::Unknown(kind) => {
                return Err(NikaError::UnknownKind {
                    task: task.id.clone(),
                    kind: kind.clone(),
                });
            }
        };
        reader.finish()?;
        Ok(step)
    }
}

/// Takes a task's inputs one by one and remembers which it was asked for.
pub(crate) struct Reader<'a> {
    task: &'a Task,
    inputs: &'a BTreeMap<String, Input>,
    asked: BTreeSet<&'a str>,
}

impl Reader<'_> {
    pub(crate) fn text(&mut self, name: &'static str) -> Result<String> {
        self.optional_text(name)?.ok_or_else(|| self.refuse(name, "is missing"))
    }

    pub(crate) fn optional_text(&mut self, name: &'static str) -> Result<Option<String>> {
        self.asked.insert(name);
        match self.inputs.get(name) {
            None => Ok(None),
            Some(Input::Text(text)) => Ok(Some(text.clone())),
            Some(Input::Flag(_) | Input::Number(_)) => Err(self.refuse(name, "is a text; write it in quotes")),
        }
    }

    pub(crate) fn optional_number(&mut self, name: &'static str) -> Result<Option<u64>> {
        self.asked.insert(name);
        match self.inputs.get(name) {
            None => Ok(None),
            Some(Input::Number(number)) => Ok(Some(*number)),
            Some(Input::Flag(_) | Input::Text(_)) => Err(self.refuse(name, "is a number without sign")),
        }
    }

    fn extensions(&mut self) -> BTreeMap<String, Input> {
        let inputs = self.inputs;
        let is_extension = |name: &str| name.strip_prefix("x-").is_some_and(|rest| !rest.is_empty());
        let found = inputs.iter().filter(|(name, _)| is_extension(name));
        found
            .map(|(name, input)| {
                self.asked.insert(name);
                (name.clone(), input.clone())
            })
            .collect()
    }

    fn call(&mut self) -> Result<ToolCall> {
        let tool = ToolName::new(self.text("tool")?);
        if tool.namespace().is_none() {
            return Err(self.refuse("tool", "starts with `nika:` or `mcp:` and cannot be a template"));
        }
        let mut call = ToolCall::new(tool);
        for (name, input) in self.inputs.iter().filter(|(name, _)| *name != "tool") {
            let value = match input {
                Input::Flag(flag) => flag.to_string(),
                Input::Number(number) => number.to_string(),
                Input::Text(text) => text.clone(),
            };
            call = call.with_argument(name, value);
        }
        Ok(call)
    }

    fn finish(self) -> Result<()> {
        match self.inputs.keys().find(|name| !self.asked.contains(name.as_str())) {
            None => Ok(()),
            Some(name) => {
                let known: Vec<_> = self.asked.iter().copied().collect();
                Err(self.refuse(name, &format!("is not known; known are {}", known.join(", "))))
            }
        }
    }

    fn refuse(&self, input: &str, message: &str) -> NikaError {
        NikaError::TaskInput {
            task: self.task.id.clone(),
            input: input.to_owned(),
            message: message.to_owned(),
        }
    }
}

/// More frames than can be counted are as good as all there are.
pub(crate) fn saturated(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
