//! What comparing and judging costs after a release in which much has changed.

use std::error::Error;
use std::time::{Duration, Instant};

use stability::Contract;
use stability_policy::{Comparison, Evidence, Policy, judge};

/// The time to compare and judge contracts of so many items, every tenth of which has moved or has another type; and how
/// many findings there are.
pub fn judged(items: usize) -> Result<(Duration, usize), Box<dyn Error>> {
    let (before, after) = (contract(items, 0)?, contract(items, 1)?);
    let (policy, evidence) = (Policy::default(), Evidence::default());
    let start = Instant::now();
    let verdict = judge(&Comparison::new(Some(&before), &after, &policy, &evidence)?);
    Ok((start.elapsed(), verdict.findings.len()))
}

/// A contract of so many items, of which every tenth is another one in each `edition`.
fn contract(items: usize, edition: usize) -> Result<Contract, Box<dyn Error>> {
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
    Ok(Contract::from_json(&json)?)
}
