extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;

use super::writer::Writer;
use super::{length, lines};
use crate::guarantee::{Evidence, Guarantee, Relation};
use crate::kind::Kind;
use crate::record::{Area, Deprecation, Header, ModulePath, Package, Planned, Record, Seal, State, Statement};
use crate::registry::Submission;
use crate::route::{Moment, Retirement, Route};
use crate::tier::Tier;

const EMPTY: Submission = Submission::new(Package {
    name: "nika",
    version: "1.0.0",
});

/// The text that is written at run time; while compiling it is the same code.
fn text(write: impl Fn(&mut Writer<4096>)) -> String {
    let mut writer = Writer::<4096>::new();
    write(&mut writer);
    String::from_utf8(writer.bytes[..writer.length].to_vec()).expect("it is made of texts")
}

#[test]
fn a_text_is_escaped_wherever_the_character_stands() {
    for (special, escaped) in [
        ('"', "\\\""),
        ('\\', "\\\\"),
        ('\n', "\\u000a"),
        ('\0', "\\u0000"),
        ('\u{1f}', "\\u001f"),
        (' ', " "),
        ('\u{7f}', "\u{7f}"),
        ('é', "é"),
        ('🦀', "🦀"),
        ('!', "!"),
        ('#', "#"),
    ] {
        // At the start, in the middle, at the end, and between characters of several bytes.
        for before in [0, 1, 3] {
            for after in [0, 1, 3] {
                let (before, after) = ("a".repeat(before), "é".repeat(after));
                let plain = alloc::format!("{before}{special}{after}");
                let expected = alloc::format!("\"{before}{escaped}{after}\"");
                assert_eq!(text(|out| out.text(&plain)), expected);
            }
        }
    }
}

#[test]
fn a_number_is_written_in_decimals() {
    for (number, expected) in [(0, "0"), (9, "9"), (10, "10"), (1999, "1999"), (u32::MAX, "4294967295")] {
        assert_eq!(text(|out| out.number(number)), expected);
    }
}

#[test]
fn a_submission_that_says_nothing_is_heard() {
    const LINES: [u8; length(&EMPTY)] = lines(&EMPTY);
    assert_eq!(
        str::from_utf8(&LINES),
        Ok("{\"stability\":1,\"package\":\"nika\",\"version\":\"1.0.0\"}\n")
    );
}

/// One of everything.
pub const FULL: Submission = Submission {
    header: Some(Header {
        name: "Ni\"ka",
        state: State::Locked,
        scope: Some(">=1.0.0"),
        areas: &[
            Area {
                name: "Memory",
                modules: &[ModulePath {
                    base: "nika",
                    path: "memory",
                }],
            },
            Area {
                name: "CLI",
                modules: &[],
            },
        ],
    }),
    areas: &["Inline"],
    records: &[
        Record {
            module: "nika::memory",
            tier: Some(Tier::Stable),
            since: Some("1.0.0"),
            note: Some("a\nb"),
            deprecated: Some(Deprecation {
                remove_in: Some("2.0.0"),
                ..Deprecation::new()
            }),
            seal: Some(Seal { friends: &["a", "b-*"] }),
            exhaustive: Some(false),
            document: true,
            may_expose: &["Later", "wire::Raw"],
            members: &[
                Record::part(Kind::Field, "kept", "u8", None, None),
                Record {
                    reserved: true,
                    ..Record::part(Kind::Field, "later", "u8", Some(Tier::Beta), Some("next"))
                },
            ],
            file: "src/memory.rs",
            line: 12,
            ..Record::new(Kind::Struct, "Frame")
        },
        Record {
            tier: Some(Tier::Stable),
            path: Some("GET /a"),
            route: Some(&Route {
                retirement: Some(&Retirement {
                    note: Some("gone"),
                    ..Retirement::new(Moment {
                        written: "2026-09-01",
                        seconds: 1_788_220_800,
                        header: "@1788220800",
                    })
                }),
                ..Route::new("GET", "/a", Tier::Stable)
            }),
            ..Record::new(Kind::Route, "read")
        },
    ],
    evidence: &[Evidence {
        relation: Relation::Upholds,
        guarantee: Guarantee::declared("kept", "It is kept.", Tier::Stable, "nika"),
        module: "nika::tests",
        name: "keeps",
        file: "src/tests.rs",
        line: 3,
        ignored: true,
        should_panic: false,
    }],
    statements: &[Statement {
        area: "CLI",
        tier: Some(Tier::Evolving),
        text: None,
        note: Some("see"),
        excludes: &["output"],
        planned: &[Planned {
            name: "watch",
            text: Some("Some day."),
        }],
        file: "",
        line: 0,
    }],
    ..EMPTY
};

#[test]
fn each_thing_is_a_line() {
    const LINES: [u8; length(&FULL)] = lines(&FULL);
    let text = str::from_utf8(&LINES).expect("it is made of texts");
    let said: Vec<&str> = text
        .lines()
        .map(|line| {
            line.strip_prefix("{\"stability\":1,\"package\":\"nika\",\"version\":\"1.0.0\",")
                .expect("each line says who speaks")
        })
        .collect();
    assert_eq!(
        said,
        [
            r#""contract":{"name":"Ni\"ka","state":"locked","scope":">=1.0.0","areas":[{"name":"Memory","modules":[{"base":"nika","path":"memory"}]},{"name":"CLI","modules":[]}]},"areas":["Inline"]}"#,
            r#""record":{"kind":"struct","name":"Frame","module":"nika::memory","tier":"stable","since":"1.0.0","note":"a\u000ab","deprecated":{"since":null,"remove_in":"2.0.0"},"exhaustive":false,"friends":["a","b-*"],"document":true,"may_expose":["Later","wire::Raw"],"members":[{"kind":"field","name":"kept","signature":"u8"},{"kind":"field","name":"later","tier":"beta","since":"next","signature":"u8","reserved":true}],"file":"src/memory.rs","line":12}}"#,
            r#""record":{"kind":"route","name":"read","tier":"stable","path":"GET /a","deprecated":{"on":"2026-09-01","note":"gone"}}}"#,
            r#""statement":{"area":"CLI","tier":"evolving","note":"see","excludes":["output"],"planned":[{"name":"watch","text":"Some day."}]}}"#,
            r#""evidence":{"relation":"upholds","guarantee":"kept","of":"nika","module":"nika::tests","name":"keeps","ignored":true,"file":"src/tests.rs","line":3}}"#,
        ]
    );
    assert!(text.ends_with('\n'));
}

#[cfg(feature = "serde")]
#[test]
fn what_is_written_is_read_as_what_is_collected() {
    const LINES: [u8; length(&FULL)] = lines(&FULL);
    let text = str::from_utf8(&LINES).expect("it is made of texts");
    let collected = crate::Contract::collect([&FULL]).expect("it is a contract");
    assert_eq!(crate::Contract::from_lines(text.lines()), Ok(collected.clone()));
    let backwards_and_twice = text.lines().rev().chain(text.lines());
    assert_eq!(crate::Contract::from_lines(backwards_and_twice), Ok(collected));
}
