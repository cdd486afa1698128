//! Refusals as problem details.

use std::fmt::Write;

use http::header::{ALLOW, CONTENT_TYPE};
use http::{HeaderValue, Response, StatusCode};
use stability::route::Route;

use super::Consent;

/// Why a request is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// The route asks for more consent than the request has.
    NotAccepted {
        route: &'static Route,
        given: Consent,
        status: StatusCode,
    },
    /// The route is past its sunset.
    Gone(&'static Route),
    /// Nothing is promised of the path.
    NotPromised,
    /// Only other methods of the path are promised.
    MethodNotPromised { path: String, allow: String },
}

impl Refusal {
    /// The response, with problem details of RFC 9457.
    pub(super) fn respond<B>(self, body: impl FnOnce(String) -> B) -> Response<B> {
        let mut response = Response::new(body(self.json()));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(allow) = self.allow().and_then(|allow| HeaderValue::from_str(allow).ok()) {
            headers.insert(ALLOW, allow);
        }
        response
    }

    pub(super) const fn status(&self) -> StatusCode {
        match self {
            Self::NotAccepted { status, .. } => *status,
            Self::Gone(_) => StatusCode::GONE,
            Self::NotPromised => StatusCode::NOT_FOUND,
            Self::MethodNotPromised { .. } => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// The value of `Allow`.
    pub(super) fn allow(&self) -> Option<&str> {
        match self {
            Self::MethodNotPromised { allow, .. } => Some(allow),
            _ => None,
        }
    }

    /// The problem details.
    pub(super) fn json(&self) -> String {
        match self {
            Self::NotAccepted { route, given, status } => not_accepted(route, *given, *status),
            Self::Gone(route) => gone(route),
            Self::NotPromised => details(self.status(), "This service promises no route at this path.") + "}",
            Self::MethodNotPromised { path, allow } => {
                let detail = format!("This service does not promise the method at {path}; it promises {allow}.");
                details(self.status(), &detail) + "}"
            }
        }
    }
}

fn not_accepted(route: &Route, given: Consent, status: StatusCode) -> String {
    let required = Consent::required_by(route.tier);
    let detail = format!(
        "{route} is {}: to use it, send `Accept-Stability: {}`.",
        route.tier,
        required.as_str(),
    );
    let mut json = details(status, &detail);
    // Writing to a `String` does not fail.
    let _ = write!(
        json,
        r#","required_stability":"{}","accept_stability":"{}"}}"#,
        required.as_str(),
        given.as_str(),
    );
    json
}

fn gone(route: &Route) -> String {
    let mut detail = format!("{route} was removed");
    if let Some(retirement) = route.retirement {
        if let Some(sunset) = retirement.sunset {
            let _ = write!(detail, " on {}", sunset.written);
        }
        if let Some(successor) = retirement.successor {
            let _ = write!(detail, "; use {successor}");
        }
    }
    details(StatusCode::GONE, &(detail + ".")) + "}"
}

/// The members that every problem has, without the closing brace.
fn details(status: StatusCode, detail: &str) -> String {
    let title = status.canonical_reason().unwrap_or_default();
    let mut json = format!(
        r#"{{"type":"about:blank","title":"{title}","status":{},"detail":""#,
        status.as_u16()
    );
    for one in detail.chars() {
        match one {
            '"' | '\\' => json.extend(['\\', one]),
            one if one.is_control() => {
                let _ = write!(json, "\\u{:04x}", u32::from(one));
            }
            one => json.push(one),
        }
    }
    json.push('"');
    json
}

#[cfg(test)]
mod tests {
    use http::StatusCode;
    use stability::Tier;
    use stability::route::{Moment, Retirement, Route};

    use super::Refusal;
    use crate::server::Consent;

    #[test]
    fn a_refusal_says_what_to_do() {
        static ROUTE: Route = Route::new("GET", "/skills/\"a\\b\u{1}\"", Tier::Beta);
        let refusal = Refusal::NotAccepted {
            route: &ROUTE,
            given: Consent::Stable,
            status: StatusCode::NOT_ACCEPTABLE,
        };
        let response = refusal.respond(|body| body);
        assert_eq!(response.status(), 406);
        assert_eq!(response.headers()["content-type"], "application/problem+json");
        assert_eq!(
            response.body(),
            "{\"type\":\"about:blank\",\"title\":\"Not Acceptable\",\"status\":406,\
             \"detail\":\"GET /skills/\\\"a\\\\b\\u0001\\\" is beta: to use it, send `Accept-Stability: beta`.\",\
             \"required_stability\":\"beta\",\"accept_stability\":\"stable\"}",
        );
    }

    #[test]
    fn a_removed_route_names_its_successor() {
        static RETIREMENT: Retirement = Retirement {
            sunset: Some(Moment {
                written: "2027-01-01",
                seconds: 1_798_761_600,
                header: "Fri, 01 Jan 2027 00:00:00 GMT",
            }),
            successor: Some("/v2"),
            ..Retirement::new(Moment {
                written: "2026-09-01",
                seconds: 1_788_220_800,
                header: "@1788220800",
            })
        };
        static ROUTE: Route = Route {
            retirement: Some(&RETIREMENT),
            ..Route::new("GET", "/v1", Tier::Stable)
        };
        let response = Refusal::Gone(&ROUTE).respond(|body| body);
        assert_eq!(response.status(), 410);
        assert_eq!(
            response.body(),
            "{\"type\":\"about:blank\",\"title\":\"Gone\",\"status\":410,\
             \"detail\":\"GET /v1 was removed on 2027-01-01; use /v2.\"}",
        );
    }
}
