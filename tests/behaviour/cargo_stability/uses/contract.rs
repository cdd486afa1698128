//! Dependencies whose promises come from a contract of another place, and items that a build of a dependency lacks.

use serde_json::Value;

use super::{WORKSPACE, expected, found, json, pair};
use crate::cargo_stability::Project;
use crate::cargo_stability::project::manifest;

/// A library without attributes.
const PLAIN: &str = "pub mod inner;
/// Two fields.
#[derive(Clone, Debug)]
pub struct Point { pub x: u8, pub y: u8 }
impl Point {
    #[inline]
    pub const fn new() -> Self { Self { x: 1, y: 2 } }
    pub fn union(&self) -> u8 { self.x }
}
pub trait Play { fn play(&self) -> u8; }
impl Play for Point { fn play(&self) -> u8 { self.y } }
pub enum Mode { Quiet }
#[deprecated(since = \"1.0.0\", note = \"use Point\")]
pub fn old() {}
macro_rules! make {
    ($name:ident) => {
        pub fn $name() {}
        pub struct Made { pub a: u8 }
        impl Made {
            pub const K: u8 = 1;
            pub fn new() -> Self { Self { a: 1 } }
        }
        #[macro_export]
        macro_rules! made_macro { () => {} }
    }
}
make!(made);
pub fn other() {}
#[macro_export]
macro_rules! point { () => { $crate::Point::new() } }
pub const LIMIT: u8 = 3; pub const OTHER: u8 = 4;
";

const CALLER: &str = "#![allow(deprecated)]
use dep::{Point, Play}; //~ stable Point; evolving Play
pub fn f(point: &Point) -> u8 { //~ stable Point
    dep::old(); //~ frozen old
    dep::made(); //~ internal made
    let _ = dep::Made::K + dep::Made::new().a; //~ beta Made; beta Made::a; evolving Made::K
    dep::other();
    use dep::inner; //~ experimental inner
    inner::deep(); //~ beta inner::deep
    let dep::Mode::Quiet = dep::Mode::Quiet; //~ beta Mode::Quiet
    let made = dep::point!(); //~ evolving point
    made.x + point.y + Point::new().union() + point.play() + dep::LIMIT + dep::OTHER //~ stable Point::x; beta Point::y; stable Point; stable Point::new; evolving Point::union; evolving Play::play; stable LIMIT; evolving OTHER
}
";

/// A contract of `dep` 1.4.0, with what each item has besides its package.
pub(super) fn contract_of_dep(items: &[(&str, &str, &str, &str)]) -> String {
    let items = items.iter().map(|(path, kind, tier, more)| {
        let name = path.rsplit("::").next().unwrap_or(path);
        format!(r#"{{"id":"dep::{path}","kind":"{kind}","name":"{name}","tier":"{tier}","package":"dep"{more}}}"#)
    });
    let items: Vec<String> = items.collect();
    format!(
        r#"{{"schema":"stability/contract@1","contract":null,"package":{{"name":"dep","version":"1.4.0"}},"items":[{}]}}"#,
        items.join(",")
    )
}

#[test]
fn a_contract_from_elsewhere_serves_a_package_without_attributes() {
    let project = pair(PLAIN, CALLER);
    let plain = "[package]\nname = \"dep\"\nversion = \"1.4.2\"\nedition = \"2024\"\n";
    project.write("dep/Cargo.toml", plain);
    project.write("dep/src/inner.rs", "pub fn deep() {}\n");
    let member = r#","members":[{"name":"y","kind":"field","tier":"beta","since":"1.4.0"}]"#;
    let contract = contract_of_dep(&[
        ("Mode", "enum", "beta", ""),
        ("LIMIT", "const", "stable", ""),
        ("OTHER", "const", "evolving", ""),
        ("Play", "trait", "evolving", ""),
        ("Point", "struct", "stable", member),
        ("Point::new", "method", "stable", r#","since":"1.4.1""#),
        ("Point::union", "method", "evolving", ""),
        ("Made", "struct", "beta", ""),
        ("Made::K", "associated-const", "evolving", ""),
        ("absent", "fn", "stable", ""),
        ("inner", "mod", "experimental", ""),
        ("inner::deep", "fn", "beta", ""),
        ("made", "fn", "internal", ""),
        ("made_macro", "macro", "experimental", ""),
        ("old", "fn", "frozen", ""),
        ("point", "macro", "evolving", ""),
    ]);
    project.write("dep.json", &contract);
    let ran = project.stability("uses -p user --contract dep.json --format json");
    let report = json(ran.kept());
    assert_eq!(found(&report), expected("user/src/lib.rs", CALLER));
    let unseen = report["unseen"].as_array().expect("a list").iter();
    let unseen: Vec<String> = unseen
        .map(|it| format!("{} {}: {}", it["tier"], it["item"], it["reason"]).replace('"', ""))
        .collect();
    assert_eq!(
        unseen,
        [
            "stable dep::absent: this version has no such item with these features",
            "experimental dep::made_macro: a macro that another macro writes has no place of its own",
        ]
    );
    assert_eq!(report["unpromised"], Value::Array(Vec::new()));
    assert_eq!(project.read("dep/src/lib.rs"), PLAIN);
    let unchanged = project.stability("uses -p user --contract dep.json --format json");
    assert!(
        unchanged.kept() == ran.stdout && !unchanged.stderr.contains("Checking"),
        "{unchanged}"
    );

    // Nobody knows whether something is used that may not be.
    let text = project.stability("uses -p user --contract dep.json --deny experimental");
    assert_eq!(text.code, Some(2), "{text}");
    assert!(
        text.stdout.contains(
            "\n  experimental  dep::made_macro (a macro that another macro writes has no place of its own)\n"
        ),
        "{text}"
    );
    let denied = project.stability("uses -p user --contract dep.json --deny beta");
    assert_eq!(denied.code, Some(1), "{denied}");

    // The source has changed: cargo compares the files of the copy.
    project.write("dep/src/lib.rs", &format!("{PLAIN}pub fn absent() {{}}\n"));
    let again = json(
        project
            .stability("uses -p user --contract dep.json --format json")
            .kept(),
    );
    assert_eq!(again["unseen"].as_array().map(Vec::len), Some(1), "{again}");

    project.write("other.json", &contract.replace("1.4.0\"}", "2.0.0\"}"));
    project.stability("uses -p user --contract other.json").refused_with(
        "nothing that was built depends on the `dep` of the contract, or on a version that is compatible with it",
    );
}

#[test]
fn what_is_built_may_be_in_the_folder_of_a_marked_package() {
    let project = Project::empty().with_own_target();
    project.write(
        "Cargo.toml",
        "[package]\nname = \"dep\"\nversion = \"1.4.0\"\nedition = \"2024\"\n[workspace]\nmembers = [\"user\"]\n",
    );
    project.write("src/lib.rs", "pub fn f() {}\n");
    project.write(
        "user/Cargo.toml",
        "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep = { path = \"..\" }\n",
    );
    let user = "pub fn g() { dep::f() } //~ beta f\n";
    project.write("user/src/lib.rs", user);
    project.write("dep.json", &contract_of_dep(&[("f", "fn", "beta", "")]));
    for _ in 0..2 {
        let ran = project.stability("uses -p user --contract dep.json --format json");
        assert_eq!(found(&json(ran.kept())), expected("user/src/lib.rs", user));
    }

    // Of the marked package too, what it uses and what is left out of it is at its place in the source.
    let dep = "#[cfg(windows)]\npub fn windows() { base::x() }\npub fn f() { base::x() } //~ beta base::x\n";
    let manifest = project.read("Cargo.toml");
    project.write(
        "Cargo.toml",
        &format!("{manifest}exclude = [\"base\"]\n[dependencies]\nbase = {{ path = \"base\" }}\n"),
    );
    project.write(
        "base/Cargo.toml",
        &manifest
            .replace("\"dep\"", "\"base\"")
            .replace("members = [\"user\"]\n", ""),
    );
    project.write("base/src/lib.rs", "pub fn x() {}\n");
    project.write("src/lib.rs", dep);
    project.write(
        "base.json",
        &contract_of_dep(&[("x", "fn", "beta", "")]).replace("dep", "base"),
    );
    let ran = project.stability("uses --workspace --contract dep.json --contract base.json --format json");
    let report = json(ran.kept());
    let all = expected("user/src/lib.rs", user)
        .union(&expected("src/lib.rs", dep))
        .cloned()
        .collect();
    assert_eq!(found(&report), all);
    assert_eq!(
        report["omitted"][0]["places"],
        serde_json::json!([{ "path": "src/lib.rs", "line": 1 }])
    );

    // A mistake in the policy is reported before the build.
    project.write("user/stability.toml", "[uses]\ndeny = [\"unsettled\"]\n");
    project.write("user/src/lib.rs", "does not compile");
    let policy = project.stability("uses -p user --contract dep.json");
    policy.refused_with("`deny` cannot be `unsettled`");
}

#[test]
fn a_package_of_the_workspace_that_was_compiled_for_another_one_is_looked_at_too() {
    let user = "pub fn g() { dep::f() } //~ beta f\n";
    let project = pair("pub fn f() {}\n", user);
    let plain = "[package]\nname = \"dep\"\nversion = \"1.4.0\"\nedition = \"2024\"\n";
    project.write("Cargo.toml", &WORKSPACE.replace("\"user\"", "\"user\", \"top\""));
    project.write("dep/Cargo.toml", plain);
    let top = plain.replace("dep", "top");
    project.write(
        "top/Cargo.toml",
        &format!("{top}[dependencies]\nuser = {{ path = \"../user\" }}\n"),
    );
    project.write("top/src/lib.rs", "pub fn h() { user::g() }\n");
    project.write("dep.json", &contract_of_dep(&[("f", "fn", "beta", "")]));
    project.stability("uses -p top --contract dep.json").kept();
    let ran = project.stability("uses -p user --contract dep.json --format json");
    assert_eq!(found(&json(ran.kept())), expected("user/src/lib.rs", user));
}

/// A library whose items have conditions, with `//+` before a promise that is left out without attributes.
const GATED: &str = r#"
//+#[stability::stable(since = "1.0.0")]
pub struct Base { #[cfg(feature = "more")] pub extra: u8 }
//+#[stability::stable(since = "1.0.0")]
impl Base { #[cfg(feature = "more")] pub fn method(&self) {} }
#[cfg(feature = "more")]
//+#[stability::evolving(since = "1.0.0")]
pub fn by_feature() {}
#[cfg(unix)]
//+#[stability::evolving(since = "1.0.0")]
pub fn by_platform() {}
#[cfg(windows)]
//+#[stability::evolving(since = "1.0.0")]
pub fn elsewhere() {}
#[cfg(feature = "more")]
pub mod inner {
    //+#[stability::beta(since = "1.0.0")]
    pub fn deep() {}
}
//+#[stability::stable(since = "1.0.0")]
pub enum Mode { Plain, #[cfg(feature = "more")] Loud }
//+#[stability::stable(since = "1.0.0")]
pub trait Play { #[cfg(feature = "more")] fn play(&self) {} }
#[cfg(feature = "more")]
//+#[stability::beta(since = "1.0.0")]
pub fn either() {}
#[cfg(not(feature = "more"))]
//+#[stability::experimental(since = "1.0.0")]
pub fn either() {}
"#;

const OF_GATED: &str = "pub fn f(base: &dep::Base, play: &dyn dep::Play) { //~ stable Base; stable Play
    let _ = base.extra; //~ stable Base::extra
    base.method(); //~ stable Base::method
    dep::by_feature(); //~ evolving by_feature
    dep::by_platform(); //~ evolving by_platform
    dep::inner::deep(); //~ beta inner::deep
    let _ = dep::Mode::Loud; //~ stable Mode::Loud
    play.play(); //~ stable Play::play
    dep::either(); //~ beta either
}
";

#[test]
fn an_item_of_a_dependency_behind_a_condition_is_never_counted_as_fine() {
    let features = "[features]\nmore = []\n";
    let project = pair("", OF_GATED);
    let user = project.read("user/Cargo.toml");
    let with_more = user.replace("\"../dep\"", "\"../dep\", features = [\"more\"]");
    let use_of = |manifest: &str, code: &str, flags: &str| {
        project.write("user/Cargo.toml", manifest);
        project.write("user/src/lib.rs", code);
        project.stability(&format!("uses -p user {flags}--format json"))
    };
    let promised = |path: &str, kind: &str, tier: &str| contract_of_dep(&[(path, kind, tier, "")]);
    let all = contract_of_dep(&[
        ("Base", "struct", "stable", ""),
        ("Base::method", "method", "stable", ""),
        ("Mode", "enum", "stable", ""),
        ("Play", "trait", "stable", ""),
        ("by_feature", "fn", "evolving", ""),
        ("by_platform", "fn", "evolving", ""),
        ("elsewhere", "fn", "evolving", ""),
        ("either", "fn", "beta", ""),
        ("inner::deep", "fn", "beta", ""),
    ]);
    project.write("all.json", &all);
    for (head, source, flags) in [
        (manifest("dep", "1.4.0", features), GATED.replace("//+", ""), ""),
        (
            format!("[package]\nname = \"dep\"\nversion = \"1.4.0\"\nedition = \"2024\"\n{features}"),
            GATED.to_owned(),
            "--contract all.json ",
        ),
    ] {
        project.write("dep/Cargo.toml", &head);
        project.write("dep/src/lib.rs", &source);
        // The build has the items: all uses are found, also of those that the macros see behind a condition.
        let ran = use_of(&with_more, OF_GATED, flags);
        assert_eq!(
            found(&json(ran.kept())),
            expected("user/src/lib.rs", OF_GATED),
            "{flags}{ran}"
        );
        // It does not have them: code that uses one does not compile, whatever its kind is, and that is no answer.
        for line in OF_GATED
            .lines()
            .filter(|it| it.contains("//~") && it.starts_with("    "))
        {
            let code = format!("pub fn f(base: &dep::Base, play: &dyn dep::Play) {{\n{line}\n}}\n");
            let ran = use_of(&user, &code, flags);
            let is_there = line.contains("by_platform") || line.contains("either");
            assert_eq!(ran.code, Some(if is_there { 0 } else { 2 }), "{line}\n{ran}");
        }
        let ran = use_of(&with_more, "pub fn f() { dep::elsewhere() }\n", flags);
        assert_eq!(ran.code, Some(2), "{ran}");
        // The user's code that needs them is left out as well, and named.
        let gated = "#[cfg(windows)]\npub fn f() { dep::elsewhere() }\n";
        let report = json(use_of(&user, gated, flags).kept());
        assert_eq!(report["omitted"][0]["missing"][0], "windows");
    }

    // Of a contract, the items that the build does not have are named, and no answer is given where their tier is refused.
    let report = json(use_of(&user, "pub fn f() {}\n", "--contract all.json ").kept());
    let unseen = report["unseen"].as_array().expect("a list").iter();
    let unseen: Vec<&str> = unseen.map(|it| it["item"].as_str().expect("a text")).collect();
    assert_eq!(
        unseen,
        [
            "dep::Base::method",
            "dep::by_feature",
            "dep::elsewhere",
            "dep::inner::deep"
        ]
    );
    for (path, kind, tier, code) in [
        ("by_feature", "fn", "evolving", 2),
        ("by_platform", "fn", "evolving", 0),
        ("inner", "mod", "experimental", 2),
        ("Base::method", "method", "beta", 2),
    ] {
        project.write("one.json", &promised(path, kind, tier));
        let ran = use_of(&user, "pub fn f() {}\n", &format!("--contract one.json --deny {tier} "));
        assert_eq!(ran.code, Some(code), "{path}: {ran}");
    }
}
