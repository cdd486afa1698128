//! Against an independent parser, and as long as nobody would write them.

use proptest::prelude::*;
use sfv::{BareItem, ListEntry, Parser};

use super::{Bare, item, tokens};
use crate::steps;

/// Each token, and whether it is refused.
type Tokens = Vec<(String, bool)>;

fn ours(field: &[u8]) -> Option<Tokens> {
    let mut found = Vec::new();
    let read = tokens(field, |token| {
        found.push((String::from_utf8_lossy(token.name).into_owned(), token.is_refused));
    });
    read.ok().map(|()| found)
}

fn by_sfv(field: &[u8]) -> Option<Tokens> {
    let list: sfv::List = Parser::new(field).parse().ok()?;
    let token = |entry| match entry {
        ListEntry::Item(sfv::Item {
            bare_item: BareItem::Token(token),
            params,
        }) => {
            let is_refused = match params.get("q") {
                Some(BareItem::Integer(q)) => i64::from(*q) <= 0,
                Some(BareItem::Decimal(q)) => f64::from(*q) <= 0.0,
                _ => false,
            };
            Some((token.to_string(), is_refused))
        }
        _ => None,
    };
    Some(list.into_iter().filter_map(token).collect())
}

fn item_by_sfv(field: &[u8]) -> Option<BareItem> {
    let item: sfv::Item = Parser::new(field).parse().ok()?;
    Some(item.bare_item)
}

/// Fields near to structured ones.
fn field() -> impl Strategy<Value = String> {
    let pieces = [
        "beta",
        "a",
        "*",
        "(",
        ")",
        " ",
        "\t",
        ",",
        ", ",
        ";",
        ";a",
        ";a=",
        ";q=",
        "0",
        "0.0",
        "-0",
        "=",
        "\"",
        "\\",
        "\"x\"",
        "1",
        "-",
        ".",
        "1.5",
        "?1",
        "?0",
        "?",
        "@1",
        "@-7",
        ":YQ==:",
        ":YQ",
        "YQ=",
        ":",
        "==",
        "%\"a%c3%bc\"",
        "%\"%c3",
        "%bc",
        "%e2%82%ac",
        "%ff",
        "%",
        "A",
        "é",
    ];
    let piece = prop_oneof![8 => prop::sample::select(pieces.to_vec()).prop_map(String::from), 1 => "[ -~]"];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn tokens_are_those_of_an_independent_parser(field in field()) {
        prop_assert_eq!(ours(field.as_bytes()), by_sfv(field.as_bytes()));
    }

    #[test]
    fn bytes_and_texts_are_those_of_an_independent_parser(
        bytes in "[A-Za-z0-9+/]{0,9}={0,4}[A=]?",
        text in "([ -~&&[^\"%]]|%[0-9a-f]{2}|%(c3|e2|f0|82|9f|bc|80|ed|a0)){0,6}",
    ) {
        for field in [format!(":{bytes}:"), format!("%\"{text}\"")] {
            let is_item = item(field.as_bytes()).is_ok();
            prop_assert_eq!(is_item, item_by_sfv(field.as_bytes()).is_some(), "{}", field);
        }
    }

    #[test]
    fn an_item_is_that_of_an_independent_parser(field in field()) {
        let found = item(field.as_bytes()).ok();
        let expected = item_by_sfv(field.as_bytes());
        prop_assert_eq!(found.is_some(), expected.is_some());
        match (found, expected) {
            (Some(Bare::Date(seconds)), Some(expected)) => {
                prop_assert_eq!(Some(seconds), expected.as_date().map(|date| date.unix_seconds().into()));
            }
            (Some(Bare::Token(token)), Some(expected)) => {
                prop_assert_eq!(str::from_utf8(token).ok(), expected.as_token().map(sfv::TokenRef::as_str));
            }
            (Some(Bare::Boolean(value)), Some(expected)) => prop_assert_eq!(Some(value), expected.as_boolean()),
            _ => {}
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        let _ = tokens(&bytes, |_| {});
        let _ = item(&bytes);
    }
}

#[test]
fn a_field_with_an_error_in_what_is_passed_over_is_malformed() {
    for (field, expected) in [
        ("beta, :YQ==:", true),
        ("beta, :YQ:", true),
        ("beta, :YQ=a:", false),
        ("beta, :YQ===:", false),
        ("beta, :Y:", false),
        ("beta, :=:", false),
        ("beta, %\"f%c3%bc\"", true),
        ("beta, %\"f%c3\"", false),
        ("beta, %\"%ed%a0%80\"", false),
        ("beta;a=%\"%ff\"", false),
    ] {
        assert_eq!(ours(field.as_bytes()).is_some(), expected, "{field}");
    }
}

/// Each byte is looked at once to be taken, and some once more to see that they are not.
#[test]
fn a_long_field_costs_no_more_than_its_length() {
    for piece in [
        "(", "\"", "a,", ";a", "a;a", "a;a=1", "(a)", "(a ", "a ", "\\", "%\"", "%\"a\",", "?1,", ":YQ==:,", "1,",
        "a;q=0,",
    ] {
        let long = piece.repeat(64 * 1024 / piece.len());
        let steps = steps::of(|| {
            let _ = tokens(long.as_bytes(), |_| {});
            let _ = item(long.as_bytes());
        });
        assert!(steps <= 2 * 4 * long.len(), "{piece}: {steps}");
    }
    assert_eq!(ours(&b"a,".repeat(32 * 1024)[1..]), None);
    let many = "beta, ".repeat(10_000) + "beta";
    assert_eq!(ours(many.as_bytes()).map(|found| found.len()), Some(10_001));
}
