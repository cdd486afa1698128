//! What an operation is to say of its route.

use alloc::format;
use alloc::vec::Vec;

use serde_json::{Value, json};

use super::date::full_date;
use crate::Tier;
use crate::route::Route;

/// The request header by which a client consents to a tier.
pub const ACCEPT_STABILITY: &str = "Accept-Stability";

/// The members of the operation; `None` where the member is to be absent.
pub fn members(route: &Route) -> [(&'static str, Option<Value>); 4] {
    let sunset = route.retirement.and_then(|retirement| retirement.sunset);
    [
        ("x-stability", Some(route.tier.as_str().into())),
        ("x-stability-level", Some(level(route.tier).into())),
        ("deprecated", route.retirement.map(|_| true.into())),
        ("x-sunset", sunset.map(|sunset| full_date(sunset.seconds).into())),
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
/// They hold no date: it stands in the members, where a differing one is seen.
pub fn headers(route: &Route) -> Vec<(&'static str, Value)> {
    let Some(retirement) = route.retirement else {
        return Vec::new();
    };
    let header = |description| json!({ "description": description, "schema": { "type": "string" } });
    let mut headers = Vec::from([(
        "Deprecation",
        header("When the operation was or will be deprecated (RFC 9745)."),
    )]);
    if retirement.sunset.is_some() {
        let description = "When the operation is expected to stop answering (RFC 8594).";
        headers.push(("Sunset", header(description)));
    }
    if retirement.link_header.is_some() {
        let description = "Where the deprecation is explained, and what takes its place (RFC 8288).";
        headers.push(("Link", header(description)));
    }
    headers
}

/// The parameter by which a client consents, where the route needs consent.
pub fn parameter(route: &Route) -> Option<Value> {
    let tier = route.tier;
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
