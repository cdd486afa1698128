//! `aksara makemigrations` and `aksara migrate`.

use std::io::Write;

use aksara_core::migration::Migrator;
use aksara_core::project::Project;

use super::{FAIL, Failure, PASS};
use crate::cli::Migrate;

pub(super) fn make(project: &Project, check: bool, out: &mut dyn Write) -> Result<u8, Failure> {
    let Some(migration) = project.migrations()?.next(&project.models)? else {
        writeln!(out, "nothing has changed")?;
        return Ok(PASS);
    };
    if check {
        writeln!(out, "{} is to be written", migration.name)?;
        return Ok(FAIL);
    }
    migration.write(&project.migrations_folder())?;
    let lossy = if migration.is_destructive() {
        ", which loses rows or values"
    } else {
        ""
    };
    writeln!(out, "wrote {}{lossy}", migration.name)?;
    Ok(PASS)
}

pub(super) fn migrate(project: &Project, how: Migrate, out: &mut dyn Write) -> Result<u8, Failure> {
    let (database, migrations) = (project.database()?, project.migrations()?);
    let migrator = Migrator::new(&database, &migrations);
    if how.plan {
        for migration in migrator.pending()? {
            writeln!(out, "-- {}", migration.name)?;
            for sql in &migration.sql {
                writeln!(out, "{sql};")?;
            }
        }
        return Ok(PASS);
    }
    let applied = migrator.migrate(how.allow_destructive, how.fake)?;
    for name in &applied {
        writeln!(out, "applied {name}")?;
    }
    if applied.is_empty() {
        writeln!(out, "nothing to apply")?;
    }
    Ok(PASS)
}
