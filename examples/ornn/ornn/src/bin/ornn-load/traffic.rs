//! What is asked, and what must come back.

use std::collections::BTreeMap;
use std::ops::Range;

use reqwest::{Client, Method, Response};

/// A request, and what must come back.
struct Exchange {
    method: &'static str,
    path: &'static str,
    header: Option<(&'static str, &'static str)>,
    body: Option<&'static str>,
    status: u16,
    /// The value of `Deprecation`.
    deprecation: Option<&'static str>,
    /// The counter that must have counted it.
    counter: Option<&'static str>,
}

const BETA: Option<(&str, &str)> = Some(("accept-stability", "beta"));
const EXPERIMENTAL: Option<(&str, &str)> = Some(("accept-stability", "experimental"));
const JSON: Option<(&str, &str)> = Some(("content-type", "application/json"));

const BY_ID: Option<&str> =
    Some("deprecated_route_requests_total{method=\"GET\",route=\"/api/v1/skill-versions/{id}\"}");
const SEARCH: Option<&str> = Some("deprecated_route_requests_total{method=\"POST\",route=\"/api/v1/search\"}");
const REFUSED: Option<&str> =
    Some("requests_without_consent_total{method=\"GET\",route=\"/api/v1/skills/{name}/ratings\"}");

const fn get(path: &'static str) -> Exchange {
    Exchange {
        method: "GET",
        path,
        header: None,
        body: None,
        status: 200,
        deprecation: None,
        counter: None,
    }
}

const fn by_id(path: &'static str, status: u16) -> Exchange {
    Exchange {
        status,
        deprecation: Some("@1788220800"),
        counter: BY_ID,
        ..get(path)
    }
}

const fn search(header: Option<(&'static str, &'static str)>, status: u16) -> Exchange {
    Exchange {
        method: "POST",
        header,
        body: Some(r#"{"query":"text"}"#),
        status,
        deprecation: Some("@1792022400"),
        counter: SEARCH,
        ..get("/api/v1/search")
    }
}

/// One round; `~` is the number of the connection.
const ROUND: &[Exchange] = &[
    get("/api/v1/skills?limit=3"),
    get("/api/v1/skills/summarise-text"),
    by_id("/api/v1/skill-versions/1", 200),
    by_id("/api/v1/skill-versions/one", 400),
    by_id("/api/v1/skill-versions/9999", 404),
    Exchange {
        method: "HEAD",
        ..by_id("/api/v1/skill-versions/1", 200)
    },
    // Neither a method that the path has not nor a preflight is a use.
    Exchange {
        method: "PATCH",
        counter: None,
        ..by_id("/api/v1/skill-versions/1", 405)
    },
    Exchange {
        method: "OPTIONS",
        header: Some(("access-control-request-method", "GET")),
        deprecation: None,
        counter: None,
        ..by_id("/api/v1/skill-versions/1", 200)
    },
    search(JSON, 200),
    search(None, 415),
    Exchange {
        status: 406,
        counter: REFUSED,
        ..get("/api/v1/skills/summarise-text/ratings")
    },
    Exchange {
        header: BETA,
        ..get("/api/v1/skills/summarise-text/ratings")
    },
    Exchange {
        header: EXPERIMENTAL,
        ..get("/api/v1/skills/summarise-text/related")
    },
    Exchange {
        method: "POST",
        header: JSON,
        body: Some(r#"{"name":"load-~","summary":"Comes and goes."}"#),
        status: 201,
        ..get("/api/v1/skills")
    },
    Exchange {
        method: "DELETE",
        status: 204,
        ..get("/api/v1/skills/load-~")
    },
    get("/api/v1/openapi.json"),
    Exchange {
        status: 404,
        ..get("/api/v1/nothing")
    },
];

/// What came of many exchanges.
#[derive(Default)]
pub struct Tally {
    /// What did not come back as it must.
    pub wrong: Vec<String>,
    /// What each counter must say.
    pub counters: BTreeMap<&'static str, u64>,
}

impl Tally {
    pub fn add(&mut self, other: Self) {
        self.wrong.extend(other.wrong);
        for (counter, count) in other.counters {
            *self.counters.entry(counter).or_default() += count;
        }
    }
}

/// Sends requests one after the other, in rounds: of those of the connection, these.
pub async fn send(client: Client, address: String, connection: usize, requests: Range<usize>) -> Tally {
    let mut tally = Tally::default();
    for exchange in ROUND
        .iter()
        .cycle()
        .skip(requests.start % ROUND.len())
        .take(requests.len())
    {
        let fill = |text: &str| text.replace('~', &connection.to_string());
        let method = Method::from_bytes(exchange.method.as_bytes()).expect("it is a method");
        let url = address.clone() + &fill(exchange.path);
        let mut request = client.request(method, url).header("origin", "https://a.example");
        if let Some((name, value)) = exchange.header {
            request = request.header(name, value);
        }
        if let Some(body) = exchange.body {
            request = request.body(fill(body));
        }
        let came = match request.send().await {
            Ok(response) => check(exchange, response).await,
            Err(error) => Err(error.to_string()),
        };
        if let Err(wrong) = came {
            tally
                .wrong
                .push(format!("{} {}: {wrong}", exchange.method, exchange.path));
        }
        if let Some(counter) = exchange.counter {
            *tally.counters.entry(counter).or_default() += 1;
        }
    }
    tally
}

/// Compares what came back, and reads it to its end, so that the connection is free again.
async fn check(exchange: &Exchange, response: Response) -> Result<(), String> {
    let status = response.status().as_u16();
    let deprecation = response.headers().get("deprecation").cloned();
    response.bytes().await.map_err(|error| error.to_string())?;
    if status != exchange.status {
        return Err(format!("{status} in place of {}", exchange.status));
    }
    let deprecation = deprecation.as_ref().and_then(|value| value.to_str().ok());
    if deprecation != exchange.deprecation {
        return Err(format!(
            "`Deprecation: {deprecation:?}` in place of {:?}",
            exchange.deprecation
        ));
    }
    Ok(())
}
