//! The standard actions. Each asks the policy first, and touches only rows that it lets the principal touch.

use serde_json::{Value, json};

use super::exchange::Response;
use super::filters::asked;
use super::serializer::{accepted, shown};
use super::viewset::Context;
use crate::error::Result;
use crate::guarantees::{AGENT_HIDDEN, TENANT_BOUND};
use crate::orm::{Objects, Q, Record};
use crate::policy::{Access, PolicyDenied, enforce_request_payload_policy};

#[stability::implements(AGENT_HIDDEN)]
pub(super) fn list(context: &Context<'_>) -> Result<Response> {
    allow(context, Access::Read)?;
    let visible = context.engine.visible_fields(context.principal, context.model);
    let asked = asked(context.request, context.model, &visible, context.page_sizes)?;
    let rows = reachable(context).filter(asked.filter);
    let count = rows.count()?;
    let rows = if asked.ordering.is_empty() {
        rows
    } else {
        rows.order_by(asked.ordering)
    };
    let page = rows.slice((asked.page - 1).saturating_mul(asked.page_size), asked.page_size);
    let results: Vec<Value> = page.all()?.into_iter().map(|row| shown(row, &visible)).collect();
    let body = json!({ "count": count, "page": asked.page, "page_size": asked.page_size, "results": results });
    Ok(Response::new(200, body))
}

pub(super) fn create(context: &Context<'_>) -> Result<Response> {
    let payload = payload(context, false)?;
    let rows = context.model.objects(context.database);
    let rows = match &context.principal.tenant {
        Some(tenant) => rows.for_tenant(tenant),
        None if context.model.meta.tenant_field.is_none() || is_named(context, &payload) => rows.all_tenants(),
        None => rows,
    };
    Ok(Response::new(201, answer(context, rows.create(payload)?)))
}

pub(super) fn retrieve(context: &Context<'_>, id: i64) -> Result<Response> {
    allow(context, Access::Read)?;
    Ok(Response::new(200, answer(context, object(context, id)?)))
}

pub(super) fn update(context: &Context<'_>, id: i64, partial: bool) -> Result<Response> {
    let payload = payload(context, partial)?;
    object(context, id)?;
    let rows = reachable(context).filter(Q::new("id", id));
    rows.update(payload.into_iter().map(|(name, value)| (name, value.into())))?;
    Ok(Response::new(200, answer(context, rows.get(Q::all())?)))
}

pub(super) fn destroy(context: &Context<'_>, id: i64) -> Result<Response> {
    allow(context, Access::Delete)?;
    object(context, id)?;
    reachable(context).filter(Q::new("id", id)).delete()?;
    Ok(Response::new(204, Value::Null))
}

fn allow(context: &Context<'_>, access: Access) -> Result<()> {
    if context.engine.can(context.principal, access, context.model) {
        return Ok(());
    }
    Err(PolicyDenied::new(
        context.principal,
        access,
        context.model,
        Vec::new(),
        "no grant allows it",
    )
    .into())
}

/// The rows that the principal may touch at all.
#[stability::implements(TENANT_BOUND)]
fn reachable<'a>(context: &Context<'a>) -> Objects<'a> {
    let within = context.engine.query_filter(context.principal, context.model);
    context.model.objects(context.database).all_tenants().filter(within)
}

fn object(context: &Context<'_>, id: i64) -> Result<Record> {
    let row = reachable(context).get(Q::new("id", id))?;
    let mut permissions = context.permissions.iter();
    if permissions.all(|one| one.has_object_permission(context.principal, context.request, &row)) {
        return Ok(row);
    }
    Err(PolicyDenied::new(
        context.principal,
        Access::Read,
        context.model,
        Vec::new(),
        "a permission refused",
    )
    .into())
}

fn payload(context: &Context<'_>, partial: bool) -> Result<Record> {
    let payload = enforce_request_payload_policy(context.engine, context.principal, context.model, context.request)?;
    accepted(context.model, payload, partial)
}

/// Whether the project itself says whose the row is.
fn is_named(context: &Context<'_>, payload: &Record) -> bool {
    let field = context.model.meta.tenant_field.as_ref();
    field.is_some_and(|field| payload.get(field).is_some_and(Value::is_string))
}

/// The row as far as the principal may read it.
fn answer(context: &Context<'_>, row: Record) -> Value {
    shown(row, &context.engine.visible_fields(context.principal, context.model))
}
