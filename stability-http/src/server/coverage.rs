//! Whether an axum router hands a method to the layer, found out without running what the router serves.
//!
//! axum keeps a service for each method of a path, and one for all other methods. A layer can be in front of some of
//! them only, and no request shows that but the one that would run the handler. But `Router::call` already clones or makes
//! the service that it picked, which runs when the future is polled. So the router is called, its future is dropped, and
//! the layer's service notices that it was cloned or made.

use std::cell::Cell;
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use http::{Method, Request};
use tower_service::Service;

use super::shared::Shared;

std::thread_local! {
    /// The address of the layer that is looked for; 0 where none is, or it was found.
    static WANTED: Cell<usize> = const { Cell::new(0) };
}

/// Notes that a service of this layer was cloned or made.
pub(super) fn note(shared: &Arc<Shared>) {
    if WANTED.get() == Arc::as_ptr(shared).addr() {
        WANTED.set(0);
    }
}

/// Whether the service that the router picks for a request is the layer's. Nothing is run.
pub(super) fn is_covered(router: &mut Router, layer: usize, method: &Method, path: &str) -> bool {
    let request = Request::builder().method(method).uri(path).body(Body::empty());
    let Ok(request) = request else { return false };
    WANTED.set(layer);
    drop(router.call(request));
    WANTED.replace(0) == 0
}
