//! The types of fields: `fields::text("title").max_length(80)`.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a field holds.
#[stability::stable(since = "0.5.0", path = "aksara_core::fields::FieldType")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FieldType {
    /// A whole number of 64 bits.
    #[stable(since = "0.5.0")]
    Integer,
    /// A floating-point number.
    #[stable(since = "0.5.0")]
    Real,
    /// Text.
    #[stable(since = "0.5.0")]
    Text,
    /// True or false; SQLite keeps 1 or 0.
    #[stable(since = "0.5.0")]
    Boolean,
    /// Any JSON value; SQLite keeps its text.
    #[stable(since = "0.5.0")]
    Json,
    /// The id of a row of another model.
    #[stable(since = "0.5.0")]
    ForeignKey,
    /// Rows of another model, through a table between.
    #[stable(since = "0.5.0")]
    ManyToMany,
    /// The name of a model and the id of one of its rows: two columns.
    #[stable(since = "0.5.0")]
    GenericForeignKey,
}

/// One field of a model.
#[stability::stable(since = "0.5.0", path = "aksara_core::fields::Field")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
#[expect(clippy::struct_excessive_bools, reason = "each is a mark of its own in `models.yaml`")]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds.
    #[serde(rename = "type")]
    pub kind: FieldType,
    /// The model that a relation leads to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// Whether it may be empty.
    #[serde(default, skip_serializing_if = "is_false")]
    pub null: bool,
    /// Whether no two rows share a value.
    #[serde(default, skip_serializing_if = "is_false")]
    pub unique: bool,
    /// The value where none is given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<Value>,
    /// The most characters of a text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_length: Option<usize>,
    /// Whether it is hidden from AI agents.
    #[stable(since = "0.5.0")]
    #[serde(default, skip_serializing_if = "is_false")]
    pub ai_sensitive: bool,
    /// Whether AI agents may write it.
    #[stable(since = "0.5.0")]
    #[serde(default, skip_serializing_if = "is_false")]
    pub ai_agent_writable: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Column {
    pub name: String,
    pub kind: FieldType,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::fields::Field")]
impl Field {
    /// A field that is required, and nothing more.
    pub fn new(name: impl Into<String>, kind: FieldType) -> Self {
        Self {
            name: name.into(),
            kind,
            to: None,
            null: false,
            unique: false,
            default: None,
            max_length: None,
            ai_sensitive: false,
            ai_agent_writable: false,
        }
    }

    /// It may be empty.
    #[must_use]
    pub fn null(mut self) -> Self {
        self.null = true;
        self
    }

    /// No two rows share a value.
    #[must_use]
    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }

    /// This value where none is given.
    #[must_use]
    pub fn default(mut self, value: impl Into<Value>) -> Self {
        self.default = Some(value.into());
        self
    }

    /// At most so many characters.
    #[must_use]
    pub fn max_length(mut self, characters: usize) -> Self {
        self.max_length = Some(characters);
        self
    }

    /// Hidden from AI agents.
    #[must_use]
    pub fn ai_sensitive(mut self) -> Self {
        self.ai_sensitive = true;
        self
    }

    /// AI agents may write it.
    #[must_use]
    pub fn ai_agent_writable(mut self) -> Self {
        self.ai_agent_writable = true;
        self
    }
}

impl Field {
    /// The columns of the field in its model's own table.
    pub(crate) fn columns(&self) -> Vec<Column> {
        let column = |name: String, kind| Column { name, kind };
        match self.kind {
            FieldType::ManyToMany => Vec::new(),
            FieldType::GenericForeignKey => vec![
                column(format!("{}_type", self.name), FieldType::Text),
                column(format!("{}_id", self.name), FieldType::Integer),
            ],
            kind => vec![column(self.name.clone(), kind)],
        }
    }
}

macro_rules! constructors {
    ($($(#[doc = $doc:literal])+ $name:ident $kind:ident,)*) => {$(
        $(#[doc = $doc])+
        #[stability::stable(since = "0.5.0", area = "ORM Core")]
        pub fn $name(name: impl Into<String>) -> Field {
            Field::new(name, FieldType::$kind)
        }
    )*};
}

constructors! {
    /// A whole number.
    integer Integer,
    /// A floating-point number.
    real Real,
    /// Text.
    text Text,
    /// True or false.
    boolean Boolean,
    /// Any JSON value.
    json Json,
    /// A model's name and the id of one of its rows, in `<name>_type` and `<name>_id`.
    generic_foreign_key GenericForeignKey,
}

/// The id of a row of the model `to`.
#[stability::stable(since = "0.5.0", area = "ORM Core")]
pub fn foreign_key(name: impl Into<String>, to: impl Into<String>) -> Field {
    Field {
        to: Some(to.into()),
        ..Field::new(name, FieldType::ForeignKey)
    }
}

/// Rows of the model `to`, through a table between.
#[stability::stable(since = "0.5.0", area = "ORM Core")]
pub fn many_to_many(name: impl Into<String>, to: impl Into<String>) -> Field {
    Field {
        to: Some(to.into()),
        ..Field::new(name, FieldType::ManyToMany)
    }
}
