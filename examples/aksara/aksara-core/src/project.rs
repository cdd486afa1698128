//! A project: a folder with `models.yaml`, migrations, and a database.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::api::{Api, ViewSet};
use crate::credential::BearerCredentials;
use crate::error::{Error, Result};
use crate::migration::Migrations;
use crate::orm::{Database, Model};
use crate::policy::{Access, PolicyEngine, PrincipalType};
use crate::settings::AksaraSettings;

/// The file that says what a project is made of.
#[stability::stable(since = "0.5.0", path = "aksara_core::project::MODELS", area = "Migration System")]
pub const MODELS: &str = "models.yaml";

/// A project in a folder.
#[stability::evolving(since = "0.5.0", path = "aksara_core::project::Project", area = "Example Templates")]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Project {
    /// Its folder.
    pub folder: PathBuf,
    /// Its settings.
    pub settings: AksaraSettings,
    /// Its models.
    pub models: Vec<Model>,
    /// Who may do what.
    pub engine: PolicyEngine,
}

/// The content of `models.yaml`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Description {
    models: Vec<Model>,
    #[serde(default)]
    grants: Vec<Grant>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Grant {
    to: Who,
    model: String,
    access: Vec<What>,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Who {
    User,
    AiAgent,
    Anonymous,
}

#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    Read,
    Write,
    Delete,
}

#[stability::evolving(since = "0.5.0", path = "aksara_core::project::Project", area = "Example Templates")]
impl Project {
    /// Reads the project in a folder.
    pub fn load(folder: &Path, settings: AksaraSettings) -> Result<Self> {
        let file = folder.join(MODELS);
        let text = fs::read_to_string(&file).map_err(|error| Error::project(file.display(), error))?;
        Self::parse(folder, settings, &text)
    }

    /// The project that `models.yaml` with this text makes of a folder.
    pub fn parse(folder: &Path, settings: AksaraSettings, text: &str) -> Result<Self> {
        let refused = |message: String| Error::project(folder.join(MODELS).display(), message);
        let described: Description = yaml_serde::from_str(text).map_err(|error| refused(error.to_string()))?;
        let mut engine = PolicyEngine::new();
        for grant in described.grants {
            if !described.models.iter().any(|model| model.name == grant.model) {
                return Err(refused(format!(
                    "a grant is about `{}`, which is no model",
                    grant.model
                )));
            }
            let kind = match grant.to {
                Who::User => PrincipalType::User,
                Who::AiAgent => PrincipalType::AIAgent,
                Who::Anonymous => PrincipalType::Anonymous,
            };
            for what in grant.access {
                let access = match what {
                    What::Read => Access::Read,
                    What::Write => Access::Write,
                    What::Delete => Access::Delete,
                };
                engine = engine.grant(kind, &grant.model, access);
            }
        }
        // A database says what is wrong with models.
        Database::in_memory(described.models.clone())?;
        Ok(Self {
            folder: folder.to_owned(),
            settings,
            models: described.models,
            engine,
        })
    }

    /// Its migrations.
    pub fn migrations(&self) -> Result<Migrations> {
        Migrations::read(&self.migrations_folder())
    }

    /// Where its migrations are.
    pub fn migrations_folder(&self) -> PathBuf {
        self.folder.join(&self.settings.migrations)
    }

    /// Opens its database.
    pub fn database(&self) -> Result<Database> {
        Database::open(&self.folder.join(&self.settings.database), self.models.clone())
    }

    /// Its routes: the standard actions on each model.
    pub fn api(&self) -> Api {
        let settings = &self.settings;
        let api = Api::new(self.engine.clone())
            .with_page_sizes(settings.page_size, settings.max_page_size)
            .with_hosts(&settings.allowed_hosts)
            .with_debug(settings.debug);
        let models = self.models.iter();
        models.fold(api, |api, model| api.with_viewset(ViewSet::new(&model.name)))
    }

    /// What takes bearer tokens, where the settings have a secret key and an audience; `now` is the second since 1970-01-01
    /// in UTC.
    pub fn credentials(&self, now: fn() -> u64) -> Option<BearerCredentials> {
        let settings = &self.settings;
        let audience = settings
            .mcp_audience
            .as_ref()
            .filter(|_| !settings.secret_key.is_empty())?;
        Some(BearerCredentials::new(settings.secret_key.as_bytes(), audience, now))
    }
}
