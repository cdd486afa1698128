//! What this package promises besides its items: the header of its contract, and what is no Rust item.

stability::contract! {
    name = "Stability on HTTP",
    state = draft,
    scope = ">=0.1.0, <1.0.0",
    areas {
        #[cfg(feature = "server")]
        "Server" = [crate::server],
        #[cfg(feature = "client")]
        "Client" = [crate::client],
        #[cfg(feature = "openapi")]
        "OpenAPI" = [crate::openapi],
    },
    paths {
        "stability_http::client" = [
            crate::client::announcement,
            crate::client::deprecation,
            crate::client::layer,
            crate::client::link,
            crate::client::malformed,
            crate::client::observer,
            crate::client::reaction,
            crate::client::refusal,
            crate::client::route_name,
        ],
        "stability_http::openapi" = [crate::openapi::aide, crate::openapi::report, crate::openapi::utoipa],
        "stability_http::server" = [
            crate::server::accept,
            crate::server::future,
            crate::server::layer,
            crate::server::problems,
            crate::server::recorded,
            crate::server::service,
            crate::server::settings,
            crate::server::stamp,
            crate::server::unpromised,
            crate::server::usage,
            crate::server::wiring,
        ],
    },
}

#[cfg(feature = "server")]
stability::surface! {
    area "Server", stable(since = "0.1.0");
    /// The tiers that the sender of a request consents to, as a list of tokens.
    wire_name "Accept-Stability";
    /// Requests to deprecated routes, by `method` and `route`, through the `metrics` facade.
    #[cfg(feature = "metrics")]
    #[evolving(since = "0.1.0", until = "0.3.0")]
    metric "deprecated_route_requests_total": counter;
    /// Requests to deprecated routes, by `http.request.method` and `http.route`, through OpenTelemetry.
    #[cfg(feature = "opentelemetry")]
    #[evolving(since = "0.1.0", until = "0.3.0")]
    metric "http.server.deprecated_route.requests": counter;
    excludes "the words of a refusal, beyond the members of RFC 9457";
}
