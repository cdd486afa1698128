//! What comes after a sunset, by policy, setting and clock.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ornn::settings::Settings;
use reqwest::Response;
use stability_http::server::PastSunset;

use crate::{FIRST_SUNSET, NOW, SECOND_SUNSET, Server, at, values};

const BY_ID: &str = "/api/v1/skill-versions/1";

async fn search(server: &Server) -> Response {
    let json = [("content-type", "application/json")];
    server
        .send("POST", "/api/v1/search", &json, Some(r#"{"query":"text"}"#))
        .await
}

/// OR-09, OR-12.
#[tokio::test]
async fn each_route_ends_at_its_own_second() {
    let clock = Arc::new(AtomicU64::new(NOW));
    let now = Arc::clone(&clock);
    let server = Server::start_with(&Settings::default(), move || at(now.load(Ordering::SeqCst))).await;
    for (time, by_id, searched) in [
        (NOW, 200, 200),
        (FIRST_SUNSET - 1, 200, 200),
        (FIRST_SUNSET, 410, 200),
        (SECOND_SUNSET - 1, 410, 200),
        (SECOND_SUNSET, 410, 410),
    ] {
        clock.store(time, Ordering::SeqCst);
        let (version, found) = (server.get(BY_ID).await, search(&server).await);
        assert_eq!(
            (version.status().as_u16(), found.status().as_u16()),
            (by_id, searched),
            "{time}"
        );
        // It is announced for as long as it is there, and after it.
        assert_eq!(values(&version, "sunset"), ["Fri, 01 Jan 2027 00:00:00 GMT"]);
        assert_eq!(values(&found, "sunset"), ["Wed, 30 Jun 2027 22:00:00 GMT"]);
    }
    let gone: serde_json::Value = search(&server).await.json().await.unwrap();
    let detail = "POST /api/v1/search was removed on 2027-06-30T22:00:00Z; use /api/v1/skills.";
    assert_eq!(gone["detail"], detail);
}

#[tokio::test]
async fn a_setting_serves_removed_routes_again() {
    let past = || at(SECOND_SUNSET);
    for (routes, by_id, searched) in [
        ("", 410, 410),
        ("POST /api/v1/search", 410, 200),
        ("GET /api/v1/skill-versions/{id}, POST /api/v1/search", 200, 200),
        ("*", 200, 200),
    ] {
        let settings = Settings {
            serve_past_sunset: routes.to_owned(),
            ..Settings::default()
        };
        let server = Server::start_with(&settings, past).await;
        assert_eq!(server.get(BY_ID).await.status(), by_id, "{routes}");
        assert_eq!(search(&server).await.status(), searched, "{routes}");
    }
}

#[tokio::test]
async fn other_policies_serve() {
    for past_sunset in [PastSunset::Serve, PastSunset::Warn] {
        let settings = Settings {
            past_sunset,
            ..Settings::default()
        };
        let server = Server::start_with(&settings, || at(SECOND_SUNSET)).await;
        assert_eq!(server.get(BY_ID).await.status(), 200, "{past_sunset:?}");
    }
}
