//! Annotates the model of aide.

use aide::openapi::{OpenApi, Operation, PathItem, ReferenceOr, Response};
use aide::transform::TransformOpenApi;
use serde_json::{Map, Value};

use super::Annotator;
use super::document::Address;
use super::edit::Addition;
use super::plan::Plan;
use super::promise;
use super::report::Report;

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'r> Annotator<'r> {
    /// Annotates a document that aide has built, in place; other parts do not change.
    ///
    /// ```
    /// use aide::openapi::{OpenApi, Operation, PathItem, Paths, ReferenceOr};
    /// use stability::Tier;
    /// use stability_http::openapi::Annotator;
    /// use stability::route::Route;
    ///
    /// let item = PathItem { get: Some(Operation::default()), ..PathItem::default() };
    /// let mut paths = Paths::default();
    /// paths.paths.insert("/skills/{id}".to_owned(), ReferenceOr::Item(item));
    /// let mut api = OpenApi { paths: Some(paths), ..OpenApi::default() };
    ///
    /// let routes = [Route::new("GET", "/skills/{id}", Tier::Stable)]; // in a service: `Annotator::linked()`
    /// let report = Annotator::new(&routes).annotate_aide(&mut api);
    /// assert_eq!(report.to_string(), "");
    /// let (_, _, operation) = api.operations().next().unwrap();
    /// assert_eq!(operation.extensions["x-stability"], "stable");
    /// ```
    pub fn annotate_aide(&self, api: &mut OpenApi) -> Report<'r> {
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

    /// Annotates as the last transformation of aide, without a report; [`check`](Self::check) finds differences.
    ///
    /// ```
    /// use aide::openapi::OpenApi;
    /// use aide::transform::TransformOpenApi;
    /// use stability_http::openapi::Annotator;
    ///
    /// let annotator = Annotator::new([]); // in a service: `Annotator::linked()`
    /// let mut api = OpenApi::default();
    /// // With a router: `router.finish_api_with(&mut api, |api| annotator.transform_aide(api.title("Skills")))`.
    /// annotator.transform_aide(TransformOpenApi::new(&mut api).title("Skills"));
    /// ```
    pub fn transform_aide<'t>(&self, mut api: TransformOpenApi<'t>) -> TransformOpenApi<'t> {
        self.annotate_aide(api.inner_mut());
        api
    }
}

fn operation_mut<'a>(api: &'a mut OpenApi, address: &Address) -> Option<&'a mut Operation> {
    let item = match address.component() {
        Some(name) => api.components.as_mut()?.path_items.get_mut(&name)?,
        None => api.paths.as_mut()?.paths.get_mut(&address.path)?,
    };
    let ReferenceOr::Item(item): &mut ReferenceOr<PathItem> = item else {
        return None;
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
        _ => None,
    }
}

fn add(operation: &mut Operation, addition: Addition) {
    match addition {
        Addition::Member("deprecated", Value::Bool(true)) => operation.deprecated = true,
        Addition::Member(key, value) => {
            operation.extensions.insert(key.into(), value);
        }
        Addition::Header { response, name, header } => {
            if let (Some(response), Ok(header)) = (response_mut(operation, &response), serde_json::from_value(header)) {
                response.headers.insert(name.into(), ReferenceOr::Item(header));
            }
        }
        Addition::SharedHeader { name, header } => {
            let headers = operation.extensions.entry(promise::HEADERS.into());
            if let Some(headers) = headers.or_insert_with(|| Map::new().into()).as_object_mut() {
                headers.insert(name.into(), header);
            }
        }
        Addition::Parameter(parameter) => {
            if let Ok(parameter) = serde_json::from_value(parameter) {
                operation.parameters.push(ReferenceOr::Item(parameter));
            }
        }
    }
}

fn response_mut<'a>(operation: &'a mut Operation, code: &str) -> Option<&'a mut Response> {
    let responses = operation.responses.as_mut()?;
    let response = if code == "default" {
        responses.default.as_mut()?
    } else {
        let mut responses = responses.responses.iter_mut();
        responses.find(|(key, _)| key.to_string() == code)?.1
    };
    match response {
        ReferenceOr::Item(response) => Some(response),
        ReferenceOr::Reference { .. } => None,
    }
}
