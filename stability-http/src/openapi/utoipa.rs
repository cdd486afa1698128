//! Annotates the model of utoipa.

use serde_json::{Map, Value};
use utoipa::Modify;
use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{Deprecated, OpenApi, RefOr};

use super::Annotator;
use super::document::Address;
use super::edit::Addition;
use super::plan::Plan;
use super::promise;
use super::report::Report;

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'r> Annotator<'r> {
    /// Annotates a document that utoipa has built, in place; other parts do not change.
    ///
    /// ```
    /// use stability::Tier;
    /// use stability_http::openapi::Annotator;
    /// use stability::route::Route;
    /// use utoipa::OpenApi;
    ///
    /// #[utoipa::path(get, path = "/skills/{id}", responses((status = 200, description = "a skill")))]
    /// fn read() {}
    ///
    /// #[derive(OpenApi)]
    /// #[openapi(paths(read))]
    /// struct Api;
    ///
    /// let routes = [Route::new("GET", "/skills/{id}", Tier::Stable)]; // in a service: `Annotator::linked()`
    /// let mut api = Api::openapi();
    /// let report = Annotator::new(&routes).annotate_utoipa(&mut api);
    /// assert_eq!(report.to_string(), "");
    /// assert!(api.to_json()?.contains(r#""x-stability":"stable""#));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn annotate_utoipa(&self, api: &mut OpenApi) -> Report<'r> {
        let Ok(document) = serde_json::to_value(&*api) else {
            return Report::without_json();
        };
        let Plan { report, edits } = self.plan(&document);
        for edit in edits {
            if let Some(operation) = operation_mut(api, &edit.address) {
                add(operation, edit.addition);
            }
        }
        report
    }
}

/// Annotates without a report; [`Annotator::check`] finds differences. utoipa needs a type for a modifier:
///
#[cfg_attr(any(feature = "inventory", feature = "linkme"), doc = "```standalone_crate")]
#[cfg_attr(not(any(feature = "inventory", feature = "linkme")), doc = "```ignore")]
/// use stability_http::openapi::Annotator;
/// use utoipa::{Modify, OpenApi};
///
/// #[stability::route(beta)] // method and path are those of `utoipa::path`
/// #[utoipa::path(get, path = "/skills/{id}", responses((status = 200, description = "a skill")))]
/// fn read() {}
///
/// struct Stability;
///
/// impl Modify for Stability {
///     fn modify(&self, api: &mut utoipa::openapi::OpenApi) {
///         Annotator::linked().modify(api);
///     }
/// }
///
/// #[derive(OpenApi)]
/// #[openapi(paths(read), modifiers(&Stability))]
/// struct Api;
///
/// # fn main() {
/// let api = serde_json::to_value(Api::openapi()).unwrap();
/// let operation = &api["paths"]["/skills/{id}"]["get"];
/// assert_eq!(operation["x-stability"], "beta");
/// assert_eq!(operation["parameters"][0]["name"], "Accept-Stability");
/// # }
/// ```
impl Modify for Annotator<'_> {
    fn modify(&self, api: &mut OpenApi) {
        self.annotate_utoipa(api);
    }
}

fn operation_mut<'a>(api: &'a mut OpenApi, address: &Address) -> Option<&'a mut Operation> {
    let item: &mut PathItem = match address.component() {
        Some(name) => api.components.as_mut()?.path_items.get_mut(&name)?,
        None => api.paths.paths.get_mut(&address.path)?,
    };
    match address.key.as_str() {
        "get" => item.get.as_mut(),
        "put" => item.put.as_mut(),
        "post" => item.post.as_mut(),
        "delete" => item.delete.as_mut(),
        "options" => item.options.as_mut(),
        "head" => item.head.as_mut(),
        "patch" => item.patch.as_mut(),
        "trace" => item.trace.as_mut(),
        "query" => item.query.as_mut(),
        method => item.additional_operations.get_mut(method),
    }
}

fn add(operation: &mut Operation, addition: Addition) {
    match addition {
        Addition::Member("deprecated", Value::Bool(true)) => operation.deprecated = Some(Deprecated::True),
        Addition::Member(key, value) => {
            operation.extensions.get_or_insert_default().insert(key.into(), value);
        }
        Addition::Header { response, name, header } => {
            let response = operation.responses.responses.get_mut(&response);
            if let (Some(RefOr::T(response)), Ok(header)) = (response, serde_json::from_value(header)) {
                response.headers.insert(name.into(), RefOr::T(header));
            }
        }
        Addition::SharedHeader { name, header } => {
            let headers = operation
                .extensions
                .get_or_insert_default()
                .entry(promise::HEADERS.into());
            if let Some(headers) = headers.or_insert_with(|| Map::new().into()).as_object_mut() {
                headers.insert(name.into(), header);
            }
        }
        Addition::Parameter(parameter) => {
            if let Ok(parameter) = serde_json::from_value(parameter) {
                operation.parameters.get_or_insert_default().push(RefOr::T(parameter));
            }
        }
    }
}
