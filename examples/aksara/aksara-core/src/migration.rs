//! Migrations: files that bring a database from one set of models to the next.

mod ddl;
mod diff;
mod file;
mod migrator;
mod operation;
#[cfg(test)]
mod tests;

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

pub use file::{Migration, Migrations, SCHEMA};
pub use migrator::{AppliedMigration, Migrator};
pub use operation::Operation;

/// The SHA-256 of a text in hexadecimal digits.
pub(crate) fn sha256(text: &str) -> String {
    Sha256::digest(text.as_bytes())
        .iter()
        .fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
}
