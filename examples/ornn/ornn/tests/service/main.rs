//! The service on loopback, asked by raw requests and by its SDK.

#![forbid(unsafe_code)]

mod announcements;
mod contract;
mod documents;
mod gate;
mod oracle;
mod outcomes;
mod program;
mod readme;
mod sdk;
mod start;
mod store;
mod sunset;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::LazyLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use ornn::routes;
use ornn::service::Service;
use ornn::settings::Settings;
use reqwest::{Client, Method, Response};
use stability_http::server::Usage;
use tokio::net::TcpListener;

/// 2026-11-21T12:00:00Z: both deprecations are in force, and no sunset has passed.
const NOW: u64 = 1_795_262_400;
/// 2027-01-01T00:00:00Z, the first sunset.
const FIRST_SUNSET: u64 = 1_798_761_600;
/// 2027-06-30T22:00:00Z, the second one.
const SECOND_SUNSET: u64 = 1_814_392_800;

/// The recorder is the whole program's.
static PROMETHEUS: LazyLock<PrometheusHandle> = LazyLock::new(|| {
    PrometheusBuilder::new()
        .install_recorder()
        .expect("there is no other recorder")
});

fn at(seconds: u64) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(seconds)
}

/// A running service, and a client of it.
struct Server {
    address: SocketAddr,
    client: Client,
    usage: Usage,
}

impl Server {
    /// Starts the service as it is without settings, at [`NOW`].
    async fn start() -> Self {
        Self::start_with(&Settings::default(), || at(NOW)).await
    }

    /// Starts the service on a port of its own; it ends with the test's runtime.
    async fn start_with(settings: &Settings, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        let service = Service::new(settings, routes::all(), PROMETHEUS.clone(), clock).expect("it keeps its promises");
        Self::of(service).await
    }

    /// Serves on a port of its own; it ends with the test's runtime.
    async fn of(service: Service) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .await
            .expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let usage = service.usage.clone();
        tokio::spawn(service.serve(listener, std::future::pending()));
        let client = Client::builder().no_proxy().build().expect("a client needs nothing");
        Self { address, client, usage }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// Sends a request; a body is JSON.
    async fn send(&self, method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>) -> Response {
        let method: Method = method.parse().expect("it is a method");
        let mut request = self.client.request(method, self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.body(body.to_owned());
        }
        request.send().await.expect("the server answers")
    }

    async fn get(&self, path: &str) -> Response {
        self.send("GET", path, &[], None).await
    }
}

/// The values of a header, in their order.
fn values(response: &Response, name: &str) -> Vec<String> {
    let values = response.headers().get_all(name).iter();
    values
        .map(|value| value.to_str().expect("it is ASCII").to_owned())
        .collect()
}
