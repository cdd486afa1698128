//! What is published: the manifests have what a registry shows, and the packages hold what their users need.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use toml::{Table, Value};

/// The packages of the workspace that are published, in the order in which they depend on each other.
const PUBLISHED: [&str; 5] = [
    "stability-macros",
    "stability-runtime",
    "stability-http",
    "stability-policy",
    "cargo-stability",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn manifest(folder: &Path) -> Table {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.parse()
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn texts<'a>(table: &'a Table, key: &str) -> Vec<&'a str> {
    let list = table.get(key).and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The files of a package, as cargo lists them.
fn files(package: &str) -> Vec<String> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut list = Command::new(cargo);
    list.args(["package", "--list", "--offline", "--allow-dirty", "--package", package]);
    let output = list.current_dir(root()).output().expect("cargo can be called");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{package}: {stderr}");
    let stdout = String::from_utf8(output.stdout).expect("cargo prints UTF-8");
    stdout.lines().map(|line| line.replace('\\', "/")).collect()
}

#[test]
fn only_the_libraries_and_the_command_are_published() {
    let workspace = manifest(&root());
    let workspace = workspace["workspace"].as_table().expect("the root is a workspace");
    let members = texts(workspace, "members");
    let is_published = |member: &&str| {
        let manifest = manifest(&root().join(member));
        manifest["package"].get("publish") != Some(&Value::Boolean(false))
    };
    let mut published: Vec<&str> = members.into_iter().filter(is_published).collect();
    published.sort_unstable();
    let mut expected = PUBLISHED;
    expected.sort_unstable();
    assert_eq!(published, expected);
}

/// The limits are those of crates.io.
#[test]
fn manifests_have_what_a_registry_shows() {
    for name in PUBLISHED {
        let manifest = manifest(&root().join(name));
        let package = manifest["package"].as_table().expect("a manifest has a package");
        for key in ["description", "documentation", "readme"] {
            assert!(package.get(key).is_some_and(Value::is_str), "{name}: `{key}`");
        }
        for key in ["version", "edition", "rust-version", "license"] {
            assert_eq!(package[key]["workspace"], Value::Boolean(true), "{name}: `{key}`");
        }
        let keywords = texts(package, "keywords");
        assert!((1..=5).contains(&keywords.len()), "{name}: {keywords:?}");
        for keyword in keywords {
            let is_written = |it: char| it.is_ascii_alphanumeric() || "-_+".contains(it);
            assert!(
                keyword.len() <= 20 && keyword.chars().all(is_written),
                "{name}: `{keyword}`"
            );
        }
        let categories = texts(package, "categories");
        assert!((1..=5).contains(&categories.len()), "{name}: {categories:?}");
        // What has features is documented with all of them. The macros are documented on their re-exports, the command in its help.
        let documents = |package: &Table| {
            Some(package.get("metadata")?.get("docs")?.get("rs")?["all-features"] == Value::Boolean(true))
        };
        let is_documented_elsewhere = name == "stability-macros" || name == "cargo-stability";
        assert!(
            is_documented_elsewhere || documents(package) == Some(true),
            "{name}: docs.rs"
        );
    }
}

/// `cargo binstall` looks for the archive of a release before it compiles.
#[test]
fn the_command_names_where_its_prebuilt_binaries_are() {
    let manifest = manifest(&root().join("cargo-stability"));
    let binstall = &manifest["package"]["metadata"]["binstall"];
    let address = binstall["pkg-url"].as_str().expect("an address");
    for part in ["{ repo }", "{ version }", "{ target }"] {
        assert!(address.contains(part), "`{part}`: {address}");
    }
}

#[test]
fn a_package_holds_its_sources_and_licenses_and_no_tests() {
    for name in PUBLISHED {
        let files = files(name);
        for license in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(files.iter().any(|file| file == license), "{name}: `{license}`");
            let [own, common] =
                [name, "."].map(|folder| fs::read_to_string(root().join(folder).join(license)).unwrap());
            assert_eq!(
                own, common,
                "{name}: `{license}` is a link to the file of the workspace"
            );
        }
        assert!(files.iter().any(|file| file == "README.md"), "{name}: README.md");
        let written = [
            "Cargo.toml",
            "Cargo.toml.orig",
            "Cargo.lock",
            ".cargo_vcs_info.json",
            "README.md",
        ];
        for file in &files {
            let is_source =
                file.starts_with("src/") && !file.split('/').any(|part| part == "tests" || part == "tests.rs");
            assert!(
                is_source || file.starts_with("LICENSE-") || written.contains(&file.as_str()),
                "{name} holds `{file}`: `include` in its manifest says what it needs"
            );
        }
        for file in included(name) {
            assert!(files.contains(&file), "{name} includes `{file}`, and does not hold it");
        }
    }
}

/// The files that the sources of a package include as text, without those of tests.
fn included(package: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(package).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("sources can be listed") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() && !path.ends_with("tests") {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).expect("a source can be read");
                // What follows are tests.
                let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
                let names = text
                    .split("include_str!(\"")
                    .skip(1)
                    .filter_map(|rest| rest.split('"').next());
                found.extend(names.map(|name| {
                    let path = folder.join(name);
                    let path = path
                        .strip_prefix(root().join(package))
                        .expect("it is in the package")
                        .to_owned();
                    path.to_string_lossy().replace('\\', "/")
                }));
            }
        }
    }
    found
}
