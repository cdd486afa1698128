//! From a row to what it leads to, and back.

use serde_json::{Value, json};

use super::fields::FieldType;
use super::{Database, Model, Objects, Q, Record};
use crate::error::{Error, Result};

#[stability::stable(since = "0.5.0", path = "aksara_core::Database")]
impl Database {
    /// The rows that a relation of `row`, of the model `model`, leads to: at most one by a foreign key, plain or generic,
    /// any number by many-to-many. Rows of tenants are those of every tenant: narrow them.
    pub fn related(&self, model: &str, row: &Record, relation: &str) -> Result<Objects<'_>> {
        let model = self.model(model)?;
        let (to, ids) = self.leads_to(model, row, relation)?;
        Ok(self.objects(&to)?.all_tenants().filter(Q::new("id__in", ids)))
    }

    /// The rows of the model `from` whose foreign key `relation` leads to `row`.
    pub fn referring(&self, from: &str, relation: &str, row: &Record) -> Result<Objects<'_>> {
        let id = row.get("id").cloned().unwrap_or(Value::Null);
        let model = self.model(from)?;
        let q = match model.find(relation).map(|field| field.kind) {
            Some(FieldType::ForeignKey) => Q::new(relation, id),
            Some(FieldType::ManyToMany) => Q::new(format!("{relation}__id"), id),
            _ => return Err(unknown(model, relation)),
        };
        Ok(self.objects(from)?.all_tenants().filter(q))
    }

    /// Makes a relation of many lead from `row` to exactly these ids.
    pub fn set_related(&self, model: &str, row: &Record, relation: &str, ids: &[i64]) -> Result<()> {
        let model = self.model(model)?;
        let field = model.find(relation).filter(|field| field.kind == FieldType::ManyToMany);
        let between = model.between(field.ok_or_else(|| unknown(model, relation))?);
        let from = row.get("id").and_then(Value::as_i64);
        self.atomic(|database| {
            let connection = database.connection();
            connection.execute(&format!("DELETE FROM \"{between}\" WHERE \"from_id\" = ?1"), [from])?;
            let insert = format!("INSERT INTO \"{between}\" (\"from_id\", \"to_id\") VALUES (?1, ?2)");
            for to in ids {
                connection.execute(&insert, [from, Some(*to)])?;
            }
            Ok(())
        })
    }
}

impl Database {
    fn leads_to(&self, model: &Model, row: &Record, relation: &str) -> Result<(String, Value)> {
        let field = model.find(relation).ok_or_else(|| unknown(model, relation))?;
        let value = |column: &str| row.get(column).cloned().unwrap_or(Value::Null);
        match (field.kind, &field.to) {
            (FieldType::ForeignKey, Some(to)) => Ok((to.clone(), json!([value(relation)]))),
            (FieldType::ManyToMany, Some(to)) => {
                let sql = format!(
                    "SELECT \"to_id\" FROM \"{}\" WHERE \"from_id\" = ?1",
                    model.between(field)
                );
                let mut statement = self.connection().prepare(&sql)?;
                let ids = statement.query_map([value("id").as_i64()], |row| row.get::<_, i64>(0))?;
                Ok((to.clone(), ids.collect::<Result<Vec<_>, _>>()?.into()))
            }
            (FieldType::GenericForeignKey, _) => match value(&format!("{relation}_type")) {
                Value::String(to) => Ok((to, json!([value(&format!("{relation}_id"))]))),
                _ => Err(Error::DoesNotExist {
                    model: relation.to_owned(),
                }),
            },
            _ => Err(unknown(model, relation)),
        }
    }
}

fn unknown(model: &Model, relation: &str) -> Error {
    Error::UnknownField {
        model: model.name.clone(),
        field: relation.to_owned(),
    }
}
