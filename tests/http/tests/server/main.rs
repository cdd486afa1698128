//! Requests to a real server on loopback, over HTTP/1.1 and HTTP/2.

#![forbid(unsafe_code)]

mod counting;
mod oracle;
mod outcomes;

use std::net::{Ipv4Addr, SocketAddr};

use reqwest::{Client, Method, Response};
use stability_http::server::StabilityLayer;
use stability_http_tests::{Placement, router};
use tokio::net::TcpListener;

/// A running server, and a client of it.
struct Server {
    address: SocketAddr,
    client: Client,
}

/// The version that a client speaks.
#[derive(Clone, Copy, Debug)]
enum Version {
    /// HTTP/1.1.
    Http1,
    /// HTTP/2 without TLS.
    Http2,
}

impl Server {
    /// Starts the service on a port of its own; it ends with the test's runtime.
    async fn start(layer: &StabilityLayer, placement: Placement, version: Version) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let app = router(layer, placement);
        tokio::spawn(async move { axum::serve(listener, app).await });
        let client = Client::builder().no_proxy();
        let client = match version {
            Version::Http1 => client.http1_only(),
            Version::Http2 => client.http2_prior_knowledge(),
        };
        Self {
            address,
            client: client.build().expect("a client needs nothing"),
        }
    }

    /// Sends a request.
    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Response {
        let method: Method = method.parse().expect("it is a method");
        let mut request = self.client.request(method, format!("http://{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.send().await.expect("the server answers")
    }
}
