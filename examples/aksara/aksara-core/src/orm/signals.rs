//! Signals: who is called before and after a row is saved or deleted.

use std::fmt;

use serde_json::{Map, Value};

use super::Model;
use crate::error::Result;

type Receiver = Box<dyn Fn(&Model, &mut Map<String, Value>) -> Result<()>>;

/// One moment, and who is called then, in the order of connecting.
#[stability::stable(since = "0.5.0", path = "aksara_core::signals::Signal", area = "ORM Core")]
#[derive(Default)]
pub struct Signal(Vec<Receiver>);

#[stability::stable(since = "0.5.0", path = "aksara_core::signals::Signal", area = "ORM Core")]
impl Signal {
    /// Calls `receiver` with the model and the row from now on. Before a row is saved it may change the row; an error
    /// before saving or deleting keeps it from happening.
    pub fn connect(&mut self, receiver: impl Fn(&Model, &mut Map<String, Value>) -> Result<()> + 'static) {
        self.0.push(Box::new(receiver));
    }
}

impl Signal {
    pub(crate) fn send(&self, model: &Model, row: &mut Map<String, Value>) -> Result<()> {
        self.0.iter().try_for_each(|receiver| receiver(model, row))
    }
}

impl fmt::Debug for Signal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Signal").field(&self.0.len()).finish()
    }
}

/// The signals of a database.
#[stability::stable(since = "0.5.0", path = "aksara_core::signals::Signals", area = "ORM Core")]
#[derive(Debug, Default)]
#[non_exhaustive]
pub struct Signals {
    /// Before a row is created.
    #[stable(since = "0.5.0")]
    pub pre_save: Signal,
    /// After a row is created.
    #[stable(since = "0.5.0")]
    pub post_save: Signal,
    /// Before a row is deleted.
    #[stable(since = "0.5.0")]
    pub pre_delete: Signal,
    /// After a row is deleted.
    #[stable(since = "0.5.0")]
    pub post_delete: Signal,
}
