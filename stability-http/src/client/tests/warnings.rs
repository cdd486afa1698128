//! What is written through `tracing` while something runs.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};

/// The fields of one event at the level of warnings.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Warning(BTreeMap<String, String>);

impl Warning {
    pub fn new(fields: &[(&str, &str)]) -> Self {
        let fields = fields.iter();
        Self(fields.map(|&(name, value)| (name.into(), value.into())).collect())
    }

    pub fn field(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl Visit for Warning {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name().into(), value.into());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().into(), format!("{value:?}"));
    }
}

#[derive(Clone, Default)]
struct Listener(Arc<Mutex<Vec<Warning>>>);

impl Subscriber for Listener {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        *metadata.level() == Level::WARN
    }

    fn event(&self, event: &Event<'_>) {
        let mut warning = Warning::default();
        event.record(&mut warning);
        self.0.lock().unwrap().push(warning);
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// What `run` gives, and the warnings that it writes on this thread.
pub fn warnings_of<T>(run: impl FnOnce() -> T) -> (T, Vec<Warning>) {
    let listener = Listener::default();
    let given = tracing::subscriber::with_default(listener.clone(), run);
    let warnings = std::mem::take(&mut *listener.0.lock().unwrap());
    (given, warnings)
}
