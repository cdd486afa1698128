//! The service: routes, store and layers put together, and nothing started that does not keep its promises.

use std::io;
use std::sync::Arc;
use std::time::SystemTime;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::FromRef;
use axum::http::{Method, StatusCode, header};
use metrics_exporter_prometheus::PrometheusHandle;
use stability::ContractError;
use stability_http::server::{ACCEPT_STABILITY, RouteErrors, StabilityLayer, Unpromised, Usage, Use};
use tokio::net::TcpListener;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::{Any, CorsLayer};
use tower_http::normalize_path::NormalizePath;
use utoipa::OpenApi as _;
use utoipa::openapi::OpenApi;

use crate::deprecations;
use crate::document::{self, Disagreement, Ornn};
use crate::problem::Problem;
use crate::routes::Routes;
use crate::settings::Settings;
use crate::store::{Store, StoreError};

/// What handlers ask for.
#[derive(Clone, Debug, FromRef)]
pub struct App {
    store: Store,
    documents: Arc<Documents>,
    prometheus: PrometheusHandle,
}

/// What is written once, at the start.
#[derive(Debug)]
pub struct Documents {
    /// The OpenAPI document.
    pub openapi: Bytes,
    /// The page of deprecations.
    pub deprecations: Bytes,
}

/// The service, ready to be served.
#[derive(Debug)]
pub struct Service {
    /// The routes with their layers.
    pub router: Router,
    /// How often routes were used.
    pub usage: Usage,
    /// The router itself, which shows by what methods requests come through its layers.
    checked: Router,
    stability: StabilityLayer,
}

/// Why the service does not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// What is promised and what is served differ, or a setting names no route.
    #[error(transparent)]
    Routes(#[from] RouteErrors),
    /// What is promised and what the document says differ.
    #[error(transparent)]
    Document(#[from] Disagreement),
    /// The promises contradict each other.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// The database cannot be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Service {
    /// Puts the service together: `routes` is what it serves, `clock` the time at which sunsets are looked at.
    ///
    /// # Errors
    ///
    /// When promises, document and routes differ, a setting names no route, or the database cannot be opened.
    pub fn new(
        settings: &Settings,
        routes: Routes,
        prometheus: PrometheusHandle,
        clock: impl Fn() -> SystemTime + Send + Sync + 'static,
    ) -> Result<Self, StartError> {
        Self::of(settings, routes.split(Ornn::openapi()), prometheus, clock)
    }

    /// The same of a router and the document of its operations. What the router serves and the document does not have is
    /// refused by 404, because nothing is promised of it.
    ///
    /// # Errors
    ///
    /// See [`Service::new`].
    pub fn of(
        settings: &Settings,
        (served, api): (Router<App>, OpenApi),
        prometheus: PrometheusHandle,
        clock: impl Fn() -> SystemTime + Send + Sync + 'static,
    ) -> Result<Self, StartError> {
        let stability = StabilityLayer::linked()
            .gate(settings.gate)
            .past_sunset(settings.past_sunset)
            .serve_past_sunset(&settings.serve_past_sunset)?
            .clock(clock)
            .on_use(note)
            .unpromised(Unpromised::Refuse)
            .expose_headers();
        let operations = document::operations(&api);
        stability.check_routes(operations.iter().map(|(method, path)| (*method, path.as_str())))?;
        let app = App {
            store: match &settings.database {
                Some(file) => Store::open(file)?,
                None => Store::with_samples()?,
            },
            documents: Arc::new(Documents {
                openapi: document::annotated(api)?.to_string().into(),
                deprecations: deprecations::html()?.into(),
            }),
            prometheus,
        };
        let router = served
            .method_not_allowed_fallback(|| async { Problem::from(StatusCode::METHOD_NOT_ALLOWED) })
            .fallback(|| async { Problem::from(StatusCode::NOT_FOUND) })
            .with_state(app)
            // Inside of the layer that stamps it, a panic is a response; outside of it, scripts may read refusals.
            .layer(CatchPanicLayer::custom(caught))
            .layer(stability.clone())
            .layer(cors());
        let checked = router.clone();
        // The layer that rewrites paths is around the router and its layers, so that all of them see the path that is served.
        let router = Router::new().fallback_service(NormalizePath::trim_trailing_slash(router));
        Ok(Self {
            router,
            checked,
            usage: stability.usage(),
            stability,
        })
    }

    /// Makes sure that requests to every promised route come through the layer that announces and refuses.
    ///
    /// # Errors
    ///
    /// Every route that the layer does not see.
    pub async fn check_wiring(&self) -> Result<(), RouteErrors> {
        self.stability.check_wiring::<Body, _>(self.checked.clone()).await
    }

    /// Serves until `end` is over.
    ///
    /// # Errors
    ///
    /// Those of the listener.
    pub async fn serve(self, listener: TcpListener, end: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        axum::serve(listener, self.router).with_graceful_shutdown(end).await
    }
}

/// Scripts of any origin may call, and consent.
fn cors() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::POST, Method::DELETE])
        .allow_headers([header::CONTENT_TYPE, ACCEPT_STABILITY])
}

/// Counts and tells what the layer lets pass by settings.
fn note(used: &Use) {
    let route = used.route;
    if used.without_consent {
        let labels = [("method", route.method), ("route", route.path)];
        metrics::counter!("requests_without_consent_total", &labels).increment(1);
    }
    if used.past_sunset && !used.refused {
        tracing::warn!(%route, used.requests, "served past its sunset");
    } else if used.without_consent && !used.refused {
        tracing::warn!(%route, "served without consent");
    }
}

impl From<StatusCode> for Problem {
    fn from(status: StatusCode) -> Self {
        let title = status.canonical_reason().unwrap_or_default();
        Self::new(
            status,
            format!("{title}: the document at /api/v1/openapi.json lists what there is."),
        )
    }
}

/// The response of a handler that panicked.
fn caught(_: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    use axum::response::IntoResponse as _;

    Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The registry could not answer.").into_response()
}
