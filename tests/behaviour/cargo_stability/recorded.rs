//! What is written into the recorded contract, and what items show of others.

use std::collections::BTreeSet;

use stability_policy::shape::FORM;

use super::Project;
use super::project::manifest;

/// A library whose struct is in a private module, with `above` above it and `body` in its method.
fn library(above: &str, module: &str, body: &str) -> String {
    format!(
        "{above}#[stability::stable(since = \"1.0.0\")]\npub fn ask() {{}}\n{module} {{\n    #[stability::stable(since = \"1.0.0\")]\n    \
         pub struct Frame {{ pub width: u8 }}\n    #[stability::stable(since = \"1.0.0\")]\n    impl Frame {{ {body} }}\n}}\n\
         #[stability::stable(since = \"1.0.0\")]\npub fn tell() {{}}\n"
    )
}

#[test]
fn an_added_item_changes_its_own_lines_alone() {
    let method = "pub fn area(&self) -> u8 { self.width }";
    let project = Project::new(&library("pub use frame::Frame;\n", "mod frame", method));
    project.stability("init").kept();
    let before = project.read("stability/contract.json");
    for id in ["nika::Frame", "nika::Frame::area"] {
        assert!(
            before.contains(&format!("\"id\": \"{id}\"")),
            "users write this path: {before}"
        );
    }
    assert!(!before.contains("\"line\""), "{before}");

    // Above all others there is one item more, a comment is longer, and the private module has another name.
    let above = "//! A library.\n\n/// New.\n#[stability::stable(since = \"1.0.0\")]\npub fn begin() {}\npub use deep::Frame;\n/// Asks.\n";
    project.write("src/lib.rs", &library(above, "mod deep", method));
    project.stability("bless --force").kept();
    let after = project.read("stability/contract.json");
    let known: BTreeSet<&str> = before.lines().collect();
    let lost: Vec<&str> = before
        .lines()
        .filter(|line| !after.lines().any(|other| other == *line))
        .collect();
    assert_eq!(lost, [""; 0]);
    let new: Vec<&str> = after.lines().filter(|line| !known.contains(line)).collect();
    assert!(
        !new.is_empty() && new.iter().all(|line| line.contains("begin")),
        "{new:#?}"
    );

    // What is there now has its line all the same.
    project.write(
        "src/lib.rs",
        &library(above, "mod deep", "pub fn area(&self) -> u16 { 0 }"),
    );
    let broken = project.stability("check");
    assert_eq!(broken.code, Some(1), "{broken}");
    assert!(
        broken
            .stdout
            .contains("`nika::Frame::area` returned `u8` and now returns `u16`"),
        "{broken}"
    );
    assert!(broken.stdout.contains("src/lib.rs:14"), "{broken}");
}

#[test]
fn weaker_and_foreign_types_are_seen_in_other_packages() {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[workspace]\nmembers = [\"nika\", \"nika-core\", \"low\", \"deep-down\"]\nresolver = \"3\"\n",
    );
    project.write("stability.toml", "packages = [\"nika\", \"nika-core\"]\n");
    let below = "[dependencies]\nnika-core = { path = \"../nika-core\", version = \"1.0.0\" }\nlow = { path = \"../low\", version = \"0.3.0\" }\n";
    let of_nika = manifest("nika", "1.0.0", "").replace("[dependencies]\n", below);
    project.write("nika/Cargo.toml", &of_nika);
    project.write("nika-core/Cargo.toml", &manifest("nika-core", "1.0.0", ""));
    project.write(
        "low/Cargo.toml",
        "[package]\nname = \"low\"\nversion = \"0.3.0\"\nedition = \"2024\"\n[dependencies]\ndeep-down = { path = \"../deep-down\" }\n",
    );
    project.write("low/src/lib.rs", "pub use deep_down::Inner;\npub struct Thing;\n");
    // Only `Cargo.lock` has its version.
    project.write(
        "deep-down/Cargo.toml",
        "[package]\nname = \"deep-down\"\nversion = \"0.2.1\"\nedition = \"2024\"\n",
    );
    project.write("deep-down/src/lib.rs", "pub struct Inner;\n");
    project.write(
        "nika-core/src/lib.rs",
        "mod inner {\n    #[stability::evolving]\n    pub trait Draft {}\n}\npub use inner::Draft;\n",
    );
    let library = "#[stability::stable(since = \"1.0.0\")]\npub fn ask<Thing: nika_core::Draft>(_: Thing) {}\n\
                   #[stability::stable(since = \"1.0.0\")]\npub fn tell() -> Option<low::Thing> { None }\n\
                   #[stability::stable(since = \"1.0.0\")]\npub fn dig() -> Option<low::Inner> { None }\n\
                   #[stability::experimental]\npub mod preview {\n    #[stability::stable(since = \"1.0.0\")]\n    pub fn go() {}\n}\n";
    project.write("nika/src/lib.rs", library);
    project.stability("bless").kept();
    let checked = project.stability("check");
    for warning in [
        "warning[stable-exposes-weaker]: `nika::ask` is stable and shows `nika_core::Draft`, which is evolving",
        "warning[foreign-type-exposed]: `nika::tell` is stable and shows `low::Thing` of `low` 0.3",
        "warning[foreign-type-exposed]: `nika::dig` is stable and shows `deep_down::Inner` of `deep_down` 0.2",
        "warning[path-weaker-than-promise]: `nika::preview::go` is stable, but users can only reach it through `nika::preview`, which is experimental",
    ] {
        assert!(checked.kept().contains(warning), "{warning}\n{checked}");
    }
    assert!(checked.stdout.contains("4 warnings"), "{checked}");
    assert!(
        project
            .read("stability/contract.json")
            .contains("F0: nika_core@1::Draft")
    );
}

#[test]
fn paths_of_the_contract_are_public() {
    let library = |public: &str| {
        format!(
            "stability::contract! {{ name = \"Nika\", paths {{ \"{public}\" = [frame] }} }}\nmod frame {{\n    \
             #[stability::stable(since = \"1.0.0\")]\n    pub struct Frame;\n}}\npub use frame::Frame;\n\
             pub mod shapes {{ pub use crate::frame::Frame; }}\n"
        )
    };
    let project = Project::new(&library("nika::forms"));
    let refused = project.stability("init");
    refused.refused_with("`nika::forms::Frame` is not a public path. Users name the item `nika::Frame`");
    project.write("src/lib.rs", &library("nika::shapes"));
    project.stability("init").kept();
    let recorded = project.read("stability/contract.json");
    assert!(recorded.contains("\"id\": \"nika::shapes::Frame\""), "{recorded}");
}

#[test]
fn shapes_of_another_form_are_not_compared() {
    let project = Project::new("#[stability::stable(since = \"1.0.0\")]\npub fn ask() -> u8 { 0 }\n");
    project.stability("init").kept();
    let file = "stability/contract.json";
    let written = project.read(file);
    let form = &format!("  \"shape_form\": {FORM},\n");
    assert!(written.contains(form), "{written}");
    // As a version wrote it whose form had no number, and other words for the same.
    let older = written
        .replace(form, "")
        .replace("\"output\":\"u8\"", "\"output\":\"U8\"");
    assert_ne!(older, written.replace(form, ""));
    project.write(file, &older);
    let tag = project.commit("Begin");
    let refusal = format!("stability/contract.json has declarations in format 0, and this build has format {FORM}");
    let with_advice = format!("{refusal}: write it again with `cargo stability bless`");
    project.stability("check").refused_with(&with_advice);
    project.stability(&format!("diff {file}")).refused_with(&with_advice);
    project.write("now.json", &written);
    project
        .stability(&format!("check --current now.json --baseline {file}"))
        .refused_with(&refusal);

    // A revision can be built again.
    project.write(file, &written);
    let rebuilt = project.stability(&format!("check --baseline-rev {tag} --recorded"));
    rebuilt.kept();
    assert!(rebuilt.stderr.contains("Building"), "{rebuilt}");

    // A later program wrote it.
    project.write(file, &written.replace(form, "  \"shape_form\": 99,\n"));
    project.stability("check").refused_with(&format!(
        "this program reads format {FORM}: use a later version of `cargo stability`"
    ));

    project.write(file, &older);
    let blessed = project.stability("bless");
    blessed.kept();
    assert!(
        blessed.stderr.contains("`bless` records the declarations again"),
        "{blessed}"
    );
    assert_eq!(project.read(file), written);
    project.stability("check").kept();
}
