//! What holds of any two contracts.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::{differences, written};
use crate::diff::{Change, Effect, Fact, diff};

/// Items, and what they have become.
fn history() -> impl Strategy<Value = (Vec<Value>, Vec<Value>)> {
    let ways = proptest::collection::vec(0..written::WAYS, 8);
    (written::items(), ways).prop_map(|(items, ways)| {
        let after = items
            .iter()
            .zip(ways)
            .filter_map(|(item, way)| written::changed(item, way));
        let after = after.collect();
        (items, after)
    })
}

/// The same items and members in another order.
fn turned(items: &[Value], by: usize) -> Vec<Value> {
    let mut items: Vec<Value> = items.to_vec();
    if !items.is_empty() {
        let middle = by % items.len();
        items.rotate_left(middle);
    }
    for item in &mut items {
        if let Some(members) = item["members"].as_array_mut() {
            members.reverse();
        }
    }
    items
}

proptest! {
    #[test]
    fn nothing_differs_from_itself((items, after) in history(), text in "\\PC{0,40}") {
        // In two versions of a package at once, with words that are hard to print.
        let before = items.into_iter().map(|item| (item, "nika@1.0.0"));
        let after = after.into_iter().map(|item| (item, "nika@2.0.0"));
        let items: Vec<Value> = before
            .chain(after)
            .map(|(mut item, package)| {
                item["package"] = package.into();
                item["note"] = text.as_str().into();
                item
            })
            .collect();
        let version = |version: &str| json!({ "name": "nika", "version": version });
        let contract = written::of_packages(&json!([version("1.0.0"), version("2.0.0")]), &items);
        prop_assert_eq!(diff(&contract, &contract), []);
    }

    #[test]
    fn every_removed_item_is_found((items, after) in history(), which: Index) {
        let gone = written::id(&items[which.index(items.len())]);
        let after: Vec<Value> = after.into_iter().filter(|item| written::id(item) != gone).collect();
        prop_assume!(after.iter().all(|item| !written::id(item).ends_with(&gone.replace("nika::", "elsewhere::"))));
        let (before, after) = (written::contract("1.0.0", &items), written::contract("1.1.0", &after));
        let changes = diff(&before, &after);
        let found = changes.iter().any(|change| {
            change.effect == Effect::Breaking && change.fact == Fact::ItemRemoved && change.name() == gone
        });
        prop_assert!(found, "{} {:?}", gone, changes);
    }

    #[test]
    fn every_removed_member_is_found(items in written::items(), which: Index) {
        let (before, mut after) = (items.clone(), items);
        let with_members: Vec<usize> = (0..after.len()).filter(|at| after[*at]["members"].is_array()).collect();
        if with_members.is_empty() {
            return Ok(());
        }
        let at = with_members[which.index(with_members.len())];
        let members = after[at]["members"].as_array_mut().expect("it has some");
        let gone = members.remove(which.index(members.len()));
        let name = format!("{}::{}", written::id(&before[at]), gone["name"].as_str().unwrap_or_default());
        let (before, after) = (written::contract("1.0.0", &before), written::contract("1.0.0", &after));
        let found: Vec<(Effect, String)> = diff(&before, &after).iter().map(|it| (it.effect, it.name())).collect();
        prop_assert_eq!(found, [(Effect::Breaking, name)]);
    }

    #[test]
    fn the_order_of_records_never_matters((items, after) in history(), by: usize) {
        let plain = differences(&written::contract("1.0.0", &items), &written::contract("1.1.0", &after));
        let turned = differences(
            &written::contract("1.0.0", &turned(&items, by)),
            &written::contract("1.1.0", &turned(&after, by / 2)),
        );
        prop_assert_eq!(plain, turned);
    }

    #[test]
    fn what_is_taken_one_way_is_given_the_other((items, after) in history()) {
        let (before, after) = (written::contract("1.0.0", &items), written::contract("1.1.0", &after));
        let named = |changes: &[Change<'_>], removed: bool| -> BTreeSet<String> {
            let fact = if removed { Fact::ItemRemoved } else { Fact::ItemAdded };
            changes.iter().filter(|it| it.fact == fact).map(Change::name).collect()
        };
        let (forth, back) = (diff(&before, &after), diff(&after, &before));
        prop_assert_eq!(named(&forth, true), named(&back, false));
        prop_assert_eq!(named(&forth, false), named(&back, true));
    }
}

/// Each of many items changes, a third of them its path: what is found grows as they do, and nothing is missed.
#[test]
fn many_changes_are_all_found() {
    let item = |at: usize, moved: bool| {
        let module = if moved && at.is_multiple_of(3) {
            "nika::moved"
        } else {
            "nika"
        };
        let signature = if moved && at % 3 == 1 { "u16" } else { "u8" };
        let members = json!([{ "name": format!("field{at}"), "kind": "field", "signature": signature }]);
        json!({ "id": format!("{module}::Item{at}"), "signature": format!("struct Item{at}"), "members": members })
    };
    let before: Vec<Value> = (0..3_000).map(|at| item(at, false)).collect();
    let after: Vec<Value> = (0..3_000).map(|at| item(at, true)).collect();
    let changes = differences(
        &written::contract("1.0.0", &before),
        &written::contract("1.0.0", &after),
    );
    let count = |word: &str| changes.iter().filter(|differences| differences.contains(word)).count();
    assert_eq!(
        (changes.len(), count("is now `nika::moved::"), count("`u16`")),
        (2_000, 1_000, 1_000)
    );
}
