use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;
use semver::Version;

use crate::contract::json::form::{self, Form};
use crate::contract::{Contract, Deprecated, Member, samples};
use crate::kind::Kind;

/// A document with everything that a document can hold.
const FULL: &str = r#"{
  "schema": "stability/contract@1",
  "contract": {
    "name": "Nika",
    "state": "locked",
    "scope": ">=0.80.0, <2.0.0",
    "areas": [
      "Memory"
    ]
  },
  "package": {
    "name": "nika",
    "version": "0.90.0"
  },
  "packages": [
    {
      "name": "nika",
      "version": "0.90.0",
      "contract": {
        "name": "Nika",
        "state": "locked",
        "scope": ">=0.80.0, <2.0.0",
        "areas": [
          "Memory"
        ]
      }
    }
  ],
  "items": [
    {
      "id": "nika::Store",
      "kind": "trait",
      "name": "Store",
      "tier": "frozen",
      "since": "0.90.0",
      "area": "Memory",
      "note": "open it \"once\"",
      "issue": "12",
      "docs": "https://example.org",
      "until": "1.0.0",
      "feature": "unstable-store",
      "deprecated": {
        "since": "next",
        "note": "slow",
        "replacement": "nika::Fast",
        "remove_in": "2.0.0",
        "on": "2026-09-01",
        "sunset": "2027-01-01",
        "link": "https://example.org/d",
        "successor": "/api/v2"
      },
      "members": [
        {
          "name": "put",
          "kind": "method",
          "tier": "beta",
          "signature": "fn put(&self)",
          "members": [
            {
              "name": "é",
              "kind": "field"
            }
          ],
          "x-cost": [1,   2.50]
        }
      ],
      "signature": "trait Store",
      "exhaustive": false,
      "sealed": {
        "friends": [
          "nika-*"
        ],
        "implementations": [
          "nika::<A as Store>"
        ]
      },
      "implements": "nika::Base",
      "location": {
        "file": "src/lib.rs",
        "line": 3
      },
      "package": "nika",
      "x-owner": { "team" : "memory" }
    },
    {
      "id": "nika::b",
      "kind": "fn",
      "name": "b",
      "tier": "stable",
      "package": "nika"
    }
  ],
  "x-": null
}
"#;

#[track_caller]
fn refused(json: &str, expected: &str) {
    let error = Contract::from_json(json).expect_err("it is refused");
    assert_eq!(error.to_string(), expected);
}

/// `FULL` with `from` replaced once by `to` is refused at the last `at` before the end of `to`.
#[track_caller]
fn refused_with(from: &str, to: &str, at: &str, expected: &str) {
    let place = FULL.find(from).expect("the document has it") + to.len();
    let json = FULL.replacen(from, to, 1);
    let before = &json[..json[..place].rfind(at).expect("the document has it")];
    let line = before.matches('\n').count() + 1;
    let column = before.len() - before.rfind('\n').map_or(0, |at| at + 1) + 1;
    refused(&json, &format!("line {line}, column {column}: {expected}"));
}

#[test]
fn a_canonical_document_comes_back_byte_by_byte() {
    let contract = Contract::from_json(FULL).unwrap();
    assert_eq!(contract.to_json(), FULL);
    assert_eq!(contract.items()[0].extensions["x-owner"], "{ \"team\" : \"memory\" }");
    assert_eq!(contract.extensions()["x-"], "null");
}

#[test]
fn the_order_of_items_and_keys_does_not_matter() {
    let permuted = r#"{"items":[
        {"package":"nika","tier":"stable","name":"b","kind":"fn","id":"nika::b"},
        {"name":"a","kind":"fn","id":"nika::a","package":"nika","tier":"stable"}
    ],"package":{"version":"1.0.0","name":"nika"},"schema":"stability/contract@1"}"#;
    let contract = Contract::from_json(permuted).unwrap();
    assert_eq!(contract.items()[0].id, "nika::a");
    let json = contract.to_json();
    assert!(
        json.contains("\"contract\": null,\n  \"package\": {\n    \"name\": \"nika\""),
        "{json}"
    );
    assert_eq!(Contract::from_json(&json).unwrap(), contract);
}

#[test]
fn another_schema_is_refused_before_anything_else() {
    refused(
        "{\"new\": 1, \"schema\": \"stability/contract@2\"}",
        "line 1, column 22: the schema is `stability/contract@2`, version 2; this program reads version 1: \
         use a later version of `stability-runtime`, or write the contract again with this one",
    );
    for other in ["stability/contract@0", "stability/contract", "nika/workflow@1", ""] {
        refused(
            &format!("{{\"schema\": \"{other}\"}}"),
            &format!("line 1, column 12: the schema is `{other}`; this program reads `stability/contract@1`"),
        );
    }
    refused("{}", "line 1, column 1: the key `schema` is missing in the document");
    refused(
        "{\"schema\": 1}",
        "line 1, column 12: `schema`: invalid type: integer `1`, expected a string",
    );
}

#[test]
fn an_unknown_key_is_refused_with_the_nearest() {
    refused_with(
        "\"remove_in\"",
        "\"remove-in\"",
        "\"remove-in\"",
        "unknown key `remove-in` in `items[0].deprecated`: write `remove_in`",
    );
    refused_with(
        "\"signature\": \"fn",
        "\"colour\": \"fn",
        "\"colour\"",
        "unknown key `colour` in `items[0].members[0]`: write `x-colour` for a key of your own",
    );
    refused_with(
        "\"line\": 3",
        "\"x-line\": 3",
        "\"x-line\"",
        "unknown key `x-line` in `items[0].location`: \
         your own keys are only allowed at the top level, on items and on members",
    );
    refused_with(
        "\"line\": 3",
        "\"offset\": 3",
        "\"offset\"",
        "unknown key `offset` in `items[0].location`: the keys here are file, line",
    );
    refused_with(
        "\"tier\": \"frozen\"",
        "\"teir\": \"frozen\"",
        "\"teir\"",
        "unknown key `teir` in `items[0]`: write `tier`",
    );
}

#[test]
fn a_doubled_key_or_id_is_refused_with_both_places() {
    refused_with(
        "\"issue\": \"12\"",
        "\"\\u006eote\": \"12\"",
        "\"\\u006eote\"",
        "the key `note` is written twice in `items[0]`, first at line 37, column 7",
    );
    refused_with(
        "\"id\": \"nika::b\",\n      \"kind\": \"fn\"",
        "\"id\": \"nika::Store\",\n      \"kind\": \"type\"",
        "\"nika::Store\"",
        "the id `nika::Store` is already the id of another item of the package `nika`, at line 31, column 13: remove one",
    );
    refused_with(
        "\n  ],\n  \"items\"",
        ",\n {\"name\":\"nika\",\"version\":\"0.90.0\"}],\n  \"items\"",
        "{\"name\"",
        "the package `nika 0.90.0` is written twice in `packages`, first at line 16, column 5: remove one",
    );
}

#[test]
fn a_wrong_value_is_refused_with_what_is_accepted() {
    refused_with(
        "\"frozen\"",
        "\"fozen\"",
        "\"fozen\"",
        "`items[0].tier`: unknown tier `fozen`: did you mean `frozen`? \
         write one of frozen, stable, beta, evolving, experimental, internal",
    );
    refused_with(
        "\"method\"",
        "3",
        "3",
        "`items[0].members[0].kind`: invalid type: integer `3`, expected a kind",
    );
    refused_with(
        "\"next\"",
        "\"1.2\"",
        "\"1.2\"",
        "`items[0].deprecated.since`: `1.2` is not a version (unexpected end of input while parsing minor version number): write a full version, for example `1.0.0`, or `next`",
    );
    refused_with(
        "\"line\": 3",
        "\"line\": -3",
        "-3",
        "`items[0].location.line`: invalid value: integer `-3`, expected u32",
    );
    refused_with(
        "\"nika-*\"",
        "null",
        "null",
        "`items[0].sealed.friends[0]`: invalid type: null, expected a string",
    );
    refused("[]", "line 1, column 1: invalid type: sequence, expected an object");
    refused_with("\"id\": \"nika::b\",", "", "{", "the key `id` is missing in `items[1]`");
}

#[test]
fn an_invalid_date_is_refused() {
    for (date, wrong) in [
        ("sunset", "never"),
        ("on", "2027-1-1"),
        ("sunset", "2027-02-29"),
        ("on", ""),
    ] {
        let before = if date == "on" {
            "\"on\": \"2026-09-01\""
        } else {
            "\"sunset\": \"2027-01-01\""
        };
        refused_with(
            before,
            &format!("\"{date}\": \"{wrong}\""),
            &format!("\"{wrong}\""),
            &format!(
                "`items[0].deprecated.{date}`: `{wrong}` is not a date: write it as `2027-01-31`, or with a time and its \
                 offset as `2027-01-31T12:00:00Z`"
            ),
        );
    }
    let dated = FULL.replacen("2027-01-01", "2027-01-01T22:00:00.5+02:00", 1);
    assert!(Contract::from_json(&dated).is_ok());
}

#[test]
fn every_text_with_a_form_is_read_by_it() {
    refused_with(
        "\"link\": \"https://example.org/d\"",
        "\"link\": \"<d>\"",
        "\"<d>\"",
        "`items[0].deprecated.link`: `<d>` is not a URI, because '<' is not allowed in one: percent-encode it",
    );
    refused_with(
        "\"successor\": \"/api/v2\"",
        "\"successor\": \"/api v2\"",
        "\"/api v2\"",
        "`items[0].deprecated.successor`: `/api v2` is not a URI, because ' ' is not allowed in one: percent-encode it",
    );
    refused_with(
        "\"name\": \"nika\",\n    \"version\"",
        "\"name\": \"ni ka\",\n    \"version\"",
        "\"ni ka\"",
        "`package.name`: `ni ka` is not the name of a package: write the name in its Cargo.toml",
    );
    for (item, expected) in [
        (
            r#""id": "skills", "kind": "route""#,
            "`items[1].id`: `skills` is not a route: write a method and a path, for example `GET /skills/{id}`",
        ),
        (
            r#""id": "NIKA-1", "kind": "error-code""#,
            "`items[1].id`: `NIKA-1` is not an error code: write a namespace and a number, for example `NIKA-AUTH-007`",
        ),
        (
            r#""id": "", "kind": "fn""#,
            "`items[1].id`: `` is empty: write the name that users know",
        ),
    ] {
        let from = "\"id\": \"nika::b\",\n      \"kind\": \"fn\"";
        let (id, _) = item.split_once(',').expect("the kind follows");
        refused_with(from, item, id.strip_prefix("\"id\": ").expect("it is the id"), expected);
    }
    let artefact = FULL
        .replacen("\"kind\": \"trait\"", "\"kind\": \"artefact\"", 1)
        .replacen("\"trait Store\"", "\"thawed\"", 1);
    let error = Contract::from_json(&artefact).expect_err("no such policy");
    assert!(
        error
            .message()
            .starts_with("`items[0].signature`: `thawed` is not a policy of generated output"),
        "{error}"
    );
}

#[test]
fn a_tombstone_is_read_by_the_same_forms() {
    for (from, to, expected) in [
        ("GET /a", "/a", "`tombstones[0].id`: `/a` is not a route"),
        (
            "nika@1.0.0",
            "nika@1",
            "`tombstones[0].package`: `nika@1` has no version after the `@`",
        ),
        (
            "2.0.0",
            "2.0",
            "`tombstones[0].removed_in`: `2.0` is not a version (unexpected end of input",
        ),
    ] {
        let whole = r#"{"schema":"stability/contract@1","items":[],"tombstones":[
            {"id":"GET /a","kind":"route","tier":"stable","removed_in":"2.0.0","package":"nika@1.0.0"}]}"#;
        assert!(Contract::from_json(whole).is_ok());
        let error = Contract::from_json(&whole.replacen(from, to, 1)).expect_err("it is refused");
        assert!(error.message().starts_with(expected), "{error}");
    }
}

#[test]
fn packages_must_agree() {
    refused_with(
        "\"package\": \"nika\"\n    }\n  ]",
        "\"package\": \"ornn\"\n    }\n  ]",
        "\"ornn\"",
        "the package `ornn` of `nika::b` is not a package of the contract: write one of nika",
    );
    refused_with(
        "\"version\": \"0.90.0\"\n  },",
        "\"version\": \"0.91.0\"\n  },",
        "{",
        "`package` is not the principal package of `packages`",
    );
    refused_with(
        "\"state\": \"locked\"",
        "\"state\": \"draft\"",
        "{",
        "`contract` is not the header of the principal package in `packages`",
    );
    refused(
        r#"{"schema":"stability/contract@1","contract":{"name":"N","state":"beta"},"items":[]}"#,
        "line 1, column 45: `contract` is there, but `package` is missing: write the package of the contract",
    );
}

#[test]
fn a_text_that_is_no_json_is_refused_where_it_breaks() {
    refused("", "line 1, column 1: EOF while parsing a value");
    refused("{\n  \"schema\": tri\n}", "line 2, column 15: expected ident");
    refused("{} {}", "line 1, column 4: trailing characters");
    refused(
        "{\"schema\": \"\\ud800\"}",
        "line 1, column 19: `schema`: unexpected end of hex escape",
    );
    for end in (0..FULL.trim_end().len()).filter(|end| FULL.is_char_boundary(*end)) {
        let error = Contract::from_json(&FULL[..end]).unwrap_err();
        let message = error.message();
        assert!(
            message.starts_with("EOF") || message == "invalid number",
            "{end}: {error}"
        );
        assert_eq!(error.line(), FULL[..end].matches('\n').count() + 1, "{end}: {error}");
    }
}

#[test]
fn no_nesting_exhausts_the_stack() {
    let nested = |depth: usize, item: &str| {
        let (open, close) = (r#"{"name":"a","kind":"field","members":["#, "]}");
        format!(
            r#"{{"schema":"stability/contract@1","package":{{"name":"n","version":"1.0.0"}},"items":[
            {{"id":"a","kind":"fn","name":"a","tier":"beta","package":"n","members":[{}{}]{item}}}]}}"#,
            open.repeat(depth),
            close.repeat(depth),
        )
    };
    assert!(Contract::from_json(&nested(31, "")).is_ok());
    let error = Contract::from_json(&nested(5_000, "")).unwrap_err();
    assert_eq!(error.message(), "members are nested more than 32 levels deep");
    let deep: String = "[".repeat(200_000) + &"]".repeat(200_000);
    let contract = Contract::from_json(&nested(1, &format!(",\"x-deep\":{deep}"))).unwrap();
    assert_eq!(contract.items()[0].extensions["x-deep"], deep);
    assert!(Contract::from_json(&contract.to_json()).unwrap() == contract);
    assert!(Contract::from_json(&deep).is_err());
}

/// Any contract whose texts have the forms that JSON asks for.
fn well_formed() -> impl Strategy<Value = Contract> {
    samples::contract().prop_map(|contract| {
        let items = contract.items.into_iter().map(|mut item| {
            let instead = match item.kind {
                Kind::Route => "GET /{x}",
                Kind::ErrorCode => "NIKA-AUTH-007",
                _ => "x",
            };
            repair(&mut item.id, form::id(item.kind), instead);
            repair(&mut item.name, form::named, "x");
            if let Some(signature) = &mut item.signature {
                repair(signature, form::signature(item.kind), "additive");
            }
            repair_deprecated(item.deprecated.as_mut());
            repair_members(&mut item.members);
            item
        });
        let items = samples::distinct(items.collect());
        let mut well_formed = Contract::assemble(contract.sources, items, contract.areas);
        well_formed.extensions = contract.extensions;
        well_formed
    })
}

fn repair(text: &mut String, form: Form, instead: &str) {
    if form(text).is_err() {
        *text = instead.to_string();
    }
}

fn repair_members(members: &mut [Member]) {
    for member in members {
        repair_deprecated(member.deprecated.as_mut());
        repair_members(&mut member.members);
    }
}

fn repair_deprecated(deprecated: Option<&mut Deprecated>) {
    let Some(deprecated) = deprecated else { return };
    for date in [&mut deprecated.on, &mut deprecated.sunset].into_iter().flatten() {
        repair(date, form::date, "2027-01-01T00:00:00+02:00");
    }
    for uri in [&mut deprecated.link, &mut deprecated.successor].into_iter().flatten() {
        repair(uri, form::uri, "/api/{id}");
    }
}

/// `FULL` with one stretch of it replaced.
fn mutated() -> impl Strategy<Value = String> {
    let stretch = (
        any::<prop::sample::Index>(),
        0..20_usize,
        "[\\[\\]{}\",:0-9a-z\\\\ \n]{0,4}|\\PC{0,3}",
    );
    stretch.prop_map(|(at, length, with)| {
        let chars: Vec<char> = FULL.chars().collect();
        let at = at.index(chars.len());
        let end = (at + length).min(chars.len());
        let replaced = chars[..at]
            .iter()
            .copied()
            .chain(with.chars())
            .chain(chars[end..].iter().copied());
        replaced.collect()
    })
}

proptest! {
    #[test]
    fn every_contract_comes_back(contract in well_formed()) {
        let json = contract.to_json();
        let back = Contract::from_json(&json).map_err(|error| TestCaseError::fail(error.to_string()))?;
        prop_assert_eq!(&back, &contract);
        prop_assert_eq!(back.to_json(), json);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in any::<String>()) {
        prop_assert!(Contract::from_json(&text).is_err());
    }

    #[test]
    fn no_mutation_makes_the_reader_panic(text in mutated()) {
        match Contract::from_json(&text) {
            Ok(contract) => prop_assert_eq!(Contract::from_json(&contract.to_json()), Ok(contract)),
            Err(error) => {
                prop_assert!(error.line() <= text.lines().count().max(1) + 1);
                prop_assert!(error.column() > 0);
            }
        }
    }
}

#[test]
fn the_last_release_is_named_and_stays_so() {
    let text = r#"{ "schema": "stability/contract@1", "contract": null, "package": { "name": "nika", "version": "1.1.0" }, "items": [] }"#;
    let contract = Contract::from_json(text).unwrap();
    let released = contract.clone().with_released("nika", &Version::new(1, 0, 0));
    let json = released.to_json();
    assert!(json.contains(r#""released": "1.0.0""#), "{json}");
    assert_eq!(Contract::from_json(&json).unwrap(), released);
    let following = contract.clone().following(&released);
    assert_eq!(following.packages()[0].released, Some(Version::new(1, 0, 0)));
    assert_eq!(
        contract.with_released("other", &Version::new(1, 0, 0)).packages()[0].released,
        None
    );
}
