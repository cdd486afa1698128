//! `Accept-Stability`: who gets what, by policy.

use ornn::settings::Settings;
use serde_json::{Value, json};
use stability_http::server::Gate;

use crate::{NOW, Server, at};

const BETA: &str = "/api/v1/skills/summarise-text/ratings";
const EXPERIMENTAL: &str = "/api/v1/skills/summarise-text/related";

async fn status(server: &Server, path: &str, consent: Option<&str>) -> u16 {
    let headers: Vec<_> = consent
        .map(|consent| ("accept-stability", consent))
        .into_iter()
        .collect();
    server.send("GET", path, &headers, None).await.status().as_u16()
}

/// OR-07, OR-08.
#[tokio::test]
async fn the_weakest_tier_that_is_accepted_opens_the_stronger_ones() {
    let server = Server::start().await;
    for (consent, beta, experimental) in [
        (None, 406, 406),
        (Some("stable"), 406, 406),
        (Some("beta"), 200, 406),
        (Some("experimental"), 200, 200),
        (Some("preview, beta;q=1"), 200, 406),
        (Some("beta,"), 406, 406),
    ] {
        assert_eq!(status(&server, BETA, consent).await, beta, "{consent:?}");
        assert_eq!(
            status(&server, EXPERIMENTAL, consent).await,
            experimental,
            "{consent:?}"
        );
    }
}

#[tokio::test]
async fn a_refusal_says_what_to_send() {
    let server = Server::start().await;
    let problem: Value = server.get(BETA).await.json().await.unwrap();
    let expected = json!({
        "type": "about:blank",
        "title": "Not Acceptable",
        "status": 406,
        "detail": "GET /api/v1/skills/{name}/ratings is beta: to use it, send `Accept-Stability: beta`.",
        "required_stability": "beta",
        "accept_stability": "stable",
    });
    assert_eq!(problem, expected);
}

#[tokio::test]
async fn other_policies_serve() {
    for gate in [Gate::Off, Gate::Warn] {
        let settings = Settings {
            gate,
            ..Settings::default()
        };
        let server = Server::start_with(&settings, || at(NOW)).await;
        assert_eq!(status(&server, BETA, None).await, 200, "{gate:?}");
    }
}

/// The path is rewritten before the layer looks at it.
#[tokio::test]
async fn a_slash_at_the_end_opens_no_gate() {
    let server = Server::start().await;
    assert_eq!(status(&server, &format!("{BETA}/"), None).await, 406);
    assert_eq!(status(&server, &format!("{BETA}/"), Some("beta")).await, 200);
}
