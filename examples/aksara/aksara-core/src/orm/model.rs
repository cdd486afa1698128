//! Models: a name, fields, and options.

use serde::{Deserialize, Serialize};

use super::fields::{Column, Field, FieldType};
use super::{Database, Objects};
use crate::error::{Error, Result};

/// What is kept in one table.
#[stability::stable(since = "0.5.0", path = "aksara_core::Model")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Model {
    /// Its name, in capitals and small letters: `Book`.
    pub name: String,
    /// Its fields, without the `id` that every model has.
    pub fields: Vec<Field>,
    /// Its options.
    #[serde(default, skip_serializing_if = "Meta::is_plain")]
    pub meta: Meta,
}

/// The options of a model.
#[stability::stable(since = "0.5.0", path = "aksara_core::Meta")]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct Meta {
    /// The table; the model's name in small letters by default.
    #[stable(since = "0.5.0")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
    /// The order of results; `-name` for the reverse.
    #[stable(since = "0.5.0")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ordering: Vec<String>,
    /// Indexes, each over fields.
    #[stable(since = "0.5.0")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub indexes: Vec<Vec<String>>,
    /// Fields that are unique together.
    #[stable(since = "0.5.0")]
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub constraints: Vec<Vec<String>>,
    /// The field that says whose row it is.
    #[stable(since = "0.5.0")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tenant_field: Option<String>,
    /// The field that is set where a row is deleted.
    #[stable(since = "0.5.0")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub soft_delete_field: Option<String>,
}

impl Meta {
    fn is_plain(&self) -> bool {
        *self == Self::default()
    }
}

#[stability::stable(since = "0.5.0", path = "aksara_core::Model")]
impl Model {
    /// A model without fields.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            fields: Vec::new(),
            meta: Meta::default(),
        }
    }

    /// With an additional field.
    #[must_use]
    pub fn field(mut self, field: Field) -> Self {
        self.fields.push(field);
        self
    }

    /// With these options.
    #[must_use]
    pub fn meta(mut self, set: impl FnOnce(&mut Meta)) -> Self {
        set(&mut self.meta);
        self
    }

    /// Its table.
    pub fn table(&self) -> String {
        let table = || self.name.to_lowercase();
        self.meta.table_name.clone().unwrap_or_else(table)
    }

    /// Its rows in a database.
    pub fn objects<'a>(&'a self, database: &'a Database) -> Objects<'a> {
        Objects::new(database, self)
    }
}

/// A model whose rows belong to tenants: makes a [`Model`] with a tenant's field, which every query asks for.
#[stability::stable(since = "0.5.0", path = "aksara_core::TenantModel")]
#[derive(Clone, Copy, Debug)]
pub struct TenantModel;

#[stability::stable(since = "0.5.0", path = "aksara_core::TenantModel")]
impl TenantModel {
    /// A model with the text field `field`, by which its rows belong to a tenant.
    #[expect(clippy::new_ret_no_self, reason = "it is a way to make a model")]
    pub fn new(name: impl Into<String>, field: &str) -> Model {
        Model::new(name)
            .field(super::fields::text(field))
            .meta(|meta| meta.tenant_field = Some(field.to_owned()))
    }
}

impl Model {
    pub(crate) fn find(&self, field: &str) -> Option<&Field> {
        self.fields.iter().find(|one| one.name == field)
    }

    /// The columns of its table after `id`.
    pub(crate) fn columns(&self) -> impl Iterator<Item = (&Field, Column)> {
        self.fields
            .iter()
            .flat_map(|field| field.columns().into_iter().map(move |column| (field, column)))
    }

    pub(crate) fn column(&self, name: &str) -> Result<Column> {
        if name == "id" {
            return Ok(Column {
                name: "id".to_owned(),
                kind: FieldType::Integer,
            });
        }
        let column = self.columns().map(|(_, column)| column);
        let mut found = column.filter(|column| column.name == name);
        found.next().ok_or_else(|| Error::UnknownField {
            model: self.name.clone(),
            field: name.to_owned(),
        })
    }

    /// The table between a model and what a field of many leads to.
    pub(crate) fn between(&self, field: &Field) -> String {
        format!("{}_{}", self.table(), field.name)
    }

    /// Names reach SQL as they are, so each is one that needs no care there.
    pub(crate) fn check(&self) -> Result<()> {
        let tables = [Some(&self.name), self.meta.table_name.as_ref()].into_iter().flatten();
        let fields = self.fields.iter().map(|field| &field.name);
        for name in tables.chain(fields) {
            let starts = name.starts_with(|first: char| first.is_ascii_alphabetic());
            if !starts || !name.chars().all(|one| one.is_ascii_alphanumeric() || one == '_') || name.contains("__") {
                let message = "is no name: write letters, digits and single `_`, a letter first";
                return Err(Error::invalid(name, message));
            }
        }
        for (at, field) in self.fields.iter().enumerate() {
            let subject = format!("{}.{}", self.name, field.name);
            if field.name == "id" || self.fields[..at].iter().any(|other| other.name == field.name) {
                return Err(Error::invalid(
                    subject,
                    "is declared twice: `id` is added automatically",
                ));
            }
            let leads = matches!(field.kind, FieldType::ForeignKey | FieldType::ManyToMany);
            if leads != field.to.is_some() {
                return Err(Error::invalid(
                    subject,
                    "has a `to` exactly if it is a foreign key or many-to-many",
                ));
            }
        }
        let meta = &self.meta;
        let named = [&meta.tenant_field, &meta.soft_delete_field].into_iter().flatten();
        let ordering = meta.ordering.iter().map(|name| name.trim_start_matches('-'));
        let grouped = meta.indexes.iter().chain(&meta.constraints).flatten();
        for name in named.chain(grouped).map(String::as_str).chain(ordering) {
            self.column(name)?;
        }
        Ok(())
    }
}
