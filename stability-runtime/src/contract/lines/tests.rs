use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;

use super::{LinesError, MAX_LENGTH, package};
use crate::Contract;

const HEADER: &str = r#"{"stability":1,"package":"nika","version":"1.0.0","contract":{"name":"Nika","state":"final","scope":">=1.0.0","areas":[{"name":"Memory","modules":[{"base":"nika","path":"memory"}]}]},"areas":["CLI"]}"#;
const FRAME: &str = r#"{"stability":1,"package":"nika","version":"1.0.0","record":{"kind":"struct","name":"Frame","module":"nika::memory","tier":"stable","since":"1.0.0","members":[{"kind":"field","name":"kept","signature":"u8"}],"file":"src/memory.rs","line":3}}"#;
const RUN: &str = r#"{"stability":1,"package":"nika","version":"1.0.0","record":{"kind":"command","name":"nika run","path":"command nika run","tier":"stable","since":"1.0.0","area":"CLI"}}"#;
const STATEMENT: &str = r#"{"stability":1,"package":"nika","version":"1.0.0","statement":{"area":"CLI","note":"see","planned":[{"name":"watch"}]}}"#;
const EVIDENCE: &str = r#"{"stability":1,"package":"nika","version":"1.0.0","evidence":{"relation":"implements","guarantee":"kept","of":"nika","name":"keep","line":3}}"#;
const OTHER: &str = r#"{"stability":1,"package":"other","version":"0.1.0"}"#;

const ALL: [&str; 6] = [HEADER, FRAME, RUN, STATEMENT, EVIDENCE, OTHER];

/// What is wrong with a single line.
#[track_caller]
fn refused(line: &str) -> String {
    Contract::from_lines([line]).expect_err("it is refused").to_string()
}

#[test]
fn lines_are_a_contract() {
    let contract = Contract::from_lines(ALL).unwrap();
    let ids: Vec<_> = contract.items().iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["command nika run", "nika::memory::Frame"]);
    assert_eq!(contract.items()[1].area.as_deref(), Some("Memory"));
    assert_eq!(contract.items()[1].members[0].name, "kept");
    assert_eq!(contract.header().map(|header| header.name.as_str()), Some("Nika"));
    assert_eq!(contract.areas()[0].planned[0].name, "watch");
    let packages: Vec<_> = contract.packages().iter().map(|it| it.package.to_string()).collect();
    assert_eq!(packages, ["nika 1.0.0", "other 0.1.0"]);
    assert_eq!(Contract::from_json(&contract.to_json()), Ok(contract));
}

#[test]
fn no_lines_are_the_empty_contract_and_ends_are_no_part_of_a_line() {
    assert_eq!(Contract::from_lines([]), Ok(Contract::default()));
    let ended: Vec<String> = ALL
        .iter()
        .flat_map(|line| [format!("{line}\r\n"), "\n".into()])
        .collect();
    assert_eq!(
        Contract::from_lines(ended.iter().map(String::as_str)),
        Contract::from_lines(ALL)
    );
}

#[test]
fn a_line_that_is_none_is_refused_with_what_it_should_be() {
    assert_eq!(
        refused("{}"),
        "line 1: it is no line of a contract, which starts with `{\"stability\":1,`"
    );
    assert_eq!(refused("[]"), "line 1: invalid type: sequence, expected an object");
    assert_eq!(refused("stability"), "line 1: expected value");
    assert_eq!(
        refused(&FRAME[..FRAME.len() - 1]),
        format!(
            "line 1 (nika 1.0.0), column {}: EOF while parsing an object",
            FRAME.len() - 1
        )
    );
}

#[test]
fn a_later_form_is_refused_before_what_came_with_it() {
    let later = r#"{"stability":7,"speaker":{"name":"nika"}}"#;
    assert_eq!(
        refused(later),
        "line 1: the form of the line is version 7, and this program reads version 1: read the file with a later version of \
         `cargo stability`, or build it with the `stability-runtime` that belongs to this one"
    );
    assert_eq!(
        refused(r#"{"stability":0}"#),
        "line 1, column 14: no form of lines has the version 0: this program reads 1"
    );
}

#[test]
fn a_mistake_is_shown_at_its_place() {
    let column = |line: &str, of: &str| line.find(of).expect("it is there") + 1;
    let line = FRAME.replace("\"stable\"", "\"stabel\"");
    assert_eq!(
        refused(&line),
        format!(
            "line 1 (nika 1.0.0), column {}: `record.tier`: no tier `stabel`: `stable` is near; write one of frozen, stable, \
             beta, evolving, experimental, internal",
            column(&line, "\"stabel\""),
        )
    );
    let line = FRAME.replace("signature", "x-signature");
    assert_eq!(
        refused(&line),
        format!(
            "line 1 (nika 1.0.0), column {}: unknown key `x-signature` in `record.members[0]`: write `signature`",
            column(&line, "\"x-signature\""),
        )
    );
    assert_eq!(
        refused(r#"{"stability":1,"package":"nika","record":{}}"#),
        "line 1: the key `version` is missing in the document"
    );
}

#[test]
fn every_line_that_cannot_be_read_is_reported_up_to_a_number() {
    let error = Contract::from_lines(["{}", FRAME, "", "[]"]).unwrap_err();
    let LinesError::Lines(errors) = &error else {
        panic!("{error}")
    };
    let numbers: Vec<_> = errors.iter().map(super::LineError::line).collect();
    assert_eq!(numbers, [1, 4]);
    assert!(
        error.to_string().starts_with("2 lines cannot be read:\n- line 1: "),
        "{error}"
    );

    // An endless iterator is left as soon as there is enough to report.
    let error = Contract::from_lines(core::iter::repeat("{}")).unwrap_err();
    assert!(
        matches!(&error, LinesError::Lines(errors) if errors.len() == 20),
        "{error}"
    );
}

#[test]
fn what_is_no_contract_is_told_as_for_a_program() {
    let elsewhere = FRAME.replace("\"line\":3", "\"line\":9");
    let error = Contract::from_lines([HEADER, FRAME, &elsewhere]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`nika::memory::Frame` is promised twice in the package `nika`, at src/memory.rs:3 and at src/memory.rs:9: remove one \
         of the two attributes, or give one a `path = \"…\"` of its own"
    );
    let malformed = refused(&OTHER.replace("0.1.0", "0.1"));
    assert!(
        malformed.starts_with("the version `0.1` of the package `other` is no version"),
        "{malformed}"
    );
}

#[test]
fn no_nesting_and_no_length_is_too_much() {
    let deep = format!("{}{}{}", &FRAME[..24], "[".repeat(1 << 20), &FRAME[24..]);
    assert!(refused(&deep).starts_with("line 1"), "deep arrays");

    let mut member = r#"{"kind":"variant","name":"v"}"#.to_string();
    for _ in 0..40 {
        member = format!(r#"{{"kind":"variant","name":"v","members":[{member}]}}"#);
    }
    let line = format!(r#"{{"stability":1,"package":"nika","version":"1.0.0","record":{member}}}"#);
    let error = refused(&line);
    assert!(error.ends_with("members stand more than 32 deep"), "{error}");

    let long = format!("{FRAME}{}", " ".repeat(MAX_LENGTH));
    let error = refused(&long);
    assert!(error.starts_with("line 1 (nika 1.0.0): it has 167"), "{error}");
}

#[test]
fn the_package_of_a_line_is_known_without_reading_it() {
    assert_eq!(package(FRAME), Some(("nika", "1.0.0")));
    assert_eq!(package(&FRAME[..50]), Some(("nika", "1.0.0")));
    for line in [
        "",
        "{}",
        &FRAME[..40],
        &FRAME.replace("nika", "ni\\u006ba"),
        &FRAME.replacen('1', "2", 1),
    ] {
        assert_eq!(package(line), None, "{line}");
    }
}

proptest! {
    #[test]
    fn order_and_repetition_mean_nothing(order in Just(ALL.to_vec()).prop_shuffle(), again in 0..ALL.len()) {
        let lines = order.iter().copied().chain([ALL[again]]);
        prop_assert_eq!(Contract::from_lines(lines), Contract::from_lines(ALL));
    }

    #[test]
    fn a_line_that_is_cut_or_changed_is_read_or_refused(which in 0..ALL.len(), at in any::<prop::sample::Index>(), byte in 0_u8..128) {
        let line = ALL[which];
        let at = at.index(line.len());
        prop_assert!(Contract::from_lines([&line[..at]]).is_err() || at == 0);
        let mut bytes = line.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = Contract::from_lines([str::from_utf8(&bytes).expect("it is ASCII")]);
    }
}
