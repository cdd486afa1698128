//! The OpenAPI document, with the promise of each route in it.

use serde_json::Value;
use stability_http::openapi::Annotator;
use utoipa::OpenApi;
use utoipa::openapi::path::PathItem;

use crate::routes;

/// The document that the operations of the routes are added to.
#[derive(Debug, OpenApi)]
#[openapi(
    info(title = "Ornn", description = "A registry of skills."),
    tags(
        (name = "Skills", description = "The core of the registry."),
        (name = "Versions", description = "What was published of each skill."),
        (name = "Ratings", description = "What people think of skills."),
        (name = "Discovery", description = "Ways to find a skill."),
        (name = "Documents", description = "What the service tells of itself."),
    )
)]
pub struct Ornn;

/// Document and promises differ: one line for each difference.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the OpenAPI document and the promised routes differ:\n{0}")]
pub struct Disagreement(pub String);

/// Writes the promise of each route into the document, and makes sure that the two agree.
///
/// # Errors
///
/// When a route is in one of them only, or a value that was written by hand contradicts a promise.
pub fn annotated(mut api: utoipa::openapi::OpenApi) -> Result<Value, Disagreement> {
    let annotator = Annotator::linked();
    let report = annotator.annotate_utoipa(&mut api).to_string();
    if !report.is_empty() {
        return Err(Disagreement(report));
    }
    let document = serde_json::to_value(&api).map_err(|error| Disagreement(error.to_string()))?;
    let disagreements = annotator.check(&document);
    if disagreements.is_empty() {
        Ok(document)
    } else {
        Err(Disagreement(disagreements.to_string()))
    }
}

/// The document of everything that is served, as it is kept in a file.
///
/// # Errors
///
/// See [`annotated`].
pub fn text() -> Result<String, Disagreement> {
    let (_, api) = routes::all().split(Ornn::openapi());
    Ok(format!("{:#}\n", annotated(api)?))
}

/// The methods and path templates of the operations.
pub fn operations(api: &utoipa::openapi::OpenApi) -> Vec<(&'static str, String)> {
    let of = |path: &str, item: &PathItem| {
        let methods = [
            ("GET", item.get.is_some()),
            ("PUT", item.put.is_some()),
            ("POST", item.post.is_some()),
            ("DELETE", item.delete.is_some()),
            ("OPTIONS", item.options.is_some()),
            ("HEAD", item.head.is_some()),
            ("PATCH", item.patch.is_some()),
            ("TRACE", item.trace.is_some()),
        ];
        let path = path.to_owned();
        let served = methods.into_iter().filter(|(_, is_served)| *is_served);
        served.map(move |(method, _)| (method, path.clone()))
    };
    api.paths.paths.iter().flat_map(|(path, item)| of(path, item)).collect()
}
