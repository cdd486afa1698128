//! The routes, each with what is promised of it.

pub mod discovery;
pub mod documents;
pub mod ratings;
pub mod skills;
pub mod versions;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::service::App;

/// Everything that is served. What stands here is what the document lists and what is checked at the start.
pub fn all() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(skills::list, skills::publish))
        .routes(routes!(skills::read, skills::remove))
        .routes(routes!(versions::list, versions::publish))
        .routes(routes!(versions::read))
        .routes(routes!(versions::read_by_id))
        .routes(routes!(ratings::read, ratings::rate))
        .routes(routes!(discovery::search))
        .routes(routes!(discovery::related))
        .routes(routes!(documents::openapi))
        .routes(routes!(documents::page))
        .routes(routes!(documents::deprecations))
        .routes(routes!(documents::metrics))
}
