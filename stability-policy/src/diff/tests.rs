//! What is a difference and what is not, and what it means.

mod deprecation;
mod facts;
mod matching;
mod meaning;
mod properties;
pub(crate) mod written;

use serde_json::Value;
use stability::contract::Contract;

use super::{Change, diff};

/// What differs, each as `breaking stable: \`nika::Foo\` was removed`.
fn differences(before: &Contract, after: &Contract) -> Vec<String> {
    diff(before, after).iter().map(shown).collect()
}

fn shown(change: &Change<'_>) -> String {
    format!("{} {}: {change}", change.effect, change.tier)
}

/// The word for the fact of a change.
fn word(change: &Change<'_>) -> String {
    let fact = serde_json::to_value(&change.fact).expect("a fact is JSON");
    fact["fact"].as_str().expect("it has a word").to_string()
}

fn one(item: &Value) -> Contract {
    written::contract("1.0.0", std::slice::from_ref(item))
}
