//! The SDK against the service: what it does about deprecations and sunsets.

use std::io;
use std::sync::{Arc, Mutex};

use ornn_sdk::{Client, Error};
use stability_http::client::{Concern, Observer, Reaction};

use crate::{NOW, SECOND_SUNSET, Server, at};

/// What was logged.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Log {
    /// Hears what this thread logs, until the guard is dropped.
    fn listen(&self) -> tracing::subscriber::DefaultGuard {
        let log = self.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_ansi(false)
            .with_writer(move || log.clone())
            .finish();
        tracing::subscriber::set_default(subscriber)
    }

    fn lines(&self) -> Vec<String> {
        let text = String::from_utf8(self.0.lock().unwrap().clone()).unwrap();
        text.lines()
            .filter(|line| line.contains("WARN"))
            .map(ToOwned::to_owned)
            .collect()
    }
}

fn observer() -> Observer {
    Observer::new().clock(|| at(NOW))
}

/// OR-09.
#[tokio::test]
#[allow(deprecated, reason = "it is what is tested")]
async fn a_deprecated_route_is_warned_of_once() {
    let log = Log::default();
    let _guard = log.listen();
    let server = Server::start().await;
    let client = Client::builder(&server.url("")).observer(observer()).build().unwrap();
    for id in [1, 2, 3, 1, 99] {
        let _ = client.version_by_id(id).await;
    }
    client.skill("summarise-text").await.unwrap();
    let [warning] = &log.lines()[..] else {
        panic!("{:?}", log.lines())
    };
    for part in [
        "the route is deprecated",
        "route=\"GET /api/v1/skill-versions/{id}\"",
        "sunset=\"Fri, 01 Jan 2027 00:00:00 GMT\"",
        "link=/deprecations#skill-version-v1",
    ] {
        assert!(warning.contains(part), "{warning}");
    }
}

/// OR-09.
#[tokio::test]
#[allow(deprecated, reason = "it is what is tested")]
async fn a_refusing_observer_returns_the_response() {
    let server = Server::start().await;
    // Its sunset is 41 days ahead.
    let careful = observer().on_sunset_within(90, Reaction::Refuse);
    let client = Client::builder(&server.url("")).observer(careful).build().unwrap();
    let Err(Error::Refused(refused)) = client.version_by_id(1).await else {
        panic!("it is refused")
    };
    assert_eq!(refused.refusal().concern, Concern::NearSunset);
    assert_eq!(
        refused.to_string(),
        "refused the response of `GET /api/v1/skill-versions/{id}`: its sunset is Fri, 01 Jan 2027 00:00:00 GMT; \
         see /deprecations#skill-version-v1",
    );
    let version: serde_json::Value = refused.into_response().json().await.unwrap();
    assert_eq!(version["version"], "1.0.0");
}

/// OR-12.
#[tokio::test]
#[allow(deprecated, reason = "it is what is tested")]
async fn a_removed_route_answers_with_problem_details_of_the_registry() {
    let server = Server::start_with(&ornn::settings::Settings::default(), || at(SECOND_SUNSET)).await;
    let quiet = observer()
        .on_deprecated(Reaction::Ignore)
        .on_past_sunset(Reaction::Ignore);
    let client = Client::builder(&server.url("")).observer(quiet).build().unwrap();
    let Err(Error::Problem(problem)) = client.version_by_id(1).await else {
        panic!("the route was removed")
    };
    assert_eq!((problem.status, problem.title.as_str()), (410, "Gone"));
    let client = Client::builder(&server.url(""))
        .observer(
            Observer::new()
                .clock(|| at(SECOND_SUNSET))
                .on_past_sunset(Reaction::Refuse),
        )
        .build()
        .unwrap();
    let Err(Error::Refused(refused)) = client.version_by_id(1).await else {
        panic!("it is refused")
    };
    assert_eq!(
        (refused.refusal().concern, refused.response().status().as_u16()),
        (Concern::PastSunset, 410)
    );
}
