//! The table is what the macros do, and what the documentation says.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;

use super::{Key, List, Word};
use crate::attribute::expand;
use crate::environment::Environment;
use crate::model::Place;

/// An item or member of each place; `@` is where the attribute's own place is.
const PLACES: &[(Place, &str)] = &[
    (Place::NamedStruct, "@ pub struct A { pub b: u8 }"),
    (Place::TupleStruct, "@ pub struct A(pub u8);"),
    (Place::Enum, "@ pub enum A { B }"),
    (Place::Union, "@ pub union A { pub b: u8 }"),
    (Place::Trait, "@ pub trait A { async fn b(&self); }"),
    (Place::TypeAlias, "@ pub type A = B;"),
    (Place::Fn, "@ pub fn a() -> A { loop {} }"),
    (Place::Const, "@ pub const A: u8 = 1;"),
    (Place::Static, "@ pub static A: u8 = 1;"),
    (Place::Mod, "@ pub mod a { pub fn b() {} }"),
    (Place::Use, "@ pub use a::b;"),
    (Place::Macro, "@ #[macro_export] macro_rules! a { () => {} }"),
    (Place::Impl, "@ impl A { pub fn b() {} }"),
    (Place::TraitImpl, "@ impl A for B { type C = u8; }"),
    (
        Place::StructField,
        "#[frozen(since = \"1.4.0\", constructor)] pub struct A { @ pub b: u8 }",
    ),
    (
        Place::UnionField,
        "#[frozen(since = \"1.4.0\")] pub union A { @ pub b: u8 }",
    ),
    (
        Place::VariantField,
        "#[frozen(since = \"1.4.0\")] pub enum A { B { @ c: u8 } }",
    ),
    (
        Place::Variant,
        "#[frozen(since = \"1.4.0\")] pub enum A { @ B { c: u8 } }",
    ),
    (
        Place::ImplMember,
        "#[frozen(since = \"1.4.0\")] impl A { @ pub fn b(&self) {} }",
    ),
    (
        Place::TraitMember,
        "#[frozen(since = \"1.4.0\")] pub trait A { @ fn b(&self); }",
    ),
    (
        Place::TraitImplMember,
        "#[frozen(since = \"1.4.0\")] impl A for B { @ type C = u8; }",
    ),
];

/// The item with `attribute` at its place.
fn expanded(item: &str, attribute: &str) -> String {
    let item = item.replace('@', attribute);
    // The attribute that is called comes first; the others are read by it.
    let module = format!("pub mod m {{ {item} }}");
    let area: TokenStream = "\"Group\"".parse().unwrap();
    let environment = Environment::of("package", "1.4.0")
        .with_manifest("[features]\nunstable-name = []\n[dependencies]\nstability-runtime = \"1\"");
    expand(Word::Area, area, module.parse().unwrap(), &environment).to_string()
}

fn refusal(key: Key, expanded: &str) -> bool {
    expanded.contains(&format!("`{}` does not work on ", key.as_str()))
        || expanded.contains(&format!("`{}` does not work in", key.as_str()))
}

/// Of every attribute, key and place: refused at the key if the table says so, and otherwise not without effect.
#[test]
fn a_key_works_or_is_refused() {
    let mut wrong = Vec::new();
    // `unstable` is `experimental` with a feature.
    for word in Word::ALL
        .iter()
        .copied()
        .filter(|word| word.tier().is_some() && *word != Word::Unstable)
    {
        for (place, item) in PLACES {
            let without = expanded(item, &format!("#[{}(since = \"1.4.0\")]", word.as_str()));
            assert!(!without.contains("compile_error"), "{place:?} {without}");
            for key in Key::ALL.iter().copied().filter(|key| *key != Key::Since) {
                let form = key.form();
                let attribute = format!("#[{}(since = \"1.4.0\", {form})]", word.as_str());
                let with = expanded(item, &attribute);
                let takes = key.goes_with(List::Tier, word.tier());
                let works = takes && key.places(List::Tier).is_some_and(|places| places.contains(*place));
                if refusal(key, &with) == works {
                    wrong.push(format!("{} {form} {place:?}: refused {}", word.as_str(), !works));
                }
                // Records and the code beside an item are only there with a backend.
                let registers = cfg!(any(feature = "inventory", feature = "linkme"));
                if works && with == without && registers {
                    wrong.push(format!("{} {form} {place:?}: accepted and lost", word.as_str()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The other attributes, on what they are for.
#[test]
fn every_list_takes_its_keys_alone() {
    let lists = [
        (Word::Area, List::Area, "\"A\",", "pub mod a {}"),
        (Word::Sealed, List::Sealed, "", "pub trait A {}"),
        (Word::Reserved, List::Reserved, "", "fn a(&self) -> Result<u8, A>;"),
        (Word::Route, List::Route, "GET, \"/\", beta,", "fn a() {}"),
        (Word::DeprecatedRoute, List::DeprecatedRoute, "GET, \"/\",", "fn a() {}"),
    ];
    for (word, list, start, item) in lists {
        // In a route, `internal` is a tier.
        for key in Key::ALL.iter().filter(|key| **key != Key::Internal) {
            let args = format!("{start} {}", key.form());
            let expanded = expand(
                word,
                args.parse().unwrap(),
                item.parse().unwrap(),
                &Environment::of("package", "1.4.0"),
            );
            let expanded = expanded.to_string();
            let refused = expanded.contains(&format!("`{}` does not work in", key.as_str()))
                || expanded.contains(&format!("`{}` in `#[", key.as_str()))
                    && expanded.contains("works only inside of a tier");
            assert_eq!(refused, key.places(list).is_none(), "{args}: {expanded}");
        }
    }
}

/// What messages advise to write is accepted.
#[test]
fn examples_in_messages_are_accepted() {
    let deprecated = format!("constructor({})", Key::Deprecated.form());
    let nested = format!("deprecated({})", Key::Stages.form());
    for (attribute, item) in [
        (Word::Route.example(), "@ pub fn a() {}"),
        (Word::DeprecatedRoute.example(), "@ pub fn a() {}"),
        (Word::Stable.example(), "@ pub fn a() {}"),
        (Word::Area.example(), "@ pub mod a {}"),
        (Word::Sealed.example(), "@ pub trait A {}"),
        (format!("#[beta({deprecated})]"), "@ pub struct A { pub b: u8 }"),
        (format!("#[beta({nested})]"), "@ pub struct A { pub b: u8 }"),
        (format!("#[beta(sealed({}))]", Key::Friends.form()), "@ pub trait A {}"),
        (
            format!("#[beta(sealed({}))]", Key::Visibility.form()),
            "@ pub trait A {}",
        ),
        (
            format!("#[beta({})]", Key::Schema.form()),
            "@ pub struct A { pub b: u8 }",
        ),
        (
            format!("#[beta({})]", Key::Extensions.form()),
            "@ pub struct A { pub b: u8 }",
        ),
        (
            Word::Reserved.example(),
            "#[beta] pub trait A { @ fn b(&self) -> Result<u8, C>; }",
        ),
    ] {
        let expanded = expanded(item, &attribute);
        let needs_serde = expanded.contains("needs the feature `serde`") && !cfg!(feature = "serde");
        assert!(
            needs_serde || !expanded.contains("compile_error"),
            "{attribute}: {expanded}"
        );
    }
}

/// What a message says to write.
fn advised(message: &str) -> Option<String> {
    let (_, advice) = message.split_once(": write ")?;
    let (_, advice) = advice.split_once('`')?;
    let (written, _) = advice.split_once('`')?;
    // The message is shown as a literal.
    Some(written.replace("\\\"", "\""))
}

const STRUCT: &str = "#[@] pub struct A { pub b: u8 }";
const TRAIT: &str = "#[@] pub trait A { fn b(&self); }";
const ROUTE: &str = "#[deprecated_route(GET, \"/a\", @)] fn a() {}";
const OLD: &str = "#[beta(deprecated(@))] pub struct A;";

/// A wrong value, what its message says to write, and an item for both.
const CORRECTIONS: &[(&str, &str, &str)] = &[
    ("since = 1", "since = \"1.0.0\"", "#[stable(@)] pub struct A;"),
    ("since = 1.2", "since = \"1.2.0\"", "#[stable(@)] pub struct A;"),
    ("since = \"1.2\"", "since = \"1.2.0\"", "#[stable(@)] pub struct A;"),
    ("docs = b\"text\"", "docs = \"text\"", "#[beta(@)] pub struct A;"),
    ("area = Core", "area = \"Core\"", "#[beta(@)] pub struct A;"),
    ("issue(12)", "issue = 12", "#[beta(@)] pub struct A;"),
    ("note(\"text\")", "note = \"text\"", "#[beta(@)] pub struct A;"),
    ("may_expose = B", "may_expose(B)", "#[beta(@)] pub struct A;"),
    (
        "may_expose = Vec<u8>",
        "may_expose(Vec<u8>)",
        "#[beta(@)] pub struct A;",
    ),
    ("may_expose(\"B\", C)", "may_expose(B, C)", "#[beta(@)] pub struct A;"),
    ("may_expose = [B, C]", "may_expose(B, C)", "#[beta(@)] pub struct A;"),
    (
        "erased = \"B<'_>\"",
        "erased(B<'_>)",
        "#[beta(@)] pub trait A { async fn b(&self); }",
    ),
    (
        "erased = B",
        "erased(B)",
        "#[beta(@)] pub trait A { async fn b(&self); }",
    ),
    ("implement = \"beta\"", "implement = beta", "#[beta(@)] pub trait A {}"),
    (
        "implement = unstable",
        "implement = experimental",
        "#[beta(@)] pub trait A {}",
    ),
    ("wire = internal", "wire = \"free\"", "#[beta(@)] pub struct A;"),
    (
        "wire = \"stabel\"",
        "wire = \"stable\"",
        "#[stable(since = \"1.0.0\", @)] pub struct A;",
    ),
    (
        "feature = \"na me\"",
        "feature = \"na-me\"",
        "#[experimental(@)] pub struct A;",
    ),
    ("cfg = \"a-b\"", "cfg = \"a_b\"", "#[experimental(@)] pub struct A;"),
    ("friends = b", "friends = [\"b\"]", "#[beta(sealed(@))] pub trait A {}"),
    (
        "friends = \"b\"",
        "friends = [\"b\"]",
        "#[beta(sealed(@))] pub trait A {}",
    ),
    (
        "friends(b, \"c\")",
        "friends = [\"b\", \"c\"]",
        "#[beta(sealed(@))] pub trait A {}",
    ),
    ("sealed = true", "sealed", "#[beta(@)] pub trait A {}"),
    (
        "sealed = \"call\"",
        "sealed(call)",
        "#[beta] pub trait A { #[beta(@)] fn b(&self) {} }",
    ),
    ("sealed = \"yes\"", "#[sealed]", "#[@] pub trait A {}"),
    ("stable = \"1.2.0\"", "#[stable(since = \"1.2.0\")]", STRUCT),
    ("beta = \"text\"", "#[beta(since = \"1.4.0\")]", TRAIT),
    (
        "deprecated = \"1.0.0\"",
        "deprecated(since = \"1.0.0\")",
        "#[beta(@)] pub struct A;",
    ),
    (
        "deprecated = \"text\"",
        "deprecated(note = \"text\")",
        "#[beta(@)] pub struct A;",
    ),
    ("replacement = b()", "replacement = b", OLD),
    ("stage = \"warning\"", "stage = \"warned\"", OLD),
    ("on = \"2026-9-1\"", "on = \"2026-09-01\"", ROUTE),
    ("on = \"2026-09-01 10:00\"", "on = \"2026-09-01T10:00:00Z\"", ROUTE),
    ("on = \"2026-09-31\"", "on = \"2026-09-30\"", ROUTE),
    (
        "on = \"2026-09-01\", link = \"http://[::1/a\"",
        "on = \"2026-09-01\", link = \"http://[::1]/a\"",
        ROUTE,
    ),
    ("\"a\"", "\"/a\"", "#[route(GET, @, beta)] fn a() {}"),
    (
        "route(GET, \"/a\", beta, area = \"B\")",
        "#[route(GET, \"/a\", beta(area = \"B\"))]",
        "#[@] fn a() {}",
    ),
    (
        "route(GET, \"/a\", beta, sunset = \"2027-01-01\")",
        "#[deprecated_route(GET, \"/a\", on = \"2026-09-01\", sunset = \"2027-01-01\")]",
        "#[@] fn a() {}",
    ),
    (
        "route(GET, \"/a\", beta, deprecated)",
        "#[deprecated_route(GET, \"/a\", on = \"2026-09-01\")]",
        "#[@] fn a() {}",
    ),
    (
        "route(GET, \"/a\", beta, on = \"2026-10-01\")",
        "#[deprecated_route(GET, \"/a\", on = \"2026-10-01\")]",
        "#[@] fn a() {}",
    ),
    (
        "deprecated_route(GET, \"/a\", area = \"B\", on = \"2026-09-01\")",
        "#[deprecated_route(GET, \"/a\", stable(since = \"1.4.0\", area = \"B\"), on = \"2026-09-01\")]",
        "#[@] fn a() {}",
    ),
];

/// What a message says to write instead of a wrong value is accepted, and has the value where that can be meant.
#[test]
fn what_a_message_says_to_write_is_accepted() {
    for (wrong, right, item) in CORRECTIONS.iter().copied() {
        let before = expanded(&item.replace('@', wrong), "");
        let written = advised(&before).unwrap_or_else(|| panic!("{wrong}: {before}"));
        // `…` is for what the author wrote.
        let (start, written) = written.split_once("(…, ").unwrap_or(("", &written));
        let rest = written.trim_end_matches(")]");
        let says_so = right.ends_with(written) || !start.is_empty() && right.starts_with(start) && right.contains(rest);
        assert!(says_so, "{wrong}: {written}");
        let attribute = right
            .strip_prefix("#[")
            .and_then(|it| it.strip_suffix(']'))
            .unwrap_or(right);
        let after = expanded(&item.replace('@', attribute), "");
        let is_undeclared = after.contains("which Cargo.toml does not have");
        assert!(is_undeclared || !after.contains("compile_error"), "{right}: {after}");
    }
}

/// A key works where its advice sends it.
#[test]
fn advice_names_places_where_the_key_works() {
    const NAMED: &[(&str, &[Place])] = &[
        ("write it on the struct", &[Place::NamedStruct, Place::TupleStruct]),
        ("give it named fields", &[Place::NamedStruct]),
        ("write it on the enum", &[Place::Enum]),
        ("write it on the union", &[Place::Union]),
        ("write it on the trait", &[Place::Trait]),
        ("write it on the declaration of the trait", &[Place::Trait]),
        ("write it on the `impl`", &[Place::TraitImpl]),
        ("write it on the type or the trait", &[Place::NamedStruct, Place::Trait]),
        (
            "write it on the type, or on the declaration",
            &[Place::NamedStruct, Place::Trait],
        ),
        ("write it where the trait declares the member", &[Place::TraitMember]),
        ("write it on each member of the `impl`", &[Place::ImplMember]),
        ("write it on each method that nobody", &[Place::TraitMember]),
        ("in the module", &[Place::Fn, Place::NamedStruct]),
        ("of a trait, write a tier", &[Place::TraitMember]),
    ];
    for key in Key::ALL {
        for list in [List::Tier, List::Sealed] {
            let Some(places) = key.places(list) else { continue };
            for (place, _) in PLACES.iter().filter(|(place, _)| !places.contains(*place)) {
                let advice = key.advice(*place).unwrap_or("remove it");
                let named: Vec<_> = NAMED.iter().filter(|(words, _)| advice.contains(words)).collect();
                assert!(
                    !named.is_empty() || advice.ends_with("remove it") || advice.ends_with("remove the key"),
                    "{advice}"
                );
                for (_, instead) in named {
                    let works = instead.iter().all(|place| places.contains(*place));
                    assert!(works, "{} on {place:?}: {advice}", key.as_str());
                }
            }
        }
    }
}

/// The table of keys that users read.
#[test]
fn the_documentation_has_every_key_of_a_tier() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../stability-runtime/src/lib.rs");
    let text = std::fs::read_to_string(path).unwrap();
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | `"));
    let written: BTreeSet<(String, String)> = rows
        .filter_map(|row| {
            let mut cells = row.split(" | ");
            let (keys, on) = (cells.next()?, cells.next()?);
            let word = keys.split(|one: char| !one.is_alphanumeric() && one != '_').next()?;
            let key = Key::from_str(word).filter(|key| cells.next().is_some() && key.places(List::Tier).is_some())?;
            Some((key.as_str().to_owned(), on.to_owned()))
        })
        .collect();
    let expected = Key::ALL.iter().filter_map(|key| {
        let mut on = key.places(List::Tier)?.to_string();
        if let Some(tiers) = key.tiers() {
            let tiers: Vec<_> = tiers.iter().map(ToString::to_string).collect();
            on = format!("{on}; {}", tiers.join(", "));
        }
        Some((key.as_str().to_owned(), on))
    });
    assert_eq!(written, expected.collect());
}
