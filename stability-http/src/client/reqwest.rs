//! The observer as a middleware of reqwest.

use http::Extensions;
use reqwest_middleware::{Error, Middleware, Next, Result};

use super::observer::Observer;
use super::refusal::Refused;
use super::route_name::{self, RouteName};

/// A refused response is the error [`Error::Middleware`], and in it a [`Refused<reqwest::Response>`](Refused):
///
/// ```
/// # fn example(error: reqwest_middleware::Error) -> Option<reqwest::Response> {
/// let reqwest_middleware::Error::Middleware(error) = error else { return None };
/// let refused = error.downcast::<stability_http::client::Refused<reqwest::Response>>().ok()?;
/// Some(refused.into_response())
/// # }
/// ```
///
/// Not for `wasm32`, where a response cannot be sent between threads, as an error of reqwest-middleware has to be.
#[async_trait::async_trait]
impl Middleware for Observer {
    async fn handle(
        &self,
        mut request: reqwest::Request,
        extensions: &mut Extensions,
        next: Next<'_>,
    ) -> Result<reqwest::Response> {
        self.opt_in(request.headers_mut());
        let named = extensions.get::<RouteName>().cloned();
        let (method, url) = (request.method().clone(), request.url().clone());
        let mut response = next.run(request, extensions).await?;
        let name = || {
            named.map_or_else(
                || {
                    let host = route_name::with_port(url.host_str().unwrap_or_default(), url.port());
                    route_name::describe(&method, &host, url.path())
                },
                |name| name.as_str().into(),
            )
        };
        match self.observe(name, response.headers()) {
            Ok(announcement) => {
                if let Some(announcement) = announcement {
                    response.extensions_mut().insert(announcement);
                }
                Ok(response)
            }
            Err(refusal) => Err(Error::middleware(Refused::new(refusal, response))),
        }
    }
}
