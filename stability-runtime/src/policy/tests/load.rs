//! How long judging takes.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use std::time::{Duration, Instant};

use crate::contract::Contract;
use crate::policy::{Case, Circumstances, Policy, judge};

/// A contract of so many items, of which every tenth is another one in each `edition`.
fn contract(items: usize, edition: usize) -> Contract {
    let item = |at: usize| {
        let kind = if at.is_multiple_of(10) { edition } else { 0 };
        let id = if kind == 1 && at.is_multiple_of(20) {
            format!("nika::moved::module{}::Item{at}", at / 100)
        } else {
            format!("nika::module{}::Item{at}", at / 100)
        };
        let ty = if kind == 1 { "u16" } else { "Item7" };
        format!(
            r#"{{ "id": "{id}", "kind": "struct", "name": "Item{at}", "tier": "stable", "since": "1.0.0", "package": "nika",
                "signature": "struct Item{at}", "exhaustive": false, "members": [
                {{ "name": "a{at}", "kind": "field", "signature": "Option<{ty}>" }},
                {{ "name": "b", "kind": "field", "signature": "String" }}] }}"#
        )
    };
    let items: Vec<String> = (0..items).map(item).collect();
    let package = format!(r#"{{ "name": "nika", "version": "1.{edition}.0" }}"#);
    let head = r#""schema": "stability/contract@1", "contract": null"#;
    let json = format!(r#"{{ {head}, "package": {package}, "items": [{}] }}"#, items.join(","));
    Contract::from_json(&json).expect("it is a contract")
}

/// The time to compare and judge so many items, and how many findings there are.
fn timed(items: usize) -> (Duration, usize) {
    let (before, after) = (contract(items, 0), contract(items, 1));
    let (policy, circumstances) = (Policy::default(), Circumstances::default());
    let start = Instant::now();
    let case = Case::new(Some(&before), &after, &policy, &circumstances).expect("nothing is recorded");
    let verdict = judge(&case);
    (start.elapsed(), verdict.findings.len())
}

/// `cargo test --release -p stability-runtime --features policy --lib policy::tests::load -- --ignored --nocapture`
#[test]
#[ignore = "it measures; run it in a release build"]
fn ten_times_the_items_take_ten_times_as_long() {
    let (ten, findings) = timed(10_000);
    let (hundred, more) = timed(100_000);
    std::println!("10,000 items: {ten:?}, {findings} findings; 100,000 items: {hundred:?}, {more} findings");
    assert!(ten < Duration::from_secs(1));
    assert!(hundred < 20 * ten, "more than linear");
}
