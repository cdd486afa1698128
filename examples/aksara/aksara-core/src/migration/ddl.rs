//! The SQL of each step. What is here decides the bytes of every new migration; those that exist keep theirs.

use serde_json::Value;

use super::operation::Operation;
use crate::error::{Error, Result};
use crate::orm::Model;
use crate::orm::fields::{Column, Field, FieldType};

/// The statements of a step that starts from `models`.
pub(super) fn statements(operation: &Operation, models: &[Model]) -> Result<Vec<String>> {
    let mut after = models.to_vec();
    operation.apply(&mut after)?;
    let model = |name: &str, all: &[Model]| all.iter().find(|model| model.name == name).cloned();
    Ok(match operation {
        Operation::CreateModel { model } => create(model, &model.table(), &after),
        Operation::DeleteModel { model: name } => model(name, models).map(|model| delete(&model)).unwrap_or_default(),
        Operation::AddField { model: name, field } => {
            let model = model(name, &after).ok_or_else(|| Error::UnknownModel { model: name.clone() })?;
            add(&model, field, &after)?
        }
        Operation::RemoveField { model: name, field } => {
            let model = model(name, models).ok_or_else(|| Error::UnknownModel { model: name.clone() })?;
            let Some(field) = model.find(field) else {
                return Ok(Vec::new());
            };
            remove(&model, field)
        }
        Operation::AlterModel { model: changed } => {
            let former = model(&changed.name, models).ok_or_else(|| Error::UnknownModel {
                model: changed.name.clone(),
            })?;
            alter(&former, changed, &after)
        }
    })
}

fn create(model: &Model, table: &str, models: &[Model]) -> Vec<String> {
    let mut lines = vec!["\"id\" INTEGER PRIMARY KEY AUTOINCREMENT".to_owned()];
    lines.extend(
        model
            .columns()
            .map(|(field, column)| definition(field, &column, models)),
    );
    for together in &model.meta.constraints {
        lines.push(format!("UNIQUE ({})", quoted(together)));
    }
    let mut sql = vec![format!("CREATE TABLE \"{table}\" (\n  {}\n)", lines.join(",\n  "))];
    let many = model.fields.iter().filter(|field| field.kind == FieldType::ManyToMany);
    if table == model.table() {
        sql.extend(indexes(model));
        sql.extend(many.map(|field| between(model, field, models)));
    }
    sql
}

fn definition(field: &Field, column: &Column, models: &[Model]) -> String {
    let kind = match column.kind {
        FieldType::Integer | FieldType::ForeignKey => "INTEGER",
        FieldType::Boolean => "BOOLEAN",
        FieldType::Real => "REAL",
        _ => "TEXT",
    };
    let mut sql = format!("\"{}\" {kind}", column.name);
    if !field.null {
        sql += " NOT NULL";
    }
    if field.unique {
        sql += " UNIQUE";
    }
    if let Some(default) = &field.default {
        sql += &format!(" DEFAULT {}", literal(default, field.kind));
    }
    if let (FieldType::ForeignKey, Some(to)) = (field.kind, &field.to) {
        sql += &format!(" REFERENCES \"{}\" (\"id\")", table_of(to, models));
    }
    sql
}

fn between(model: &Model, field: &Field, models: &[Model]) -> String {
    let to = field.to.as_deref().unwrap_or_default();
    let (between, from, to) = (model.between(field), model.table(), table_of(to, models));
    format!(
        "CREATE TABLE \"{between}\" (\n  \
         \"from_id\" INTEGER NOT NULL REFERENCES \"{from}\" (\"id\") ON DELETE CASCADE,\n  \
         \"to_id\" INTEGER NOT NULL REFERENCES \"{to}\" (\"id\") ON DELETE CASCADE,\n  \
         PRIMARY KEY (\"from_id\", \"to_id\")\n)"
    )
}

fn indexes(model: &Model) -> impl Iterator<Item = String> {
    let table = model.table();
    model.meta.indexes.iter().map(move |fields| {
        let name = format!("{table}_{}_index", fields.join("_"));
        format!("CREATE INDEX \"{name}\" ON \"{table}\" ({})", quoted(fields))
    })
}

fn delete(model: &Model) -> Vec<String> {
    let many = model.fields.iter().filter(|field| field.kind == FieldType::ManyToMany);
    let tables = many.map(|field| model.between(field)).chain([model.table()]);
    tables.map(|table| format!("DROP TABLE \"{table}\"")).collect()
}

fn add(model: &Model, field: &Field, models: &[Model]) -> Result<Vec<String>> {
    if field.kind == FieldType::ManyToMany {
        return Ok(vec![between(model, field, models)]);
    }
    let subject = format!("{}.{}", model.name, field.name);
    if !field.null && field.default.is_none() {
        return Err(Error::invalid(
            subject,
            "is added to rows that exist: give it a default, or let it be null",
        ));
    }
    if field.unique {
        return Err(Error::invalid(
            subject,
            "cannot be added as unique: add it first, and make it unique then",
        ));
    }
    let table = model.table();
    let columns = field.columns();
    let add = |column: &Column| {
        format!(
            "ALTER TABLE \"{table}\" ADD COLUMN {}",
            definition(field, column, models)
        )
    };
    Ok(columns.iter().map(add).collect())
}

fn remove(model: &Model, field: &Field) -> Vec<String> {
    if field.kind == FieldType::ManyToMany {
        return vec![format!("DROP TABLE \"{}\"", model.between(field))];
    }
    let table = model.table();
    let columns = field.columns();
    columns
        .iter()
        .map(|column| format!("ALTER TABLE \"{table}\" DROP COLUMN \"{}\"", column.name))
        .collect()
}

/// SQLite changes no column in place: a table is made beside, filled, and takes the name.
fn alter(former: &Model, changed: &Model, models: &[Model]) -> Vec<String> {
    let beside = format!("{}_beside", changed.table());
    let kept: Vec<String> = std::iter::once("id".to_owned())
        .chain(
            changed
                .columns()
                .map(|(_, column)| column.name)
                .filter(|name| former.column(name).is_ok()),
        )
        .collect();
    let columns = quoted(&kept);
    let mut sql = create(changed, &beside, models);
    sql.push(format!(
        "INSERT INTO \"{beside}\" ({columns}) SELECT {columns} FROM \"{}\"",
        former.table()
    ));
    sql.push(format!("DROP TABLE \"{}\"", former.table()));
    sql.push(format!("ALTER TABLE \"{beside}\" RENAME TO \"{}\"", changed.table()));
    sql.extend(indexes(changed));
    sql
}

fn table_of(model: &str, models: &[Model]) -> String {
    let found = models.iter().find(|other| other.name == model);
    found.map_or_else(|| model.to_lowercase(), Model::table)
}

fn quoted(names: &[String]) -> String {
    names
        .iter()
        .map(|name| format!("\"{name}\""))
        .collect::<Vec<_>>()
        .join(", ")
}

fn literal(value: &Value, kind: FieldType) -> String {
    let text = |text: &str| format!("'{}'", text.replace('\'', "''"));
    match value {
        _ if kind == FieldType::Json => text(&value.to_string()),
        Value::Null => "NULL".to_owned(),
        Value::Bool(truth) => i32::from(*truth).to_string(),
        Value::Number(number) => number.to_string(),
        Value::String(words) => text(words),
        other => text(&other.to_string()),
    }
}
