//! Creating, changing and deleting rows.

use rusqlite::params_from_iter;
use serde_json::Value;

use super::expression::{Expression, Q};
use super::fields::FieldType;
use super::objects::{Objects, Tenant};
use super::sql::{Parameters, sql_value, term};
use super::{Model, Record};
use crate::error::{Error, Result};

#[stability::stable(since = "0.5.0", path = "aksara_core::Objects")]
impl Objects<'_> {
    /// Creates a row and returns it with its `id` and defaults.
    pub fn create(&self, record: Record) -> Result<Record> {
        self.database.atomic(|database| {
            let mut record = self.completed(record)?;
            database.signals.pre_save.send(self.model, &mut record)?;
            let mut saved = self.insert(&record)?;
            database.signals.post_save.send(self.model, &mut saved)?;
            Ok(saved)
        })
    }

    /// Sets fields of all these rows, and says of how many. Sends no signal.
    pub fn update<N: AsRef<str>>(&self, set: impl IntoIterator<Item = (N, Expression)>) -> Result<usize> {
        let mut parameters = Parameters::new();
        let mut assignments = Vec::new();
        for (name, expression) in set {
            let column = self.model.column(name.as_ref())?;
            if self.model.meta.tenant_field.as_deref() == Some(name.as_ref()) || column.name == "id" {
                return Err(Error::invalid(name.as_ref(), "cannot be moved: create another row"));
            }
            if let super::expression::Term::Value(value) = &expression.0 {
                check(self.model, &column.name, value)?;
            }
            assignments.push(format!(
                "\"{}\" = {}",
                column.name,
                term(self.model, &column, &expression.0, &mut parameters)?
            ));
        }
        if assignments.is_empty() {
            return Ok(0);
        }
        let condition = self.condition(&mut parameters)?;
        let (table, assignments) = (self.model.table(), assignments.join(", "));
        let sql = format!("UPDATE \"{table}\" SET {assignments} WHERE {condition}");
        Ok(self.database.connection().execute(&sql, params_from_iter(parameters))?)
    }

    /// Deletes these rows, or marks them where the model says so, and says how many.
    pub fn delete(&self) -> Result<usize> {
        self.database.atomic(|database| {
            let mut rows = self.all()?;
            for row in &mut rows {
                database.signals.pre_delete.send(self.model, row)?;
                let table = self.model.table();
                let sql = match &self.model.meta.soft_delete_field {
                    Some(field) => format!("UPDATE \"{table}\" SET \"{field}\" = 1 WHERE \"id\" = ?1"),
                    None => format!("DELETE FROM \"{table}\" WHERE \"id\" = ?1"),
                };
                database.connection().execute(&sql, [row["id"].as_i64()])?;
                database.signals.post_delete.send(self.model, row)?;
            }
            Ok(rows.len())
        })
    }

    /// Creates many rows in one transaction. Sends no signal.
    pub fn bulk_create(&self, records: impl IntoIterator<Item = Record>) -> Result<Vec<Record>> {
        let records = records.into_iter();
        self.database
            .atomic(|_| records.map(|record| self.insert(&self.completed(record)?)).collect())
    }

    /// Writes these fields of many rows, each found by its `id`, and says of how many. Sends no signal.
    pub fn bulk_update(&self, records: &[Record], fields: &[&str]) -> Result<usize> {
        self.database.atomic(|_| {
            let mut changed = 0;
            for record in records {
                let id = record.get("id").cloned().unwrap_or(Value::Null);
                let value = |field: &&str| {
                    record
                        .get(*field)
                        .map(|value| (field.to_string(), value.clone().into()))
                };
                let set: Vec<(String, Expression)> = fields.iter().filter_map(value).collect();
                changed += self.clone().filter(Q::new("id", id)).update(set)?;
            }
            Ok(changed)
        })
    }

    /// Changes the row that has the same values in the fields `unique`, or creates it.
    pub fn upsert(&self, record: Record, unique: &[&str]) -> Result<Record> {
        self.database.atomic(|_| {
            let same = unique.iter().fold(Q::all(), |q, field| {
                q & Q::new(*field, record.get(*field).cloned().unwrap_or(Value::Null))
            });
            match self.get(same) {
                Err(Error::DoesNotExist { .. }) => self.create(record),
                Err(error) => Err(error),
                Ok(found) => {
                    let kept = |name: &String| name == "id" || unique.contains(&name.as_str());
                    let set = record.into_iter().filter(|(name, _)| !kept(name));
                    let row = self.clone().filter(Q::new("id", found["id"].clone()));
                    row.update(set.map(|(name, value)| (name, value.into())))?;
                    row.get(Q::all())
                }
            }
        })
    }
}

impl Objects<'_> {
    /// The record with the tenant and the defaults.
    fn completed(&self, mut record: Record) -> Result<Record> {
        match (&self.model.meta.tenant_field, &self.tenant) {
            (Some(field), Tenant::One(tenant)) => {
                record.insert(field.clone(), tenant.as_str().into());
            }
            (Some(_), Tenant::Unsaid) => return Err(self.missing_tenant()),
            _ => {}
        }
        for field in &self.model.fields {
            if let (Some(default), [column]) = (&field.default, field.columns().as_slice()) {
                record.entry(column.name.clone()).or_insert_with(|| default.clone());
            }
        }
        Ok(record)
    }

    fn insert(&self, record: &Record) -> Result<Record> {
        let mut parameters = Parameters::new();
        let (mut names, mut places) = (Vec::new(), Vec::new());
        for (name, value) in record {
            let column = self.model.column(name)?;
            check(self.model, name, value)?;
            parameters.push(sql_value(self.model, &column, value)?);
            names.push(format!("\"{name}\""));
            places.push(format!("?{}", parameters.len()));
        }
        let (table, names, places) = (self.model.table(), names.join(", "), places.join(", "));
        let sql = match names.as_str() {
            "" => format!("INSERT INTO \"{table}\" DEFAULT VALUES"),
            _ => format!("INSERT INTO \"{table}\" ({names}) VALUES ({places})"),
        };
        let connection = self.database.connection();
        connection.prepare(&sql)?.execute(params_from_iter(parameters))?;
        let all = Objects::new(self.database, self.model).all_tenants();
        all.get(Q::new("id", connection.last_insert_rowid()))
    }
}

/// What SQLite does not check by itself.
fn check(model: &Model, column: &str, value: &Value) -> Result<()> {
    let Some(field) = model.find(column) else { return Ok(()) };
    let (Some(most), Value::String(text)) = (field.max_length, value) else {
        return Ok(());
    };
    if field.kind == FieldType::Text && text.chars().count() > most {
        let subject = format!("{}.{column}", model.name);
        return Err(Error::invalid(subject, format!("takes at most {most} characters")));
    }
    Ok(())
}
