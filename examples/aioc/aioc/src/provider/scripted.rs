//! A provider that needs no service, for tests and demonstrations.

use super::{ModelEvent, ModelEvents, ModelProvider, ModelRequest};
use crate::error::ProviderError;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Says in each turn what its script has for that turn, whatever it is asked, and keeps what it was asked.
///
/// It fails once the script has no more turns.
#[stability::evolving(since = "0.1.0-alpha.1", path = "aioc::provider::ScriptedProvider")]
#[derive(Debug, Default)]
pub struct ScriptedProvider {
    script: Vec<Vec<ModelEvent>>,
    requests: Mutex<Vec<ModelRequest>>,
}

#[stability::evolving(since = "0.1.0-alpha.1", path = "aioc::provider::ScriptedProvider")]
impl ScriptedProvider {
    /// A provider that says this, turn by turn.
    pub fn new(script: impl IntoIterator<Item = Vec<ModelEvent>>) -> Self {
        Self {
            script: script.into_iter().collect(),
            requests: Mutex::default(),
        }
    }

    /// The same script, from its start.
    #[must_use]
    pub fn rewound(&self) -> Self {
        Self::new(self.script.clone())
    }

    /// What it was asked so far.
    pub fn requests(&self) -> Vec<ModelRequest> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ModelRequest>> {
        // A list is whole even where a thread panicked while it held the lock.
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl ModelProvider for ScriptedProvider {
    fn name(&self) -> &'static str {
        "scripted"
    }

    fn stream(&self, request: ModelRequest) -> ModelEvents<'_> {
        let mut requests = self.lock();
        let turn = requests.len();
        requests.push(request);
        match self.script.get(turn) {
            Some(events) => Box::new(events.iter().cloned().map(Ok)),
            None => Box::new(std::iter::once(Err(ProviderError::new(
                self.name(),
                format!("the script has no turn {}", turn + 1),
            )))),
        }
    }
}
