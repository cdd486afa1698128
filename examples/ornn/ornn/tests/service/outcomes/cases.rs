//! Every route, with requests that end in one way each, and what its responses say.

/// A route.
pub struct Case {
    pub method: &'static str,
    pub path: &'static str,
    pub body: Option<&'static str>,
    pub status: u16,
    pub content: Option<&'static str>,
    /// A path or a body that an extractor refuses.
    pub malformed: Option<(&'static str, Option<&'static str>)>,
    /// A path at which the handler finds nothing.
    pub missing: Option<&'static str>,
    pub consent: Option<&'static str>,
    pub announced: &'static [&'static str],
    /// The methods of the path.
    pub allow: &'static str,
}

const JSON: Option<&str> = Some("content-type: application/json");
const HTML: Option<&str> = Some("content-type: text/html; charset=utf-8");
pub const PROBLEM: &str = "content-type: application/problem+json";
pub const ORIGIN: &str = "access-control-allow-origin: *";
pub const VARY: &str = "vary: accept-stability";
const EXPOSED: &str = "access-control-expose-headers: Deprecation, Sunset, Link";

const BY_ID: &[&str] = &[
    EXPOSED,
    "deprecation: @1788220800",
    "sunset: Fri, 01 Jan 2027 00:00:00 GMT",
    "link: </deprecations#skill-version-v1>; rel=\"deprecation\"",
];
const SEARCH: &[&str] = &[
    EXPOSED,
    "deprecation: @1792022400",
    "sunset: Wed, 30 Jun 2027 22:00:00 GMT",
    "link: </deprecations#search-v1>; rel=\"deprecation\", </api/v1/skills>; rel=\"successor-version\"",
];

/// A route that is there for everyone and stays.
const fn read(path: &'static str) -> Case {
    Case {
        method: "GET",
        path,
        body: None,
        status: 200,
        content: JSON,
        malformed: None,
        missing: None,
        consent: None,
        announced: &[],
        allow: "allow: GET,HEAD",
    }
}

pub const CASES: &[Case] = &[
    Case {
        malformed: Some(("/api/v1/skills?limit=many", None)),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills")
    },
    Case {
        method: "POST",
        body: Some(r#"{"name":"new","summary":"Is new."}"#),
        status: 201,
        malformed: Some(("/api/v1/skills", Some("{"))),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B", None)),
        missing: Some("/api/v1/skills/nothing"),
        allow: "allow: GET,HEAD,DELETE",
        ..read("/api/v1/skills/summarise-text")
    },
    Case {
        method: "DELETE",
        status: 204,
        content: None,
        malformed: Some(("/api/v1/skills/A%20B", None)),
        missing: Some("/api/v1/skills/nothing"),
        allow: "allow: GET,HEAD,DELETE",
        ..read("/api/v1/skills/translate-text")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B/versions", None)),
        missing: Some("/api/v1/skills/nothing/versions"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/versions")
    },
    Case {
        method: "POST",
        body: Some(r#"{"version":"2.0.0","content":"Read it."}"#),
        status: 201,
        malformed: Some(("/api/v1/skills/A%20B/versions", None)),
        missing: Some("/api/v1/skills/nothing/versions"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/versions")
    },
    Case {
        malformed: Some(("/api/v1/skills/summarise-text/versions/one", None)),
        missing: Some("/api/v1/skills/summarise-text/versions/9.9.9"),
        ..read("/api/v1/skills/summarise-text/versions/1.0.0")
    },
    Case {
        malformed: Some(("/api/v1/skill-versions/one", None)),
        missing: Some("/api/v1/skill-versions/9999"),
        announced: BY_ID,
        ..read("/api/v1/skill-versions/1")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B/ratings", None)),
        missing: Some("/api/v1/skills/nothing/ratings"),
        consent: Some("beta"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/ratings")
    },
    Case {
        method: "POST",
        body: Some(r#"{"rater":"alan","stars":3}"#),
        status: 204,
        content: None,
        malformed: Some(("/api/v1/skills/summarise-text/ratings", Some("stars"))),
        missing: Some("/api/v1/skills/nothing/ratings"),
        consent: Some("beta"),
        allow: "allow: GET,HEAD,POST",
        ..read("/api/v1/skills/summarise-text/ratings")
    },
    Case {
        method: "POST",
        body: Some(r#"{"query":"text"}"#),
        malformed: Some(("/api/v1/search", Some("query"))),
        announced: SEARCH,
        allow: "allow: POST",
        ..read("/api/v1/search")
    },
    Case {
        malformed: Some(("/api/v1/skills/A%20B/related", None)),
        missing: Some("/api/v1/skills/nothing/related"),
        consent: Some("experimental"),
        ..read("/api/v1/skills/summarise-text/related")
    },
    read("/api/v1/openapi.json"),
    Case {
        content: HTML,
        ..read("/")
    },
    Case {
        content: HTML,
        ..read("/deprecations")
    },
    Case {
        content: Some("content-type: text/plain; version=0.0.4; charset=utf-8"),
        ..read("/metrics")
    },
];
