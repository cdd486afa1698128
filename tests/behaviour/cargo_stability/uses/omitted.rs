//! Code of the user that no build of a call has.

use std::fs;

use serde_json::Value;

use super::{json, pair};

/// What each line says of why it is not looked at, by the attributes of its condition.
const CONDITIONAL: &str = r#"//! See `#[cfg(feature = "doc")]`.
#[cfg(feature = "extra")]
pub fn a() { dep::f() }
#[cfg(all(unix, feature = "extra"))]
pub fn b() { dep::f() }
#[cfg(not(unix))]
mod c;
#[cfg(unix)]
pub fn d() { dep::f() } //~ beta f
#[cfg(test)]
mod tests { #[test] fn e() { dep::f() } } //~ beta f
#[cfg(not(feature = "std"))]
pub fn g() { dep::f() }
#[cfg(made_by_build)]
pub fn h() { dep::f() } //~ beta f
#[cfg_attr(feature = "extra", derive(Debug))]
pub struct I;
#[cfg(feature = "undeclared")]
pub fn j() {}
"#;

#[test]
fn code_that_the_build_leaves_out_is_named() {
    let project = pair("#[stability::beta(since = \"1.0.0\")]\npub fn f() {}\n", CONDITIONAL);
    let manifest = project.read("user/Cargo.toml");
    let features = "[features]\ndefault = [\"std\"]\nstd = []\nextra = []\n\n[[bin]]\nname = \"more\"\nrequired-features = [\"extra\"]\n";
    project.write("user/Cargo.toml", &format!("{manifest}{features}"));
    project.write("user/src/c.rs", "pub fn c() { dep::f() }\n");
    project.write("user/src/bin/more.rs", "fn main() { dep::f() }\n");
    project.write("user/tests/t.rs", "#[test]\nfn f() { dep::f() }\n");
    project.write("user/examples/e.rs", "fn main() {}\n");
    project.write(
        "user/build.rs",
        "fn main() { println!(\"cargo::rustc-cfg=made_by_build\\ncargo::rustc-check-cfg=cfg(made_by_build)\"); }\n",
    );
    let omitted = |flags: &str| {
        let ran = project.stability(format!("uses -p user {flags}").trim_end());
        let (_, rest) = ran.kept().split_once(" warnings\n").expect("there is a summary");
        rest.lines()
            .map(|it| it.replace("not looked at: ", ""))
            .collect::<Vec<String>>()
    };
    let of_target = "1 place behind `not(unix)` (user/src/lib.rs:6); give `--target`";
    let of_tests = "example e, test t; give `--all-targets`";
    let in_tests = "1 place behind `test` (user/src/lib.rs:10); give `--all-targets`";
    let of_feature = "2 places behind `feature = \"extra\"` (user/src/lib.rs:2, …); give `--features extra`";
    let program = "program more; give `--features extra`";
    let without = "1 place behind `not(feature = \"std\")` (user/src/lib.rs:12); leave out the feature";
    let undeclared = "1 place behind `feature = \"undeclared\"` (user/src/lib.rs:18)";
    let expected = |lines: &[&str]| lines.iter().map(|it| (*it).to_owned()).collect::<Vec<String>>();
    assert_eq!(
        omitted(""),
        expected(&[of_tests, of_feature, program, in_tests, undeclared, without, of_target])
    );
    assert_eq!(
        omitted("--all-targets --features extra"),
        expected(&[undeclared, without, of_target])
    );
    assert_eq!(
        omitted("--tests --no-default-features"),
        expected(&[
            "example e; give `--all-targets`",
            of_feature,
            program,
            undeclared,
            of_target
        ])
    );

    // The same in the forms for programs, also where cargo compiles nothing again.
    let report = json(project.stability("uses -p user --format json").kept());
    let of_extra = report["omitted"].as_array().expect("a list").iter();
    let of_extra: Vec<&Value> = of_extra.filter(|it| it["flags"] == "--features extra").collect();
    assert_eq!(of_extra[0]["missing"][0], "feature = \"extra\"");
    assert_eq!(of_extra[0]["places"][1]["line"], 4);
    assert_eq!(of_extra[1]["targets"][0], "program more");
    let sarif = json(project.stability("uses -p user --format sarif").kept());
    let notes = &sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"];
    assert_eq!(notes[0]["message"]["text"], format!("not looked at: {of_tests}"));
    let github = project.stability("uses -p user --format github");
    assert!(
        github.kept().contains(&format!("%0Anot looked at: {of_feature}%0A")),
        "{github}"
    );

    // A permission may be for code that was not looked at. What is refused there is no finding, and the report says so.
    project.write(
        "user/stability.toml",
        "[[uses.allow]]\nitem = \"dep::other\"\nreason = \"in tests\"\n",
    );
    let judged = project.stability("uses -p user --deny experimental");
    assert!(
        judged
            .kept()
            .contains("no code that was looked at uses `dep::other`, which stability.toml permits"),
        "{judged}"
    );
    assert!(
        judged.kept().contains(&format!("\nnot looked at: {of_target}\n")),
        "{judged}"
    );
    project.write("user/Cargo.toml", &manifest);
    project.write("user/src/lib.rs", "");
    fs::remove_file(project.path("user/src/bin/more.rs")).expect("it can be removed");
    let whole = project.stability("uses -p user --all-targets");
    assert!(whole.kept().contains("]: no code uses `dep::other`, which"), "{whole}");
    assert!(whole.kept().ends_with(" warning\n"), "{whole}");
}
