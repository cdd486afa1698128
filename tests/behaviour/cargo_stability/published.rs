//! Baselines out of published releases: here from a registry that is a folder.

use std::fs;

use super::Project;
use super::project::runtime_folder;

const BEFORE: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n#[stability::stable(since = \"1.0.0\")]\npub fn tell() {}\n";
const AFTER: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";

/// A package `nika` 1.1.0, whose release 1.0.0 is in a registry of its own. The runtime comes from this repository by a patch.
fn project() -> Project {
    let project = Project::empty().with_own_target();
    let manifest = |version: &str, more: &str| {
        format!(
            "[package]\nname = \"nika\"\nversion = \"{version}\"\nedition = \"2024\"\npublish = [\"folder\"]\n\
             [dependencies]\nstability-runtime = \"0.1\"\n{more}"
        )
    };
    let runtime = runtime_folder();
    let patch = format!(
        "[patch.crates-io]\nstability-runtime = {{ path = '{}' }}\n",
        runtime.display()
    );
    project.write("Cargo.toml", &manifest("1.1.0", &patch));
    project.write("src/lib.rs", AFTER);
    project.write(
        ".cargo/config.toml",
        "[registries.folder]\nindex = \"sparse+http://registry.invalid/\"\n\
         [source.folder]\nregistry = \"sparse+http://registry.invalid/\"\nreplace-with = \"kept\"\n\
         [source.kept]\ndirectory = \"registry\"\n",
    );
    // What a package needs for its tests alone is not asked for, nor do its lints hold in a later compiler.
    let tests = "[dev-dependencies]\nnot-to-be-had = { version = \"1\", registry = \"folder\" }\n[lints.rust]\nwarnings = \"deny\"\n";
    project.write("registry/nika-1.0.0/Cargo.toml", &manifest("1.0.0", tests));
    project.write("registry/nika-1.0.0/src/lib.rs", &format!("fn unused() {{}}\n{BEFORE}"));
    project.write(
        "registry/nika-1.0.0/.cargo-checksum.json",
        "{\"files\":{},\"package\":null}",
    );
    project
}

#[test]
fn a_release_is_found_copied_and_built_once() {
    let project = project();
    // From here on there is a lock file, which is lent to the release.
    project.stability("show").kept();
    let found = project.stability("check --baseline-version 1.0.0");
    assert_eq!(found.code, Some(1), "{found}");
    assert!(found.stdout.contains("`nika::tell` was removed"), "{found}");
    assert!(found.stderr.contains("nika 1.0.0 as published"), "{found}");
    assert!(!project.path("registry/nika-1.0.0/Cargo.lock").exists());

    fs::remove_dir_all(project.path("registry")).unwrap();
    fs::create_dir(project.path("registry")).unwrap();
    let again = project.stability("check --baseline-version 1.0.0");
    assert_eq!(again.stdout, found.stdout, "{again}");
    let kept: Vec<_> = fs::read_dir(project.target().join("published")).unwrap().collect();
    assert_eq!(kept.len(), 2, "the contract and the target folder: {kept:?}");
}

#[test]
fn a_version_that_was_never_published_is_an_error() {
    let project = project();
    let refused = project.stability("check --baseline-version 0.9.0");
    refused.refused_with(
        "cannot get `nika` 0.9.0; cargo reports: failed to select a version for the requirement `nika = \"=0.9.0\"`",
    );
    assert!(!refused.stderr.contains("asks-for-a-release"), "{refused}");
}

#[test]
fn an_unpublished_package_has_no_published_baseline() {
    let project = project();
    let manifest = project
        .read("Cargo.toml")
        .replace("publish = [\"folder\"]", "publish = false");
    project.write("Cargo.toml", &manifest);
    project
        .stability("check --baseline-version 1.0.0")
        .refused_with("`nika` is not published (`publish = false`): compare with a git revision");
}
