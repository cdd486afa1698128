//! `Accept-Stability`: what an independent parser takes for a list has the consent of its tokens, and nothing else has any.
#![no_main]

use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use sfv::{BareItem, Item, List, ListEntry, Parser};
use stability_http::server::{ACCEPT_STABILITY, Consent};

fuzz_target!(|input: &[u8]| {
    // A line of input for each line of the header, which are one list.
    let lines: Vec<&[u8]> = input.split(|&byte| byte == b'\n').collect();
    let mut headers = HeaderMap::new();
    for line in &lines {
        let Ok(value) = HeaderValue::from_bytes(line) else {
            return;
        };
        if headers.try_append(ACCEPT_STABILITY, value).is_err() {
            return;
        }
    }
    let list = Parser::new(&lines.join(&b", "[..])).parse::<List>();
    let expected = list.map_or(Consent::Stable, |list| named(&list));
    assert_eq!(Consent::of(&headers), expected);
});

/// The consent of the tokens of a list.
fn named(list: &List) -> Consent {
    let named = list.iter().map(|entry| match entry {
        ListEntry::Item(item) => match &item.bare_item {
            BareItem::Token(token) if !is_refused(item) => match token.as_str() {
                "beta" | "evolving" => Consent::Beta,
                "experimental" | "internal" => Consent::Experimental,
                _ => Consent::Stable,
            },
            _ => Consent::Stable,
        },
        ListEntry::InnerList(_) => Consent::Stable,
    });
    named.max().unwrap_or_default()
}

/// Whether the weight of a member is not above zero.
fn is_refused(item: &Item) -> bool {
    match item.params.get("q") {
        Some(BareItem::Integer(weight)) => i64::from(*weight) <= 0,
        Some(BareItem::Decimal(weight)) => f64::from(*weight) <= 0.0,
        _ => false,
    }
}
