//! Every route in every way in which it can end, with exactly the headers that belong to it.

mod cases;

use std::fmt::Write as _;

use reqwest::{Client, ClientBuilder, Response};

use crate::{Server, oracle};
use cases::{CASES, Case, ORIGIN, PROBLEM, VARY};

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
