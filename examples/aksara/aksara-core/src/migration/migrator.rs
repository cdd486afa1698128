//! Applies migrations to a database, and keeps track.

use super::file::{Migration, Migrations};
use crate::error::{Error, Result};
use crate::guarantees::MIGRATION_SAFETY;
use crate::orm::Database;

/// Applies the migrations of a project to a database.
#[stability::stable(since = "0.5.0", path = "aksara_core::migration::Migrator")]
#[derive(Clone, Copy, Debug)]
pub struct Migrator<'a> {
    database: &'a Database,
    migrations: &'a Migrations,
}

/// What is known of a migration that was applied: a row of the table `aksara_migrations`.
///
/// A stable item exposes it only with `may_expose`, as [`Migrator::applied`] does. By accident it cannot:
///
/// ```compile_fail,E0080
/// #[stability::stable(since = "0.0.0")]
/// pub fn latest() -> aksara_core::migration::AppliedMigration {
///     unimplemented!()
/// }
/// ```
#[stability::evolving(
    since = "0.5.0",
    path = "aksara_core::migration::AppliedMigration",
    area = "Migration Tracking Metadata",
    note = "ask for `name` alone; the columns of the table may become others"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppliedMigration {
    /// Its name.
    pub name: String,
    /// The checksum that its file had.
    pub checksum: String,
    /// When, in UTC: `2026-05-01 12:00:00`.
    pub applied_at: String,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::migration::Migrator")]
impl<'a> Migrator<'a> {
    /// Applies these migrations there.
    pub fn new(database: &'a Database, migrations: &'a Migrations) -> Self {
        Self { database, migrations }
    }

    /// What was applied, in order. Nothing that was applied may be missing or altered.
    #[stable(since = "0.5.0", may_expose(AppliedMigration))]
    pub fn applied(&self) -> Result<Vec<AppliedMigration>> {
        let connection = self.database.connection();
        connection.execute_batch(TRACKING)?;
        let mut statement = connection
            .prepare("SELECT \"name\", \"checksum\", \"applied_at\" FROM \"aksara_migrations\" ORDER BY rowid")?;
        let rows = statement.query_map([], |row| {
            Ok(AppliedMigration {
                name: row.get(0)?,
                checksum: row.get(1)?,
                applied_at: row.get(2)?,
            })
        })?;
        let applied = rows.collect::<Result<Vec<_>, _>>()?;
        for row in &applied {
            match self
                .migrations
                .list()
                .iter()
                .find(|migration| migration.name == row.name)
            {
                None => {
                    return Err(Error::migration(
                        &row.name,
                        "was applied, but its file is missing: restore it",
                    ));
                }
                Some(file) if file.checksum != row.checksum => {
                    return Err(Error::migration(
                        &row.name,
                        "was applied with another text: bring that text back",
                    ));
                }
                Some(_) => {}
            }
        }
        Ok(applied)
    }

    /// What is not applied yet, in order.
    pub fn pending(&self) -> Result<Vec<&'a Migration>> {
        let applied = self.applied()?;
        let is_pending = |migration: &&Migration| !applied.iter().any(|row| row.name == migration.name);
        Ok(self.migrations.list().iter().filter(is_pending).collect())
    }

    /// Applies what is pending, each in a transaction of its own, and says what.
    ///
    /// What loses rows or values is refused unless `allow_destructive`. With `fake`, migrations are only noted as applied.
    #[stability::implements(MIGRATION_SAFETY)]
    pub fn migrate(&self, allow_destructive: bool, fake: bool) -> Result<Vec<String>> {
        let pending = self.pending()?;
        if let Some(migration) = pending
            .iter()
            .find(|one| one.is_destructive() && !allow_destructive && !fake)
        {
            return Err(Error::migration(
                &migration.name,
                "loses rows or values: say so by `--allow-destructive`",
            ));
        }
        if !self.database.connection().is_autocommit() {
            let first = pending.first().map(|one| one.name.as_str()).unwrap_or_default();
            return Err(Error::migration(first, "cannot be applied inside a transaction"));
        }
        let names = pending.iter().map(|migration| migration.name.clone()).collect();
        // A table that is made anew drops the former one, which others may refer to.
        self.database.connection().execute_batch("PRAGMA foreign_keys = OFF")?;
        let done = pending
            .into_iter()
            .try_for_each(|migration| self.apply(migration, fake));
        self.database.connection().execute_batch("PRAGMA foreign_keys = ON")?;
        done.map(|()| names)
    }
}

/// The tracking table, and the view that shows of it what stays.
const TRACKING: &str = "
    CREATE TABLE IF NOT EXISTS \"aksara_migrations\" (
      \"name\" TEXT PRIMARY KEY, \"checksum\" TEXT NOT NULL, \"applied_at\" TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
    );
    CREATE VIEW IF NOT EXISTS \"aksara_applied\" AS SELECT \"name\" FROM \"aksara_migrations\" ORDER BY rowid;
";

impl Migrator<'_> {
    fn apply(&self, migration: &Migration, fake: bool) -> Result<()> {
        self.database.atomic(|database| {
            let connection = database.connection();
            for sql in migration.sql.iter().filter(|_| !fake) {
                connection
                    .execute_batch(sql)
                    .map_err(|error| Error::migration(&migration.name, format!("{error} in `{sql}`")))?;
            }
            let broken: bool =
                connection.query_row("SELECT EXISTS (SELECT 1 FROM pragma_foreign_key_check)", [], |row| {
                    row.get(0)
                })?;
            if broken {
                return Err(Error::migration(&migration.name, "leaves rows that refer to nothing"));
            }
            let insert = "INSERT INTO \"aksara_migrations\" (\"name\", \"checksum\") VALUES (?1, ?2)";
            connection.execute(insert, [&migration.name, &migration.checksum])?;
            Ok(())
        })
    }
}
