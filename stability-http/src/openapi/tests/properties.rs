//! Documents as nobody would write them.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};
use stability::Tier;
use stability::route::Route;

use super::{RETIREMENT, annotated};
use crate::openapi::Annotator;

const PATHS: &[&str] = &[
    "/a",
    "/a/{x}",
    "/a/{y}",
    "/a/{*x}",
    "/b/{rest}",
    "/",
    "",
    "b",
    "x-y",
    "/~1~0/é",
];
const METHODS: &[&str] = &["get", "head", "post", "query", "trace", "COPY", "Get", "x-z"];

/// Anything, in any place.
fn junk() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        "[a-z#/]{0,6}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            object(
                select(&["$ref", "headers", "in", "name", "get", "x"][..]).prop_map(String::from),
                inner
            ),
        ]
    })
}

/// The value for the most part, and junk now and then.
fn mostly(value: impl Strategy<Value = Value> + 'static) -> impl Strategy<Value = Value> {
    prop_oneof![12 => value, 1 => junk()]
}

fn object(key: impl Strategy<Value = String>, value: impl Strategy<Value = Value>) -> impl Strategy<Value = Value> {
    vec((key, value), 0..5).prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>()))
}

fn reference() -> impl Strategy<Value = Value> {
    let targets = [
        "#/components/pathItems/a",
        "#/components/pathItems/b",
        "#/components/responses/a",
        "#/components/parameters/a",
        "#/paths/~1a",
        "#/paths/~1a/get",
        "#/paths/~1a/get/responses/200",
        "#/paths/~1a~1%7Bx%7D/post/responses/4XX",
        "#/paths/~1a/get/responses/200/headers",
        "#",
        "other.json",
    ];
    select(targets.to_vec()).prop_map(|target| json!({ "$ref": target }))
}

fn response() -> impl Strategy<Value = Value> {
    let headers = select(&["Deprecation", "sunset", "LINK", "ETag"][..]).prop_map(String::from);
    let headers = mostly(object(headers, junk()));
    let own = headers.prop_map(|headers| json!({ "description": "d", "headers": headers, "content": {} }));
    prop_oneof![own, Just(json!({ "description": "d" })), reference()]
}

fn parameter() -> impl Strategy<Value = Value> {
    let name = select(&["Accept-Stability", "accept-stability", "id"][..]);
    let own = (
        name,
        select(&["header", "query"][..]),
        mostly(any::<bool>().prop_map(Value::from)),
    );
    let own = own.prop_map(|(name, place, required)| json!({ "name": name, "in": place, "required": required }));
    prop_oneof![own, reference()]
}

fn parameters() -> impl Strategy<Value = Value> {
    mostly(vec(mostly(parameter()), 0..3).prop_map(Value::from))
}

fn operation() -> impl Strategy<Value = Value> {
    let code = select(&["200", "4XX", "default", "x-r", "a/b"][..]).prop_map(String::from);
    let members = prop_oneof![
        (Just("responses"), mostly(object(code, mostly(response())))),
        (Just("parameters"), parameters()),
        (Just("deprecated"), mostly(any::<bool>().prop_map(Value::from))),
        (
            Just("x-stability"),
            mostly(select(&["stable", "beta"][..]).prop_map(Value::from))
        ),
        (Just("x-sunset"), mostly(Just("2027-01-02".into()))),
        (
            Just("x-stability-headers"),
            mostly(object(select(&["LINK", "Sunset"][..]).prop_map(String::from), junk()))
        ),
        (Just("summary"), junk()),
    ];
    vec(members, 0..6).prop_map(|members| {
        let members = members.into_iter().map(|(key, value)| (key.to_string(), value));
        Value::Object(members.collect())
    })
}

fn path_item() -> impl Strategy<Value = Value> {
    let method = || select(METHODS).prop_map(String::from);
    let others = object(method(), mostly(operation()));
    let own = (object(method(), mostly(operation())), mostly(others), parameters()).prop_map(
        |(mut item, others, parameters)| {
            let members = item.as_object_mut().expect("it is made as one");
            members.insert("additionalOperations".into(), others);
            members.insert("parameters".into(), parameters);
            item
        },
    );
    prop_oneof![6 => own, 1 => reference()]
}

fn document() -> impl Strategy<Value = Value> {
    let path = select(PATHS).prop_map(String::from);
    let version = mostly(select(&["3.0.0", "3.1.0", "3.2.0"][..]).prop_map(Value::from));
    let name = || select(&["a", "b"][..]).prop_map(String::from);
    let components = (
        object(name(), mostly(path_item())),
        object(name(), mostly(response())),
        object(name(), mostly(parameter())),
    );
    (version, mostly(object(path, mostly(path_item()))), components, junk()).prop_map(
        |(version, paths, (items, responses, parameters), extra)| {
            json!({
                "openapi": version,
                "x-extra": extra,
                "paths": paths,
                "components": { "pathItems": items, "responses": responses, "parameters": parameters },
            })
        },
    )
}

fn routes() -> impl Strategy<Value = Vec<Route>> {
    let method = select(&["GET", "HEAD", "POST", "QUERY", "COPY"][..]);
    let route = (method, select(PATHS), select(Tier::ALL.to_vec()), any::<bool>());
    let route = route.prop_map(|(method, path, tier, is_deprecated)| Route {
        retirement: is_deprecated.then_some(&RETIREMENT),
        ..Route::new(method, path, tier)
    });
    vec(route, 0..8)
}

proptest! {
    /// What [`annotated`] checks: only additions, only in the operations reported, twice is once.
    #[test]
    fn any_document_is_only_added_to(
        document in document(),
        routes in routes(),
        mount in select(&["", "/", "/a", "a"][..]),
        base_path in select(&["", "/a"][..]),
    ) {
        let annotator = Annotator::new(&routes).mount(mount).base_path(base_path);
        let (_, report) = annotated(&annotator, &document);
        let mut known: Vec<_> = routes.iter().filter(|route| !report.not_in_document.contains(route)).collect();
        known.dedup();
        prop_assert!(report.applied.is_empty() == known.is_empty());
    }
}
