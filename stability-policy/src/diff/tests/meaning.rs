//! What other words mean.

use serde_json::{Value, json};

use super::{differences, written};

/// Things of one kind with these texts: their effects, or nothing.
fn effects(kind: &str, names: &[&str], before: &[&str], after: &[&str]) -> Vec<String> {
    let contract = |texts: &[&str]| {
        let items = names.iter().zip(texts).filter(|(_, text)| **text != "removed");
        let items: Vec<Value> = items
            .map(|(name, text)| json!({ "id": format!("{kind} {name}"), "name": name, "kind": kind, "text": text }))
            .collect();
        written::contract("1.0.0", &items)
    };
    let found = differences(&contract(before), &contract(after));
    found
        .iter()
        .map(|it| it.split(' ').next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn exchanged_meanings_break_and_other_words_do_not() {
    let run = &["c run 0", "c run 2"][..];
    for (before, after, expected) in [
        (
            ["done", "bad usage"],
            ["bad usage", "done"],
            &["breaking", "breaking"][..],
        ),
        (["done", "bad usage"], ["done", "done"], &["breaking"]),
        (
            ["done", "bad usage"],
            ["finished", "wrong arguments"],
            &["neutral", "neutral"],
        ),
        (["done", "bad usage"], ["Done.", " bad  usage"], &[]),
        // A meaning that moves to a new code leaves its old one with another.
        (
            ["removed", "bad usage"],
            ["bad usage", "denied"],
            &["additive", "breaking"],
        ),
        (["removed", "bad usage"], ["denied", "bad usage"], &["additive"]),
        // A removed code has left its meaning to the other.
        (
            ["done", "bad usage"],
            ["bad usage", "removed"],
            &["breaking", "breaking"],
        ),
        // Two codes had the same words: that one gets words of its own takes nothing from anybody.
        (["error", "error"], ["error", "bad usage"], &["neutral"]),
        (["", "bad usage"], ["done", "bad usage"], &[]),
        (["done", "bad usage"], ["", "bad usage"], &["neutral"]),
    ] {
        assert_eq!(
            effects("exit-code", run, &before, &after),
            expected,
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn only_what_could_be_taken_for_another_exchanges_meanings() {
    let swapped = (["one", "two"], ["two", "one"]);
    let two_commands = ["c run 0", "c stop 0"];
    for kind in ["exit-code", "option"] {
        let found = effects(kind, &two_commands, &swapped.0, &swapped.1);
        assert_eq!(found, ["neutral", "neutral"], "{kind} of two commands");
    }
    for kind in ["setting", "env", "event", "metric", "command", "option"] {
        let found = effects(kind, &["a", "b"], &swapped.0, &swapped.1);
        assert_eq!(found, ["breaking", "breaking"], "{kind}");
    }
}

#[test]
fn a_guarantee_promises_its_words_but_not_its_lines() {
    for (before, after, expected) in [
        ("It MUST hold.", "It must hold.", &["breaking"][..]),
        ("It holds.", "It  holds", &[]),
        ("", "It holds.", &["additive"]),
    ] {
        assert_eq!(
            effects("guarantee", &["a"], &[before], &[after]),
            expected,
            "{before} {after}"
        );
    }
}

#[test]
fn the_code_of_a_variant_is_known_by_it() {
    let codes = |first: &str, second: &str| {
        let code = |number: u8, text: &str| json!({ "id": format!("N-{number:03}"), "kind": "error-code", "signature": format!("E::V{number}"), "text": text });
        written::contract("1.0.0", &[code(1, first), code(2, second)])
    };
    let found = differences(&codes("denied", "expired"), &codes("expired", "denied"));
    assert!(found.iter().all(|it| it.starts_with("neutral")), "{found:?}");
}
