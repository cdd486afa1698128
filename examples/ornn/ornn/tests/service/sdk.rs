//! The SDK against the service: what it calls, and what it asks for first.

use ornn_sdk::{Client, Error, Selection, experimental, routes};
use semver::Version;
use stability::Tier;

use crate::Server;

/// OR-06.
#[tokio::test]
async fn stable_is_callable_as_is() {
    let server = Server::start().await;
    let client = Client::new(&server.url("/")).unwrap();
    let published = client.publish("sort-mail", "Sorts mail.", &["mail"]).await.unwrap();
    assert_eq!((published.name.as_str(), published.latest), ("sort-mail", None));
    let number = Version::new(1, 0, 0);
    let version = client
        .publish_version("sort-mail", &number, "Sort the mail.")
        .await
        .unwrap();
    assert_eq!(client.version("sort-mail", &number).await.unwrap(), version);
    assert_eq!(client.versions("sort-mail").await.unwrap(), [version]);
    assert_eq!(client.skill("sort-mail").await.unwrap().latest, Some(number));
    let mail = Selection {
        q: Some("MAIL".to_owned()),
        ..Selection::default()
    };
    let page = client.skills(&mail).await.unwrap();
    assert_eq!((page.skills.len(), page.next), (1, None));
    let first = Selection {
        limit: Some(2),
        ..Selection::default()
    };
    let page = client.skills(&first).await.unwrap();
    let after = Selection {
        after: page.next,
        ..Selection::default()
    };
    assert_eq!(page.skills.len() + client.skills(&after).await.unwrap().skills.len(), 5);
    client.remove("sort-mail").await.unwrap();
    let Err(Error::Problem(problem)) = client.skill("sort-mail").await else {
        panic!("it was removed")
    };
    assert_eq!(
        (problem.status, problem.detail.as_str()),
        (404, "There is no skill `sort-mail`.")
    );
}

/// OR-07.
#[tokio::test]
async fn beta_is_refused_before_anything_is_sent() {
    // Nobody listens there.
    let client = Client::new("http://127.0.0.1:1").unwrap();
    let error = client.ratings("summarise-text").await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "`GET /api/v1/skills/{name}/ratings` is beta: accept that by \
         `Client::builder(…).accept_stability(Tier::Beta)`",
    );
    assert!(matches!(error, Error::ConsentMissing { route, accepted: Tier::Stable, .. } if route == routes::RATINGS));
    let error = client.rate("summarise-text", "ada", 1).await.unwrap_err();
    assert!(matches!(error, Error::ConsentMissing { route, .. } if route == routes::RATE));
    assert!(matches!(client.skill("summarise-text").await, Err(Error::Transport(_))));
}

/// OR-07.
#[tokio::test]
async fn beta_is_callable_with_consent() {
    let server = Server::start().await;
    let client = Client::builder(&server.url(""))
        .accept_stability(Tier::Beta)
        .build()
        .unwrap();
    client.rate("summarise-text", "alan", 3).await.unwrap();
    client.rate("summarise-text", "alan", 3).await.unwrap();
    let ratings = client.ratings("summarise-text").await.unwrap();
    assert_eq!((ratings.count, ratings.mean), (3, Some(4.0)));
    let Err(Error::Problem(problem)) = client.rate("summarise-text", "alan", 6).await else {
        panic!("it is too much")
    };
    assert_eq!(
        (problem.status, problem.detail.as_str()),
        (422, "`stars` is 6; write a number from 1 to 5.")
    );
}

/// OR-08. That the default client has no such call is shown by the documentation of `ornn_sdk::Client`.
#[tokio::test]
async fn experimental_calls_are_on_a_client_of_their_own() {
    let server = Server::start().await;
    let client = experimental::Client::new(Client::builder(&server.url(""))).unwrap();
    let names: Vec<_> = client
        .related("summarise-text")
        .await
        .unwrap()
        .into_iter()
        .map(|skill| skill.name)
        .collect();
    assert_eq!(names, ["extract-tables", "translate-text"]);
    assert_eq!(client.settled().ratings("summarise-text").await.unwrap().count, 2);
}

/// OR-06.
#[test]
fn the_sdk_knows_the_tier_of_each_route_that_it_calls() {
    for route in routes::ALL {
        let promised = stability::registry::routes().find(|promised| promised.is_same(&route));
        assert_eq!(promised.map(|promised| promised.tier), Some(route.tier), "{route}");
    }
}

#[test]
fn an_invalid_address_is_refused() {
    for address in [
        "",
        "ornn.example",
        "mailto:ornn@ornn.example",
        "ftp://ornn.example",
        "http://",
    ] {
        assert!(
            matches!(Client::new(address), Err(Error::Address(it)) if it == address),
            "{address}"
        );
    }
}

/// A name goes into one segment of the path, whatever is in it.
#[tokio::test]
async fn a_name_leads_nowhere_else() {
    let server = Server::start().await;
    let client = Client::new(&server.url("")).unwrap();
    for name in ["../search", "a/b", "a?b", "a#b", "..%2f"] {
        let Err(Error::Problem(problem)) = client.skill(name).await else {
            panic!("{name} is no name")
        };
        assert_eq!(problem.status, 400, "{name}: {problem:?}");
    }
    for name in ["", ".", ".."] {
        let error = client.remove(name).await.unwrap_err();
        assert!(matches!(&error, Error::Parameter(it) if it == name), "{name}: {error}");
    }
}
