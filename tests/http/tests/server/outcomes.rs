//! Every way in which a route can end, with exactly the headers that belong to it.

use std::fmt::Write as _;

use reqwest::Response;
use stability_http_tests::{Placement, SERVED, layer};

use crate::{Server, Version, oracle};

/// A request, what becomes of it, and every header of the response but the date and those about its length.
struct Outcome {
    what: &'static str,
    method: &'static str,
    path: &'static str,
    headers: &'static [(&'static str, &'static str)],
    status: u16,
    expected: &'static [&'static str],
}

const CORS: &str = "access-control-allow-origin: *";
const DEPRECATION: &str = "deprecation: @1788220800";
const SUNSET: &str = "sunset: Thu, 01 Jan 2099 00:00:00 GMT";
const LINK: &str =
    "link: <https://ornn.example/moved>; rel=\"deprecation\", </api/v2/skills>; rel=\"successor-version\"";
const MOVED: &str = "link: </moved>; rel=\"deprecation\"";
const TEXT: &str = "content-type: text/plain; charset=utf-8";
const JSON: &str = "content-type: application/json";
const PROBLEM: &str = "content-type: application/problem+json";
const VARY: &str = "vary: accept-stability";

const OUTCOMES: &[Outcome] = &[
    Outcome {
        what: "a response",
        method: "GET",
        path: "/api/v1/skills/7?a=b",
        headers: &[],
        status: 200,
        expected: &[CORS, JSON, DEPRECATION, LINK, SUNSET],
    },
    Outcome {
        what: "HEAD",
        method: "HEAD",
        path: "/api/v1/skills/7",
        headers: &[],
        status: 200,
        expected: &[CORS, JSON, DEPRECATION, LINK, SUNSET],
    },
    Outcome {
        what: "the rejection of an extractor",
        method: "GET",
        path: "/api/v1/skills/seven",
        headers: &[],
        status: 400,
        expected: &[CORS, TEXT, DEPRECATION, LINK, SUNSET],
    },
    Outcome {
        what: "404 of the handler",
        method: "GET",
        path: "/api/v1/skills/404",
        headers: &[],
        status: 404,
        expected: &[CORS, TEXT, DEPRECATION, LINK, SUNSET],
    },
    Outcome {
        what: "500 of the handler",
        method: "GET",
        path: "/api/v1/skills/500",
        headers: &[],
        status: 500,
        expected: &[CORS, TEXT, DEPRECATION, LINK, SUNSET],
    },
    Outcome {
        what: "a caught panic",
        method: "GET",
        path: "/api/v1/skills/600",
        headers: &[],
        status: 500,
        expected: &[CORS, TEXT, DEPRECATION, LINK, SUNSET],
    },
    Outcome {
        what: "a method that the path has not",
        method: "PATCH",
        path: "/api/v1/skills/7",
        headers: &[],
        status: 405,
        expected: &[CORS, "allow: GET,HEAD", DEPRECATION, LINK, SUNSET],
    },
    Outcome {
        what: "a method that a path of several routes has not",
        method: "PATCH",
        path: "/api/v1/skills",
        headers: &[],
        status: 405,
        expected: &[CORS, "allow: POST,GET,HEAD"],
    },
    Outcome {
        what: "a body of the wrong type",
        method: "POST",
        path: "/api/v1/skills",
        headers: &[],
        status: 415,
        expected: &[CORS, TEXT, DEPRECATION],
    },
    Outcome {
        what: "a route that is not deprecated, at the path of one that is",
        method: "GET",
        path: "/api/v1/skills",
        headers: &[],
        status: 200,
        expected: &[CORS, TEXT, "link: </api/v1/skills?page=2>; rel=\"next\""],
    },
    Outcome {
        what: "a route that asks for consent",
        method: "GET",
        path: "/api/v1/ratings",
        headers: &[],
        status: 406,
        expected: &[PROBLEM, DEPRECATION, "sunset: Thu, 31 Dec 2099 23:59:59 GMT", VARY],
    },
    Outcome {
        what: "a route that has consent",
        method: "GET",
        path: "/api/v1/ratings",
        headers: &[("accept-stability", "stable, beta;q=0.5, preview")],
        status: 200,
        expected: &[
            CORS,
            TEXT,
            DEPRECATION,
            "sunset: Thu, 31 Dec 2099 23:59:59 GMT",
            "vary: accept",
            VARY,
        ],
    },
    Outcome {
        what: "less consent than the route asks for",
        method: "GET",
        path: "/api/v1/guesses",
        headers: &[("accept-stability", "beta")],
        status: 406,
        expected: &[PROBLEM, VARY],
    },
    Outcome {
        what: "a malformed consent",
        method: "GET",
        path: "/api/v1/guesses",
        headers: &[("accept-stability", "experimental,")],
        status: 406,
        expected: &[PROBLEM, VARY],
    },
    Outcome {
        what: "consent to everything",
        method: "GET",
        path: "/api/v1/guesses",
        headers: &[("accept-stability", "experimental")],
        status: 200,
        expected: &[CORS, TEXT, VARY],
    },
    Outcome {
        what: "a streamed body",
        method: "GET",
        path: "/api/v1/stream",
        headers: &[],
        status: 200,
        expected: &[CORS, DEPRECATION, MOVED],
    },
    Outcome {
        what: "what a handler says itself",
        method: "GET",
        path: "/api/v1/own",
        headers: &[],
        status: 200,
        expected: &[
            CORS,
            TEXT,
            "deprecation: @1700000000",
            "link: </own?page=2>; rel=\"next\"",
            MOVED,
            "sunset: Sat, 02 Jan 2100 00:00:00 GMT",
        ],
    },
    Outcome {
        what: "a preflight",
        method: "OPTIONS",
        path: "/api/v1/ratings",
        headers: &[
            ("origin", "https://a.example"),
            ("access-control-request-method", "GET"),
        ],
        status: 200,
        expected: &[CORS, "allow: GET,HEAD"],
    },
    Outcome {
        what: "a route that utoipa describes",
        method: "PUT",
        path: "/api/v1/described/a",
        headers: &[("accept-stability", "beta")],
        status: 200,
        expected: &[CORS, TEXT, DEPRECATION, VARY],
    },
    Outcome {
        what: "a route that is promised and stays",
        method: "GET",
        path: "/api/v1/health",
        headers: &[],
        status: 200,
        expected: &[CORS, TEXT],
    },
    Outcome {
        what: "a route of which nothing is promised, whose path another's parameter would match",
        method: "GET",
        path: "/api/v1/skills/me",
        headers: &[],
        status: 200,
        expected: &[CORS, TEXT],
    },
    Outcome {
        what: "the path of a route without its prefix",
        method: "GET",
        path: "/skills/7",
        headers: &[],
        status: 404,
        expected: &[CORS],
    },
];

#[tokio::test]
async fn inside_the_router() {
    all(Placement::Inside).await;
}

#[tokio::test]
async fn around_the_router() {
    all(Placement::Around).await;
}

#[tokio::test]
async fn around_the_router_with_a_bridge() {
    all(Placement::Bridged).await;
}

async fn all(placement: Placement) {
    let layer = layer();
    let mut wrong = String::new();
    for version in [Version::Http1, Version::Http2] {
        let server = Server::start(&layer, placement, version).await;
        for outcome in OUTCOMES {
            let response = server.send(outcome.method, outcome.path, outcome.headers).await;
            let place = format!("{}, {placement:?}, {version:?}", outcome.what);
            check(outcome, response, &place, &mut wrong).await;
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

async fn check(outcome: &Outcome, response: Response, place: &str, wrong: &mut String) {
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let body = response.bytes().await.expect("the body ends");
    let mut lines: Vec<String> = headers
        .iter()
        .filter(|(name, _)| !["date", "content-length", "transfer-encoding"].contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().expect("it is ASCII")))
        .collect();
    lines.sort();
    let mut expected: Vec<&str> = outcome.expected.to_vec();
    expected.sort_unstable();
    if status != outcome.status || lines != expected {
        let _ = writeln!(
            wrong,
            "{place}: {status}\n  {}\n  expected\n  {}",
            lines.join("\n  "),
            expected.join("\n  ")
        );
    }
    for finding in oracle::findings(outcome.method, outcome.path, status, &headers, &body) {
        let _ = writeln!(wrong, "{place}: {finding}");
    }
}

#[test]
fn served_and_promised_routes_differ_for_unpromised_paths() {
    let error = layer().check_routes(SERVED).unwrap_err();
    let lines: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    assert_eq!(lines.len(), 2, "{error}");
    assert!(
        lines[0].starts_with("`GET /api/v1/skills/me` is served without a tier"),
        "{error}"
    );
    assert!(
        lines[1].starts_with("`GET /raw/{*rest}` is served without a tier"),
        "{error}"
    );
    let promised = SERVED
        .into_iter()
        .filter(|(_, path)| !path.ends_with("/me") && !path.starts_with("/raw"));
    assert_eq!(layer().check_routes(promised.clone()), Ok(()));
    let without_last: Vec<_> = promised.take(8).collect();
    let error = layer().check_routes(without_last).unwrap_err();
    assert!(
        error
            .to_string()
            .starts_with("`GET /health` is promised but not served"),
        "{error}"
    );
}
