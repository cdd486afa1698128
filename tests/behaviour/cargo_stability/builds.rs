//! One contract of several builds, and contracts and policies that need a later program or a decision.

use serde_json::Value;

use super::Project;
use crate::contract;

const LIBRARY: &str = r#"
#[stability::stable(since = "1.0.0")]
pub fn ask() {}
#[cfg(feature = "net")]
#[stability::stable(since = "1.0.0")]
pub fn listen(port: u16) { let _ = port; }
#[cfg(feature = "net")]
#[stability::stable(since = "1.0.0")]
pub fn size() -> u16 { 0 }
#[cfg(not(feature = "net"))]
#[stability::stable(since = "1.0.0")]
pub fn size() -> u8 { 0 }
"#;

const BUILDS: &str = "[builds.default]\n[builds.net]\nfeatures = [\"net\"]\n";
/// No host has the standard library of a target that nobody knows.
const ELSEWHERE: &str = "[builds.elsewhere]\ntarget = \"no-such-target\"\n";

fn project() -> Project {
    let project = Project::new(LIBRARY);
    write_manifest(&project, "1.0.0");
    project.write("stability.toml", BUILDS);
    project
}

fn write_manifest(project: &Project, version: &str) {
    let manifest = super::manifest("nika", version, "[features]\nnet = []\n");
    project.write("Cargo.toml", &manifest);
}

/// The items of the recorded contract, each with its builds and its declaration.
fn recorded(project: &Project) -> Vec<String> {
    let contract = contract(&project.read("stability/contract.json"));
    let items = contract["items"].as_array().unwrap().iter();
    items
        .map(|item| {
            let builds: Vec<&str> = item["builds"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            format!("{} [{}]", item["signature"].as_str().unwrap(), builds.join(", "))
        })
        .collect()
}

/// The rules and subjects of the findings about items, each with the end of its message from the build on.
fn findings(check: &str) -> Vec<String> {
    let report: Value = serde_json::from_str(check).unwrap_or_else(|error| panic!("{error}: {check}"));
    let findings = report["findings"].as_array().unwrap().iter();
    // That it is not recorded yet is asked of the whole.
    let of_items =
        findings.filter(|it| it["subject"].as_str().unwrap().contains("::") && it["rule"] != "api-change-unrecorded");
    let shown = of_items.map(|it| {
        let [rule, subject, message] = ["rule", "subject", "message"].map(|key| it[key].as_str().unwrap());
        let build = message.find("in the build ").map_or("", |at| &message[at..]);
        format!("{rule} {subject} {build}")
    });
    shown.collect()
}

#[test]
fn one_contract_describes_several_builds() {
    let project = project();
    project.stability("bless").kept();
    assert_eq!(
        recorded(&project),
        [
            "fn ask() []",
            "fn listen(port: u16) [net]",
            "fn size() -> u8 [default]",
            "fn size() -> u16 [net]",
        ]
    );
    project.commit("Begin");
    let check = project.stability("check");
    assert!(check.kept().contains("no breaking change"), "{check}");

    let changed = LIBRARY
        .replace("pub fn ask", "#[cfg(not(feature = \"net\"))]\npub fn ask")
        .replace("u16 { 0 }", "u32 { 0 }");
    project.write("src/lib.rs", &changed);
    write_manifest(&project, "1.1.0");
    let expected = [
        "item-removed nika::ask in the build `net`; it was stable; code that names it no longer compiles",
        "removed-without-deprecation nika::ask in the build `net`; it was never deprecated, so no user was warned",
        "signature-changed nika::size in the build `net`; code that uses the old declaration may no longer compile",
    ];
    for words in ["", " --baseline-rev HEAD"] {
        let check = project.stability(&format!("check --format json{words}"));
        assert_eq!(check.code, Some(1), "{check}");
        assert_eq!(findings(&check.stdout), expected, "{words}");
    }
    let diff = project.stability("diff stability/contract.json");
    assert!(diff.kept().contains("in the build `net`"), "{diff}");

    // The command line selects one of them.
    project.write("src/lib.rs", LIBRARY);
    let check = project.stability("check --features net");
    assert!(check.kept().contains("no finding refuses this change"), "{check}");
    assert!(
        check
            .stdout
            .contains("not checked: build `default`, because the command line asks for another build"),
        "{check}"
    );
}

#[test]
fn a_host_that_cannot_make_a_build_judges_the_rest_and_keeps_what_is_recorded() {
    let project = project();
    project.stability("bless").kept();
    // Another host has recorded it.
    let text = project.read("stability/contract.json");
    let builds = "\"builds\": {\n    \"elsewhere\": { \"target\": \"no-such-target\" },";
    project.write("stability/contract.json", &text.replacen("\"builds\": {", builds, 1));
    project.write("stability.toml", &format!("{BUILDS}{ELSEWHERE}"));
    let check = project.stability("check --format json");
    let report: Value = serde_json::from_str(check.kept()).unwrap();
    assert_eq!(report["compared"]["not_built"][0]["build"], "elsewhere", "{check}");
    let check = project.stability("check");
    assert!(
        check.kept().contains(
            "not checked: build `elsewhere`, because this compiler does not know the target `no-such-target`"
        ),
        "{check}"
    );

    project.write(
        "src/lib.rs",
        &LIBRARY.replace("pub fn ask", "#[cfg(any())]\npub fn ask"),
    );
    project.stability("bless --force").kept();
    assert_eq!(recorded(&project)[0], "fn ask() [elsewhere]");
    project
        .stability("bless --all-features")
        .refused_with("the command line asks for none of them");
}

#[test]
fn a_policy_or_a_contract_that_needs_a_later_program_names_its_version() {
    let project = Project::new("#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n");
    project.write("stability.toml", "[tool]\nminimum = \"99.1\"\n[of-a-later-version]\n");
    project
        .stability("show")
        .refused_with("needs version 99.1.0 of `cargo stability`, and this is ");
    project.write("stability.toml", "");
    let later =
        r#"{ "schema": "stability/contract@1", "minimum": "99.1.0", "contract": null, "of-a-later-version": [] }"#;
    project.write("stability/contract.json", later);
    project
        .stability("check")
        .refused_with("the contract needs version 99.1.0 of `cargo stability`, but this is ");
}

#[test]
fn bless_resolves_a_conflict_and_keeps_the_promises_of_both_sides() {
    let function = |name: &str| format!("#[stability::stable(since = \"1.0.0\")]\npub fn {name}() {{}}\n");
    let of = |names: &[&str]| names.iter().map(|name| function(name)).collect::<String>();
    let project = Project::new(&of(&["ask", "tell"]));
    project.stability("init").kept();
    project.commit("Begin");
    project.git(&["checkout", "--quiet", "-b", "topic"]);
    project.write("src/lib.rs", &of(&["ask", "listen", "tell"]));
    project.stability("bless").kept();
    project.commit("Add listen");
    project.git(&["checkout", "--quiet", "main"]);
    project.write("src/lib.rs", &of(&["ask", "learn", "tell"]));
    project.stability("bless").kept();
    project.commit("Add learn");
    // The merge fails.
    project.git(&["-c", "alias.try=!git merge --quiet topic || true", "try"]);
    assert!(project.read("stability/contract.json").contains("<<<<<<<"));
    project.write("src/lib.rs", &of(&["ask", "learn", "tell"]));
    for command in ["check", "diff HEAD --recorded", "check --baseline-rev HEAD"] {
        let refused = project.stability(command);
        if command.starts_with("diff") {
            refused.kept();
        } else {
            refused.refused_with("has the conflict markers of a merge in lines ");
        }
    }
    let lost = project.stability("bless");
    assert_eq!(lost.code, Some(1), "{lost}");
    assert!(
        lost.stdout.contains("error[item-removed]: `nika::listen`") && lost.stdout.contains("against their side of"),
        "{lost}"
    );
    project.write("src/lib.rs", &of(&["ask", "learn", "listen", "tell"]));
    project.stability("bless").kept();
    assert_eq!(
        recorded(&project),
        ["fn ask() []", "fn learn() []", "fn listen() []", "fn tell() []"]
    );
    project.stability("check").kept();
}
