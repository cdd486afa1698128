//! What the service tells of itself agrees with what it promises.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use stability_http::openapi::Annotator;

use crate::Server;

async fn document(server: &Server) -> Value {
    server
        .get("/api/v1/openapi.json")
        .await
        .json()
        .await
        .expect("it is JSON")
}

/// OR-01, OR-05.
#[tokio::test]
async fn document_and_registry_agree() {
    let document = document(&Server::start().await).await;
    let disagreements = Annotator::linked().check(&document);
    assert!(disagreements.is_empty(), "{disagreements}");

    // The same by hand: every operation, its tier, and what is deprecated until when.
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let words = [
                &operation["x-stability"],
                &operation["deprecated"],
                &operation["x-sunset"],
            ];
            let words = words.map(|word| {
                if word.is_null() {
                    "-".to_owned()
                } else {
                    word.to_string()
                }
            });
            found.insert(format!("{} {path} {}", method.to_uppercase(), words.join(" ")));
        }
    }
    let expected = [
        "DELETE /api/v1/skills/{name} \"stable\" - -",
        "GET / \"evolving\" - -",
        "GET /api/v1/openapi.json \"stable\" - -",
        "GET /api/v1/skill-versions/{id} \"stable\" true \"2027-01-01\"",
        "GET /api/v1/skills \"stable\" - -",
        "GET /api/v1/skills/{name} \"stable\" - -",
        "GET /api/v1/skills/{name}/ratings \"beta\" - -",
        "GET /api/v1/skills/{name}/related \"experimental\" - -",
        "GET /api/v1/skills/{name}/versions \"stable\" - -",
        "GET /api/v1/skills/{name}/versions/{version} \"stable\" - -",
        "GET /deprecations \"stable\" - -",
        "GET /metrics \"evolving\" - -",
        "POST /api/v1/search \"stable\" true \"2027-06-30\"",
        "POST /api/v1/skills \"stable\" - -",
        "POST /api/v1/skills/{name}/ratings \"beta\" - -",
        "POST /api/v1/skills/{name}/versions \"stable\" - -",
    ];
    assert_eq!(found, expected.map(ToOwned::to_owned).into());
}

/// OR-05, OR-07.
#[tokio::test]
async fn the_document_declares_consent_and_announcements() {
    let document = document(&Server::start().await).await;
    let beta = &document["paths"]["/api/v1/skills/{name}/ratings"]["get"]["parameters"];
    let consent = beta
        .as_array()
        .unwrap()
        .iter()
        .find(|it| it["name"] == "Accept-Stability")
        .unwrap();
    assert_eq!(
        (&consent["in"], &consent["required"]),
        (&json!("header"), &json!(false))
    );
    let responses = &document["paths"]["/api/v1/search"]["post"]["responses"];
    for (status, response) in responses.as_object().unwrap() {
        let headers: Vec<_> = response["headers"].as_object().unwrap().keys().collect();
        assert_eq!(headers, ["Deprecation", "Link", "Sunset"], "{status}");
    }
}

/// OR-09, OR-11.
#[tokio::test]
async fn the_link_of_each_deprecated_route_leads_to_its_entry() {
    let server = Server::start().await;
    let page = server.get("/deprecations").await.text().await.unwrap();
    let deprecated = stability::registry::routes().filter(|route| route.retirement.is_some());
    for route in deprecated {
        let link = route
            .retirement
            .and_then(|retirement| retirement.link)
            .expect("each has a link");
        let anchor = link.strip_prefix("/deprecations#").expect("it is on the page");
        let (_, entry) = page
            .split_once(&format!("<a id=\"{anchor}\"></a>"))
            .expect("it is there");
        assert!(entry.contains(&format!("<h2><code>{route}</code></h2>")), "{route}");
    }
}

#[tokio::test]
async fn the_page_of_the_document_needs_nothing_from_elsewhere() {
    let page = Server::start().await.get("/").await.text().await.unwrap();
    assert!(page.contains("fetch(\"/api/v1/openapi.json\")"));
    assert!(
        !page.contains("http://") && !page.contains("https://") && !page.contains(" src="),
        "{page}"
    );
}

#[tokio::test]
async fn every_use_of_a_deprecated_route_is_counted_once() {
    let server = Server::start().await;
    let preflight = [
        ("origin", "https://a.example"),
        ("access-control-request-method", "GET"),
    ];
    for (method, path, headers) in [
        ("GET", "/api/v1/skill-versions/1", &[][..]),
        ("GET", "/api/v1/skill-versions/x", &[]),
        ("HEAD", "/api/v1/skill-versions/9", &[]),
        ("POST", "/api/v1/search", &[]),
        ("PATCH", "/api/v1/search", &[]),
        ("OPTIONS", "/api/v1/skill-versions/1", &preflight),
        ("GET", "/api/v1/skills", &[]),
    ] {
        server.send(method, path, headers, None).await;
    }
    let mut counted: Vec<_> = server.usage.snapshot();
    counted.sort_by_key(|count| count.route.path);
    let counted: Vec<_> = counted
        .iter()
        .map(|count| (count.route.to_string(), count.requests))
        .collect();
    let by_id = "GET /api/v1/skill-versions/{id}".to_owned();
    assert_eq!(counted, [("POST /api/v1/search".to_owned(), 1), (by_id, 3)]);

    // Other tests of this program use the same routes, so these are at least as high.
    let metrics = server.get("/metrics").await.text().await.unwrap();
    let line = "deprecated_route_requests_total{method=\"GET\",route=\"/api/v1/skill-versions/{id}\"} ";
    let (_, rest) = metrics.split_once(line).expect("it was counted");
    assert!(rest.lines().next().unwrap().parse::<u64>().unwrap() >= 3, "{metrics}");
}
