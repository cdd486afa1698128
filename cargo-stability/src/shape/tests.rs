//! Pairs of small libraries, each described by rustdoc, and the facts that follow.
//!
//! All pairs are modules of one library for each side, so that rustdoc runs twice.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use cargo_metadata::Edition;
use serde::Deserialize;

use stability_policy::shape::FORM;
use stability_policy::shape::compare::{Fact, compare};
use stability_policy::shape::model::{Detail, Shape};

const PAIRS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/shape/tests/pairs.toml");

/// The canonical form of `form.rs`, after its number.
const WRITTEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/src/shape/tests/form.txt");

#[derive(Deserialize)]
struct Pairs {
    pair: Vec<Pair>,
}

#[derive(Deserialize)]
struct Pair {
    id: String,
    before: String,
    after: String,
    /// The editions of both sides, where they are not 2024.
    editions: Option<(Edition, Edition)>,
    facts: Vec<String>,
}

fn shape(name: &str, options: &[&str], source: &str) -> Shape {
    shape_of(name, Edition::E2024, options, source)
}

fn shape_of(name: &str, edition: Edition, options: &[&str], source: &str) -> Shape {
    let folder = tempfile::tempdir().expect("a folder for what rustdoc writes");
    let file = folder.path().join("lib.rs");
    fs::write(&file, source).expect("the source can be written");
    let rustdoc = std::env::var_os("RUSTDOC").unwrap_or_else(|| "rustdoc".into());
    let mut call = Command::new(rustdoc);
    call.env("RUSTC_BOOTSTRAP", "1").arg(&file).arg("-o").arg(folder.path());
    call.args([
        "--crate-name",
        name,
        "--cap-lints=allow",
        "-Zunstable-options",
        "--output-format=json",
    ]);
    call.arg(format!("--edition={edition}"));
    call.args(["--document-private-items", "--document-hidden-items"])
        .args(options);
    let done = call.output().expect("rustdoc can be called");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    read(&folder.path().join(format!("{name}.json")), edition)
}

fn read(file: &Path, edition: Edition) -> Shape {
    let json = fs::read(file).expect("rustdoc wrote it");
    super::read(&json, &BTreeMap::new(), edition)
        .expect("it can be read")
        .shape
}

/// All pairs as one library for each edition.
fn library(pairs: &[Pair], source: impl Fn(&Pair) -> &String, edition: impl Fn(&Pair) -> Edition) -> Shape {
    let editions: BTreeSet<Edition> = pairs.iter().map(&edition).collect();
    let mut all = Shape::default();
    for of in editions {
        let pairs = pairs.iter().filter(|pair| edition(pair) == of);
        let found = library_of(pairs, &source, of);
        all.package = found.package;
        all.items.extend(found.items);
    }
    all
}

fn library_of<'p>(pairs: impl Iterator<Item = &'p Pair>, source: impl Fn(&Pair) -> &String, edition: Edition) -> Shape {
    let modules = pairs.map(|pair| format!("pub mod {} {{\n{}\n}}\n", pair.id, source(pair)));
    shape_of("pairs", edition, &[], &modules.collect::<String>())
}

/// `bound-tightened of f (T0: Clone): major, callers`.
fn line(fact: &Fact, within: &str) -> String {
    let path = fact.item.strip_prefix(within).unwrap_or(&fact.item);
    let mut line = format!("{} of {}", word(&fact.change), path.trim_start_matches(':'));
    if let Some(member) = &fact.member {
        line.push_str(&format!(", {member}"));
    }
    line.push_str(&format!(": {}", word(&fact.required)));
    for effect in &fact.effect {
        line.push_str(&format!(", {}", word(effect)));
    }
    line
}

fn word(value: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(value).expect("it is a word");
    value.as_str().expect("it is a word").to_owned()
}

#[test]
fn each_pair_has_its_facts() {
    let text = fs::read_to_string(PAIRS).expect("the pairs are there");
    let Pairs { pair: pairs } = toml::from_str(&text).expect("the pairs can be read");
    let (before, after) = (
        library(
            &pairs,
            |pair| &pair.before,
            |pair| pair.editions.map_or(Edition::E2024, |it| it.0),
        ),
        library(
            &pairs,
            |pair| &pair.after,
            |pair| pair.editions.map_or(Edition::E2024, |it| it.1),
        ),
    );
    let facts = compare(&before, &after);
    let mut wrong = Vec::new();
    let mut blessed = text.clone();
    for pair in &pairs {
        let within = format!("pairs::{}", pair.id);
        let is_within = |fact: &&Fact| {
            fact.item
                .strip_prefix(&within)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        };
        let found: Vec<&Fact> = facts.iter().filter(is_within).collect();
        let lines: Vec<String> = found.iter().map(|fact| line(fact, &within)).collect();
        if lines != pair.facts {
            wrong.push(format!("{}: {found:#?}\n{lines:#?}", pair.id));
            blessed = with_facts(&blessed, &pair.id, &lines);
        }
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(PAIRS, blessed).expect("the pairs can be written");
    } else {
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
    assert_eq!(compare(&before, &before), Vec::new(), "nothing has changed");
}

/// The table with other facts for one pair.
fn with_facts(table: &str, id: &str, facts: &[String]) -> String {
    let start = table.find(&format!("id = \"{id}\"")).expect("the pair is there");
    let start = start + table[start..].find("\nfacts = [").expect("it has facts") + 1;
    let end = table[start..].find("]\n\n").map_or(table.len(), |end| start + end + 2);
    let mut lines = String::new();
    for fact in facts {
        lines.push_str(&format!("\n    {fact:?},"));
    }
    if !facts.is_empty() {
        lines.push('\n');
    }
    format!("{}facts = [{lines}]\n{}", &table[..start], &table[end..])
}

/// Without a number, a change of the canonical form would make each contract of an earlier version look broken.
#[test]
fn a_change_of_the_canonical_form_has_a_number() {
    let source = include_str!("tests/form.rs");
    let text = serde_json::to_string_pretty(&shape("form", &[], source)).expect("a shape is JSON");
    let found = format!("{FORM}\n{text}\n");
    if std::env::var_os("BLESS").is_some() {
        fs::write(WRITTEN, &found).expect("the form can be written");
    }
    let known = fs::read_to_string(WRITTEN).expect("the form is there");
    assert!(
        known == found,
        "equal items get other texts than in `{WRITTEN}`: add one to `FORM` in stability-policy/src/shape.rs and write the file with \
         BLESS=1; found:\n{found}"
    );
}

#[test]
fn words_of_serde_are_not_known_from_a_rustdoc_that_leaves_them_out() {
    let text = include_str!("tests/rust-1.97.json");
    let words = |text: &str| {
        let shape = super::read(text.as_bytes(), &BTreeMap::new(), Edition::E2024)
            .expect("it can be read")
            .shape;
        match &shape.items["type fix::A"].detail {
            Detail::Struct(adt) => adt.serde_words.clone(),
            other => panic!("{other:?} is not a struct"),
        }
    };
    assert_eq!(words(text), None);
    assert_eq!(words(&text.replace("/nightly/", "/1.95.0/")), Some(BTreeMap::new()));
}

#[test]
fn a_shape_survives_json() {
    let source = "pub struct S<'a, T: Clone>(pub &'a T); pub enum E { A = 3 } pub trait Q { type A; fn f(&self); }";
    let shape = shape("kept", &[], source);
    let json = serde_json::to_string(&shape).expect("a shape is JSON");
    assert_eq!(serde_json::from_str::<Shape>(&json).expect("and back"), shape);
    assert!(compare(&shape, &shape).is_empty());
}

#[test]
fn proc_macros_have_kinds_and_helpers() {
    let source = |kind: &str| {
        format!(
            "extern crate proc_macro; use proc_macro::TokenStream; #[{kind}] pub fn m(it: TokenStream) -> TokenStream {{ it }}"
        )
    };
    let before = shape(
        "made",
        &["--crate-type=proc-macro"],
        &source("proc_macro_derive(M, attributes(a, b))"),
    );
    let after = shape(
        "made",
        &["--crate-type=proc-macro"],
        &source("proc_macro_derive(M, attributes(b, c))"),
    );
    let lines: Vec<String> = compare(&before, &after).iter().map(|fact| line(fact, "made")).collect();
    assert_eq!(
        lines,
        ["helper-removed of M, a: major, callers", "helper-added of M, c: minor"]
    );
}

#[test]
fn what_serde_derives_has_its_private_fields() {
    let source =
        "pub trait Serialize {} pub trait Deserialize<'de> {} pub struct S { pub a: u8, b: u16 } pub struct T(u8);
        #[automatically_derived] impl Serialize for S {} impl<'de> Deserialize<'de> for S {}";
    let shape = shape("serde_like", &[], source);
    let of = |name: &str| match &shape.items[&format!("type serde_like::{name}")].detail {
        Detail::Struct(adt) => (adt.serde_private.clone(), adt.serde_by_hand.clone()),
        other => panic!("{other:?} is not a struct"),
    };
    let private = BTreeMap::from([("b".to_owned(), "u16".to_owned())]);
    assert_eq!(of("S"), (private, BTreeSet::from(["Deserialize".to_owned()])));
    assert_eq!(of("T"), (BTreeMap::new(), BTreeSet::new()));
}
