//! The middleware against a server on loopback.

use reqwest_middleware::{ClientBuilder, ClientWithMiddleware, Error};
use stability::Tier;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use super::{SUNSET, at};
use crate::client::{Announcement, Observer, Reaction, Refused, RouteName};

/// Answers one request with the head that it got, and a sunset.
async fn serve_once() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let uri = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            let mut buffer = [0; 1024];
            let read = stream.read(&mut buffer).await.unwrap();
            head.push_str(str::from_utf8(&buffer[..read]).unwrap());
        }
        let answer = format!(
            "HTTP/1.1 200 OK\r\nSunset: Fri, 01 Jan 2027 00:00:00 GMT\r\nContent-Length: {}\r\n\r\n{head}",
            head.len(),
        );
        stream.write_all(answer.as_bytes()).await.unwrap();
    });
    uri
}

fn client(observer: Observer) -> ClientWithMiddleware {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    ClientBuilder::new(client).with(observer).build()
}

#[tokio::test]
async fn a_response_passes_with_what_it_announces() {
    let uri = serve_once().await;
    let observer = Observer::new()
        .send_accept_stability(Tier::Beta)
        .clock(|| at(SUNSET - 1));
    let response = client(observer).get(uri).send().await.unwrap();
    let announcement = response.extensions().get::<Announcement>().unwrap();
    assert_eq!(announcement.sunset(), Some(at(SUNSET)));
    let head = response.bytes().await.unwrap();
    let head = str::from_utf8(&head).unwrap();
    assert!(head.contains("\r\naccept-stability: beta\r\n"), "{head}");
}

#[tokio::test]
async fn a_refusal_owns_the_response() {
    let uri = serve_once().await;
    let observer = Observer::new().on_past_sunset(Reaction::Refuse).clock(|| at(SUNSET));
    let sent = client(observer).post(format!("{uri}/skills/7?key=secret")).send().await;
    let Err(Error::Middleware(error)) = sent else {
        panic!("the response is past its sunset");
    };
    let host = uri.trim_start_matches("http://");
    assert_eq!(
        error.to_string(),
        format!("refused the response of `POST {host}/skills/{{}}`: its sunset was Fri, 01 Jan 2027 00:00:00 GMT"),
    );
    let refused = error.downcast::<Refused<reqwest::Response>>().unwrap();
    let body = refused.into_response().bytes().await.unwrap();
    assert!(body.starts_with(b"POST /skills/7?key=secret "));
}

#[tokio::test]
async fn a_route_is_called_by_the_name_it_was_given() {
    let uri = serve_once().await;
    let observer = Observer::new().on_past_sunset(Reaction::Refuse).clock(|| at(SUNSET));
    let request = client(observer)
        .get(uri)
        .with_extension(RouteName::from("GET /skills/{id}"));
    let error = request.send().await.unwrap_err();
    assert!(error.to_string().contains("`GET /skills/{id}`"), "{error}");
}
