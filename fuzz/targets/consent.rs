//! `Accept-Stability`: each line that an independent parser takes for a list has the consent of its tokens.
#![no_main]

use http::{HeaderMap, HeaderValue};
use libfuzzer_sys::fuzz_target;
use sfv::{BareItem, List, ListEntry, Parser};
use stability::http::{ACCEPT_STABILITY, Consent};

fuzz_target!(|input: &[u8]| {
    let mut headers = HeaderMap::new();
    let Ok(value) = HeaderValue::from_bytes(input) else {
        return;
    };
    headers.insert(ACCEPT_STABILITY, value);
    let consent = Consent::of(&headers);
    let expected = match Parser::new(input).parse::<List>() {
        Ok(list) => named(&list),
        // What is skipped is not looked into: the base64 of bytes, and the UTF-8 of texts for display.
        Err(_) if input.iter().any(|byte| matches!(byte, b':' | b'%')) => return,
        Err(_) => Consent::Stable,
    };
    assert_eq!(consent, expected);
});

/// The consent of the tokens of a list.
fn named(list: &List) -> Consent {
    let named = list.iter().map(|entry| match entry {
        ListEntry::Item(item) => match &item.bare_item {
            BareItem::Token(token) => match token.as_str() {
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
