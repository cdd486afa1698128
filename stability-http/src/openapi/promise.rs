//! The members, headers and parameters of an operation that state the promise of its route.

use serde_json::{Value, json};
use stability::Tier;
use stability::route::Route;

use crate::calendar::full_date;

/// The request header by which a client consents to a tier.
pub const ACCEPT_STABILITY: &str = "Accept-Stability";

/// The member of an operation with the headers of its responses that are elsewhere.
pub const HEADERS: &str = "x-stability-headers";

/// The promise of a route, from the route itself or from a contract.
#[derive(Clone, Debug)]
pub struct RoutePromise {
    /// Its tier.
    pub tier: Tier,
    /// Its deprecation.
    pub deprecated: Option<Deprecated>,
}

/// The deprecation of a route, as its operation states it.
#[derive(Clone, Debug)]
pub struct Deprecated {
    /// The day of its sunset in UTC.
    pub sunset: Option<String>,
    /// Whether its responses have a link.
    pub has_link: bool,
}

impl From<&Route> for RoutePromise {
    fn from(route: &Route) -> Self {
        let deprecated = route.retirement.map(|retirement| Deprecated {
            sunset: retirement.sunset.map(|sunset| full_date(sunset.seconds)),
            has_link: retirement.link_header.is_some(),
        });
        Self {
            tier: route.tier,
            deprecated,
        }
    }
}

/// The members of the operation; `None` where the member is to be absent.
pub fn members(promise: &RoutePromise) -> [(&'static str, Option<Value>); 4] {
    let deprecated = promise.deprecated.as_ref();
    let sunset = deprecated.and_then(|deprecated| deprecated.sunset.as_deref());
    [
        ("x-stability", Some(promise.tier.as_str().into())),
        ("x-stability-level", Some(level(promise.tier).into())),
        ("deprecated", deprecated.map(|_| true.into())),
        ("x-sunset", sunset.map(Value::from)),
    ]
}

/// The levels of oasdiff, which knows no others.
fn level(tier: Tier) -> &'static str {
    match tier {
        Tier::Frozen | Tier::Stable => "stable",
        Tier::Beta | Tier::Evolving => "beta",
        Tier::Experimental => "alpha",
        Tier::Internal => "draft",
    }
}

/// The headers of each of its responses, as OpenAPI's header objects.
///
/// They have no date: the date is in the members, where a different one is found.
pub fn headers(promise: &RoutePromise) -> Vec<(&'static str, Value)> {
    let Some(deprecated) = &promise.deprecated else {
        return Vec::new();
    };
    let header = |description| json!({ "description": description, "schema": { "type": "string" } });
    let mut headers = Vec::from([(
        "Deprecation",
        header("When the operation was or will be deprecated (RFC 9745)."),
    )]);
    if deprecated.sunset.is_some() {
        let description = "When the operation is expected to stop answering (RFC 8594).";
        headers.push(("Sunset", header(description)));
    }
    if deprecated.has_link {
        let description = "Where the deprecation is explained, and what takes its place (RFC 8288).";
        headers.push(("Link", header(description)));
    }
    headers
}

/// The parameter by which a client consents, where the route needs consent.
pub fn parameter(promise: &RoutePromise) -> Option<Value> {
    let tier = promise.tier;
    consent_to(tier).map(|word| {
        json!({
            "name": ACCEPT_STABILITY,
            "in": "header",
            "description": format!("The tiers that the client consents to; this operation is {tier}."),
            "required": false,
            "schema": { "type": "string" },
            "example": word,
        })
    })
}

/// The word by which a client consents to a tier, where the layer of the module `http` asks for consent.
fn consent_to(tier: Tier) -> Option<&'static str> {
    match tier {
        Tier::Frozen | Tier::Stable | Tier::Evolving => None,
        Tier::Beta => Some("beta"),
        Tier::Experimental | Tier::Internal => Some("experimental"),
    }
}
