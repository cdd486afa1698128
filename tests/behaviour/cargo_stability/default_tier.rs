//! The tier of items without an attribute, and what a check says of what it did not look at.

use serde_json::Value;

use super::Project;

const PLAIN: &str =
    "pub fn ask() {}\npub struct Frame { pub width: u8 }\nimpl Frame { pub fn area(&self) -> u8 { 0 } }\n";
const MARKED: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\npub fn tell() {}\n";

/// A package that does not depend on the runtime.
fn without_runtime(version: &str, library: &str) -> Project {
    let project = Project::empty();
    write(&project, version, library);
    project
}

fn write(project: &Project, version: &str, library: &str) {
    let manifest = format!("[package]\nname = \"nika\"\nversion = \"{version}\"\nedition = \"2024\"\n");
    project.write("Cargo.toml", &manifest);
    project.write("src/lib.rs", library);
}

/// The recorded contract, and what `change` makes of it.
fn rewrite(project: &Project, change: impl Fn(&mut Value)) {
    let mut contract: Value = serde_json::from_str(&project.read("stability/contract.json")).unwrap();
    for item in contract["items"].as_array_mut().unwrap() {
        change(item);
    }
    project.write("stability/contract.json", &contract.to_string());
}

fn without_shape(item: &mut Value) {
    item.as_object_mut().unwrap().remove("shape");
}

#[test]
fn a_package_without_attributes_is_covered_by_one_line() {
    let project = without_runtime("1.0.0", PLAIN);
    let begun = project.stability("init --default stable");
    assert_eq!(begun.kept(), "", "{begun}");
    assert!(begun.stderr.contains("the contract has 3 items"), "{begun}");
    assert!(project.read("stability.toml").contains("[default]\n"));
    let kept = project.stability("check");
    assert!(
        kept.kept().contains("no breaking change; any release may contain it"),
        "{kept}"
    );
    assert!(project.stability("show").kept().contains("Frame::area"));

    write(
        &project,
        "1.1.0",
        "pub fn ask() {}\npub struct Frame { pub width: u16 }\n",
    );
    let broken = project.stability("check");
    assert_eq!(broken.code, Some(1), "{broken}");
    assert!(
        broken.stdout.contains("error[item-removed]: `nika::Frame::area`"),
        "{broken}"
    );
    assert!(
        broken.stdout.contains("`nika::Frame::width` was `u8` and is now `u16`"),
        "{broken}"
    );
    assert!(broken.stdout.contains("it needs a major release"), "{broken}");
}

#[test]
fn modules_have_tiers_of_their_own_and_must_be_there() {
    let library = |of_preview: &str| format!("pub fn ask() {{}}\npub mod preview {{ {of_preview} }}\n");
    let project = without_runtime("1.0.0", &library("pub fn go() {}"));
    project.stability("init --default stable").kept();
    let policy = project.read("stability.toml");
    project.write(
        "stability.toml",
        &format!("{policy}modules = {{ \"nika::preview\" = \"evolving\" }}\n"),
    );
    project.stability("bless --force").kept();
    write(&project, "1.1.0", &library(""));
    project.stability("check").kept();

    project.write(
        "stability.toml",
        &format!("{policy}modules = {{ \"nika::preveiw\" = \"evolving\" }}\n"),
    );
    project
        .stability("check")
        .refused_with("gives a tier to the module `nika::preveiw`, and no library of the contract has that module");
}

#[test]
fn what_is_not_promised_is_named() {
    let project = Project::new(MARKED);
    let begun = project.stability("init");
    begun.kept();
    assert!(
        begun.stderr.contains("1 public item is not promised: `nika::tell`"),
        "{begun}"
    );
    let check = project.stability("check");
    assert!(
        check.kept().contains("1 public item is not promised: `nika::tell`"),
        "{check}"
    );
    let json: Value = serde_json::from_str(project.stability("check --format json").kept()).unwrap();
    assert_eq!(json["uncovered"][0]["item"], "nika::tell");
    assert_eq!(json["compared"]["not_compared"], serde_json::json!([]));
}

#[test]
fn bless_upgrades_a_contract_without_shapes() {
    let project = Project::new(MARKED);
    project.stability("init").kept();
    rewrite(&project, without_shape);
    let check = project.stability("check");
    assert!(check.kept().contains("no finding refuses this change"), "{check}");
    assert!(
        check.stdout.contains(
            "1 of 1 item was compared only as written, because the baseline does not record its declaration: `nika::ask`"
        ),
        "{check}"
    );
    project.stability("bless").kept();
    assert!(project.read("stability/contract.json").contains("\"shape\""));
    let check = project.stability("check");
    assert!(check.kept().contains("no breaking change"), "{check}");
}

#[test]
fn a_contract_recorded_without_shapes_is_completed_by_building_its_revision() {
    let project = Project::new("#[stability::stable(since = \"1.0.0\")]\n#[derive(Clone)]\npub struct Frame;\n");
    project.stability("init").kept();
    rewrite(&project, without_shape);
    project.commit("Begin");
    project.git(&["tag", "v1.0.0"]);
    project.write(
        "src/lib.rs",
        "#[stability::stable(since = \"1.0.0\")]\npub struct Frame;\n",
    );
    let broken = project.stability("check --baseline-rev v1.0.0 --recorded");
    assert_eq!(broken.code, Some(1), "{broken}");
    assert!(
        broken.stdout.contains("no longer implements `std::clone::Clone`"),
        "{broken}"
    );
}

#[test]
fn members_are_deprecated_by_themselves() {
    let library = |field: &str, variant: &str| {
        format!("pub struct Frame {{ pub width: u8, {field} }}\npub enum Form {{ Round, {variant} }}\n")
    };
    let deprecated = "#[deprecated(since = \"1.0.0\", note = \"use width\")] ";
    let (field, variant) = (format!("{deprecated}pub depth: u8"), format!("{deprecated}Flat"));
    let project = without_runtime("1.0.0", &library("pub depth: u8", &variant));
    project.stability("init --default stable").kept();
    let shown = project.stability("show --deprecated");
    assert!(
        shown.kept().contains("└ Flat") && shown.stdout.contains("use width"),
        "{shown}"
    );

    write(&project, "1.1.0", &library(&field, &variant));
    let diff = project.stability("diff stability/contract.json");
    assert!(diff.kept().contains("`nika::Frame::depth` is deprecated"), "{diff}");
    assert_eq!(diff.stdout.lines().count(), 1, "{diff}");

    write(&project, "2.0.0", &library("", ""));
    let check = project.stability("check --format json");
    let report: Value = serde_json::from_str(&check.stdout).unwrap();
    let without = report["findings"].as_array().unwrap().iter();
    let without = without.filter(|it| it["rule"] == "removed-without-deprecation");
    let subjects: Vec<&Value> = without.map(|it| &it["subject"]).collect();
    assert_eq!(subjects, ["nika::Frame::depth"], "{check}");
}

#[test]
fn an_attribute_on_a_method_is_about_that_method() {
    // None of the `impl`s has an attribute, so the macro sees no type, and nothing says that `new` is not a function.
    let library = "\
pub struct Frame;
pub struct Bus<T>(pub T);
impl Frame {
    #[stability::evolving(since = \"1.0.0\")]
    pub fn new() -> Frame { Frame }
    #[stability::evolving(since = \"1.0.0\")]
    pub fn area(&self) -> u8 { 0 }
    #[stability::evolving(since = \"1.0.0\")]
    pub const EMPTY: u8 = 0;
}
mod inner {
    impl<T> super::Bus<T> {
        #[stability::experimental(since = \"1.0.0\")]
        pub fn new(it: T) -> super::Bus<T> { super::Bus(it) }
    }
}
pub mod outer {
    #[stability::evolving(since = \"1.0.0\")]
    pub fn new() {}
}
";
    let expected = [
        "nika::Bus struct stable",
        "nika::Bus::new method experimental",
        "nika::Frame struct stable",
        "nika::Frame::EMPTY associated-const evolving",
        "nika::Frame::area method evolving",
        "nika::Frame::new method evolving",
        "nika::outer mod stable",
        "nika::outer::new fn evolving",
    ];
    let project = Project::new(library);
    project.stability("init --default stable").kept();
    let ids = |text: &str| -> Vec<String> {
        let contract: Value = serde_json::from_str(text).unwrap();
        let items = contract["items"].as_array().unwrap().iter();
        let text = |item: &Value, key: &str| item[key].as_str().unwrap_or_default().to_owned();
        let mut ids: Vec<String> = items
            .map(|item| format!("{} {} {}", text(item, "id"), text(item, "kind"), text(item, "tier")))
            .collect();
        ids.sort();
        ids
    };
    assert_eq!(ids(&project.read("stability/contract.json")), expected);
    assert_eq!(ids(project.stability("show --format json").kept()), expected);
    let kept = project.stability("check");
    assert!(kept.kept().contains("no breaking change"), "{kept}");
}
