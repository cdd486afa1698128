//! Where run records go.

use crate::Failure;
use crate::record::RunRecord;
use serde::Serialize;
use std::io::Write;
use std::sync::{Mutex, PoisonError};

/// Keeps run records. Every `Fn(&RunRecord<C>) -> Result<(), Failure>` is one.
///
/// Keeping is best effort: a sink that fails or panics changes nothing about the run.
#[stability::stable(since = "0.1.0-alpha.1")]
pub trait RunRecordSink<C>: Send + Sync {
    /// Keeps the record of one run.
    ///
    /// # Errors
    ///
    /// Whatever kept it from keeping the record. The run does not hear of it, so a sink that minds tells it elsewhere.
    fn write(&self, record: &RunRecord<C>) -> Result<(), Failure>;
}

impl<C, F> RunRecordSink<C> for F
where
    F: Fn(&RunRecord<C>) -> Result<(), Failure> + Send + Sync,
{
    fn write(&self, record: &RunRecord<C>) -> Result<(), Failure> {
        self(record)
    }
}

/// Writes each record as one line of JSON.
#[stability::stable(since = "0.1.0-alpha.1")]
#[derive(Debug)]
pub struct JsonLines<W> {
    writer: Mutex<W>,
}

#[stability::stable(since = "0.1.0-alpha.1")]
impl<W: Write + Send> JsonLines<W> {
    /// Writes the lines here.
    pub fn new(writer: W) -> Self {
        Self {
            writer: Mutex::new(writer),
        }
    }
}

impl<C: Serialize, W: Write + Send> RunRecordSink<C> for JsonLines<W> {
    fn write(&self, record: &RunRecord<C>) -> Result<(), Failure> {
        // One call per line, so that a failure leaves no half of one behind where the writer can help it.
        let mut line = serde_json::to_vec(record)?;
        line.push(b'\n');
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.write_all(&line)?;
        Ok(writer.flush()?)
    }
}
