//! Ornn, a registry of skills over HTTP.
//!
//! Each handler says once what is promised of its route. The headers of its responses, the OpenAPI document, the page of
//! deprecations and the printed contract all come from there, and the service does not start where they differ.

stability::contract! {
    name = "Ornn",
    state = alpha,
    scope = ">=0.7.0, <2.0.0",
    areas {
        "Skills" = [routes::skills],
        "Versions" = [routes::versions],
        "Ratings" = [routes::ratings],
        "Discovery" = [routes::discovery],
        "Documents" = [routes::documents],
        "Shapes" = [shapes, problem],
    },
}

pub mod deprecations;
pub mod document;
pub mod extract;
pub mod problem;
pub mod routes;
pub mod service;
pub mod settings;
pub mod shapes;
pub mod store;
