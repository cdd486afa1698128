//! Writes the promise of each route into an OpenAPI document (3.0, 3.1 and 3.2), and compares the two.
//!
//! [`annotate`] writes into the operations of the routes only; [`check`] reports differences between a document and the
//! routes. Both work on [`serde_json::Value`], because typed models lose parts of real documents. A model that a
//! framework builds is annotated in place: with the feature `utoipa` by `Annotator::annotate_utoipa`, with `aide` by
//! `Annotator::annotate_aide`.
//!
//! ```
//! use serde_json::json;
//! use stability::Tier;
//! use stability_http::openapi::annotate;
//! use stability::route::Route;
//!
//! let mut document = json!({
//!     "openapi": "3.1.0",
//!     "info": { "title": "Skills", "version": "1.4.0" },
//!     "paths": { "/skills/{name}": { "get": { "responses": { "200": { "description": "a skill" } } } } },
//! });
//! // In a service: `stability::registry::routes()`.
//! let routes = [Route::new("GET", "/skills/{id}", Tier::Stable), Route::new("POST", "/skills", Tier::Beta)];
//!
//! let report = annotate(&mut document, &routes);
//! assert_eq!(document["paths"]["/skills/{name}"]["get"]["x-stability"], "stable");
//! assert_eq!(report.to_string(), "POST /skills: the document has no operation for this route\n");
//! ```
//!
//! # Members of an operation
//!
//! | member | of | value |
//! |---|---|---|
//! | `x-stability` | every route | the tier |
//! | `x-stability-level` | every route | the tier in the words of oasdiff: `stable` for frozen and stable, `beta` for beta and evolving, `alpha` for experimental, `draft` for internal |
//! | `deprecated` | deprecated routes | `true` |
//! | `x-sunset` | deprecated routes with a sunset | its date in UTC, `2027-01-01` |
//! | `headers` of each response | deprecated routes | `Deprecation`; `Sunset` and `Link` if the route sends them |
//! | `x-stability-headers` | deprecated routes with a response by `$ref` that does not declare them | the same headers, for those responses |
//! | parameter `Accept-Stability` | routes that need consent: beta, experimental and internal | a header that is not required |
//!
//! Existing members are not changed. A member with another value, and a member that the route does not have (`deprecated: true`
//! for a route that is not deprecated), is a conflict in the [`Report`]. A header or parameter that is declared
//! is accepted unchanged, with a name in any case and by reference too; it is only a conflict if it is `required`.
//! Annotating twice gives the same document as annotating once. Afterwards, [`check`] finds only the entries of the [`Report`].
//!
//! A response that several operations share is never changed, because other operations may not be deprecated. This is a response
//! by `$ref`, or a response in an operation that others refer to (`#/paths/~1skills/get/responses/200`). OpenAPI has no place for
//! the headers of one operation beside such a reference, so they are declared on the operation, in `x-stability-headers`.
//!
//! # The operation of a route
//!
//! It is the operation of the method under the path of the route, with any names of parameters. A parameter for the rest of the path,
//! `{*rest}`, which OpenAPI does not have, is also found as `{rest}`. A `head` operation without its own route
//! belongs to the route of `GET`. From version 3.2 on, `query` and `additionalOperations` are read. Webhooks and callbacks
//! are not routes. A path item by `$ref` is followed inside the document if nothing else refers to it; otherwise it is
//! in [`Report::skipped`]. A path item under `paths` that others refer to is also there if it would have to be changed.
//!
//! # The order of keys
//!
//! New keys are added after existing ones, and nothing is moved or removed. A [`serde_json::Value`] keeps the order
//! of a document only with the feature `preserve_order` of `serde_json`. This crate does not turn it on, because it changes the
//! order of every JSON object in the whole program. A program that writes documents for people can turn it on:
//!
//! ```toml
//! serde_json = { version = "1", features = ["preserve_order"] }
//! ```

#[cfg(feature = "aide")]
mod aide;
pub(crate) mod compare;
pub(crate) mod document;
pub(crate) mod edit;
pub(crate) mod owner;
mod plan;
pub(crate) mod promise;
mod reference;
mod report;
#[cfg(test)]
mod tests;
#[cfg(feature = "utoipa")]
mod utoipa;

use serde_json::Value;

use self::plan::{Plan, plan};
pub use self::report::{Difference, Disagreements, Operation, Reason, Report, Skipped};
use stability::route::Route;

/// Writes what the routes promise into their operations, as [`Annotator`] does with nothing configured.
///
/// In a service the routes are `stability::registry::routes()`. There is an [example](crate::openapi) in the
/// documentation of the module.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn annotate<'r>(document: &mut Value, routes: impl IntoIterator<Item = &'r Route>) -> Report<'r> {
    Annotator::new(routes).annotate(document)
}

/// Says where a document and the routes differ, as [`Annotator`] does with nothing configured.
///
/// ```
/// use serde_json::json;
/// use stability::Tier;
/// use stability_http::openapi::check;
/// use stability::route::Route;
///
/// let document = json!({
///     "openapi": "3.1.0",
///     "paths": { "/skills": { "get": { "x-stability": "beta", "x-stability-level": "stable" } } },
/// });
/// let routes = [Route::new("GET", "/skills", Tier::Stable)];
/// let disagreements = check(&document, &routes);
/// assert_eq!(
///     disagreements.to_string(),
///     "/paths/~1skills/get/x-stability: found \"beta\", expected \"stable\"\n",
/// );
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn check<'r>(document: &Value, routes: impl IntoIterator<Item = &'r Route>) -> Disagreements<'r> {
    Annotator::new(routes).check(document)
}

/// Compares routes and documents.
///
/// ```
/// use serde_json::json;
/// use stability::Tier;
/// use stability_http::openapi::Annotator;
/// use stability::route::Route;
///
/// // The router is nested under `/api`; the document leaves out `/api/v1`, which is in the URL of its server.
/// let routes = [Route::new("GET", "/v1/skills", Tier::Stable)];
/// let annotator = Annotator::new(&routes).mount("/api").base_path("/api/v1");
///
/// let mut document = json!({
///     "openapi": "3.0.3",
///     "servers": [{ "url": "https://skills.example/api/v1" }],
///     "paths": { "/skills": { "get": {} } },
/// });
/// assert!(!annotator.check(&document).is_empty());
/// assert_eq!(annotator.annotate(&mut document).applied[0].to_string(), "GET /skills");
/// assert!(annotator.check(&document).is_empty());
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug)]
pub struct Annotator<'r> {
    routes: Vec<&'r Route>,
    mounts: Vec<String>,
    base_path: String,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'r> Annotator<'r> {
    /// Knows these routes.
    pub fn new(routes: impl IntoIterator<Item = &'r Route>) -> Self {
        let mut routes: Vec<_> = routes.into_iter().collect();
        routes.sort_by_key(|route| (route.path, route.method));
        routes.dedup();
        Self {
            routes,
            mounts: Vec::new(),
            base_path: String::new(),
        }
    }

    /// A prefix under which the service mounts the routes, and which they do not know: `/api`. Each call adds one; with
    /// none, the routes are where they say.
    #[must_use]
    pub fn mount(mut self, prefix: impl Into<String>) -> Self {
        self.mounts.push(prefix.into());
        self
    }

    /// The prefix that the paths of the document leave out: the path of the URL of its servers.
    ///
    /// Servers are not looked at: they may differ in their paths, and have variables.
    #[must_use]
    pub fn base_path(mut self, prefix: impl Into<String>) -> Self {
        self.base_path = prefix.into();
        self
    }

    /// Writes what the routes promise into their operations, and reports what it did and what it left.
    pub fn annotate(&self, document: &mut Value) -> Report<'r> {
        let Plan { report, edits } = self.plan(document);
        for edit in edits {
            edit.apply(document);
        }
        report
    }

    /// Says where a document and the routes differ.
    pub fn check(&self, document: &Value) -> Disagreements<'r> {
        self.plan(document).into_disagreements()
    }

    fn plan(&self, document: &Value) -> Plan<'r> {
        plan(document, &self.routes, &self.mounts, &self.base_path)
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[cfg(any(feature = "inventory", feature = "linkme"))]
impl Annotator<'static> {
    /// Knows the routes that the linker collected.
    ///
    /// # Panics
    ///
    /// Before the constructors of the program have run, as [`registry::submissions`](stability::registry::submissions) does.
    ///
    /// ```standalone_crate
    /// use stability_http::openapi::Annotator;
    ///
    /// #[stability::deprecated_route(GET, "/skills/{id}", on = "2026-09-01", sunset = "2027-01-01")]
    /// fn read() {}
    ///
    /// # fn main() {
    /// let mut document = serde_json::json!({
    ///     "openapi": "3.1.0",
    ///     "paths": { "/skills/{id}": { "get": { "responses": { "200": { "description": "a skill" } } } } },
    /// });
    /// Annotator::linked().annotate(&mut document);
    /// let operation = &document["paths"]["/skills/{id}"]["get"];
    /// assert_eq!(operation["x-sunset"], "2027-01-01");
    /// assert!(operation["responses"]["200"]["headers"].get("Sunset").is_some());
    /// # }
    /// ```
    #[track_caller]
    pub fn linked() -> Self {
        Self::new(stability::registry::routes())
    }
}
