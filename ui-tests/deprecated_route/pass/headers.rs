//! What a server sends is computed while compiling, and the router names the handler without a warning.

#![deny(warnings)]

use stability::{Tier, registry};

#[stability::deprecated_route(
    GET, "/skills/{id}", stable(since = "1.0.0"),
    since = "1.4.0", on = "2026-09-01", sunset = "2027-01-01",
    link = "https://ornn.example/moved#skills", successor = "/api/v2/skills", note = "ids are UUIDs now",
)]
async fn read() {}

#[stability::deprecated_route(POST, "/skills", beta, on = "2026-09-01T02:00:00+02:00")]
async fn add() {}

#[stability::deprecated_route(PUT, "/skills/{id}", on = "1969-12-31", sunset = "1969-12-31", successor = "/v2/skills/{id}")]
async fn write() {}

fn main() {
    drop((read(), add(), write()));
    let route = |id: &str| registry::routes().find(|route| route.to_string() == id).unwrap();

    let read = route("GET /skills/{id}").retirement.unwrap();
    assert_eq!((read.on.written, read.on.seconds, read.on.header), ("2026-09-01", 1_788_220_800, "@1788220800"));
    let sunset = read.sunset.unwrap();
    assert_eq!((sunset.seconds, sunset.header), (1_798_761_600, "Fri, 01 Jan 2027 00:00:00 GMT"));
    assert_eq!(
        read.link_header,
        Some("<https://ornn.example/moved#skills>; rel=\"deprecation\", </api/v2/skills>; rel=\"successor-version\"")
    );
    assert_eq!((read.since, read.note), (Some("1.4.0"), Some("ids are UUIDs now")));

    let add = route("POST /skills");
    let retirement = add.retirement.unwrap();
    assert_eq!((add.tier, retirement.on.header), (Tier::Beta, "@1788220800"));
    assert_eq!((retirement.sunset, retirement.link_header), (None, None));

    let write = route("PUT /skills/{id}");
    let retirement = write.retirement.unwrap();
    assert_eq!((write.tier, retirement.on.header), (Tier::Stable, "@-86400"));
    assert_eq!(retirement.sunset.unwrap().header, "Wed, 31 Dec 1969 00:00:00 GMT");
    // A template is no target of a link.
    assert_eq!((retirement.successor, retirement.link_header), (Some("/v2/skills/{id}"), None));
}
