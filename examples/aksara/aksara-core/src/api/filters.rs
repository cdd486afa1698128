//! What a list is asked by: `?stock__gte=1&ordering=-title&page=2&page_size=10`.

use serde_json::Value;

use super::exchange::Request;
use crate::error::{Error, Result};
use crate::orm::fields::FieldType;
use crate::orm::{Model, Q};

/// The parameters that are no filter.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::PARAMETERS", area = "ViewSets and API")]
pub const PARAMETERS: [&str; 3] = ["ordering", "page", "page_size"];

/// What a request asks a list for.
#[derive(Debug)]
pub(crate) struct Asked {
    pub filter: Q,
    pub ordering: Vec<String>,
    pub page: usize,
    pub page_size: usize,
}

/// Reads the query. What the principal does not see it cannot filter or order by: it would learn the values.
pub(crate) fn asked(request: &Request, model: &Model, visible: &[String], sizes: (usize, usize)) -> Result<Asked> {
    let mut asked = Asked {
        filter: Q::all(),
        ordering: Vec::new(),
        page: 1,
        page_size: sizes.0,
    };
    for (name, value) in &request.query {
        let number = || match value.parse::<usize>() {
            Ok(number) if number > 0 => Ok(number),
            _ => Err(Error::invalid(name, format!("takes a number from 1, not `{value}`"))),
        };
        match name.as_str() {
            "ordering" => {
                asked.ordering = value.split(',').map(str::to_owned).collect();
                for name in &asked.ordering {
                    seen(model, visible, name.trim_start_matches('-'))?;
                }
            }
            "page" => asked.page = number()?,
            "page_size" => asked.page_size = number()?.min(sizes.1),
            lookup => {
                let (field, rest) = lookup.split_once("__").unwrap_or((lookup, ""));
                seen(model, visible, field)?;
                asked.filter = asked.filter & Q::new(lookup, typed(model, field, rest, value)?);
            }
        }
    }
    Ok(asked)
}

fn seen(model: &Model, visible: &[String], field: &str) -> Result<()> {
    if visible.iter().any(|one| one == field) {
        return Ok(());
    }
    Err(Error::UnknownField {
        model: model.name.clone(),
        field: field.to_owned(),
    })
}

/// The text as a value of the field's type. Relations are filtered by id alone, since what they lead to has a policy of
/// its own.
fn typed(model: &Model, field: &str, lookup: &str, text: &str) -> Result<Value> {
    let refused = |what: &str| Error::invalid(field, format!("takes {what}, not `{text}`"));
    let truth = |text: &str| {
        text.parse::<bool>()
            .map(Value::Bool)
            .map_err(|_| refused("true or false"))
    };
    let kind = model.column(field)?.kind;
    let one = |text: &str| match kind {
        FieldType::Integer | FieldType::ForeignKey => text
            .parse::<i64>()
            .map(Value::from)
            .map_err(|_| refused("a whole number")),
        FieldType::Real => text.parse::<f64>().map(Value::from).map_err(|_| refused("a number")),
        FieldType::Boolean => truth(text),
        _ => Ok(text.into()),
    };
    match lookup {
        "isnull" => truth(text),
        "in" => text.split(',').map(one).collect::<Result<Vec<_>>>().map(Value::Array),
        "" | "exact" | "contains" | "startswith" | "gt" | "gte" | "lt" | "lte" => one(text),
        _ => Err(Error::UnknownField {
            model: model.name.clone(),
            field: format!("{field}__{lookup}"),
        }),
    }
}
