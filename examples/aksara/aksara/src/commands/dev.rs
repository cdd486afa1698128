//! `aksara dev`.

use std::io::Write;
use std::path::Path;

use aksara_core::api::Request;
use aksara_core::doctor::launch_check;
use aksara_core::policy::Principal;
use aksara_core::project::{MODELS, Project};
use aksara_core::settings::AksaraSettings;
use aksara_core::templates::Template;

use super::{Failure, doctor, migrations};
use crate::cli::Migrate;

pub(super) fn dev(
    folder: Option<&Path>,
    template: &str,
    settings: AksaraSettings,
    out: &mut dyn Write,
) -> Result<u8, Failure> {
    let template = Template::find(template)?;
    let temporary = tempfile::tempdir()?;
    let folder = folder.unwrap_or(temporary.path());
    if !folder.join(MODELS).exists() {
        template.write(folder)?;
        writeln!(out, "started with the template `{}`: {}", template.name, template.about)?;
    }
    let project = Project::load(folder, settings)?;
    migrations::make(&project, false, out)?;
    let how = Migrate {
        plan: false,
        fake: false,
        allow_destructive: false,
    };
    migrations::migrate(&project, how, out)?;
    doctor::report(&launch_check(&project)?, out)?;
    answer(&project, out)
}

/// A first request of each model's list, by the project itself and by nobody known.
fn answer(project: &Project, out: &mut dyn Write) -> Result<u8, Failure> {
    let (database, api) = (project.database()?, project.api());
    for model in &project.models {
        let path = format!("/{}/", model.name.to_lowercase());
        for principal in [Principal::system(), Principal::anonymous()] {
            let response = api.handle_as(&database, &principal, &Request::new("GET", &path));
            writeln!(out, "GET {path} as {:?}: {}", principal.kind, response.status)?;
        }
    }
    Ok(super::PASS)
}
