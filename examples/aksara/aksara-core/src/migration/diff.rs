//! The steps from models to models.

use std::collections::BTreeSet;

use super::operation::Operation;
use crate::error::{Error, Result};
use crate::orm::Model;
use crate::orm::fields::FieldType;

/// What leads from `from` to `to`: models in an order in which each finds those that it refers to.
pub(super) fn diff(from: &[Model], to: &[Model]) -> Result<Vec<Operation>> {
    let find = |models: &[Model], name: &str| models.iter().find(|model| model.name == name).cloned();
    let mut operations = Vec::new();
    for model in in_order(to)? {
        match find(from, &model.name) {
            None => operations.push(Operation::CreateModel { model: model.clone() }),
            Some(former) => operations.extend(change(&former, model)?),
        }
    }
    let gone = in_order(from)?
        .into_iter()
        .rev()
        .filter(|model| find(to, &model.name).is_none());
    operations.extend(gone.map(|model| Operation::DeleteModel {
        model: model.name.clone(),
    }));
    Ok(operations)
}

fn change(former: &Model, model: &Model) -> Result<Vec<Operation>> {
    if former.table() != model.table() {
        let message = format!(
            "cannot move to the table `{}`: name the former one in `table_name`",
            model.table()
        );
        return Err(Error::invalid(&model.name, message));
    }
    let name = || model.name.clone();
    let removed = former.fields.iter().filter(|field| model.find(&field.name).is_none());
    let mut operations: Vec<Operation> = removed
        .map(|field| Operation::RemoveField {
            model: name(),
            field: field.name.clone(),
        })
        .collect();
    for field in &model.fields {
        match former.find(&field.name) {
            None => operations.push(Operation::AddField {
                model: name(),
                field: field.clone(),
            }),
            Some(before) if (before.kind, &before.to) != (field.kind, &field.to) => {
                let subject = format!("{}.{}", model.name, field.name);
                return Err(Error::invalid(
                    subject,
                    "changes its type: remove it, and add another under its own name",
                ));
            }
            Some(_) => {}
        }
    }
    let mut reached = vec![former.clone()];
    for operation in &operations {
        operation.apply(&mut reached)?;
    }
    // The order of fields is of no matter to a table that exists.
    let mut wanted = model.clone();
    wanted
        .fields
        .sort_by_key(|field| reached[0].fields.iter().position(|other| other.name == field.name));
    if reached[0] != wanted {
        operations.push(Operation::AlterModel { model: wanted });
    }
    Ok(operations)
}

/// Each model after those that its foreign keys lead to; otherwise in the same order.
fn in_order(models: &[Model]) -> Result<Vec<&Model>> {
    let mut placed: BTreeSet<&str> = BTreeSet::new();
    let mut order: Vec<&Model> = Vec::new();
    while order.len() < models.len() {
        let is_ready = |model: &&Model| {
            let keys = model.fields.iter().filter(|field| field.kind == FieldType::ForeignKey);
            let mut leads = keys.filter_map(|field| field.to.as_deref());
            !placed.contains(model.name.as_str()) && leads.all(|to| to == model.name || placed.contains(to))
        };
        let Some(next) = models.iter().find(is_ready) else {
            let circle = models.iter().filter(|model| !placed.contains(model.name.as_str()));
            let names = circle.map(|model| model.name.as_str()).collect::<Vec<_>>().join("`, `");
            return Err(Error::invalid(
                names,
                "refer to each other in a circle: take one foreign key away",
            ));
        };
        placed.insert(&next.name);
        order.push(next);
    }
    Ok(order)
}
