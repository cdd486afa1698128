use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;

use super::{LinesError, MAX_LENGTH, is_first, package};
use crate::Contract;

const NIKA: &str = r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#;
const IN_MEMORY: &str = r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika::memory"}"#;
const OTHER: &str = r#"{"stability":2,"package":"other","version":"0.1.0","module":"other"}"#;
const HEADER: &str = r#"{"contract":{"name":"Nika","state":"final","scope":">=1.0.0","areas":[{"name":"Memory","modules":["self::memory"]}]}}"#;
const AREAS: &str = r#"{"areas":["CLI"]}"#;
const FRAME: &str = r#"{"kind":"struct","name":"Frame","tier":"stable","since":"1.0.0","members":[{"kind":"field","name":"kept","signature":"u8"}],"location":{"file":"src/memory.rs","line":3}}"#;
const RUN: &str =
    r#"{"kind":"command","name":"nika run","id":"command nika run","tier":"stable","since":"1.0.0","area":"CLI"}"#;
const STATEMENT: &str = r#"{"statement":{"area":"CLI","note":"see","planned":[{"name":"watch"}]}}"#;

/// What three submissions state.
const ALL: [&[&str]; 3] = [&[NIKA, HEADER, AREAS, RUN, STATEMENT], &[IN_MEMORY, FRAME], &[OTHER]];

fn all() -> Vec<&'static str> {
    ALL.concat()
}

/// What is wrong with a single line of `nika`.
#[track_caller]
fn refused(line: &str) -> String {
    let lines = if is_first(line) { [line, ""] } else { [NIKA, line] };
    Contract::from_lines(lines).expect_err("it is refused").to_string()
}

#[test]
fn lines_are_a_contract() {
    let contract = Contract::from_lines(all()).unwrap();
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
    let ended: Vec<String> = all()
        .iter()
        .flat_map(|line| [format!("{line}\r\n"), "\n".into()])
        .collect();
    assert_eq!(
        Contract::from_lines(ended.iter().map(String::as_str)),
        Contract::from_lines(all())
    );
}

#[test]
fn an_invalid_line_is_refused_with_the_expected_form() {
    assert_eq!(
        refused("{}"),
        "line 2 (nika 1.0.0): the key `kind` is missing in the document"
    );
    assert_eq!(
        refused("[]"),
        "line 2 (nika 1.0.0): invalid type: sequence, expected an object"
    );
    assert_eq!(refused("stability"), "line 2 (nika 1.0.0): expected value");
    assert_eq!(
        refused(&FRAME[..FRAME.len() - 1]),
        format!(
            "line 2 (nika 1.0.0), column {}: EOF while parsing an object",
            FRAME.len() - 1
        )
    );
    assert_eq!(
        refused(r#"{"areas":[],"text":"a"}"#),
        "line 2 (nika 1.0.0), column 13: unknown key `text` in the document: the keys here are contract, areas, statement, implementation"
    );
    assert_eq!(
        refused(r#"{"kind":"fn","package":"other","name":"a","tier":"beta"}"#),
        "line 2 (nika 1.0.0): it has the key `package`, which only the first line of a submission may have"
    );
}

#[test]
fn lines_have_a_package() {
    assert_eq!(
        Contract::from_lines([FRAME]).unwrap_err().to_string(),
        "line 1: the line is not in a submission: a submission starts with a line `{\"stability\":2,…}`"
    );
    // Where cargo did not call the compiler, only the module names it.
    let contract = Contract::from_lines([&NIKA.replacen("nika", "", 1), FRAME]).unwrap();
    assert_eq!(contract.packages()[0].package.name, "nika");
}

#[test]
fn another_form_is_refused_before_what_came_with_it() {
    let later = r#"{"stability":7,"speaker":{"name":"nika"}}"#;
    assert_eq!(
        refused(later),
        "line 1: the line has the format version 7, but this program reads version 2: read the file with a later version of \
         `cargo stability`, or build it with the `stability-runtime` that belongs to this one"
    );
    let earlier = r#"{"stability":1,"package":"nika","version":"1.0.0","areas":["CLI"]}"#;
    assert_eq!(
        refused(earlier),
        "line 1: the line has the format version 1, but this program reads version 2: build the file again, with the \
         `stability-runtime` that belongs to this program"
    );
}

#[test]
fn a_mistake_is_shown_at_its_place() {
    let column = |line: &str, of: &str| line.find(of).expect("it is there") + 1;
    let line = FRAME.replace("\"stable\"", "\"stabel\"");
    assert_eq!(
        refused(&line),
        format!(
            "line 2 (nika 1.0.0), column {}: `tier`: unknown tier `stabel`: did you mean `stable`? write one of frozen, stable, beta, \
             evolving, experimental, internal",
            column(&line, "\"stabel\""),
        )
    );
    let line = FRAME.replace("signature", "x-signature");
    assert_eq!(
        refused(&line),
        format!(
            "line 2 (nika 1.0.0), column {}: unknown key `x-signature` in `members[0]`: write `signature`",
            column(&line, "\"x-signature\""),
        )
    );
    assert_eq!(
        refused(r#"{"stability":2,"package":"nika"}"#),
        "line 1: the key `version` is missing in the document"
    );
}

#[test]
fn a_list_may_start_with_null() {
    let first = FRAME.replace("\"members\":[", "\"members\":[null,");
    assert_eq!(
        Contract::from_lines([IN_MEMORY, &first]),
        Contract::from_lines([IN_MEMORY, FRAME])
    );
}

#[test]
fn every_line_that_cannot_be_read_is_reported_up_to_a_number() {
    let error = Contract::from_lines([NIKA, "{}", FRAME, "", "[]"]).unwrap_err();
    let LinesError::Lines(errors) = &error else {
        panic!("{error}")
    };
    let numbers: Vec<_> = errors.iter().map(super::LineError::line).collect();
    assert_eq!(numbers, [2, 5]);
    assert!(
        error
            .to_string()
            .starts_with("2 lines cannot be read:\n- line 2 (nika 1.0.0): "),
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
fn an_invalid_contract_is_reported_as_for_a_program() {
    let elsewhere = FRAME.replace("\"line\":3", "\"line\":9");
    let error = Contract::from_lines([IN_MEMORY, FRAME, &elsewhere]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`nika::memory::Frame` is promised twice in the package `nika`, at src/memory.rs:3 and at src/memory.rs:9: remove one \
         of the two attributes, or add `path = \"…\"` with another path to one"
    );
    let malformed = refused(&OTHER.replace("0.1.0", "0.1"));
    assert!(
        malformed.starts_with("the version `0.1` of the package `other` is not a version"),
        "{malformed}"
    );
}

#[test]
fn no_nesting_and_no_length_is_too_much() {
    let deep = format!("{}{}{}", &FRAME[..24], "[".repeat(1 << 20), &FRAME[24..]);
    assert!(refused(&deep).starts_with("line 2"), "deep arrays");

    let mut member = r#"{"kind":"variant","name":"v"}"#.to_string();
    for _ in 0..40 {
        member = format!(r#"{{"kind":"variant","name":"v","members":[{member}]}}"#);
    }
    let error = refused(&member);
    assert!(
        error.ends_with("members are nested more than 32 levels deep"),
        "{error}"
    );

    let long = format!("{FRAME}{}", " ".repeat(MAX_LENGTH));
    let error = refused(&long);
    assert!(error.starts_with("line 2 (nika 1.0.0): it has 167"), "{error}");
}

#[test]
fn the_package_of_a_line_is_known_without_reading_it() {
    assert_eq!(package(NIKA), Some(("nika", "1.0.0")));
    assert_eq!(package(&NIKA[..50]), Some(("nika", "1.0.0")));
    for line in [
        "",
        "{}",
        FRAME,
        &NIKA[..40],
        &NIKA.replace("nika", "ni\\u006ba"),
        &NIKA.replacen('2', "1", 1),
    ] {
        assert_eq!(package(line), None, "{line}");
    }
}

proptest! {
    #[test]
    fn order_and_repetition_mean_nothing(order in Just(ALL.to_vec()).prop_shuffle(), again in 0..ALL.len()) {
        let submissions = order.iter().copied().chain([ALL[again]]);
        prop_assert_eq!(Contract::from_lines(submissions.flatten().copied()), Contract::from_lines(all()));
    }

    #[test]
    fn a_line_that_is_cut_or_changed_is_read_or_refused(which in 0..all().len(), at in any::<prop::sample::Index>(), byte in 0_u8..128) {
        let line = all()[which];
        let at = at.index(line.len());
        prop_assert!(Contract::from_lines([NIKA, &line[..at]]).is_err() || at == 0);
        let mut bytes = line.as_bytes().to_vec();
        bytes[at] = byte;
        let _ = Contract::from_lines([NIKA, str::from_utf8(&bytes).expect("it is ASCII")]);
    }
}
