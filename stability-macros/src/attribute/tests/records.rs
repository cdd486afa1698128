//! What expansions hand to the linker.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::{environment, expand};
use crate::keys::Word;

/// The content of each `__register!` in the tokens.
fn registered(tokens: TokenStream, found: &mut Vec<String>) {
    let mut is_call = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => is_call = ident == "__register",
            TokenTree::Group(group) if is_call => {
                found.push(group.stream().to_string());
                is_call = false;
            }
            TokenTree::Group(group) => registered(group.stream(), found),
            _ => {}
        }
    }
}

#[track_caller]
fn check(item: &str, expected: &[TokenStream]) {
    let (args, item) = ("since = \"1.0.0\"".parse().unwrap(), item.parse().unwrap());
    let mut found = Vec::new();
    registered(expand(Word::Stable, args, item, &environment()), &mut found);
    let expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_record_has_the_stages_of_a_deprecation() {
    let item = r#"pub struct A {
        #[stable(deprecated(stages(announced = "1.1.0", warned = "1.6.0")))]
        pub b: u8,
        #[stable(deprecated(since = "1.1.0", stage = "announced"))]
        pub c: u8,
    }"#;
    let json = concat!(
        r#"{"kind":"struct","name":"A","tier":"stable","since":"1.0.0","signature":"struct A","exhaustive":true,"members":["#,
        r#"{"kind":"field","name":"b","tier":"stable","since":"1.0.0","deprecated":{"since":"1.1.0","stages":{"announced":"1.1.0","warned":"1.6.0"}},"signature":"u8"},"#,
        r#"{"kind":"field","name":"c","tier":"stable","since":"1.0.0","deprecated":{"since":"1.1.0","stage":"announced"},"signature":"u8"}]}"#,
        "\n",
    );
    check(item, &[quote!("package" "1.4.0" [#json])]);
}

#[test]
fn a_trait_of_methods_that_are_only_called_has_a_record_and_is_sealed() {
    let item = r#"pub trait A<T> {
        fn a(&self) -> T;
        #[stable(since = "1.2.0", sealed(call))]
        fn b(&self) -> T { self.a() }
        #[stable(since = "1.3.0", sealed(call))]
        fn c(&self) {}
        #[sealed(call = Other)]
        fn d(&self) {}
    }"#;
    let json = concat!(
        r#"{"kind":"trait","name":"A","tier":"stable","since":"1.0.0","signature":"trait A<T>","#,
        r#""members":[{"kind":"method","name":"a","signature":"fn a(&self) -> T"}]}"#,
        "\n",
        r#"{"kind":"trait","name":"AExt","tier":"stable","since":"1.2.0","signature":"trait AExt<T>: A<T>","sealed":{},"members":["#,
        r#"{"kind":"method","name":"b","tier":"stable","since":"1.2.0","provided":true,"signature":"fn b(&self) -> T"},"#,
        r#"{"kind":"method","name":"c","tier":"stable","since":"1.3.0","provided":true,"signature":"fn c(&self)"}]}"#,
        "\n",
        r#"{"kind":"trait","name":"Other","tier":"stable","since":"1.0.0","signature":"trait Other<T>: A<T>","sealed":{},"#,
        r#""members":[{"kind":"method","name":"d","provided":true,"signature":"fn d(&self)"}]}"#,
        "\n",
    );
    check(item, &[quote!("package" "1.4.0" [#json])]);
}

#[test]
fn what_a_cfg_leaves_out_keeps_its_record() {
    let args = "since = \"1.0.0\", cfg = \"a\", was = \"b\"".parse().unwrap();
    let mut found = Vec::new();
    let expanded = expand(
        Word::Experimental,
        args,
        "pub fn f() {}".parse().unwrap(),
        &environment(),
    );
    registered(expanded, &mut found);
    let json = concat!(
        r#"{"kind":"fn","name":"f","tier":"experimental","since":"1.0.0","cfg":"a","was":"b","signature":"fn f()"}"#,
        "\n",
    );
    // Inside of it, and inside of what is there instead.
    let once = quote!("package" "1.4.0" [#json]).to_string();
    assert_eq!(found, [once.clone(), once]);
}

#[test]
fn a_record_is_one_literal() {
    let json = concat!(
        r#"{"kind":"struct","name":"A","tier":"stable","since":"1.0.0","signature":"struct A","exhaustive":true,"#,
        r#""members":[{"kind":"field","name":"a","signature":"u8"},"#,
        r#"{"kind":"field","name":"b","tier":"beta","note":"a \"b\"","signature":"Vec<u8>"}]}"#,
        "\n",
    );
    check(
        r#"pub struct A { pub a: u8, #[beta(note = "a \"b\"")] pub b: Vec<u8> }"#,
        &[quote!("package" "1.4.0" [#json])],
    );
}

#[test]
fn conditional_parts_are_left_to_the_compiler() {
    let [start, deprecated, signature, no, yes, members, b, c] = [
        r#"{"kind":"enum","name":"A","tier":"stable","since":"1.0.0""#,
        r#","deprecated":{"note":"n"}"#,
        r#","signature":"enum A""#,
        r#","exhaustive":false"#,
        r#","exhaustive":true"#,
        r#","members":[null"#,
        r#",{"kind":"variant","name":"B"}"#,
        concat!(r#",{"kind":"variant","name":"C"}]}"#, "\n"),
    ];
    check(
        "#[cfg(a)] #[cfg_attr(b, deprecated(note = \"n\"))] #[cfg_attr(c, non_exhaustive)] pub enum A { #[cfg(d)] B, C }",
        &[quote! {
            "package" "1.4.0" [
                #[cfg(a)] #start,
                #[cfg(a)] #[cfg(all(b, not(any())))] #deprecated,
                #[cfg(a)] #signature,
                #[cfg(a)] #[cfg(any(c))] #no,
                #[cfg(a)] #[cfg(not(any(c)))] #yes,
                #[cfg(a)] #members,
                #[cfg(a)] #[cfg(d)] #b,
                #[cfg(a)] #c
            ]
        }],
    );
}

#[test]
fn the_deprecation_of_an_impl_is_on_its_members() {
    let json = concat!(
        r#"{"kind":"method","name":"A::b","tier":"stable","since":"1.0.0","deprecated":{"since":"1.2.0"},"#,
        r#""signature":"fn b(&self)"}"#,
        "\n",
        r#"{"kind":"method","name":"A::c","tier":"stable","since":"1.0.0","deprecated":{"note":"n"},"#,
        r#""signature":"fn c(&self)"}"#,
        "\n",
    );
    check(
        "#[deprecated(since = \"1.2.0\")] impl A { pub fn b(&self) {} #[deprecated = \"n\"] pub fn c(&self) {} }",
        &[quote!("package" "1.4.0" [#json])],
    );
}

#[test]
fn the_record_of_a_container_is_not_copied_into_its_parts() {
    let json = concat!(
        r#"{"kind":"struct","name":"A","tier":"stable","since":"1.0.0","deprecated":{"note":"n"},"#,
        r#""signature":"struct A","exhaustive":true,"members":[{"kind":"field","name":"b","signature":"u8"}]}"#,
        "\n",
    );
    check(
        "#[deprecated = \"n\"] pub struct A { pub b: u8 }",
        &[quote!("package" "1.4.0" [#json])],
    );
}

#[test]
fn the_items_of_a_module_are_registered_once() {
    let inner = concat!(
        r#"{"kind":"fn","name":"b","tier":"stable","since":"1.0.0","signature":"fn b()"}"#,
        "\n",
        r#"{"kind":"const","name":"C","tier":"stable","since":"1.0.0","signature":"const C: u8"}"#,
        "\n",
    );
    let outer = concat!(r#"{"kind":"mod","name":"a","tier":"stable","since":"1.0.0"}"#, "\n");
    check(
        "pub mod a { pub fn b() {} pub const C: u8 = 1; }",
        &[quote!("package" "1.4.0" [#inner]), quote!("package" "1.4.0" [#outer])],
    );
}
