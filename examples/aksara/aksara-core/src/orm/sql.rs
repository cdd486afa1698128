//! Conditions and values as SQL. Names come from checked models; values are always parameters.

use rusqlite::types::{Value as SqlValue, ValueRef};
use serde_json::Value;

use super::expression::{Condition, Term};
use super::fields::{Column, FieldType};
use super::{Database, Model};
use crate::error::{Error, Result};

/// The parameters of one statement.
pub(crate) type Parameters = Vec<SqlValue>;

/// A condition over the columns of `table`.
pub(crate) fn condition(
    database: &Database,
    model: &Model,
    condition_: &Condition,
    parameters: &mut Parameters,
) -> Result<String> {
    let mut inner = |inner: &Condition| condition(database, model, inner, parameters);
    Ok(match condition_ {
        Condition::All => "1".to_owned(),
        Condition::And(left, right) => format!("({} AND {})", inner(left)?, inner(right)?),
        Condition::Or(left, right) => format!("({} OR {})", inner(left)?, inner(right)?),
        // What is neither true nor false is not true: `coalesce` makes `Not` its opposite.
        Condition::Not(inside) => format!("NOT coalesce({}, 0)", inner(inside)?),
        Condition::Lookup(path, value) => {
            let parts: Vec<&str> = path.split("__").collect();
            lookup(database, model, &parts, value, parameters)?
        }
    })
}

fn lookup(
    database: &Database,
    model: &Model,
    path: &[&str],
    value: &Value,
    parameters: &mut Parameters,
) -> Result<String> {
    let (name, rest) = path.split_first().map_or(("", path), |(name, rest)| (*name, rest));
    let relation = model.find(name).filter(|field| field.to.is_some());
    if let (Some(field), Some(to), [next, ..]) = (relation, relation.and_then(|field| field.to.as_ref()), rest) {
        let target = database.model(to)?;
        if *next == "id" || target.find(next).is_some() || target.column(next).is_ok() {
            let inner = lookup(database, target, rest, value, parameters)?;
            let chosen = format!("SELECT \"id\" FROM \"{}\" WHERE {inner}", target.table());
            return Ok(if field.kind == FieldType::ManyToMany {
                let between = model.between(field);
                format!("\"id\" IN (SELECT \"from_id\" FROM \"{between}\" WHERE \"to_id\" IN ({chosen}))")
            } else {
                format!("\"{name}\" IN ({chosen})")
            });
        }
    }
    let column = model.column(name)?;
    let quoted = format!("\"{name}\"");
    let unknown = || Error::UnknownField {
        model: model.name.clone(),
        field: path.join("__"),
    };
    let mut bound = |value: &Value| {
        parameters.push(sql_value(model, &column, value)?);
        Ok::<_, Error>(format!("?{}", parameters.len()))
    };
    Ok(match rest {
        [] | ["exact"] if value.is_null() => format!("{quoted} IS NULL"),
        [] | ["exact"] => format!("{quoted} = {}", bound(value)?),
        ["gt"] => format!("{quoted} > {}", bound(value)?),
        ["gte"] => format!("{quoted} >= {}", bound(value)?),
        ["lt"] => format!("{quoted} < {}", bound(value)?),
        ["lte"] => format!("{quoted} <= {}", bound(value)?),
        // `instr` has no wildcards that a value could smuggle in.
        ["contains"] => format!("instr({quoted}, {}) > 0", bound(value)?),
        ["startswith"] => format!("instr({quoted}, {}) = 1", bound(value)?),
        ["isnull"] => match value {
            Value::Bool(true) => format!("{quoted} IS NULL"),
            Value::Bool(false) => format!("{quoted} IS NOT NULL"),
            _ => return Err(Error::invalid(path.join("__"), "takes true or false")),
        },
        ["in"] => {
            let Value::Array(values) = value else {
                return Err(Error::invalid(path.join("__"), "takes a list"));
            };
            let bound = values.iter().map(bound).collect::<Result<Vec<_>>>()?;
            format!("{quoted} IN ({})", bound.join(", "))
        }
        _ => return Err(unknown()),
    })
}

/// What a column is set to.
pub(super) fn term(model: &Model, column: &Column, term_: &Term, parameters: &mut Parameters) -> Result<String> {
    Ok(match term_ {
        Term::Value(value) => {
            parameters.push(sql_value(model, column, value)?);
            format!("?{}", parameters.len())
        }
        Term::Field(name) => format!("\"{}\"", model.column(name)?.name),
        Term::Computed(left, sign, right) => {
            let left = term(model, column, left, parameters)?;
            format!("({left} {sign} {})", term(model, column, right, parameters)?)
        }
    })
}

/// A value as the column keeps it; a value of another type is refused.
pub(crate) fn sql_value(model: &Model, column: &Column, value: &Value) -> Result<SqlValue> {
    let refused = |what: &str| {
        let subject = format!("{}.{}", model.name, column.name);
        Err(Error::invalid(subject, format!("takes {what}, not {value}")))
    };
    Ok(match (column.kind, value) {
        (FieldType::Json, value) => SqlValue::Text(value.to_string()),
        (_, Value::Null) => SqlValue::Null,
        (FieldType::Boolean, Value::Bool(truth)) => SqlValue::Integer((*truth).into()),
        (FieldType::Boolean, _) => return refused("true or false"),
        (FieldType::Integer | FieldType::ForeignKey, value) => match value.as_i64() {
            Some(number) => SqlValue::Integer(number),
            None => return refused("a whole number"),
        },
        (FieldType::Real, value) => match value.as_f64() {
            Some(number) => SqlValue::Real(number),
            None => return refused("a number"),
        },
        (_, Value::String(text)) => SqlValue::Text(text.clone()),
        _ => return refused("a text"),
    })
}

/// What the column kept, as a value.
pub(crate) fn column_value(column: &Column, kept: ValueRef<'_>) -> Result<Value> {
    Ok(match (column.kind, kept) {
        (_, ValueRef::Null) => Value::Null,
        (FieldType::Boolean, ValueRef::Integer(number)) => Value::Bool(number != 0),
        (_, ValueRef::Integer(number)) => number.into(),
        (_, ValueRef::Real(number)) => number.into(),
        (kind, ValueRef::Text(bytes)) => {
            let text = String::from_utf8_lossy(bytes);
            match kind {
                FieldType::Json => serde_json::from_str(&text)
                    .map_err(|error| Error::invalid(&column.name, format!("holds no JSON: {error}")))?,
                _ => text.into(),
            }
        }
        _ => return Err(Error::invalid(&column.name, "holds bytes, which no field keeps")),
    })
}
