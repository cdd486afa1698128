//! Whole documents: what is written, what is left, and what is reported.

mod documents;
#[cfg(any(feature = "aide", feature = "utoipa"))]
mod models;
mod properties;
mod rules;
mod shared;

use serde_json::Value;
use stability::Tier;
use stability::route::{Moment, Retirement, Route};

use super::{Annotator, Operation};

/// 2026-09-01, and 2027-01-01 at 23:59:59 in a zone one hour behind UTC, where that is another day.
const RETIREMENT: Retirement = Retirement {
    sunset: Some(Moment {
        written: "2027-01-01T23:59:59-01:00",
        seconds: 1_798_851_599,
        header: "Sat, 02 Jan 2027 00:59:59 GMT",
    }),
    link: Some("https://skills.example/deprecations#v1"),
    link_header: Some("<https://skills.example/deprecations#v1>; rel=\"deprecation\""),
    ..Retirement::new(Moment {
        written: "2026-09-01",
        seconds: 1_788_220_800,
        header: "@1788220800",
    })
};

const fn deprecated(method: &'static str, path: &'static str) -> Route {
    Route {
        retirement: Some(&RETIREMENT),
        ..Route::new(method, path, Tier::Stable)
    }
}

const fn stable(method: &'static str, path: &'static str) -> Route {
    Route::new(method, path, Tier::Stable)
}

fn shown(operations: &[Operation]) -> Vec<String> {
    operations.iter().map(Operation::to_string).collect()
}

/// Annotates, and checks what holds of every document: twice is once, and then only conflicts are left.
fn annotated<'r>(annotator: &Annotator<'r>, document: &Value) -> (Value, super::Report<'r>) {
    let mut once = document.clone();
    let report = annotator.annotate(&mut once);
    assert_only_added(document, &once, &report.applied);

    let mut twice = once.clone();
    assert_eq!(annotator.annotate(&mut twice), report);
    assert_eq!(twice.to_string(), once.to_string());

    let disagreements = annotator.check(&once);
    assert_eq!(disagreements.differences, report.conflicts);
    assert_eq!(disagreements.skipped, report.skipped);
    assert_eq!(
        members_of_other_tools(annotator, &once),
        members_of_other_tools(annotator, document)
    );
    (once, report)
}

/// What each reference leads to from an operation that is no route's.
fn members_of_other_tools(annotator: &Annotator<'_>, document: &Value) -> Vec<Value> {
    let found = super::document::operations(document);
    let others = annotator.check(document).not_in_registry;
    let operations = found.found.iter().filter(|it| others.contains(&it.operation));
    let responses = operations.filter_map(|it| it.members.get("responses")?.as_object());
    let references = responses.flat_map(|responses| responses.values());
    references
        // The whole document is no response of theirs.
        .filter(|it| it.get("$ref").is_some_and(|reference| *reference != "#"))
        .filter_map(|it| found.references.follow(it).cloned())
        .collect()
}

/// Nothing changed outside the operations; in them nothing was changed, moved or removed.
fn assert_only_added(before: &Value, after: &Value, operations: &[Operation]) {
    let is_named = |path: &[&str]| {
        let (item, key) = match path {
            ["paths", item, "additionalOperations", method] => (*item, (*method).to_string()),
            ["paths", item, key] => (*item, key.to_ascii_uppercase()),
            // One component is one path item's, or it is left.
            ["components", "pathItems", _, "additionalOperations", method] => return !method.is_empty(),
            ["components", "pathItems", _, key] => return *key != "parameters",
            _ => return false,
        };
        operations
            .iter()
            .any(|operation| operation.path == item && operation.method == key)
    };
    assert_same_but(before, after, &mut Vec::new(), &is_named);
}

fn assert_same_but<'a>(
    before: &'a Value,
    after: &'a Value,
    path: &mut Vec<&'a str>,
    is_named: &impl Fn(&[&str]) -> bool,
) {
    if is_named(path) {
        return assert_contains(after, before);
    }
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            assert!(before.keys().eq(after.keys()), "the keys of {path:?} are the same");
            for (key, value) in before {
                path.push(key);
                assert_same_but(value, &after[key], path, is_named);
                path.pop();
            }
        }
        _ => assert_eq!(before.to_string(), after.to_string(), "{path:?}"),
    }
}

/// What was there before is there, in its order and before anything else.
fn assert_contains(after: &Value, before: &Value) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            assert!(
                before.keys().eq(after.keys().take(before.len())),
                "{before:?} first in {after:?}"
            );
            for (key, value) in before {
                assert_contains(&after[key], value);
            }
        }
        (Value::Array(before), Value::Array(after)) => {
            assert_eq!(before[..], after[..before.len()]);
        }
        _ => assert_eq!(before, after),
    }
}
