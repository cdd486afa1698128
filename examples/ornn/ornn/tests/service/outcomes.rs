//! Every route in every way in which it can end, with exactly the headers that belong to it.

use std::fmt::Write as _;

use reqwest::{Client, ClientBuilder, Response};

use crate::{Server, oracle};

/// A route, requests that end in one way each, and what its responses say.
struct Case {
    method: &'static str,
    path: &'static str,
    body: Option<&'static str>,
    status: u16,
    content: Option<&'static str>,
    /// A path or a body that an extractor refuses.
    malformed: Option<(&'static str, Option<&'static str>)>,
    /// A path at which the handler finds nothing.
    missing: Option<&'static str>,
    consent: Option<&'static str>,
    announced: &'static [&'static str],
    /// The methods of the path.
    allow: &'static str,
}

const JSON: Option<&str> = Some("content-type: application/json");
const HTML: Option<&str> = Some("content-type: text/html; charset=utf-8");
const PROBLEM: &str = "content-type: application/problem+json";
const ORIGIN: &str = "access-control-allow-origin: *";
const VARY: &str = "vary: accept-stability";
const EXPOSED: &str = "access-control-expose-headers: Deprecation, Sunset, Link";

const BY_ID: &[&str] = &[
    EXPOSED,
    "deprecation: @1788220800",
    "sunset: Fri, 01 Jan 2027 00:00:00 GMT",
    "link: </deprecations#skill-version-v1>; rel=\"deprecation\"",
];
const SEARCH: &[&str] = &[
    EXPOSED,
    "deprecation: @1792022400",
    "sunset: Wed, 30 Jun 2027 22:00:00 GMT",
    "link: </deprecations#search-v1>; rel=\"deprecation\", </api/v1/skills>; rel=\"successor-version\"",
];

/// A route that is there for everyone and stays.
const fn read(path: &'static str) -> Case {
    Case {
        method: "GET",
        path,
        body: None,
        status: 200,
        content: JSON,
        malformed: None,
        missing: None,
        consent: None,
        announced: &[],
        allow: "allow: GET,HEAD",
    }
}

const CASES: &[Case] = &[
    Case {
        malformed: Some(("/api/v1/skills?limit=many", None)),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills")
    },
    Case {
        method: "POST",
        body: Some(r#"{"name":"new","summary":"Is new."}"#),
        status: 201,
        malformed: Some(("/api/v1/skills", Some("{"))),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B", None)),
        missing: Some("/api/v1/skills/nothing"),
        allow: "allow: GET,HEAD,DELETE",
        ..read("/api/v1/skills/summarise-text")
    },
    Case {
        method: "DELETE",
        status: 204,
        content: None,
        malformed: Some(("/api/v1/skills/A%20B", None)),
        missing: Some("/api/v1/skills/nothing"),
        allow: "allow: GET,HEAD,DELETE",
        ..read("/api/v1/skills/translate-text")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B/versions", None)),
        missing: Some("/api/v1/skills/nothing/versions"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/versions")
    },
    Case {
        method: "POST",
        body: Some(r#"{"version":"2.0.0","content":"Read it."}"#),
        status: 201,
        malformed: Some(("/api/v1/skills/A%20B/versions", None)),
        missing: Some("/api/v1/skills/nothing/versions"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/versions")
    },
    Case {
        malformed: Some(("/api/v1/skills/summarise-text/versions/one", None)),
        missing: Some("/api/v1/skills/summarise-text/versions/9.9.9"),
        ..read("/api/v1/skills/summarise-text/versions/1.0.0")
    },
    Case {
        malformed: Some(("/api/v1/skill-versions/one", None)),
        missing: Some("/api/v1/skill-versions/9999"),
        announced: BY_ID,
        ..read("/api/v1/skill-versions/1")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B/ratings", None)),
        missing: Some("/api/v1/skills/nothing/ratings"),
        consent: Some("beta"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/ratings")
    },
    Case {
        method: "POST",
        body: Some(r#"{"rater":"alan","stars":3}"#),
        status: 204,
        content: None,
        malformed: Some(("/api/v1/skills/summarise-text/ratings", Some("stars"))),
        missing: Some("/api/v1/skills/nothing/ratings"),
        consent: Some("beta"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/ratings")
    },
    Case {
        method: "POST",
        body: Some(r#"{"query":"text"}"#),
        malformed: Some(("/api/v1/search", Some("query"))),
        announced: SEARCH,
        allow: "allow: POST",
        ..read("/api/v1/search")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B/related", None)),
        missing: Some("/api/v1/skills/nothing/related"),
        consent: Some("experimental"),
        ..read("/api/v1/skills/summarise-text/related")
    },
    read("/api/v1/openapi.json"),
    Case {
        content: HTML,
        ..read("/")
    },
    Case {
        content: HTML,
        ..read("/deprecations")
    },
    Case {
        content: Some("content-type: text/plain; version=0.0.4; charset=utf-8"),
        ..read("/metrics")
    },
];

/// OR-07, OR-09.
#[tokio::test]
async fn every_outcome_of_every_route_has_exactly_its_headers() {
    all(Client::builder().http1_only()).await;
}

/// OR-07, OR-09.
#[tokio::test]
async fn the_same_over_http_2() {
    all(Client::builder().http2_prior_knowledge()).await;
}

async fn all(client: ClientBuilder) {
    let mut server = Server::start().await;
    server.client = client.no_proxy().build().expect("a client needs nothing");
    let mut wrong = String::new();
    for case in CASES {
        let mut check = async |what: &str, method, path, headers: Vec<_>, body, status, expected: &[&[&str]]| {
            let response = server.send(method, path, &headers, body).await;
            compare(
                &format!("{what}: {method} {path}"),
                response,
                status,
                &expected.concat(),
                &mut wrong,
            )
            .await;
        };
        let json = ("content-type", "application/json");
        let consent = case.consent.map(|consent| ("accept-stability", consent));
        let vary: &[&str] = if consent.is_some() { &[VARY] } else { &[] };
        let said: &[&[&str]] = &[&[ORIGIN], case.announced, vary];
        let problem = [said, &[&[PROBLEM]]].concat();
        let body = case.body;
        let asked: Vec<_> = consent.into_iter().chain(body.map(|_| json)).collect();

        if consent.is_some() {
            let refused = body.map(|_| json).into_iter().collect();
            check("without consent", case.method, case.path, refused, body, 406, &problem).await;
        }
        if let Some((path, bad)) = case.malformed {
            check(
                "malformed",
                case.method,
                path,
                asked.clone(),
                bad.or(body),
                400,
                &problem,
            )
            .await;
        }
        if let Some(path) = case.missing {
            check("missing", case.method, path, asked.clone(), body, 404, &problem).await;
        }
        if body.is_some() {
            let untyped = consent.into_iter().collect();
            check("not JSON", case.method, case.path, untyped, body, 415, &problem).await;
        }
        if case.method == "GET" {
            let done = [said, &[case.content.as_slice()]].concat();
            check("HEAD", "HEAD", case.path, asked.clone(), None, case.status, &done).await;
        }
        let refused: &[&[&str]] = &[&[ORIGIN, PROBLEM, case.allow], case.announced];
        check("another method", "PATCH", case.path, asked.clone(), None, 405, refused).await;
        let preflight = vec![
            ("origin", "https://a.example"),
            ("access-control-request-method", case.method),
        ];
        let permitted = [
            ORIGIN,
            case.allow,
            "access-control-allow-methods: GET,POST,DELETE",
            "access-control-allow-headers: content-type,accept-stability",
        ];
        check("preflight", "OPTIONS", case.path, preflight, None, 200, &[&permitted]).await;
        let done = [said, &[case.content.as_slice()]].concat();
        check("success", case.method, case.path, asked, body, case.status, &done).await;
    }
    let response = server.get("/api/v1/nothing").await;
    compare("no route", response, 404, &[ORIGIN, PROBLEM], &mut wrong).await;
    assert!(wrong.is_empty(), "{wrong}");
}

/// So that none is forgotten.
#[test]
fn every_route_has_one_case() {
    for route in stability::registry::routes() {
        let is_of_it = |case: &&Case| {
            let (template, path) = (route.path.split('/'), case.path.split('/'));
            let same = |(a, b): (&str, &str)| a == b || a.starts_with('{');
            case.method == route.method
                && template.clone().count() == path.clone().count()
                && template.zip(path).all(same)
        };
        assert_eq!(CASES.iter().filter(is_of_it).count(), 1, "{route}");
    }
}

/// Compares all headers but the date and those about the length, and asks the oracle.
async fn compare(place: &str, response: Response, status: u16, expected: &[&str], wrong: &mut String) {
    let (found, headers) = (response.status().as_u16(), response.headers().clone());
    let (method, path) = place
        .rsplit(": ")
        .next()
        .and_then(|it| it.split_once(' '))
        .unwrap_or(("GET", "/"));
    let body = response.bytes().await.expect("the body ends");
    let of_length = ["date", "content-length", "transfer-encoding"];
    let mut lines: Vec<String> = headers
        .iter()
        .filter(|(name, _)| !of_length.contains(&name.as_str()))
        .map(|(name, value)| format!("{name}: {}", value.to_str().expect("it is ASCII")))
        .collect();
    let mut expected = expected.to_vec();
    lines.sort();
    expected.sort_unstable();
    if found != status || lines != expected {
        let (lines, expected) = (lines.join("\n  "), expected.join("\n  "));
        let _ = writeln!(wrong, "{place}: {found}\n  {lines}\n  expected {status}\n  {expected}");
    }
    for finding in oracle::findings(method, path, found, &headers, &body) {
        let _ = writeln!(wrong, "{place}: {finding}");
    }
}
