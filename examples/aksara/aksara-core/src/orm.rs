//! The model layer: models, fields, queries, relations, signals, transactions.

mod database;
mod expression;
pub mod fields;
mod model;
mod objects;
mod relations;
pub mod signals;
mod sql;
#[cfg(test)]
pub(crate) mod tests;
mod write;

pub use database::Database;
pub use expression::{Aggregate, Expression, F, Q};
pub use model::{Meta, Model, TenantModel};
pub use objects::Objects;

/// A row: columns and values.
#[stability::stable(since = "0.5.0", path = "aksara_core::Record", area = "ORM Core")]
pub type Record = serde_json::Map<String, serde_json::Value>;
