//! Whatever the tokens, the macro gives tokens back.

#[cfg(any(feature = "inventory", feature = "linkme"))]
mod records;
#[cfg(any(feature = "inventory", feature = "linkme"))]
mod wire;

use proc_macro2::{Group, TokenStream, TokenTree};
use proptest::prelude::*;

use super::expand;
use crate::declaration;
use crate::environment::Environment;
use crate::keys::Word;

/// One of each kind of item, with members that are annotated too.
const ITEMS: &[&str] = &[
    "/// A.\n#[derive(Clone)] pub struct A<'a, T: Copy = u8, const N: usize = 3> where T: Send { #[stable(since = \"1.0.0\")] pub a: &'a [T; N], b: Option<Self> }",
    "pub struct B(#[beta] pub u8, pub(crate) Vec<u8>) where u8: Copy;",
    "pub struct C;",
    "#[non_exhaustive] pub enum D { #[evolving] X = 1, Y { y: u8 }, Z(u8, #[beta] A) }",
    "pub union E { pub a: u8, pub b: u16 }",
    "pub unsafe trait F<T: ?Sized = Self>: Send + 'static where T: Copy { #[beta] const X: u8 = 1; type Y: Copy; fn z(&self) -> Self::Y; fn w() {} }",
    "impl<T: Copy> crate::F<T> for A<'_, T, 2> where T: Send { type Y = u8; fn z(&self) -> u8 { 1 } }",
    "impl<T> A<'_, T> { #[stable(since = \"1.0.0\", deprecated(replacement = Self::b))] pub const fn a(self) {} pub fn b() {} pub const K: u8 = { 1 }; }",
    "pub mod g { #![allow(dead_code)] //! Inner.\n #[stable(since = \"1.0.0\")] pub fn f() {} #[area(\"X\")] pub mod h { #[beta] pub struct I; } make!{} extern crate core; }",
    "pub async unsafe extern \"C\" fn h(a: u8, _: &dyn Fn(A) -> B) -> impl Iterator<Item = C> { #![allow(x)] loop {} }",
    "#[utoipa::path(get, path = \"/h/{i}\")] async fn h2(self: Box<Self>) -> Pin<Box<dyn Future<Output = ()>>> { todo!() }",
    "pub const I: u8 = { 1 + 1 };",
    "pub static mut J: u8 = 1;",
    "pub type K<T> = Vec<T>;",
    "pub use a::{b, c as d, e::*, self as f};",
    "#[macro_export] macro_rules! l { () => {} }",
    "extern \"C\" { fn m(); }",
    "make! { n }",
    "#[expect(async_fn_in_trait)] pub unsafe trait M<'a, T: Copy = u8>: Sized where T: Send { type X; #[sealed(call)] async fn a<U>(self) -> Self::X { todo!() } #[stable(since = \"1.0.0\", sealed(call = N))] fn b(&self); #[sealed] fn c() {} }",
    "#[derive(Clone, serde::Serialize)] #[cfg_attr(x, derive(serde::Deserialize), serde(default))] #[serde(rename_all = \"camelCase\")] pub struct O<'a, T> { #[serde(default)] pub a: Option<&'a T>, #[reserved(until = \"2.0.0\")] b: stability::Reserved }",
    "#[dynosaur::dynosaur(pub DynP = dyn(box) P)] #[trait_variant::make(SendP: Send)] #[async_trait] pub trait P<T> { type X: Copy; #[reserved] async fn p(&self) -> Result<T, Self::X>; #[reserved] fn q(&self) -> Pin<Box<dyn Future<Output = T>>>; }",
];

/// Arguments with every key.
const ARGS: &[&str] = &[
    "since = \"1.0.0\", area = \"A\", note = \"n\", issue = 12, docs = \"https://d\", until = \"2.0.0\", path = \"a::B\"",
    "since = \"next\", feature = \"x\", may_expose(A, b::C<u8>), crate = ::s, deprecated(since = \"1.0.0\", note = \"n\", replacement = a::b, remove_in = \"2.0.0\")",
    "erase, pub(crate), friends = [\"a\", \"b-*\"], note = \"n\", instead = \"i\"",
    "sealed(pub(in super::x), friends = [\"a\"]), pub",
    "\"Name\", crate = ::s",
    "since = \"1.0.0\", non_exhaustive, constructor = make, forward_compatible, default = f(1), into, until = \"2.0.0\"",
    "since = \"1.0.0\", constructor(name = make, deprecated(since = \"1.0.0\", replacement = Self::b))",
    "\"Name\", forward_compatible",
    "since = \"1.0.0\", implement = beta, cfg = \"x\", was = \"y\"",
    "since = \"1.0.0\", schema = \"a/b@1\", key = \"k\", extensions(core = \"a\", community = \"x-\", max_keys = 2, max_depth = 3), constructor",
    "since = \"1.0.0\", erased(a::DynP<'_, u8>), sealed(friends = [\"a\"]), deprecated(note = \"n\")",
    "GET, \"/a/{b}\", stable(since = \"1.0.0\", area = \"A\"), crate = ::s",
    "POST, \"/a\", on = \"2026-09-01\", sunset = \"2027-01-01T00:00:00+02:00\", link = \"https://d\", successor = \"/b\", note = \"n\", since = \"next\"",
    "",
];

const HEADER: &str = "name = \"N\", state = locked, scope = \">=1.0.0\", crate = ::s, areas { \"A\" = [a, crate::b::c], \"B\" = [self::d] }";

const ERROR: &str = "#[error_code(namespace = \"A-B\", range = 1..=99, internal, since = \"1.0.0\", area = \"A\", crate = ::s)] pub enum E<'a, T> where T: Copy { #[code(1)] A, #[code(2, retired)] B(u8, &'a T), #[cfg(x)] #[code(3)] C { c: u8 } }";

/// A change to a list of tokens: where, and what.
#[derive(Clone, Debug)]
enum Change {
    Remove,
    Double,
    Cut,
    Swap,
    Into(Box<Change>, usize),
}

fn change() -> impl Strategy<Value = Change> {
    let leaf = prop_oneof![
        Just(Change::Remove),
        Just(Change::Double),
        Just(Change::Cut),
        Just(Change::Swap)
    ];
    leaf.prop_recursive(4, 8, 1, |inner| {
        (inner, 0..32usize).prop_map(|(inner, at)| Change::Into(Box::new(inner), at))
    })
}

fn apply(tokens: TokenStream, at: usize, change: &Change) -> TokenStream {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if tokens.is_empty() {
        return TokenStream::new();
    }
    let at = at % tokens.len();
    match change {
        Change::Remove => drop(tokens.remove(at)),
        Change::Double => tokens.insert(at, tokens[at].clone()),
        Change::Cut => tokens.truncate(at),
        Change::Swap => {
            let last = tokens.len() - 1;
            tokens.swap(at, last);
        }
        Change::Into(inner, place) => {
            let groups: Vec<usize> = (0..tokens.len())
                .filter(|at| matches!(tokens[*at], TokenTree::Group(_)))
                .collect();
            if let Some(at) = groups.get(at % groups.len().max(1))
                && let TokenTree::Group(group) = &tokens[*at]
            {
                tokens[*at] = Group::new(group.delimiter(), apply(group.stream(), *place, inner)).into();
            }
        }
    }
    tokens.into_iter().collect()
}

fn environment() -> Environment {
    Environment::of("package", "1.4.0")
}

fn word() -> impl Strategy<Value = Word> {
    prop::sample::select(Word::ALL)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_makes_the_macro_panic(
        word in word(),
        item in prop::sample::select(ITEMS),
        args in prop::sample::select(ARGS),
        (item_change, item_at) in (change(), 0..64usize),
        (args_change, args_at) in (change(), 0..64usize),
        documents in any::<bool>(),
    ) {
        let item: TokenStream = item.parse().unwrap();
        let args: TokenStream = args.parse().unwrap();
        let item = apply(item, item_at, &item_change);
        let args = apply(args, args_at, &args_change);
        let name = first_name(&item);
        let expanded = expand(word, args, item, &environment().with_pages(documents)).to_string();
        if let Some(name) = name {
            prop_assert!(expanded.contains(&name), "`{name}` is lost in {expanded}");
        }
    }

    #[test]
    fn nothing_makes_the_derive_panic((change, at) in (change(), 0..64usize)) {
        let tokens = apply(ERROR.parse().unwrap(), at, &change);
        declaration::error_code(tokens, &environment());
    }

    #[test]
    fn nothing_makes_the_header_panic((change, at) in (change(), 0..64usize), documents in any::<bool>()) {
        let tokens = apply(HEADER.parse().unwrap(), at, &change);
        declaration::contract(tokens, &environment().with_pages(documents));
    }
}

/// The first name in the tokens that is no keyword and no attribute's.
fn first_name(tokens: &TokenStream) -> Option<String> {
    tokens.clone().into_iter().find_map(|token| match token {
        TokenTree::Ident(ident) if ident.to_string().len() == 1 => Some(ident.to_string()),
        _ => None,
    })
}

#[test]
fn valid_items_expand_without_errors() {
    for item in &ITEMS[..3] {
        let expanded = expand(
            Word::Stable,
            "since = \"1.0.0\"".parse().unwrap(),
            item.parse().unwrap(),
            &environment(),
        );
        assert!(!expanded.to_string().contains("compile_error"), "{expanded}");
    }
}

/// Without a backend as with one, so that a library sees what its users would.
#[test]
fn every_expansion_names_the_runtime_as_the_package_does() {
    let renamed = environment().with_manifest("[dependencies]\nmy-stab = { package = \"stability-runtime\" }");
    let words = [
        (Word::Stable, "since = \"1.0.0\""),
        (Word::Beta, ""),
        (Word::Sealed, ""),
    ];
    let items = [
        "pub fn a() {}",
        "pub struct A { pub b: u8 }",
        "pub mod a { pub fn b() {} }",
        "pub use a::b;",
        "pub static A: [u8; 1] = [1];",
        "pub trait A { fn b(&self); }",
        "impl A for B {}",
    ];
    for (word, args) in words {
        for item in items {
            let args = args.parse().unwrap();
            let expanded = expand(word, args, item.parse().unwrap(), &renamed).to_string();
            let is_refused = expanded.contains("compile_error");
            assert!(is_refused || expanded.contains(":: my_stab"), "{item}: {expanded}");
            assert!(!expanded.contains(":: stability ::"), "{item}: {expanded}");
        }
    }
    for declared in [
        declaration::contract("name = \"A\"".parse().unwrap(), &renamed),
        declaration::surface("area \"A\";".parse().unwrap(), &renamed),
    ] {
        assert!(declared.to_string().contains(":: my_stab"), "{declared}");
    }
    let facade = expand(
        Word::Beta,
        "crate = ::facade".parse().unwrap(),
        "pub fn a() {}".parse().unwrap(),
        &renamed,
    );
    assert!(facade.to_string().contains(":: facade"), "{facade}");
}

/// Its value is on its page, as rustdoc shows it.
#[test]
fn a_literal_stays_alone_behind_its_constant() {
    let item: TokenStream = "pub const A: &str = \"a\";".parse().unwrap();
    let expanded = expand(Word::Beta, TokenStream::new(), item, &environment()).to_string();
    assert!(
        cfg!(any(feature = "inventory", feature = "linkme")) || expanded.contains("= \"a\" ;"),
        "{expanded}"
    );
}

#[test]
fn a_feature_is_looked_for_where_there_is_a_manifest() {
    let item: TokenStream = "pub fn a() {}".parse().unwrap();
    let is_refused = |environment: &Environment| {
        let args = "feature = \"x\"".parse().unwrap();
        expand(Word::Experimental, args, item.clone(), environment)
            .to_string()
            .contains("compile_error")
    };
    assert!(!is_refused(&environment()));
    assert!(is_refused(&environment().with_manifest("[features]\nx = []")));
    assert!(!is_refused(&environment().with_manifest("[features]\nunstable-x = []")));
    assert!(!is_refused(&environment().with_manifest(
        "[dependencies]\nunstable-x = { version = \"1\", optional = true }"
    )));
}

#[test]
fn only_what_is_parsed_may_not_nest_too_deep() {
    let deep = format!("{}1{}", "(".repeat(1000), ")".repeat(1000));
    let is_refused = |item: &str| {
        let expanded = expand(Word::Beta, TokenStream::new(), item.parse().unwrap(), &environment());
        expanded.to_string().contains("compile_error")
    };
    for item in [
        format!("pub fn f() -> u8 {{ {deep} }}"),
        format!("pub const X: u8 = {deep};"),
        format!("pub struct A {{ pub a: u8 = {deep}, pub b: u8 }}"),
        format!("pub mod a {{ pub static X: u8 = {deep}; }}"),
    ] {
        assert!(!is_refused(&item), "{item}");
    }
    assert!(is_refused(&format!("pub type A = {deep};")));
    assert!(is_refused(&format!("pub struct A(pub {deep});")));
}

/// What is not annotated is printed as it was, with the groups that a `macro_rules!` makes.
#[test]
fn pieces_of_a_macro_are_read() {
    let group = |tokens: &str| {
        let tokens = tokens.parse().unwrap();
        TokenTree::from(Group::new(proc_macro2::Delimiter::None, tokens))
    };
    let (vis, ty, name) = (group("pub"), group("Vec<u8>"), group(""));
    let item = quote::quote!(#vis struct A<T> { #vis a: #ty, #name b: T });
    let expanded = expand(Word::Beta, TokenStream::new(), item, &environment()).to_string();
    assert!(!expanded.contains("compile_error"), "{expanded}");
    let tuple = quote::quote!(#vis struct A(#vis #ty, #ty););
    let expanded = expand(Word::Beta, TokenStream::new(), tuple, &environment()).to_string();
    assert!(!expanded.contains("compile_error"), "{expanded}");
    let inside = group("pub fn f() -> u8 { 1 }");
    let module = quote::quote!(pub mod m { #inside pub struct B; });
    let expanded = expand(Word::Beta, TokenStream::new(), module, &environment()).to_string();
    assert!(expanded.contains("for B"), "{expanded}");
}

/// The documentation of a part names the container with which it is deprecated.
#[test]
fn the_documentation_says_with_what_a_part_is_deprecated() {
    let section = "**Beta** · **Deprecated** with `A`";
    for (item, is_inherited) in [
        ("#[deprecated] pub struct A { #[beta] pub b: u8 }", true),
        ("#[deprecated] impl A { #[beta] pub fn b(&self) {} }", true),
        ("#[deprecated] pub mod A { pub mod c { #[beta] pub fn b() {} } }", true),
        ("#[deprecated] pub struct A { #[beta(deprecated)] pub b: u8 }", false),
        ("#[cfg_attr(x, deprecated)] pub struct A { #[beta] pub b: u8 }", false),
        ("pub struct A { #[beta] pub b: u8 }", false),
    ] {
        let args = "since = \"1.0.0\"".parse().unwrap();
        let expanded = expand(Word::Stable, args, item.parse().unwrap(), &environment()).to_string();
        assert!(!expanded.contains("compile_error"), "{expanded}");
        assert_eq!(expanded.contains(section), is_inherited, "{expanded}");
    }
}

fn noting_uses() -> Environment {
    let mut environment = environment();
    environment.notes_uses = true;
    environment
}

/// The text of an expansion without the notes by which rustc reports uses.
fn without_notes(text: &str) -> String {
    let mut rest = text;
    let mut kept = String::new();
    while let Some(at) = rest.find("# [deprecated (since = \"TBD\"") {
        kept.push_str(&rest[..at]);
        let end = rest[at..].find("\")]").expect("the attribute ends");
        rest = rest[at + end + 3..].trim_start();
    }
    kept + rest
}

#[test]
fn notes_of_uses_are_all_that_is_added_and_only_where_they_are_asked_for() {
    let args: TokenStream = "since = \"1.0.0\"".parse().unwrap();
    let mut noted = 0;
    for item in ITEMS.iter().filter(|item| !item.contains("deprecated")) {
        let item: TokenStream = item.parse().unwrap();
        let plain = expand(Word::Stable, args.clone(), item.clone(), &environment()).to_string();
        assert!(!plain.contains("stability-use:"), "{plain}");
        let noting = noting_uses();
        let with_notes = expand(Word::Stable, args.clone(), item.clone(), &noting).to_string();
        noted += with_notes.matches("stability-use:").count();
        // What is printed anew ends each member with a comma.
        let tokens = |text: &str| {
            let tokens = text.parse::<TokenStream>().unwrap().to_string();
            tokens.replace(", }", "}").replace(" }", "}").replace(",)", ")")
        };
        assert_eq!(tokens(&without_notes(&with_notes)), tokens(&plain));
    }
    assert!(noted > 25, "{noted} notes");
}

/// The deprecations of an expansion with notes, each as its attribute reads.
fn notes(args: &str, item: &str) -> Vec<String> {
    let environment = noting_uses();
    let expanded = expand(Word::Stable, args.parse().unwrap(), item.parse().unwrap(), &environment).to_string();
    assert!(!expanded.contains("compile_error"), "{expanded}");
    let each = expanded.split("deprecated (").skip(1);
    each.map(|rest| rest.split_once(")]").unwrap().0.replace("\\\"", "'"))
        .collect()
}

#[test]
fn a_note_is_the_promise() {
    let found = notes("since = \"1.2.0\", area = \"A\"", "pub fn f<T>(a: T) -> u8 { 1 }");
    assert_eq!(
        found,
        [
            "since = \"TBD\" , note = \"stability-use:{'package':'package','version':'1.4.0','kind':'fn','name':'f',\
          'tier':'stable','since':'1.2.0','area':'A','shape':'fn _<T>(a: T) -> u8'}\""
        ]
    );
}

#[test]
fn what_is_deprecated_stays_so_and_carries_its_note() {
    let ours = notes(
        "since = \"1.0.0\", deprecated(since = \"1.2.0\", note = \"n\", replacement = crate::g)",
        "pub fn f() {}",
    );
    assert_eq!(ours.len(), 1, "{ours:?}");
    assert!(
        ours[0].starts_with("since = \"1.2.0\" , note = \"stability-use:{"),
        "{ours:?}"
    );
    let expected = "'deprecated':{'since':'1.2.0','note':'n','replacement':'crate::g','is_path':true}";
    assert!(ours[0].contains(expected), "{ours:?}");
    let plain = notes("since = \"1.0.0\"", "#[deprecated] pub fn f() {}");
    assert_eq!(plain.len(), 1, "{plain:?}");
    assert!(plain[0].contains("'deprecated':{}"), "{plain:?}");
}

#[test]
fn a_predicate_keeps_its_deprecation() {
    let found = notes(
        "since = \"1.0.0\"",
        "#[cfg_attr(x, deprecated(note = \"later\"))] pub fn f() {}",
    );
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[1].contains("'tier':'stable'"), "{found:?}");
}
