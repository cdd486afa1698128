//! The rows of a model: which, in what order, and reading them.

use rusqlite::params_from_iter;

use super::expression::{Aggregate, Condition, Q};
use super::sql::{Parameters, column_value, condition};
use super::{Database, Model, Record};
use crate::error::{Error, Result};

/// The rows of a model, narrowed step by step; nothing is read before a verb asks.
///
/// Of a model with a tenant's field, [`for_tenant`](Self::for_tenant) or [`all_tenants`](Self::all_tenants) comes first.
#[stability::stable(since = "0.5.0", path = "aksara_core::Objects")]
#[derive(Clone, Debug)]
pub struct Objects<'a> {
    pub(super) database: &'a Database,
    pub(super) model: &'a Model,
    pub(super) condition: Condition,
    pub(super) tenant: Tenant,
    ordering: Vec<String>,
    slice: Option<(usize, usize)>,
}

/// Whose rows are meant.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tenant {
    Unsaid,
    All,
    One(String),
}

#[stability::stable(since = "0.5.0", path = "aksara_core::Objects")]
impl Objects<'_> {
    /// Only rows of which this is true as well.
    #[must_use]
    pub fn filter(mut self, q: Q) -> Self {
        self.condition = Condition::And(Box::new(self.condition), Box::new(q.0));
        self
    }

    /// Only rows of this tenant; rows that are created are the tenant's.
    #[must_use]
    pub fn for_tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Tenant::One(tenant.into());
        self
    }

    /// Rows of every tenant.
    #[must_use]
    pub fn all_tenants(mut self) -> Self {
        self.tenant = Tenant::All;
        self
    }

    /// In this order in place of the model's; `-name` for the reverse.
    #[must_use]
    pub fn order_by(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.ordering = names.into_iter().map(Into::into).collect();
        self
    }

    /// At most `limit` rows after the first `offset`.
    #[must_use]
    pub fn slice(mut self, offset: usize, limit: usize) -> Self {
        self.slice = Some((offset, limit));
        self
    }

    /// The rows.
    pub fn all(&self) -> Result<Vec<Record>> {
        let mut parameters = Parameters::new();
        let condition = self.condition(&mut parameters)?;
        let columns = self.columns();
        let names: Vec<String> = columns.iter().map(|column| format!("\"{}\"", column.name)).collect();
        let mut sql = format!(
            "SELECT {} FROM \"{}\" WHERE {condition} ORDER BY {}",
            names.join(", "),
            self.model.table(),
            self.order()?
        );
        if let Some((offset, limit)) = self.slice {
            // SQLite counts up to the greatest number of 64 bits with a sign.
            let within = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
            sql += &format!(" LIMIT {} OFFSET {}", within(limit), within(offset));
        }
        let mut statement = self.database.connection().prepare(&sql)?;
        let mut rows = statement.query(params_from_iter(parameters))?;
        let mut records = Vec::new();
        while let Some(row) = rows.next()? {
            let mut record = Record::new();
            for (at, column) in columns.iter().enumerate() {
                record.insert(column.name.clone(), column_value(column, row.get_ref(at)?)?);
            }
            records.push(record);
        }
        Ok(records)
    }

    /// The one row of which this is true: [`Error::DoesNotExist`] or [`Error::MultipleObjects`] where there is not one.
    pub fn get(&self, q: Q) -> Result<Record> {
        let mut rows = self.clone().filter(q).all()?;
        let model = self.model.name.clone();
        match (rows.pop(), rows.len()) {
            (None, _) => Err(Error::DoesNotExist { model }),
            (Some(row), 0) => Ok(row),
            (Some(_), others) => Err(Error::MultipleObjects {
                model,
                count: others + 1,
            }),
        }
    }

    /// One value for each aggregate, named `sum_stock` or `count`.
    pub fn aggregate(&self, aggregates: impl IntoIterator<Item = Aggregate>) -> Result<Record> {
        let mut record = Record::new();
        for aggregate in aggregates {
            let mut parameters = Parameters::new();
            let condition = self.condition(&mut parameters)?;
            let (function, field) = aggregate.parts();
            let column = self.model.column(field.unwrap_or("id"))?;
            let sql = format!(
                "SELECT {function}(\"{}\") FROM \"{}\" WHERE {condition}",
                column.name,
                self.model.table()
            );
            let connection = self.database.connection();
            let value = connection.query_row(&sql, params_from_iter(parameters), |row| {
                Ok(column_value(&column, row.get_ref(0)?))
            })??;
            let name = field.map_or_else(|| function.to_owned(), |field| format!("{function}_{field}"));
            record.insert(name, value);
        }
        Ok(record)
    }

    /// How many rows.
    pub fn count(&self) -> Result<u64> {
        let counted = self.aggregate([Aggregate::Count])?;
        Ok(counted["count"].as_u64().unwrap_or_default())
    }
}

impl<'a> Objects<'a> {
    pub(super) fn new(database: &'a Database, model: &'a Model) -> Self {
        Self {
            database,
            model,
            condition: Condition::All,
            tenant: Tenant::Unsaid,
            ordering: model.meta.ordering.clone(),
            slice: None,
        }
    }

    pub(super) fn columns(&self) -> Vec<super::fields::Column> {
        let id = self.model.column("id");
        id.into_iter()
            .chain(self.model.columns().map(|(_, column)| column))
            .collect()
    }

    /// What was asked for, within the tenant, without what is softly deleted.
    pub(super) fn condition(&self, parameters: &mut Parameters) -> Result<String> {
        let mut whole = self.condition.clone();
        let mut and = |more: Condition| {
            let rest = std::mem::replace(&mut whole, Condition::All);
            whole = Condition::And(Box::new(rest), Box::new(more));
        };
        if let Some(field) = &self.model.meta.soft_delete_field {
            and((!Q::new(field, true)).0);
        }
        match (&self.model.meta.tenant_field, &self.tenant) {
            (Some(field), Tenant::One(tenant)) => and(Q::new(field, tenant.as_str()).0),
            (Some(_), Tenant::Unsaid) => return Err(self.missing_tenant()),
            _ => {}
        }
        condition(self.database, self.model, &whole, parameters)
    }

    pub(super) fn missing_tenant(&self) -> Error {
        Error::invalid(
            &self.model.name,
            "belongs to tenants: say which by `for_tenant`, or `all_tenants`",
        )
    }

    fn order(&self) -> Result<String> {
        let mut order = Vec::new();
        for name in &self.ordering {
            let (name, direction) = name
                .strip_prefix('-')
                .map_or((name.as_str(), "ASC"), |name| (name, "DESC"));
            order.push(format!("\"{}\" {direction}", self.model.column(name)?.name));
        }
        // Rows that are alike in the rest still have one order.
        order.push("\"id\"".to_owned());
        Ok(order.join(", "))
    }
}
