//! The event sinks that the kernel brings along.

use crate::events::Event;
use std::io::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Drops every event; what an engine has until it is given another sink.
#[stability::stable(since = "0.85.0", forward_compatible)]
#[derive(Clone, Copy, Debug, Default)]
pub struct Discard;

#[stability::sealed]
impl crate::telemetry::EventSink for Discard {
    fn emit(&self, _event: &Event) {}
}

/// Keeps every event; its clones share what they keep.
#[stability::stable(since = "0.85.0")]
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Recorder {
    events: Arc<Mutex<Vec<Event>>>,
}

#[stability::stable(since = "0.85.0")]
impl Recorder {
    /// An empty recorder.
    pub fn new() -> Self {
        Self::default()
    }

    /// The events so far.
    pub fn events(&self) -> Vec<Event> {
        locked(&self.events).clone()
    }
}

#[stability::sealed]
impl crate::telemetry::EventSink for Recorder {
    fn emit(&self, event: &Event) {
        locked(&self.events).push(event.clone());
    }
}

/// Writes one line per event.
#[stability::stable(since = "0.86.0")]
#[derive(Debug)]
#[non_exhaustive]
pub struct LineWriter<W> {
    writer: Mutex<W>,
}

#[stability::stable(since = "0.86.0")]
impl<W: Write + Send> LineWriter<W> {
    /// Writes the lines here.
    pub fn new(writer: W) -> Self {
        Self {
            writer: Mutex::new(writer),
        }
    }
}

#[stability::sealed]
impl<W: Write + Send> crate::telemetry::EventSink for LineWriter<W> {
    fn emit(&self, event: &Event) {
        // A run goes on when nobody reads its events any more, as behind a closed pipe.
        let _ = writeln!(locked(&self.writer), "{event}");
    }
}

/// What a sink keeps is whole even if another thread panicked while it held the lock.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
