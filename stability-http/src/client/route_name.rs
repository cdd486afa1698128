//! What a warning calls the route, and by what it is known again.

use std::borrow::Cow;

use http::header::HOST;
use http::{HeaderValue, Method, Request, Uri};

/// The name of the route that a request goes to, given by who knows it.
///
/// A client knows the path of a request and not the template behind it. So a request without this is named by its
/// method, host and path, where segments that look like identifiers are written as `{}`: those of digits alone, and
/// those of sixteen and more hexadecimal digits and dashes with a digit among them. Two routes may then share a name, and
/// one route may have many; a generated client, which has the template, puts it into the extensions of each request:
///
/// ```
/// use stability_http::client::RouteName;
///
/// let request = http::Request::get("https://api.example/users/ada")
///     .extension(RouteName::from("GET /users/{name}"))
///     .body(())?;
/// # Ok::<(), http::Error>(())
/// ```
///
/// With reqwest-middleware it is `.with_extension(RouteName::from(…))` on the request.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RouteName(Cow<'static, str>);

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl RouteName {
    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for RouteName {
    fn from(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }
}

impl From<String> for RouteName {
    fn from(name: String) -> Self {
        Self(Cow::Owned(name))
    }
}

/// The parts of a request that name its route; the name is built only if it is needed.
#[derive(Debug)]
pub enum Target {
    Named(RouteName),
    At {
        method: Method,
        host: Option<HeaderValue>,
        uri: Uri,
    },
}

impl Target {
    pub fn of<B>(request: &Request<B>) -> Self {
        if let Some(name) = request.extensions().get::<RouteName>() {
            return Self::Named(name.clone());
        }
        Self::At {
            method: request.method().clone(),
            host: request.headers().get(HOST).cloned(),
            uri: request.uri().clone(),
        }
    }

    pub fn name(&self) -> String {
        match self {
            Self::Named(name) => name.as_str().into(),
            Self::At { method, host, uri } => describe(method, &host_of(uri, host.as_ref()), uri.path()),
        }
    }
}

/// The host of a request and its port, without the user and the password, which may come before them.
fn host_of(uri: &Uri, host: Option<&HeaderValue>) -> String {
    match uri.authority() {
        Some(authority) => with_port(authority.host(), authority.port_u16()),
        None => host.and_then(|host| host.to_str().ok()).unwrap_or_default().into(),
    }
}

pub fn with_port(host: &str, port: Option<u16>) -> String {
    port.map_or_else(|| host.into(), |port| format!("{host}:{port}"))
}

/// The name of a request that was given none. The query is no part of it: it may hold secrets.
pub fn describe(method: &Method, host: &str, path: &str) -> String {
    let mut name = format!("{method} {host}");
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            name.push('/');
        }
        name.push_str(if is_identifier(segment) { "{}" } else { segment });
    }
    name
}

fn is_identifier(segment: &str) -> bool {
    let has_digit = segment.bytes().any(|byte| byte.is_ascii_digit());
    let is_hexadecimal = |byte: u8| byte.is_ascii_hexdigit() || byte == b'-';
    has_digit
        && (segment.bytes().all(|byte| byte.is_ascii_digit())
            || (segment.len() >= 16 && segment.bytes().all(is_hexadecimal)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn assert_named(uri: &str, expected: &str) {
        let request = Request::get(uri).header(HOST, "other.example").body(()).unwrap();
        assert_eq!(Target::of(&request).name(), expected);
    }

    #[test]
    fn identifiers_are_left_out() {
        assert_named("https://a.example/users/42/posts/7", "GET a.example/users/{}/posts/{}");
        assert_named(
            "https://a.example/skills/123e4567-e89b-12d3-a456-426614174000/v1",
            "GET a.example/skills/{}/v1",
        );
        assert_named("https://a.example/b/9f86d081884c7d65", "GET a.example/b/{}");
    }

    #[test]
    fn a_name_that_was_given_is_kept() {
        let request = Request::get("/x/7")
            .extension(RouteName::from("GET /x/{id}"))
            .body(())
            .unwrap();
        assert_eq!(Target::of(&request).name(), "GET /x/{id}");
    }

    #[test]
    fn words_are_not_identifiers() {
        assert_named(
            "https://a.example/api/v1/2fa/deadbeef",
            "GET a.example/api/v1/2fa/deadbeef",
        );
        assert_named("https://a.example//x/", "GET a.example//x/");
        assert_named("https://a.example", "GET a.example/");
        assert_named(
            "https://a.example/feedface-decade-facade",
            "GET a.example/feedface-decade-facade",
        );
    }

    #[test]
    fn secrets_are_no_part_of_a_name() {
        assert_named(
            "https://ada:secret@a.example:8443/x?token=secret",
            "GET a.example:8443/x",
        );
    }

    #[test]
    fn a_request_without_a_host_in_its_target_has_it_in_a_header() {
        assert_named("/x", "GET other.example/x");
    }
}
