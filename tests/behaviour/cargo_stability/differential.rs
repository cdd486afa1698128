//! Verdicts beside rustc's: for many generated changes of a small library, code that uses what it had is compiled against the library as
//! it was and as it is. `check` must refuse a change exactly where that code no longer compiles.
//!
//! The code of users is such that the Cargo book protects it: what the book calls minor compiles. All changes are modules of one
//! library, so that rustc and `check` run a few times for all of them.

#![expect(
    clippy::too_many_lines,
    clippy::struct_excessive_bools,
    clippy::similar_names,
    clippy::format_collect,
    reason = "most of it is tables of changes, and text that is put together"
)]

mod compiler;
mod draw;
mod enums;
mod functions;
mod generics;
mod implementations;
mod layouts;
mod macros;
mod mutation;
mod paths;
mod signature;
mod structs;
mod trait_parts;
mod traits;
mod ty;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::{Just, Strategy};
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use self::draw::{Change, Draw};
use super::{CommandOutput, Project};

/// How many changes each seed gives, and how many of their kinds there must be at least.
const CHANGES: usize = 200;
const KINDS: usize = 60;

/// A generator of changes, and how often it is asked.
type Family = (usize, fn(&mut Draw) -> Change);

/// All generators.
const FAMILIES: [Family; 22] = [
    (5, functions::function),
    (4, functions::method),
    (3, functions::trait_method),
    (1, functions::generic_method),
    (1, functions::opaque),
    (1, functions::argument),
    (2, functions::generalized),
    (3, structs::structure),
    (1, structs::auto_traits),
    (3, generics::generics),
    (2, layouts::layout),
    (1, layouts::union),
    (3, enums::enumeration),
    (1, enums::discriminants),
    (1, enums::counted),
    (3, traits::whole),
    (2, trait_parts::parts),
    (1, implementations::derived),
    (1, implementations::conversions),
    (3, implementations::written),
    (2, values::value),
    (1, values::made_another),
];

/// One more list, so that neither is too long to read.
const MORE_FAMILIES: [Family; 4] = [
    (2, values::alias),
    (2, macros::arms),
    (3, paths::moved),
    (3, paths::others),
];

fn change(draw: &mut Draw) -> Change {
    let families = || FAMILIES.iter().chain(&MORE_FAMILIES);
    let mut at = draw.below(families().map(|it| it.0).sum());
    let chosen = families().find(|(weight, _)| match at.checked_sub(*weight) {
        Some(rest) => {
            at = rest;
            false
        }
        None => true,
    });
    chosen.expect("the number is below the sum").1(draw)
}

/// Changes in which both libraries compile, and the code of users against the first.
struct Changes {
    all: Vec<Change>,
    /// Those after which the code of users no longer compiles.
    broken: BTreeSet<usize>,
}

fn module(at: usize, text: &str) -> String {
    format!("pub mod m{at} {{\n{}\n}}\n", text.replace("$m", &format!("m{at}")))
}

fn user(at: usize, change: &Change) -> String {
    module(at, &format!("use nika::m{at} as l;\n{}", change.user))
}

fn library(changes: &[Change], side: fn(&Change) -> &String) -> Vec<String> {
    changes
        .iter()
        .enumerate()
        .map(|(at, change)| module(at, side(change)))
        .collect()
}

impl Changes {
    fn of(seed: u64) -> Self {
        let mut bytes = [0; 32];
        bytes[..8].copy_from_slice(&seed.to_le_bytes());
        let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &bytes);
        let mut runner = TestRunner::new_with_rng(Config::default(), rng);
        let strategy = Just(()).prop_perturb(|(), rng| change(&mut Draw(rng)));
        let drawn = CHANGES + CHANGES / 5;
        let all = (0..drawn).map(|_| strategy.new_tree(&mut runner).expect("nothing is filtered").current());
        let mut all: Vec<Change> = all.collect();
        let folder = tempfile::tempdir().expect("a folder can be made");
        // A strategy can draw what is no library, such as a bound that its own `impl` does not fulfil.
        let mut refused = BTreeSet::new();
        let sides: [fn(&Change) -> &String; 2] = [|it| &it.before, |it| &it.after];
        for side in sides {
            refused.extend(compiler::compile(folder.path(), "nika", &library(&all, side), None).refused);
        }
        keep(&mut all, &refused);
        let before = compiler::compile(folder.path(), "nika", &library(&all, |it| &it.before), None);
        let users = |all: &[Change]| {
            all.iter()
                .enumerate()
                .map(|(at, change)| user(at, change))
                .collect::<Vec<_>>()
        };
        let unusable = compiler::compile(folder.path(), "user", &users(&all), Some(&before.metadata)).refused;
        for at in &unusable {
            eprintln!("does not compile before the change: {}", all[*at].show());
        }
        assert!(unusable.is_empty(), "users must compile against the library as it was");
        assert!(
            all.len() >= CHANGES,
            "{} of {drawn} changes were no libraries",
            drawn - all.len()
        );
        all.truncate(CHANGES);
        let after = compiler::compile(folder.path(), "nika", &library(&all, |it| &it.after), None);
        let broken = compiler::compile(folder.path(), "user", &users(&all), Some(&after.metadata)).refused;
        Self { all, broken }
    }
}

fn keep(all: &mut Vec<Change>, refused: &BTreeSet<usize>) {
    let mut at = 0;
    all.retain(|change| {
        at += 1;
        let is_kept = !refused.contains(&(at - 1));
        if !is_kept && std::env::var_os("DIFFERENTIAL_SEED").is_some() {
            eprintln!("no library: {}", change.show());
        }
        is_kept
    });
}

impl Change {
    fn show(&self) -> String {
        format!(
            "{}\n  before: {}\n  after:  {}\n  user:   {}",
            self.kind, self.before, self.after, self.user
        )
    }
}

/// The findings about each module, as `check` prints them.
fn findings(changes: &[Change]) -> BTreeMap<usize, Vec<String>> {
    let project = Project::empty();
    let write = |version: &str, modules: Vec<String>| {
        project.write(
            "Cargo.toml",
            &format!("[package]\nname = \"nika\"\nversion = \"{version}\"\nedition = \"2024\"\n"),
        );
        project.write(
            "src/lib.rs",
            &format!("//! Changes.\n#![allow(warnings)]\n{}", modules.concat()),
        );
    };
    write("1.2.3", library(changes, |it| &it.before));
    project.stability("init --default stable").kept();
    write("1.3.0", library(changes, |it| &it.after));
    let check = CommandOutput::of(
        project
            .call("check --format json")
            .output()
            .expect("the command can be called"),
    );
    let report: Value = serde_json::from_str(&check.stdout).unwrap_or_else(|_| panic!("{check}"));
    let mut found = BTreeMap::<usize, Vec<String>>::new();
    for finding in report["findings"].as_array().into_iter().flatten() {
        let text = |key: &str| finding[key].as_str().unwrap_or_default();
        let line = format!(
            "{} {} {}: {}",
            text("level"),
            text("rule"),
            text("subject"),
            text("message")
        );
        let is_break = text("level") == "deny" || text("rule") == "signature-undecided";
        if let Some(at) = module_of(text("subject")).filter(|_| is_break) {
            found.entry(at).or_default().push(line);
        }
    }
    found
}

/// The number in `nika::m12::Frame`, or in the macro `nika::m12_say`.
fn module_of(subject: &str) -> Option<usize> {
    let rest = subject.split("nika::m").nth(1)?;
    let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
    rest[..end].parse().ok()
}

/// What rustc and `check` do not agree on.
fn disagreements(seed: u64) -> String {
    let Changes { all, broken } = Changes::of(seed);
    let kinds: BTreeSet<&str> = all.iter().map(|it| it.kind.as_str()).collect();
    assert!(kinds.len() >= KINDS, "seed {seed} has only the kinds {kinds:?}");
    let findings = findings(&all);
    let mut wrong = String::new();
    let mut count = 0;
    for (at, change) in all.iter().enumerate() {
        let found = findings.get(&at);
        let is_refused = found.is_some_and(|found| found.iter().any(|line| line.starts_with("deny")));
        if is_refused != broken.contains(&at) || !is_refused && found.is_some() {
            count += 1;
            let user = if broken.contains(&at) {
                "users break"
            } else {
                "users compile"
            };
            wrong += &format!("m{at} {user}: {}\n  check:  {found:#?}\n", change.show());
        }
    }
    eprintln!(
        "seed {seed}: {} kinds, {} of {} changes break users, {count} disagreements",
        kinds.len(),
        broken.len(),
        all.len()
    );
    wrong
}

/// Judges the changes of a seed, or of another one that the environment names.
#[track_caller]
fn agree(seed: u64) {
    let other = std::env::var("DIFFERENTIAL_SEED").map(|seed| seed.parse().expect("a seed is a number"));
    let wrong = disagreements(other.unwrap_or(seed));
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn verdicts_agree_with_the_compiler() {
    agree(32_410);
}

#[test]
fn verdicts_agree_with_the_compiler_for_a_second_seed() {
    agree(45_702);
}

#[test]
fn verdicts_agree_with_the_compiler_for_a_third_seed() {
    agree(46_958);
}
