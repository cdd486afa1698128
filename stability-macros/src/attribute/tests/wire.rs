//! What records state of the form in which serde writes and reads a type.

use proc_macro2::{TokenStream, TokenTree};
use syn::LitStr;

use super::{environment, expand};
use crate::keys::Word;

/// The pieces of the first record in the tokens, with `[…]` for the attributes of a piece.
fn record(tokens: TokenStream, found: &mut String) -> bool {
    let mut is_call = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => is_call = ident == "__register",
            TokenTree::Group(group) if is_call => {
                let pieces = group.stream().into_iter().find_map(|token| match token {
                    TokenTree::Group(pieces) => Some(pieces.stream()),
                    _ => None,
                });
                for token in pieces.into_iter().flatten() {
                    match token {
                        TokenTree::Literal(literal) => {
                            let text: LitStr = syn::parse_str(&literal.to_string()).unwrap();
                            found.push_str(&text.value());
                        }
                        TokenTree::Group(group) => found.push_str(&format!("[{}]", group.stream())),
                        _ => {}
                    }
                }
                return true;
            }
            TokenTree::Group(group) if record(group.stream(), found) => return true,
            _ => {}
        }
    }
    false
}

/// What follows `"document":true` or `"exhaustive":…` in the record of an item.
#[track_caller]
fn check(args: &str, item: &str, expected: &str) {
    let args = format!("since = \"1.0.0\" {args}");
    let tokens = expand(
        Word::Stable,
        args.parse().unwrap(),
        item.parse().unwrap(),
        &environment(),
    );
    let mut found = String::new();
    record(tokens, &mut found);
    let start = found.find(r#","wire":"#).map(|at| &found[at + 8..]);
    let wire = start.map(|text| match text.split_once(r#","members""#) {
        Some((wire, _)) => wire,
        None => text.trim_end().strip_suffix('}').unwrap_or(text),
    });
    let wire = wire.unwrap_or_default();
    assert_eq!(wire, expected, "{item}\n{found}");
}

#[test]
fn types_without_serde_cost_nothing() {
    check("", "#[derive(Debug, Clone)] pub struct A { pub a: u8, b: u8 }", "");
    check(
        "",
        "#[derive(Debug)] #[cfg_attr(x, derive(Clone))] pub enum A { B { #[cfg_attr(x, doc = \"\")] c: u8 } }",
        "",
    );
}

#[test]
fn differences_from_the_plain_derive_are_recorded() {
    let both = r#"{"writes":true,"reads":true"#;
    for (fields, parts) in [
        ("pub a_b: u8", ""),
        ("pub r#type: u8", ""),
        (r#"#[serde(rename = "a_b")] pub a_b: u8"#, ""),
        (r#"#[serde(borrow, bound = "")] pub a_b: u8"#, ""),
        ("a_b: Vec<u8>", r#"{"name":"a_b","of":"Vec<u8>"}"#),
        (
            "#[serde(skip)] a_b: u8",
            r#"{"name":"a_b","unwritten":true,"unread":true,"optional":true}"#,
        ),
        (
            "#[serde(skip)] pub a_b: u8",
            r#"{"name":"a_b","unwritten":true,"unread":true,"optional":true}"#,
        ),
        ("pub a_b: Option<u8>", r#"{"name":"a_b","optional":true}"#),
        (
            r#"#[serde(deserialize_with = "f")] pub a_b: Option<u8>"#,
            r#"{"name":"a_b","unknown":["deserialize_with = \"f\""]}"#,
        ),
        (
            r#"#[serde(default = "f")] pub a_b: u8"#,
            r#"{"name":"a_b","optional":true}"#,
        ),
        (
            r#"#[serde(rename(serialize = "x", deserialize = "y", deserialize = "z"), alias = "b", alias = "y")] pub a_b: u8"#,
            r#"{"name":"a_b","written":"x","read":"y","aliases":["b","z"]}"#,
        ),
        (
            r#"#[serde(skip_serializing_if = "f", skip_deserializing)] pub a_b: u8"#,
            r#"{"name":"a_b","unread":true,"optional":true,"conditional":true}"#,
        ),
        ("#[serde(flatten)] pub a_b: M", r#"{"name":"a_b","flattened":true}"#),
        (
            "#[serde(of_a_later_version)] pub a_b: u8",
            r#"{"name":"a_b","unknown":["of_a_later_version"]}"#,
        ),
    ] {
        let parts = if parts.is_empty() {
            String::new()
        } else {
            format!(r#","parts":[{parts}]"#)
        };
        check(
            "",
            &format!("#[derive(Serialize, Deserialize)] pub struct A {{ {fields} }}"),
            &format!("{both}{parts}}}"),
        );
    }
}

#[test]
fn the_whole_form_is_stated() {
    for (words, item, expected) in [
        ("", "struct A;", r#","form":"unit""#),
        ("", "struct A(pub u8);", r#","form":"newtype""#),
        ("", "struct A(pub u8, pub u8);", r#","form":"tuple of 2""#),
        (
            "transparent",
            "struct A { a: u8 }",
            r#","form":"transparent","parts":[{"name":"a","of":"u8"}]"#,
        ),
        (
            "deny_unknown_fields",
            "struct A { pub a: u8 }",
            r#","denies_unknown":true"#,
        ),
        (
            "default",
            "struct A { pub a: u8 }",
            r#","parts":[{"name":"a","optional":true}]"#,
        ),
        ("rename_all = \"snake_case\"", "struct A { pub a_b: u8 }", ""),
        (
            "rename_all = \"camelCase\"",
            "struct A { pub a_b: u8 }",
            r#","parts":[{"name":"a_b","written":"aB","read":"aB"}]"#,
        ),
        (
            "tag = \"t\", rename = \"B\"",
            "struct A { pub a: u8 }",
            r#","form":"tag = \"t\", name = \"B\"""#,
        ),
        (
            "into = \"B\"",
            "struct A { pub a: u8 }",
            r#","unknown":["into = \"B\""]"#,
        ),
        (
            "tag = \"t\", content = \"c\"",
            "enum A { B }",
            r#","form":"tag = \"t\", content = \"c\"""#,
        ),
        ("untagged", "enum A { B }", r#","form":"untagged""#),
        (
            "rename_all = \"lowercase\", rename_all_fields = \"kebab-case\"",
            "enum A { B { a_b: u8 }, #[serde(rename = \"C\", rename_all = \"UPPERCASE\")] C { a_b: u8 } }",
            concat!(
                r#","parts":[{"name":"B","written":"b","read":"b","parts":[{"name":"a_b","written":"a-b","read":"a-b"}]},"#,
                r#"{"name":"C","parts":[{"name":"a_b","written":"A_B","read":"A_B"}]}]"#,
            ),
        ),
        (
            "",
            "enum A { B, #[serde(other)] C, D {}, #[serde(untagged)] E(u8) }",
            r#","parts":[{"name":"C","other":true},{"name":"D","form":"empty map"},{"name":"E","form":"untagged"}]"#,
        ),
    ] {
        let words = if words.is_empty() {
            String::new()
        } else {
            format!("#[serde({words})]")
        };
        let item = format!("#[derive(Serialize, Deserialize)] {words} pub {item}");
        check("", &item, &format!(r#"{{"writes":true,"reads":true{expected}}}"#));
    }
}

#[test]
fn predicates_are_left_to_the_compiler() {
    check(
        "",
        "#[derive(Serialize)] pub struct A { #[cfg_attr(x, serde(rename = \"b\"))] pub a: u8 }",
        concat!(
            r#"{"writes":true,"parts":[{"name":"a","written":"b","read":"b"}]}"#,
            r#"[cfg (not (x))],"wire":{"writes":true}"#,
        ),
    );
    let two = "#[derive(Serialize)] pub struct A { #[cfg_attr(x, serde(rename = \"b\"))] pub a: u8, \
               #[cfg_attr(y, serde(default))] pub c: u8 }";
    check(
        "",
        two,
        r#"{"writes":true,"parts":[{"name":"a","written":"b","read":"b"},{"name":"c","optional":true}],"unknown":["cfg_attr"]}"#,
    );
    check(
        "",
        "#[derive(Serialize)] pub struct A { #[cfg(x)] a: u8 }",
        r#"{"writes":true,"parts":[null[cfg (x)],{"name":"a","of":"u8"}]}"#,
    );
}

#[test]
fn serde_attributes_without_a_derive_are_recorded() {
    check(
        "",
        "pub struct A { #[serde(default)] pub a: u8 }",
        r#"{"parts":[{"name":"a","optional":true}]}"#,
    );
}

#[test]
fn a_tier_is_stated_where_it_is_another() {
    check(
        ", wire = \"free\"",
        "pub struct A { pub a: u8 }",
        r#"{"tier":"internal"}"#,
    );
    check(", wire = \"unstable\"", "pub enum A {}", r#"{"tier":"experimental"}"#);
    check(
        ", wire = \"beta\"",
        "pub mod m { #[derive(Serialize)] pub struct A { pub a: u8 } }",
        r#"{"tier":"beta","writes":true}"#,
    );
    check(
        ", wire = \"beta\"",
        "pub mod m { #[stable(since = \"1.0.0\", wire = \"frozen\")] pub struct A { pub a: u8 } }",
        r#"{"tier":"frozen"}"#,
    );
}
