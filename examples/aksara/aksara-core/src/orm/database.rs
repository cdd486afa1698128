//! The database: a connection, the models that live there, and their signals.

use std::cell::Cell;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;

use super::signals::Signals;
use super::{Model, Objects};
use crate::error::{Error, Result};

/// An SQLite database with the models that live in it.
#[stability::stable(since = "0.5.0", path = "aksara_core::Database")]
#[derive(Debug)]
#[non_exhaustive]
pub struct Database {
    /// Who is called before and after a row is saved or deleted.
    pub signals: Signals,
    connection: Connection,
    models: Vec<Model>,
    depth: Cell<usize>,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::Database")]
impl Database {
    /// Opens the database in a file, which is created if it does not exist.
    pub fn open(file: &Path, models: Vec<Model>) -> Result<Self> {
        Self::over(Connection::open(file)?, models)
    }

    /// A database that lasts as long as the value.
    pub fn in_memory(models: Vec<Model>) -> Result<Self> {
        Self::over(Connection::open_in_memory()?, models)
    }

    /// The models that live here.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// The model of this name.
    pub fn model(&self, name: &str) -> Result<&Model> {
        let mut found = self.models.iter().filter(|model| model.name == name);
        found
            .next()
            .ok_or_else(|| Error::UnknownModel { model: name.to_owned() })
    }

    /// The rows of the model of this name.
    pub fn objects(&self, model: &str) -> Result<Objects<'_>> {
        Ok(self.model(model)?.objects(self))
    }

    /// Runs `work` as one transaction: an error undoes all of it. Inside another, it undoes its own part.
    pub fn atomic<T>(&self, work: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        let depth = self.depth.get();
        let _restored = Restore(&self.depth, depth);
        self.depth.set(depth + 1);
        self.connection.execute_batch(&format!("SAVEPOINT atomic_{depth}"))?;
        let done = work(self);
        let end = match done {
            Ok(_) => format!("RELEASE atomic_{depth}"),
            Err(_) => format!("ROLLBACK TO atomic_{depth}; RELEASE atomic_{depth}"),
        };
        self.connection.execute_batch(&end)?;
        done
    }
}

/// Sets a count back, however its scope is left.
struct Restore<'a>(&'a Cell<usize>, usize);

impl Drop for Restore<'_> {
    fn drop(&mut self) {
        self.0.set(self.1);
    }
}

impl Database {
    /// The functions that every connection has beside SQLite's.
    pub(crate) const FUNCTIONS: [&str; 1] = ["aksara_sha256"];

    fn over(connection: Connection, models: Vec<Model>) -> Result<Self> {
        for model in &models {
            model.check()?;
        }
        for (at, model) in models.iter().enumerate() {
            if models[..at].iter().any(|other| other.table() == model.table()) {
                return Err(Error::invalid(&model.name, "shares its table with another model"));
            }
            for field in &model.fields {
                if let Some(to) = field
                    .to
                    .as_ref()
                    .filter(|to| !models.iter().any(|other| other.name == **to))
                {
                    let subject = format!("{}.{}", model.name, field.name);
                    return Err(Error::invalid(subject, format!("leads to `{to}`, which is no model")));
                }
            }
        }
        connection.execute_batch("PRAGMA foreign_keys = ON")?;
        let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
        connection.create_scalar_function(Self::FUNCTIONS[0], 1, flags, |arguments| {
            arguments.get::<String>(0).map(|text| crate::migration::sha256(&text))
        })?;
        Ok(Self {
            signals: Signals::default(),
            connection,
            models,
            depth: Cell::new(0),
        })
    }

    pub(crate) fn connection(&self) -> &Connection {
        &self.connection
    }
}
