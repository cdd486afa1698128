use alloc::vec::Vec;

use proptest::prelude::*;
use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::contract::Contract;
use crate::contract::samples::{self, Line, record, submission};
use crate::kind::Kind;
use crate::registry::{PackageId, Submission};
use crate::visible::is_hidden;

#[test]
fn each_area_has_a_table() {
    assert_eq!(samples::nika().to_text(100), include_str!("nika-100.txt"));
}

#[test]
fn items_have_the_path_of_their_module_where_there_are_several() {
    let shown = |lines: &[Line]| {
        let text = Contract::collect([submission(lines)]).unwrap().to_text(100);
        let table = text.lines().skip_while(|line| !line.starts_with('─')).skip(1);
        let names = table.map(|line| line.split_whitespace().skip(2).collect::<Vec<_>>().join(" "));
        names.collect::<Vec<_>>()
    };
    let one = [
        record(Kind::Fn, "nika", "run"),
        record(Kind::Mod, "nika", "memory"),
        record(Kind::Macro, "nika::macros", "say"),
    ];
    assert_eq!(shown(&one), ["memory", "run", "say"]);
    let several = [
        record(Kind::Fn, "nika", "run"),
        record(Kind::Struct, "nika::memory", "deep::Frame"),
        record(Kind::Method, "nika::memory", "deep::Frame::new"),
        record(Kind::Impl, "nika::memory", "<Frame as Store>"),
        record(Kind::Schema, "", "frame@1"),
    ];
    assert_eq!(
        shown(&several),
        [
            "frame@1",
            "memory::<Frame as Store>",
            "memory::deep::Frame",
            "memory::deep::Frame::new",
            "run"
        ]
    );
    // Two packages have the path.
    let other = Submission {
        package: PackageId {
            name: "other",
            version: "1.0.0",
        },
        ..submission(&[
            record(Kind::Fn, "other::memory", "run"),
            record(Kind::Fn, "other", "walk"),
        ])
    };
    let contract = Contract::collect([submission(&[record(Kind::Fn, "nika::memory", "run")]), other]).unwrap();
    let text = contract.to_text(100);
    for name in [" nika::memory::run ", " other::memory::run ", " walk "] {
        assert!(text.contains(name), "{name}: {text}");
    }
}

#[test]
fn a_narrow_terminal_gets_all_of_it() {
    assert_eq!(samples::nika().to_text(40), include_str!("nika-40.txt"));
    assert_eq!(samples::nika().to_text(0), include_str!("nika-40.txt"));
}

#[test]
fn an_empty_contract_says_what_to_do() {
    assert_eq!(
        Contract::default().to_text(60),
        "Stability contract\n\n\
         This contract promises nothing yet. Put a tier on a public\n\
         item, for example `#[stability::stable(since = \"1.0.0\")]`;\n\
         if a package has promises that are missing here, name it in\n\
         the program: `use its_name as _;`.\n",
    );
}

#[test]
fn what_is_deprecated_with_its_type_says_so() {
    let text = samples::deprecated_type().to_text(100);
    assert!(text.contains("2 items: 2 stable; 2 deprecated"), "{text}");
    let notes = |name: &str| text.lines().find(|line| line.contains(name)).unwrap_or_default();
    assert!(notes("struct").ends_with("deprecated since 1.2.0"), "{text}");
    assert!(notes("└ a").ends_with("deprecated with Old"), "{text}");
    assert!(notes("Old::run").ends_with("deprecated with Old"), "{text}");
}

#[test]
fn no_command_reaches_the_terminal() {
    let run = record(Kind::Fn, "nika", "run").with(json!({ "note": "\u{1b}[31mred\r\n\u{9b}0m" }));
    let contract = Contract::collect([submission(&[run])]).unwrap();
    let text = contract.to_text(100);
    assert!(text.contains(r"\u{1b}[31mred  \u{9b}0m"), "{text}");
}

#[test]
fn hidden_characters_are_shown_and_no_line_is_a_command() {
    let lines = [
        record(Kind::Fn, "nika", "run").with(json!({ "note": "a\u{202e}b\u{200f}c\u{feff} ##[group]" })),
        record(Kind::Fn, "nika", "walk\n::error::\u{2066}").with(json!({
            "note": "a note that is long enough for what follows it, which is where the line ends, aaaaaa ::error::b",
        })),
    ];
    let contract = Contract::collect([submission(&lines)]).unwrap();
    for width in 40..120 {
        let text = contract.to_text(width);
        assert!(!text.contains(|c| c != '\n' && is_hidden(c)), "{text:?}");
        assert!(!text.lines().any(|line| line.trim_start().starts_with("::")), "{text}");
    }
    let text = contract.to_text(1000);
    assert!(text.contains(r"a\u{202e}b\u{200f}c\u{feff} #\u{23}[group]"), "{text}");
    assert!(text.contains(r" walk\u{a}::error::\u{2066} "), "{text}");
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal(contract in samples::contract(), width in 40..200_usize) {
        for line in contract.to_text(width).lines() {
            let escape = if line.trim_start().starts_with(r"\u{3a}:") { r"\u{3a}".len() - 1 } else { 0 };
            prop_assert!(line.width() <= width + escape, "{} columns in {line:?}", line.width());
            prop_assert!(!line.contains(is_hidden), "{line:?}");
        }
    }
}
