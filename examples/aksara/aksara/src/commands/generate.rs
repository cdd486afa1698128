//! `aksara generate`.

use std::io::Write;

use aksara_core::generated::{openapi, studio_page, tool_descriptions};
use aksara_core::migration::Migrations;
use aksara_core::project::Project;

use super::{Failure, PASS};
use crate::cli::Generated;

pub(super) fn generate(project: &Project, what: Generated, out: &mut dyn Write) -> Result<u8, Failure> {
    let (api, models) = (project.api(), &project.models);
    match what {
        Generated::Ddl => {
            let first = Migrations::default().next(models)?;
            for sql in first.iter().flat_map(|migration| &migration.sql) {
                writeln!(out, "{sql};")?;
            }
        }
        Generated::Openapi => writeln!(out, "{:#}", openapi(&api, models, "Aksara")?)?,
        Generated::Tools => writeln!(out, "{:#}", tool_descriptions(&api, models))?,
        Generated::Studio => {
            let database = project.database()?;
            for model in models {
                let rows = model.objects(&database).all_tenants().all()?;
                write!(out, "{}", studio_page(model, &rows))?;
            }
        }
    }
    Ok(PASS)
}
