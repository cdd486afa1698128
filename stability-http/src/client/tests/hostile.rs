//! Headers that mean harm: no panic, and no cost out of proportion to their length.

use http::{HeaderMap, HeaderName, HeaderValue};
use proptest::prelude::*;

use crate::client::{Announcement, Observer, Reaction, link};
use crate::steps;

/// The fields that are read, each with a part to make long lines of.
const PARTS: &[(&str, &str)] = &[
    ("deprecation", "@"),
    ("deprecation", "@1, "),
    ("deprecation", "@1;a=\""),
    ("deprecation", "9"),
    ("sunset", "Wed, "),
    ("sunset", "Wed, 01 Jan 2027 00:00:00 GMT, "),
    ("link", "<"),
    ("link", "<>"),
    ("link", "<a>,"),
    ("link", "a,"),
    ("link", "\""),
    ("link", "\\\","),
    ("link", "<a>;rel=\"sunset"),
    ("link", "<a>;rel=\"sunset\","),
    ("link", "<a>;rel=sunset\"x"),
    ("link", "<a;rel=sunset;"),
    ("link", "<a>;rel=\"sunset deprecation successor-version\" , "),
    ("link", ";=,\"\\"),
];

/// A line of one part, repeated to a length. Links may have a start that makes one link of all of it.
fn lines(length: usize) -> Vec<(&'static str, String)> {
    let repeated = |part: &str| part.repeat(length / part.len());
    let mut lines: Vec<_> = PARTS.iter().map(|&(name, part)| (name, repeated(part))).collect();
    for (start, part) in [
        ("<a>; rel=\"", "sunset "),
        ("<a>; rel=\"", "\\\\"),
        ("<a>; rel=\"", "x\\"),
        ("<a>", "; rel=sunset"),
        ("<a>", ";"),
        ("<a>; rel", " "),
        ("<a>; rel=next", "\",<"),
        ("<", "{"),
    ] {
        lines.push(("link", format!("{start}{}", repeated(part))));
    }
    lines
}

fn headers(lines: &[(&'static str, String)]) -> HeaderMap {
    let lines = lines.iter();
    lines
        .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_str(value).unwrap()))
        .collect()
}

/// Asserts that headers cost no more than a few looks at each of their bytes.
fn assert_linear(headers: &HeaderMap, name: &str) {
    let length: usize = headers.values().map(|value| value.len() + 1).sum();
    let steps = steps::of(|| {
        std::hint::black_box(Announcement::read_at(headers, super::at(0)));
    });
    assert!(steps <= 6 * length, "{name}: {steps} steps for {length} bytes");
}

#[test]
fn the_cost_of_each_line_grows_with_its_length_alone() {
    for length in [16 * 1024, 16 * 16 * 1024] {
        for line in lines(length) {
            assert_linear(&headers(std::slice::from_ref(&line)), &line.1[..32]);
        }
    }
}

#[test]
fn the_cost_of_many_lines_grows_with_their_number_alone() {
    let lines = PARTS.iter().cycle().take(500 * 16);
    let lines: Vec<_> = lines.map(|&(name, part)| (name, part.into())).collect();
    assert_linear(&headers(&lines), "a list of lines");
}

/// The count sees what it is there for: to read the rest of a line again at each of its bytes.
#[test]
fn a_cost_that_is_not_in_proportion_is_seen() {
    let line = "<".repeat(1024);
    let steps = steps::of(|| {
        for start in 0..line.len() {
            link::parse(&line.as_bytes()[start..]);
        }
    });
    assert!(steps > 100 * line.len(), "{steps}");
}

#[test]
fn a_word_that_is_repeated_makes_no_more_links() {
    let line = format!("<{}>; rel=\"{}\"", "a".repeat(1000), "sunset deprecation ".repeat(1000));
    let (links, is_well_formed) = link::parse(line.as_bytes());
    assert_eq!((links.len(), is_well_formed), (1, true));
}

fn line() -> impl Strategy<Value = (&'static str, Vec<u8>)> {
    let name = proptest::sample::select(&["deprecation", "sunset", "link"][..]);
    let parts = PARTS
        .iter()
        .map(|&(_, part)| part)
        .chain(["rel", "=", " ", "é", "\u{ff}"]);
    let parts = proptest::collection::vec(proptest::sample::select(parts.collect::<Vec<_>>()), 0..40);
    let text = parts.prop_map(|parts| parts.concat().into_bytes());
    (name, prop_oneof![text, any::<Vec<u8>>()])
}

proptest! {
    #[test]
    fn no_headers_make_a_call_fail(
        lines in proptest::collection::vec(line(), 0..20),
        now in any::<u32>(),
        days in any::<u32>(),
    ) {
        let mut headers = HeaderMap::new();
        for (name, value) in lines {
            if let Ok(value) = HeaderValue::from_bytes(&value) {
                headers.append(name, value);
            }
        }
        let observer = Observer::new()
            .on_sunset_within(days, Reaction::Refuse)
            .clock(move || super::at(now.into()));
        let length: usize = headers.values().map(HeaderValue::len).sum();
        let announcement = Announcement::read_at(&headers, super::at(now.into()));
        prop_assert!(announcement.malformed().len() <= headers.len());
        let targets = crate::client::Relation::ALL.map(|relation| announcement.links(relation).map(str::len).sum::<usize>());
        prop_assert!(targets.into_iter().max() <= Some(length));
        let _ = observer.observe(String::new, &headers);
    }
}
