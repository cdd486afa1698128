//! What this package promises besides its items.

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
