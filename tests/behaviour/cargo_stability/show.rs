//! `show`: what is promised, out of source and out of files.

use std::fs;

use super::Project;
use super::project::{manifest, runtime};
use crate::{contract, ids, item};

const LIBRARY: &str = "
#[stability::stable(since = \"1.0.0\", area = \"Memory\")]
pub struct Frame { pub len: usize }
#[stability::beta(deprecated(since = \"1.0.0\", note = \"use Frame\"))]
pub fn old_frame() {}
stability::contract! { name = \"Nika\", areas { \"Memory\" = [] } }
";

#[test]
fn a_library_is_built_and_its_contract_printed() {
    let project = Project::new(LIBRARY);
    let shown = project.stability("show --format json --quiet");
    assert_eq!(shown.stderr, "", "{shown}");
    let contract = contract(shown.kept());
    assert_eq!(ids(&contract), ["nika::Frame", "nika::old_frame"]);
    assert_eq!(contract["contract"]["name"], "Nika");

    let text = project.stability("show");
    assert!(text.kept().starts_with("Nika stability contract\n"), "{text}");
    assert!(!text.stdout.contains('\u{1b}'), "{text}");
    assert!(
        project.stability("show --format markdown").kept().starts_with("# "),
        "{text}"
    );
}

#[test]
fn filters_keep_what_they_name() {
    let project = Project::new(LIBRARY);
    for (filters, expected) in [
        ("--tier stable", &["nika::Frame"][..]),
        ("--tier stable --tier beta", &["nika::Frame", "nika::old_frame"]),
        ("--area Memory", &["nika::Frame"]),
        ("--kind fn", &["nika::old_frame"]),
        ("--deprecated", &["nika::old_frame"]),
        ("--tier frozen", &[]),
    ] {
        let shown = project.stability(&format!("show --format json {filters}"));
        assert_eq!(ids(&contract(shown.kept())), expected, "{filters}");
    }
    let none = project.stability("show --kind route");
    assert_eq!(none.kept(), "");
    assert!(none.stderr.contains("and none of them matches the options"), "{none}");
}

#[test]
fn the_contracts_of_all_programs_of_a_package_are_read() {
    let project = Project::new(LIBRARY);
    project.write("src/main.rs", "mod other; mod cli; // what it takes\nfn main() {}");
    project.write("src/other.rs", "");
    project.write(
        "src/cli.rs",
        "stability::surface! { area \"CLI\", stable(since = \"1.0.0\"); command \"nika run\"; }\n",
    );
    project.write("src/bin/plain.rs", "fn main() {}");
    let shown = project.stability("show --format json");
    let contract = contract(shown.kept());
    assert_eq!(item(&contract, "command nika run")["kind"], "command");
    assert_eq!(ids(&contract).len(), 3);
}

#[test]
fn one_target_folder_for_two_checkouts_gives_each_its_own_contract() {
    let [later, earlier] = ["ask", "tell"].map(|name| {
        let project = Project::empty();
        project.write("Cargo.toml", &manifest("nika", "1.0.0", ""));
        project.write(
            "src/lib.rs",
            &format!("#[stability::stable(since = \"1.0.0\")]\npub fn {name}() {{}}\n"),
        );
        project
    });
    // What is older than the build of the other checkout would be fresh for cargo.
    for (project, name) in [(&earlier, "nika::tell"), (&later, "nika::ask")] {
        let shown = project.stability("show --format json");
        assert_eq!(ids(&contract(shown.kept())), [name]);
    }
}

/// In the edition 2015, `async` is a name like any other.
#[test]
fn names_that_are_keywords_in_later_editions_are_promised() {
    let project = Project::new(
        "extern crate stability;
#[stability::stable(since = \"1.0.0\", constructor)]
pub struct Options { pub async: bool, #[stable(default)] pub try: u8 }
#[stability::stable(since = \"1.0.0\")]
#[allow(non_camel_case_types)]
pub enum Word { dyn, Other { await: u8 } }
#[stability::stable(since = \"1.0.0\")]
impl Options { pub fn dyn(&self, _: u8) {} }
#[stability::stable(since = \"1.0.0\")]
pub fn await() {}
#[stability::stable(since = \"1.0.0\")]
#[allow(non_upper_case_globals)]
pub const dyn: u8 = 1;
",
    );
    let manifest = manifest("nika", "1.0.0", "").replace("\"2024\"", "\"2015\"");
    project.write("Cargo.toml", &manifest);
    project.write("stability.toml", "[ratchets]\nunmarked = true\n");
    let shown = project.stability("show --format json");
    let contract = contract(shown.kept());
    for id in [
        "nika::Options::with_try",
        "nika::Options::dyn",
        "nika::await",
        "nika::dyn",
    ] {
        assert!(ids(&contract).contains(&id), "{id}: {shown}");
    }
    for member in ["async", "dyn", "await"] {
        assert!(
            shown.stdout.contains(&format!("\"name\": \"{member}\"")),
            "{member}: {shown}"
        );
    }
    assert!(shown.stdout.contains("\"unmarked\": 0"), "{shown}");

    project.write(
        "src/lib.rs",
        "extern crate stability;\n#[stability::stable(since = \"1.x\")]\npub struct Options { pub async: bool }\n",
    );
    let refused = project.stability("show");
    assert!(
        refused.stderr.contains("`since = \"1.x\"` "),
        "a mistake is shown as one: {refused}"
    );
    assert!(!refused.stderr.contains("cannot find"), "{refused}");
}

#[test]
fn the_runtime_may_have_another_name_and_the_manifest_is_part_of_the_contract() {
    let project = Project::new("#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}");
    let dependency = runtime().replace("{ ", "{ package = \"stability-runtime\", ");
    project.write(
        "Cargo.toml",
        &format!(
            "[package]\nname = \"nika\"\nversion = \"1.0.0\"\nedition = \"2024\"\nrust-version = \"1.88\"\n\
             [features]\ndefault = [\"x\"]\nx = []\n[dependencies]\nstability = {dependency}\n"
        ),
    );
    let shown = project.stability("show --format json");
    let contract = contract(shown.kept());
    let manifest = &contract["packages"][0]["manifest"];
    assert_eq!(manifest["rust_version"], "1.88.0", "{contract:#}");
    assert_eq!(manifest["features"]["default"]["enables"][0], "x");
}

#[test]
fn a_feature_that_is_off_is_asked_for() {
    let project =
        Project::new("#[cfg_attr(feature = \"contract\", stability::stable(since = \"1.0.0\"))]\npub fn ask() {}");
    let manifest = manifest("nika", "1.0.0", "[features]\ncontract = [\"dep:stability-runtime\"]");
    project.write("Cargo.toml", &manifest.replace("[] }", "[], optional = true }"));
    project
        .stability("show")
        .refused_with("only with a feature that is off: add `--features contract`");
    let shown = project.stability("show --features contract --format json");
    assert_eq!(ids(&contract(shown.kept())), ["nika::ask"]);
}

#[test]
fn a_package_without_records_is_never_an_empty_contract() {
    let project = Project::new("pub fn ask() {}");
    project
        .stability("show")
        .refused_with("`nika` was built and promises nothing: give the promised items a tier");
}

#[test]
fn a_workspace_covers_its_members_and_warns_of_one_without_records() {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"one\", \"two\", \"plain\"]",
    );
    for name in ["one", "two"] {
        project.write(&format!("{name}/Cargo.toml"), &manifest(name, "1.0.0", ""));
    }
    project.write("one/src/lib.rs", "#[stability::beta]\npub fn ask() {}");
    project.write("two/src/lib.rs", "");
    project.write(
        "plain/Cargo.toml",
        "[package]\nname = \"plain\"\nversion = \"1.0.0\"\nedition = \"2024\"",
    );
    project.write("plain/src/lib.rs", "");
    let shown = project.stability("show --format json");
    assert_eq!(ids(&contract(shown.kept())), ["one::ask"]);
    assert!(
        shown.stderr.contains("warning: `two` was built and promises nothing"),
        "{shown}"
    );

    project.write("two/src/lib.rs", "#[stability::beta]\npub fn tell() {}");
    assert_eq!(
        ids(&contract(project.stability("show --format json").kept())),
        ["one::ask", "two::tell"]
    );
    let two = project.stability("show --format json -p two");
    assert_eq!(ids(&contract(two.kept())), ["two::tell"]);
    project
        .stability("show -p plain")
        .refused_with("`plain` does not depend on `stability-runtime`");
    project
        .stability("show -p three")
        .refused_with("has no package `three`; its packages are `one`, `two`, `plain`");

    project.write("stability.toml", "packages = [\"one\"]");
    assert_eq!(
        ids(&contract(project.stability("show --format json").kept())),
        ["one::ask"]
    );
    project.write("stability.toml", "packages = [\"gone\"]");
    project.stability("show").refused_with("has no package `gone`");
    project.write("stability.toml", "packges = [\"one\"]");
    project.stability("show").refused_with("unknown key `packges`");
}

#[test]
fn files_are_read_and_nothing_is_built() {
    let project = Project::new(LIBRARY).with_own_target();
    let built = project.stability("show --format json");
    let json = built.kept().to_owned();
    project.write("contract.json", &json);
    fs::remove_file(project.path("Cargo.toml")).unwrap();
    assert_eq!(project.stability("show --format json contract.json").kept(), json);

    let rlib = project.path("target/stability/debug/libnika.rlib");
    let read = project.stability(&format!("show --format json {}", rlib.display()));
    assert_eq!(ids(&contract(read.kept())), ["nika::Frame", "nika::old_frame"]);
    let both = project.stability(&format!("show contract.json {}", rlib.display()));
    both.refused_with("is a contract as JSON, and must be the only file");
}

#[test]
fn one_page_of_html_has_the_contract_and_what_changed() {
    let project = Project::new(LIBRARY);
    let shown = project.stability("show --format html");
    assert!(shown.kept().starts_with("<!doctype html>\n"), "{shown}");
    assert!(
        shown.stdout.contains("<h3 id=\"area-1\"><bdi>Memory</bdi></h3>"),
        "{shown}"
    );
    assert!(
        !shown.stdout.contains("id=\"changes\"") && !shown.stdout.contains("src="),
        "{shown}"
    );
    project.write("before.json", project.stability("show --format json").kept());
    project.write("src/lib.rs", &LIBRARY.replace("pub len: usize", ""));
    let changed = project.stability("diff before.json --format html");
    assert!(changed.kept().contains("<section id=\"changes\""), "{changed}");
    assert!(changed.stdout.contains("<h3>Removed"), "{changed}");
}
