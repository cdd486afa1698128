//! Migration files and what they depend on.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::operation::Operation;
use super::{ddl, diff, sha256};
use crate::error::{Error, Result};
use crate::guarantees::{MIGRATION_INTEGRITY, MIGRATIONS_STAY};
use crate::orm::Model;

/// What the first key of a migration file says.
#[stability::stable(since = "0.5.0", path = "aksara_core::migration::SCHEMA", area = "Migration System")]
pub const SCHEMA: &str = "aksara/migration@1";

/// One migration file.
#[stability::stable(since = "0.5.0", path = "aksara_core::migration::Migration")]
#[allow(
    clippy::unsafe_derive_deserialize,
    reason = "the statement that a method implements a guarantee is in the method"
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Migration {
    /// [`SCHEMA`].
    #[stable(since = "0.5.0")]
    pub schema: String,
    /// Its name and the name of its file: `0002_book_stock`.
    #[stable(since = "0.5.0")]
    pub name: String,
    /// The migrations that come before it.
    #[stable(since = "0.5.0")]
    pub depends_on: Vec<String>,
    /// Its steps.
    #[stable(since = "0.5.0")]
    pub operations: Vec<Operation>,
    /// What is executed: the statements, as they were when the file was made.
    #[stable(since = "0.5.0")]
    pub sql: Vec<String>,
    /// The SHA-256 of the file without this key.
    #[stable(since = "0.5.0")]
    pub checksum: String,
}

impl Migration {
    fn new(number: usize, depends_on: Vec<String>, operations: Vec<Operation>, models: &[Model]) -> Result<Self> {
        let mut models = models.to_vec();
        let mut sql = Vec::new();
        for operation in &operations {
            sql.extend(ddl::statements(operation, &models)?);
            operation.apply(&mut models)?;
        }
        let what = match operations.as_slice() {
            _ if number == 1 => "initial".to_owned(),
            [operation] => operation.slug(),
            operations => format!("{}_changes", operations.len()),
        };
        let mut migration = Self {
            schema: SCHEMA.to_owned(),
            name: format!("{number:04}_{what}"),
            depends_on,
            operations,
            sql,
            checksum: String::new(),
        };
        migration.checksum = migration.sum()?;
        Ok(migration)
    }

    /// The bytes of its file.
    pub(crate) fn text(&self) -> Result<String> {
        let text = serde_json::to_string_pretty(self).map_err(|error| Error::migration(&self.name, error))?;
        Ok(text + "\n")
    }

    fn sum(&self) -> Result<String> {
        let bare = Self {
            checksum: String::new(),
            ..self.clone()
        };
        bare.text().map(|text| sha256(&text))
    }

    #[stability::implements(MIGRATION_INTEGRITY)]
    fn read(file: &Path) -> Result<Self> {
        let place = || {
            file.file_name()
                .map(|name| name.to_string_lossy().into_owned())
                .unwrap_or_default()
        };
        let text = fs::read_to_string(file).map_err(|error| Error::migration(place(), error))?;
        let migration: Self = serde_json::from_str(&text).map_err(|error| Error::migration(place(), error))?;
        let refused = |message: String| Err(Error::migration(place(), message));
        if migration.schema != SCHEMA {
            return refused(format!(
                "its schema is `{}`, and this release reads `{SCHEMA}`",
                migration.schema
            ));
        }
        if file.file_stem().is_none_or(|stem| *stem != *migration.name) {
            return refused(format!(
                "says that it is `{}`: a file has its migration's name",
                migration.name
            ));
        }
        if migration.sum()? != migration.checksum {
            return refused("was altered after it was made: bring its text back, and make another".to_owned());
        }
        Ok(migration)
    }
}

/// The migrations of a project, each after those that it depends on.
#[stability::stable(since = "0.5.0", path = "aksara_core::migration::Migrations")]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Migrations(Vec<Migration>);

#[stability::stable(since = "0.5.0", path = "aksara_core::migration::Migrations")]
impl Migrations {
    /// Reads the migrations in a folder; none where there is no folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let mut waiting = Vec::new();
        if folder.is_dir() {
            let entries = fs::read_dir(folder).map_err(|error| Error::project(folder.display(), error))?;
            for entry in entries {
                let file = entry.map_err(|error| Error::project(folder.display(), error))?.path();
                if file.extension().is_some_and(|extension| extension == "json") {
                    waiting.push(Migration::read(&file)?);
                }
            }
        }
        waiting.sort_by(|left, right| left.name.cmp(&right.name));
        let mut order: Vec<Migration> = Vec::new();
        while !waiting.is_empty() {
            let is_placed = |name: &String| order.iter().any(|migration| migration.name == *name);
            let Some(at) = waiting.iter().position(|one| one.depends_on.iter().all(is_placed)) else {
                let message = format!(
                    "depends on {}, which cannot come before it",
                    waiting[0].depends_on.join(", ")
                );
                return Err(Error::migration(&waiting[0].name, message));
            };
            order.push(waiting.remove(at));
        }
        Ok(Self(order))
    }

    /// The migrations in order.
    pub fn list(&self) -> &[Migration] {
        &self.0
    }

    /// What leads from here to `models`; none where nothing has changed.
    pub fn next(&self, models: &[Model]) -> Result<Option<Migration>> {
        let reached = self.models()?;
        let operations = diff::diff(&reached, models)?;
        if operations.is_empty() {
            return Ok(None);
        }
        // What nothing depends on yet is what the next one depends on.
        let is_last = |one: &&Migration| !self.0.iter().any(|other| other.depends_on.contains(&one.name));
        let last = self
            .0
            .iter()
            .filter(is_last)
            .map(|migration| migration.name.clone())
            .collect();
        Migration::new(self.0.len() + 1, last, operations, &reached).map(Some)
    }

    /// The models after all migrations.
    pub fn models(&self) -> Result<Vec<Model>> {
        let mut models = Vec::new();
        for migration in &self.0 {
            for operation in &migration.operations {
                operation.apply(&mut models)?;
            }
        }
        Ok(models)
    }
}

#[stability::stable(since = "0.5.0", path = "aksara_core::migration::Migration")]
impl Migration {
    /// Writes its file into a folder. A file that is there already is never altered.
    #[stability::implements(MIGRATIONS_STAY)]
    pub fn write(&self, folder: &Path) -> Result<()> {
        let refused = |error: std::io::Error| Error::migration(&self.name, error);
        fs::create_dir_all(folder).map_err(refused)?;
        let path = folder.join(format!("{}.json", self.name));
        let mut file = OpenOptions::new()
            .write(true)
            .create_new(true)
            .open(&path)
            .map_err(refused)?;
        file.write_all(self.text()?.as_bytes()).map_err(|error| {
            // Half a migration would be in the way of the next attempt.
            let _ = fs::remove_file(&path);
            refused(error)
        })
    }

    /// Whether applying it loses rows or values.
    pub fn is_destructive(&self) -> bool {
        self.operations.iter().any(Operation::is_destructive)
    }
}
