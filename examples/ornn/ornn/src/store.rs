//! The skills, in SQLite.

mod ratings;
mod samples;
mod skills;
mod versions;

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;
use tokio::task::JoinError;

/// One database, used by one request at a time.
#[derive(Clone, Debug)]
pub struct Store {
    connection: Arc<Mutex<Connection>>,
}

/// The database could not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// SQLite refused.
    #[error("the database: {0}")]
    Database(#[from] rusqlite::Error),
    /// The thread ended before its time.
    #[error("the thread of the database: {0}")]
    Thread(#[from] JoinError),
}

/// What came of adding something that may be there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Added<T> {
    /// It was added.
    New(T),
    /// Something has its name.
    Taken,
    /// What it was to be added to does not exist.
    Homeless,
}

impl Store {
    /// A database in memory, with a few skills to look at.
    ///
    /// # Errors
    ///
    /// When SQLite does not work here.
    pub fn with_samples() -> Result<Self, StoreError> {
        let connection = Connection::open_in_memory()?;
        let store = Self::set_up(connection)?;
        samples::add(&mut store.connection.lock().unwrap_or_else(PoisonError::into_inner))?;
        Ok(store)
    }

    /// The database in a file, which is created if it does not exist.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, or is no database.
    pub fn open(file: &Path) -> Result<Self, StoreError> {
        Self::set_up(Connection::open(file)?)
    }

    fn set_up(connection: Connection) -> Result<Self, StoreError> {
        connection.execute_batch(include_str!("store/schema.sql"))?;
        Ok(Self {
            connection: Arc::new(Mutex::new(connection)),
        })
    }

    /// Asks the database, on a thread that may wait.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, StoreError> {
        let connection = Arc::clone(&self.connection);
        let ask = move || {
            // A transaction that a panic left is undone when it is dropped.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            question(&mut connection)
        };
        Ok(tokio::task::spawn_blocking(ask).await??)
    }
}

/// Whether the value breaks a `UNIQUE` or `PRIMARY KEY`.
fn is_taken(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
    error
        .sqlite_error()
        .is_some_and(|error| [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE].contains(&error.extended_code))
}

/// Whether the value refers to nothing.
fn is_homeless(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY;
    error
        .sqlite_error()
        .is_some_and(|error| error.extended_code == SQLITE_CONSTRAINT_FOREIGNKEY)
}

/// What came of an insertion.
fn added<T>(result: rusqlite::Result<T>) -> rusqlite::Result<Added<T>> {
    match result {
        Ok(value) => Ok(Added::New(value)),
        Err(error) if is_taken(&error) => Ok(Added::Taken),
        Err(error) if is_homeless(&error) => Ok(Added::Homeless),
        Err(error) => Err(error),
    }
}
