//! The routes, each with what is promised of it.
#![allow(clippy::missing_errors_doc, reason = "the errors of a handler are among the responses of its operation")]

pub mod discovery;
pub mod documents;
pub mod ratings;
pub mod skills;
pub mod versions;

use axum::Router;
use utoipa::openapi::OpenApi;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};
use utoipa_axum::routes;

use crate::service::App;

/// Routes that are in the document. Others cannot be added, so that every served route is checked.
#[derive(Default)]
pub struct Routes(OpenApiRouter<App>);

impl Routes {
    /// The same with those that `utoipa_axum::routes!` makes.
    #[must_use]
    pub fn with(self, routes: UtoipaMethodRouter<App>) -> Self {
        Self(self.0.routes(routes))
    }

    /// The router, and `api` with the operations of the routes.
    pub fn split(self, api: OpenApi) -> (Router<App>, OpenApi) {
        OpenApiRouter::with_openapi(api).merge(self.0).split_for_parts()
    }
}

/// Everything that is served.
pub fn all() -> Routes {
    Routes::default()
        .with(routes!(skills::list, skills::publish))
        .with(routes!(skills::read, skills::remove))
        .with(routes!(versions::list, versions::publish))
        .with(routes!(versions::read))
        .with(routes!(versions::read_by_id))
        .with(routes!(ratings::read, ratings::rate))
        .with(routes!(discovery::search))
        .with(routes!(discovery::related))
        .with(routes!(documents::openapi))
        .with(routes!(documents::page))
        .with(routes!(documents::deprecations))
        .with(routes!(documents::metrics))
}
