//! Which tags are releases of which package.

use super::Project;
use super::project::runtime;

const DEPRECATED: &str =
    "#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.1.0\", note = \"gone soon\"))]\npub fn old() {}\n";
const KEPT: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn kept() {}\n";

fn manifest(name: &str, version: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n[dependencies]\nstability-runtime = {}\n",
        runtime()
    )
}

/// Packages `a` and `b` of one contract: `a` has waited for one minor release, and now removes what was deprecated.
fn removing(tags: &[&str]) -> Project {
    let project = Project::empty().with_own_target();
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"a\", \"b\"]\n",
    );
    project.write(
        "stability.toml",
        "packages = [\"a\", \"b\"]\n[tiers.stable]\nnotice = { minors = 2 }\n",
    );
    project.write("a/Cargo.toml", &manifest("a", "1.1.0"));
    project.write("b/Cargo.toml", &manifest("b", "1.3.0"));
    project.write("a/src/lib.rs", &format!("{KEPT}{DEPRECATED}"));
    project.write("b/src/lib.rs", KEPT);
    project.stability("bless").kept();
    project.commit("Deprecate old");
    for tag in tags {
        project.git(&["tag", tag]);
    }
    project.write("a/Cargo.toml", &manifest("a", "2.0.0"));
    project.write("a/src/lib.rs", KEPT);
    project
}

#[test]
fn releases_of_a_sibling_give_no_notice() {
    let project = removing(&["a-v1.1.0", "b-v1.1.0", "b-v1.2.0", "b-v1.3.0"]);
    project.stability("bless").kept();
    let found = project.stability("check");
    assert_eq!(found.code, Some(1), "{found}");
    assert!(found.stdout.contains("1 of 2 minor releases"), "{found}");
    for tag in ["a-v1.2.0", "v1.3.0"] {
        project.git(&["tag", tag]);
    }
    let given = project.stability("check");
    given.kept();
    assert!(
        given.stdout.contains("against the releases a-v1.2.0 and b-v1.3.0"),
        "{given}"
    );
}

#[test]
fn tags_that_could_be_of_either_package_count_for_none() {
    let project = removing(&["v1.1.0", "v1.2.0", "v1.3.0"]);
    let unclear = project.stability("check");
    unclear.refused_with("do not say which package was released, and `a`, `b` have different versions");
    assert!(unclear.stderr.contains("tag releases as `a-v1.2.0`"), "{unclear}");
}
