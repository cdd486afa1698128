use std::fs;

use cargo_metadata::Package;

use super::{RuntimeDependency, Workspace, enabled_features, features_enabling, runtime_dependency};
use crate::args::Selection;

/// The package of a manifest; cargo reads no dependency for it.
fn package(manifest: &str) -> Package {
    let folder = tempfile::tempdir().unwrap();
    let head = "[package]\nname = \"one\"\nversion = \"1.0.0\"\nedition = \"2024\"\n";
    fs::write(folder.path().join("Cargo.toml"), format!("{head}{manifest}")).unwrap();
    fs::create_dir(folder.path().join("src")).unwrap();
    fs::write(folder.path().join("src/lib.rs"), "").unwrap();
    let workspace = Workspace::find("cargo".as_ref(), folder.path(), &Selection::default()).unwrap();
    workspace.package("one").unwrap().clone()
}

fn features(list: &[&str]) -> Selection {
    Selection {
        features: list.iter().map(ToString::to_string).collect(),
        ..Selection::default()
    }
}

#[test]
fn the_runtime_is_found_under_any_name() {
    let always = |name: &str| RuntimeDependency::Always(name.to_owned());
    for (manifest, found) in [
        (
            "[dependencies]\nstability-runtime = \"0.1\"",
            always("stability-runtime"),
        ),
        (
            "[dependencies]\nstability = { package = \"stability-runtime\", version = \"0.1\" }",
            always("stability"),
        ),
        (
            "[dependencies]\nstability-runtime = { version = \"0.1\", optional = true }",
            RuntimeDependency::Optional("stability-runtime".to_owned()),
        ),
        (
            "[target.'cfg(unix)'.dependencies]\nstability-runtime = \"0.1\"",
            always("stability-runtime"),
        ),
        (
            "[dev-dependencies]\nstability-runtime = \"0.1\"",
            RuntimeDependency::DevOrBuild,
        ),
        ("[dependencies]\nstability = \"0.1\"", RuntimeDependency::None),
    ] {
        assert_eq!(runtime_dependency(&package(manifest)), found, "{manifest}");
    }
}

const OPTIONAL: &str = "
[dependencies]
stability-runtime = { version = \"0.1\", optional = true }
[features]
default = [\"std\"]
std = []
contract = [\"dep:stability-runtime\"]
all = [\"contract\"]
weak = [\"stability-runtime?/serde\"]
strong = [\"stability-runtime/serde\"]
";

#[test]
fn features_lead_to_features_and_to_dependencies() {
    let package = package(OPTIONAL);
    let turns_on = |selection: &Selection| enabled_features(&package, selection).contains("dep:stability-runtime");
    assert!(!turns_on(&Selection::default()));
    for (list, on) in [
        (["all"], true),
        (["one/contract"], true),
        (["strong"], true),
        (["weak"], false),
        (["std,contract"], true),
        (["other/contract"], false),
    ] {
        assert_eq!(turns_on(&features(&list)), on, "{list:?}");
    }
    let all = Selection {
        all_features: true,
        ..Selection::default()
    };
    assert!(turns_on(&all));
    assert!(enabled_features(&package, &Selection::default()).contains("std"));
    let none = Selection {
        no_default_features: true,
        ..Selection::default()
    };
    assert_eq!(enabled_features(&package, &none).len(), 0);
}

#[test]
fn the_features_to_ask_for_are_known() {
    let package = package(OPTIONAL);
    assert_eq!(
        features_enabling(&package, "stability-runtime"),
        ["all", "contract", "strong"]
    );
}

#[test]
fn a_manifest_that_cargo_refuses_is_refused_in_its_words() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("Cargo.toml"), "[package]\nname = 3").unwrap();
    let error = Workspace::find("cargo".as_ref(), folder.path(), &Selection::default()).unwrap_err();
    assert!(
        error.to_string().starts_with("cargo cannot read the workspace of `"),
        "{error}"
    );
    assert!(error.to_string().contains("expected a string"), "{error}");
}

#[test]
fn a_missing_manifest_is_an_error_with_advice() {
    let folder = tempfile::tempdir().unwrap();
    let error = Workspace::find("cargo".as_ref(), folder.path(), &Selection::default()).unwrap_err();
    assert!(error.to_string().starts_with("no Cargo.toml in `"), "{error}");
    let named = Selection {
        manifest_path: Some("none/Cargo.toml".into()),
        ..Selection::default()
    };
    let error = Workspace::find("cargo".as_ref(), folder.path(), &named).unwrap_err();
    assert!(error.to_string().contains("Cargo.toml` is not a file: "), "{error}");
}
