//! `aksara examples validate`.

use std::io::Write;

use aksara_core::api::Request;
use aksara_core::migration::Migrator;
use aksara_core::policy::Principal;
use aksara_core::project::Project;
use aksara_core::settings::AksaraSettings;
use aksara_core::templates::{TEMPLATES, Template};

use super::{FAIL, Failure, PASS};

pub(super) fn validate(settings: &AksaraSettings, out: &mut dyn Write) -> Result<u8, Failure> {
    let mut code = PASS;
    for template in TEMPLATES {
        match validated(template, settings) {
            Ok(routes) => writeln!(out, "pass  {}: routes that answer: {routes}", template.name)?,
            Err(failure) => {
                writeln!(out, "fail  {}: {failure}", template.name)?;
                code = FAIL;
            }
        }
    }
    Ok(code)
}

/// How many routes of the template answer, once it is migrated.
fn validated(template: Template, settings: &AksaraSettings) -> Result<usize, Failure> {
    let folder = tempfile::tempdir()?;
    template.write(folder.path())?;
    let project = Project::load(folder.path(), settings.clone())?;
    if let Some(migration) = project.migrations()?.next(&project.models)? {
        migration.write(&project.migrations_folder())?;
    }
    let (database, migrations) = (project.database()?, project.migrations()?);
    Migrator::new(&database, &migrations).migrate(false, false)?;
    for model in &project.models {
        let request = Request::new("GET", &format!("/{}/", model.name.to_lowercase()));
        let response = project.api().handle_as(&database, &Principal::system(), &request);
        if response.status != 200 {
            return Err(Failure::Usage(format!("{} answers {}", request.path, response.body)));
        }
    }
    Ok(project.models.len())
}
