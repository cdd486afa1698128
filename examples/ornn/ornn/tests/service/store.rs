//! A database in a file: what it keeps, and its errors.

use std::fs;
use std::path::{Path, PathBuf};

use ornn::settings::Settings;
use ornn_sdk::Client;
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::{NOW, Server, at, values};

/// A file of that name that is not there yet.
fn file(name: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_file(&file));
    file
}

async fn start(file: &Path) -> Server {
    let settings = Settings {
        database: Some(file.to_owned()),
        ..Settings::default()
    };
    Server::start_with(&settings, || at(NOW)).await
}

#[tokio::test]
async fn a_file_keeps_what_was_published() {
    let file = file("kept.sqlite");
    let client = Client::new(&start(&file).await.url("")).unwrap();
    assert!(
        client
            .skills(&ornn_sdk::Selection::default())
            .await
            .unwrap()
            .skills
            .is_empty()
    );
    let skill = client.publish("sort-mail", "Sorts mail.", &["mail"]).await.unwrap();

    let client = Client::new(&start(&file).await.url("")).unwrap();
    assert_eq!(client.skill("sort-mail").await.unwrap(), skill);
}

/// OR-09.
#[tokio::test]
async fn a_database_that_fails_stays_inside_and_the_headers_stay() {
    let file = file("broken.sqlite");
    let server = start(&file).await;
    Connection::open(&file)
        .unwrap()
        .execute_batch("DROP TABLE versions")
        .unwrap();
    let response = server.get("/api/v1/skill-versions/1").await;
    assert_eq!(response.status(), 500);
    assert_eq!(values(&response, "deprecation"), ["@1788220800"]);
    assert_eq!(values(&response, "sunset"), ["Fri, 01 Jan 2027 00:00:00 GMT"]);
    assert_eq!(
        values(&response, "link"),
        ["</deprecations#skill-version-v1>; rel=\"deprecation\""]
    );
    let problem: Value = response.json().await.unwrap();
    let expected = json!({
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "The registry could not answer.",
    });
    assert_eq!(problem, expected);
}

#[tokio::test]
async fn what_is_there_already_is_a_conflict() {
    let server = Server::start().await;
    let json = [("content-type", "application/json")];
    for (path, body, detail) in [
        (
            "/api/v1/skills",
            r#"{"name":"review-code","summary":""}"#,
            "There is a skill `review-code` already.",
        ),
        (
            "/api/v1/skills/review-code/versions",
            r#"{"version":"0.3.0","content":""}"#,
            "There is a version 0.3.0 of `review-code` already.",
        ),
    ] {
        let response = server.send("POST", path, &json, Some(body)).await;
        assert_eq!(response.status(), 409);
        assert_eq!(response.json::<Value>().await.unwrap()["detail"], detail);
    }
    // A member that nobody knows is no member that is ignored.
    let unknown = Some(r#"{"name":"a","summary":"","colour":"red"}"#);
    assert_eq!(
        server.send("POST", "/api/v1/skills", &json, unknown).await.status(),
        422
    );
}
