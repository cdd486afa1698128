//! The steps of a migration.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::orm::Model;
use crate::orm::fields::Field;

/// One step from models to models.
#[stability::stable(since = "0.5.0", path = "aksara_core::migration::Operation")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "operation", rename_all = "snake_case", deny_unknown_fields)]
#[non_exhaustive]
#[allow(missing_docs, reason = "the fields are named by what they hold")]
pub enum Operation {
    /// Makes the table of a model.
    CreateModel { model: Model },
    /// Drops the table of a model.
    DeleteModel { model: String },
    /// Adds a field.
    AddField { model: String, field: Field },
    /// Drops a field.
    RemoveField { model: String, field: String },
    /// Makes the table anew with another field or other options, and copies the rows.
    AlterModel { model: Model },
}

impl Operation {
    /// Whether rows or values are lost.
    pub(crate) fn is_destructive(&self) -> bool {
        matches!(self, Self::DeleteModel { .. } | Self::RemoveField { .. })
    }

    /// What the step is about, for the name of a migration.
    pub(crate) fn slug(&self) -> String {
        match self {
            Self::CreateModel { model } => model.name.to_lowercase(),
            Self::DeleteModel { model } => format!("delete_{}", model.to_lowercase()),
            Self::AddField { model, field } => format!("{}_{}", model.to_lowercase(), field.name),
            Self::RemoveField { model, field } => format!("remove_{}_{field}", model.to_lowercase()),
            Self::AlterModel { model } => format!("alter_{}", model.name.to_lowercase()),
        }
    }

    /// Takes the step in `models`.
    pub(crate) fn apply(&self, models: &mut Vec<Model>) -> Result<()> {
        match self {
            Self::CreateModel { model } => {
                if models.iter().any(|other| other.name == model.name) {
                    return Err(Error::invalid(&model.name, "is created twice"));
                }
                models.push(model.clone());
            }
            Self::DeleteModel { model } => {
                find(models, model)?;
                models.retain(|other| other.name != *model);
            }
            Self::AddField { model, field } => find(models, model)?.fields.push(field.clone()),
            Self::RemoveField { model, field } => find(models, model)?.fields.retain(|other| other.name != *field),
            Self::AlterModel { model } => *find(models, &model.name)? = model.clone(),
        }
        Ok(())
    }
}

fn find<'a>(models: &'a mut [Model], name: &str) -> Result<&'a mut Model> {
    let mut found = models.iter_mut().filter(|model| model.name == name);
    found
        .next()
        .ok_or_else(|| Error::UnknownModel { model: name.to_owned() })
}
