//! The projects that `aksara startproject` can start with.

use std::fs;
use std::path::Path;

use crate::error::{Error, Result};
use crate::project::MODELS;

/// A project to start with.
#[stability::evolving(
    since = "0.5.0",
    path = "aksara_core::templates::Template",
    area = "Example Templates",
    note = "review the changelog before you upgrade a project that you changed"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Template {
    /// Its name.
    pub name: &'static str,
    /// What it shows.
    pub about: &'static str,
    /// The text of its `models.yaml`.
    pub models: &'static str,
}

/// Every template.
#[stability::evolving(since = "0.5.0", path = "aksara_core::templates::TEMPLATES", area = "Example Templates")]
pub const TEMPLATES: [Template; 2] = [
    Template {
        name: "library",
        about: "books, authors and shelves, with relations and a policy",
        models: include_str!("templates/library.yaml"),
    },
    Template {
        name: "tenants",
        about: "invoices that belong to tenants",
        models: include_str!("templates/tenants.yaml"),
    },
];

#[stability::evolving(since = "0.5.0", path = "aksara_core::templates::Template", area = "Example Templates")]
impl Template {
    /// The template of this name.
    pub fn find(name: &str) -> Result<Self> {
        let mut templates = TEMPLATES.into_iter();
        templates.find(|template| template.name == name).ok_or_else(|| {
            let names = TEMPLATES.map(|template| template.name).join(", ");
            Error::project("template", format!("none is called `{name}`: there are {names}"))
        })
    }

    /// Writes the project into a folder that has none yet.
    pub fn write(&self, folder: &Path) -> Result<()> {
        let file = folder.join(MODELS);
        let refused = |error: std::io::Error| Error::project(file.display(), error);
        fs::create_dir_all(folder).map_err(refused)?;
        if file.exists() {
            return Err(Error::project(
                file.display(),
                "is there already: start in another folder",
            ));
        }
        fs::write(&file, self.models).map_err(refused)
    }
}
