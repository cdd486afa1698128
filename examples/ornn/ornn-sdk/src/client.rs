//! The client: where it calls, what it accepts, and what it does about what routes announce.

use http::header::CONTENT_TYPE;
use http::{HeaderValue, Method};
use reqwest::{Response, Url};
use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, RequestBuilder};
use stability::Tier;
use stability::route::Route;
use stability_http::client::{Observer, RouteName};

use crate::error::{Error, Problem};

/// Calls a registry. Clones share connections, and what was warned of.
///
/// It has no experimental calls:
///
/// ```compile_fail,E0599
/// # async fn example(client: ornn_sdk::Client) {
/// client.related("summarise-text").await;
/// # }
/// ```
#[stability::stable(since = "0.7.0", path = "ornn_sdk::Client")]
#[derive(Clone, Debug)]
pub struct Client {
    http: ClientWithMiddleware,
    registry: Url,
    accepted: Tier,
}

/// Sets up a [`Client`].
#[stability::stable(since = "0.8.0", path = "ornn_sdk::Builder")]
#[derive(Clone, Debug)]
pub struct Builder {
    registry: String,
    http: reqwest::Client,
    observer: Observer,
    accepted: Tier,
}

#[stability::stable(since = "0.7.0", path = "ornn_sdk::Client")]
impl Client {
    /// A client of the registry at this address that accepts nothing weaker than stable.
    ///
    /// # Errors
    ///
    /// [`Error::Address`].
    pub fn new(registry: &str) -> Result<Self, Error> {
        Self::builder(registry).build()
    }

    /// Sets up a client of the registry at this address.
    #[stable(since = "0.8.0")]
    pub fn builder(registry: &str) -> Builder {
        Builder {
            registry: registry.to_owned(),
            http: reqwest::Client::new(),
            observer: Observer::new(),
            accepted: Tier::Stable,
        }
    }
}

#[stability::stable(since = "0.8.0", path = "ornn_sdk::Builder")]
impl Builder {
    /// Accepts routes of this tier and of every stronger one: their calls are not refused, and each request says so by
    /// `Accept-Stability`.
    #[must_use]
    pub fn accept_stability(mut self, tier: Tier) -> Self {
        self.accepted = tier;
        self
    }

    /// Uses `observer` for the announcements of routes, instead of one warning for each route.
    #[must_use]
    pub fn observer(mut self, observer: Observer) -> Self {
        self.observer = observer;
        self
    }

    /// Sends requests by `http`.
    #[must_use]
    pub fn http(mut self, http: reqwest::Client) -> Self {
        self.http = http;
        self
    }

    /// The client.
    ///
    /// # Errors
    ///
    /// [`Error::Address`].
    pub fn build(self) -> Result<Client, Error> {
        let Ok(registry) = self.registry.parse::<Url>() else {
            return Err(Error::Address(self.registry));
        };
        if !matches!(registry.scheme(), "http" | "https") {
            return Err(Error::Address(self.registry));
        }
        let mut observer = self.observer;
        if self.accepted < Tier::Stable {
            observer = observer.send_accept_stability(self.accepted);
        }
        Ok(Client {
            http: ClientBuilder::new(self.http).with(observer).build(),
            registry,
            accepted: self.accepted,
        })
    }
}

impl Client {
    /// A request to a route, with values for the parameters of its path; nothing is sent without consent.
    pub(crate) fn request(&self, route: Route, values: &[&str]) -> Result<RequestBuilder, Error> {
        if route.tier < self.accepted {
            return Err(Error::ConsentMissing {
                route,
                accepted: self.accepted,
            });
        }
        // In a path these have another meaning, escaped or not.
        if let Some(value) = values.iter().find(|value| ["", ".", ".."].contains(value)) {
            return Err(Error::Parameter((*value).to_owned()));
        }
        let mut values = values.iter().copied();
        let segments = route.path.trim_start_matches('/').split('/');
        let filled = segments.map(|segment| {
            let is_parameter = segment.starts_with('{');
            if is_parameter {
                values.next().unwrap_or_default()
            } else {
                segment
            }
        });
        let mut url = self.registry.clone();
        if let Ok(mut path) = url.path_segments_mut() {
            path.pop_if_empty().extend(filled);
        }
        let method = Method::from_bytes(route.method.as_bytes()).unwrap_or_default();
        let name = RouteName::from(route.to_string());
        Ok(self.http.request(method, url).with_extension(name))
    }
}

/// Sends a request; what is no success is an error.
pub(crate) async fn send(request: RequestBuilder) -> Result<Response, Error> {
    let response = request.send().await?;
    let status = response.status();
    if status.is_success() {
        return Ok(response);
    }
    let problem = HeaderValue::from_static("application/problem+json");
    if response.headers().get(CONTENT_TYPE) != Some(&problem) {
        return Err(Error::Status(status));
    }
    match response.json::<Problem>().await {
        Ok(problem) => Err(Error::Problem(Box::new(problem))),
        Err(_) => Err(Error::Status(status)),
    }
}
