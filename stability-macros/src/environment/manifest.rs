//! The manifest of the package: what it calls the runtime, and which features it has.
//!
//! An expansion always names the runtime as `Cargo.toml` does. rustc's error for `::stability` cannot have our words, and it
//! appears only where something is named: a library that had renamed the dependency compiled until a binary turned
//! registration on. So the manifest is read once for each compiler process, and each expansion has at least `use ::stability
//! as _;`. Only a constant with a literal has none, because rustdoc shows its value. Without a manifest nothing is checked.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;

use syn::Ident;
use toml::de::{DeTable, DeValue};

/// The package that expansions name, and what its library is called.
const RUNTIME: (&str, &str) = ("stability-runtime", "stability");

/// The parts of a manifest that the macros need.
#[derive(Debug, PartialEq, Eq)]
pub struct Manifest {
    /// The name of the runtime, where the package gives it one of its own.
    pub runtime: Option<String>,
    /// Every feature, with the implicit ones of optional dependencies.
    pub features: Vec<String>,
}

/// The manifest that was read last; a compiler asks for one only, a server of an editor for several.
static LAST: Mutex<Option<Last>> = Mutex::new(None);

/// Its path, when it was written, and what it says.
type Last = (PathBuf, Option<SystemTime>, Arc<Manifest>);

impl Manifest {
    /// Reads the manifest at `path`; nothing if it cannot be read, as in other build systems.
    pub fn read(path: &Path) -> Option<Arc<Self>> {
        if path.file_name()? != "Cargo.toml" {
            return None;
        }
        let modified = fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, _, manifest)) = last.as_ref().filter(|(of, at, _)| of == path && *at == modified) {
            return Some(Arc::clone(manifest));
        }
        let text = fs::read_to_string(path).ok()?;
        let manifest = Arc::new(Self::parse(&text, || workspace(&text, path.parent()?))?);
        *last = Some((path.to_owned(), modified, Arc::clone(&manifest)));
        Some(manifest)
    }

    /// Reads `text`; the manifest of its workspace is read only if a dependency is inherited from there.
    pub fn parse(text: &str, workspace: impl FnOnce() -> Option<String>) -> Option<Self> {
        let text = DeTable::parse(text).ok()?;
        let manifest = text.get_ref();
        let dependencies: Vec<_> = tables_of_dependencies(manifest)
            .flat_map(|table| table.iter())
            .collect();
        let is_inherited = |value: &DeValue<'_>| value.get("workspace").is_some();
        let inherits = dependencies.iter().any(|(_, value)| is_inherited(value.get_ref()));
        let workspace = inherits.then(workspace).flatten().unwrap_or_default();
        let workspace = DeTable::parse(&workspace).ok();
        let package = |key: &str, value: &DeValue<'_>| -> String {
            let shared = workspace
                .as_ref()
                .filter(|_| is_inherited(value))
                .and_then(|workspace| {
                    workspace
                        .get_ref()
                        .get("workspace")?
                        .get_ref()
                        .get("dependencies")?
                        .get_ref()
                        .get(key)
                });
            let value = shared.map_or(value, |shared| shared.get_ref());
            value
                .get("package")
                .and_then(|package| package.get_ref().as_str())
                .unwrap_or(key)
                .to_owned()
        };
        let names: Vec<&str> = dependencies
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), value.get_ref()))
            .filter(|(key, value)| package(key, value) == RUNTIME.0)
            // Only a key that differs renames.
            .map(|(key, _)| if key == RUNTIME.0 { RUNTIME.1 } else { key })
            .collect();
        let renamed = names
            .first()
            .filter(|_| !names.contains(&RUNTIME.1))
            .map(|name| name.replace('-', "_"));
        Some(Self {
            runtime: renamed.filter(|name| syn::parse_str::<Ident>(name).is_ok()),
            features: features(manifest, &dependencies),
        })
    }
}

type Dependency<'a> = (
    &'a toml::Spanned<toml::de::DeString<'a>>,
    &'a toml::Spanned<DeValue<'a>>,
);

/// The features by name, and the optional dependencies that no feature names as `dep:…`.
fn features(manifest: &DeTable<'_>, dependencies: &[Dependency<'_>]) -> Vec<String> {
    let table = manifest
        .get("features")
        .and_then(|features| features.get_ref().as_table());
    let named: Vec<&str> = table
        .into_iter()
        .flat_map(|table| table.values())
        .filter_map(|enabled| enabled.get_ref().as_array())
        .flat_map(|enabled| enabled.iter())
        .filter_map(|enabled| enabled.get_ref().as_str()?.strip_prefix("dep:"))
        .collect();
    let optional = dependencies.iter().filter_map(|(key, value)| {
        let is_optional = value
            .get_ref()
            .get("optional")
            .is_some_and(|it| it.get_ref().as_bool() == Some(true));
        let key = key.get_ref().as_ref();
        (is_optional && !named.contains(&key)).then(|| key.to_owned())
    });
    let written = table
        .into_iter()
        .flat_map(|table| table.keys())
        .map(|key| key.get_ref().to_string());
    written.chain(optional).collect()
}

/// Every table of dependencies, those for one platform too.
fn tables_of_dependencies<'a>(manifest: &'a DeTable<'a>) -> impl Iterator<Item = &'a DeTable<'a>> {
    const NAMES: [&str; 5] = [
        "dependencies",
        "dev-dependencies",
        "dev_dependencies",
        "build-dependencies",
        "build_dependencies",
    ];
    let targets = manifest.get("target").and_then(|targets| targets.get_ref().as_table());
    let of_targets = targets
        .into_iter()
        .flat_map(|targets| targets.values())
        .filter_map(|it| it.get_ref().as_table());
    std::iter::once(manifest)
        .chain(of_targets)
        .flat_map(|table| NAMES.map(|name| table.get(name).and_then(|it| it.get_ref().as_table())))
        .flatten()
}

/// The manifest of the workspace that the package in `folder` belongs to.
fn workspace(text: &str, folder: &Path) -> Option<String> {
    let is_root = |text: &str| DeTable::parse(text).is_ok_and(|table| table.get_ref().contains_key("workspace"));
    if is_root(text) {
        return Some(text.to_owned());
    }
    let manifest = DeTable::parse(text).ok()?;
    let named = manifest
        .get_ref()
        .get("package")
        .and_then(|it| it.get_ref().get("workspace")?.get_ref().as_str());
    if let Some(named) = named {
        return fs::read_to_string(folder.join(named).join("Cargo.toml")).ok();
    }
    let above = folder.ancestors().skip(1);
    above
        .filter_map(|folder| fs::read_to_string(folder.join("Cargo.toml")).ok())
        .find(|text| is_root(text))
}

#[cfg(test)]
mod tests {
    use super::Manifest;

    fn runtime(text: &str, workspace: Option<&str>) -> Option<String> {
        let manifest = Manifest::parse(text, || workspace.map(str::to_owned));
        manifest.expect("this is a manifest").runtime
    }

    #[test]
    fn the_runtime_is_found_under_any_name() {
        for (text, name) in [
            ("[dependencies]\nstability-runtime = \"0.1\"", None),
            ("[dependencies]\nstability = { package = \"stability-runtime\" }", None),
            (
                "[dependencies]\nmy-stab = { package = \"stability-runtime\" }",
                Some("my_stab"),
            ),
            (
                "[dependencies.my_stab]\npackage = \"stability-runtime\"",
                Some("my_stab"),
            ),
            (
                "[dev-dependencies]\nmy_stab = { package = \"stability-runtime\" }",
                Some("my_stab"),
            ),
            (
                "[target.'cfg(unix)'.dependencies]\nmy_stab = { package = \"stability-runtime\" }",
                Some("my_stab"),
            ),
            ("[dependencies]\nfacade = \"1\"\nstability = \"0.2\"", None),
            (
                "[dependencies]\n\"my.stab\" = { package = \"stability-runtime\" }",
                None,
            ),
            ("[package]\nname = \"stability-runtime\"", None),
            ("", None),
        ] {
            assert_eq!(runtime(text, None).as_deref(), name, "{text}");
        }
    }

    #[test]
    fn a_name_is_taken_over_from_the_workspace() {
        let workspace = "[workspace.dependencies]\nmy-stab = { package = \"stability-runtime\", version = \"0.1\" }";
        for text in [
            "[dependencies]\nmy-stab.workspace = true",
            "[dependencies]\nmy-stab = { workspace = true, features = [\"serde\"] }",
        ] {
            assert_eq!(runtime(text, Some(workspace)).as_deref(), Some("my_stab"), "{text}");
            assert_eq!(runtime(text, None), None, "{text}");
        }
        assert_eq!(runtime("[dependencies]\nmy-stab = \"1\"", Some(workspace)), None);
    }

    #[test]
    fn features_are_those_that_cargo_knows() {
        let text = r#"
            [features]
            default = ["unstable-a"]
            unstable-a = ["dep:named"]
            [dependencies]
            named = { version = "1", optional = true }
            unstable-b = { version = "1", optional = true }
            needed = "1"
            [target.'cfg(unix)'.dependencies]
            unix = { version = "1", optional = true }
        "#;
        let mut features = Manifest::parse(text, || None).expect("this is a manifest").features;
        features.sort();
        assert_eq!(features, ["default", "unix", "unstable-a", "unstable-b"]);
    }

    #[test]
    fn invalid_toml_is_not_a_manifest() {
        assert_eq!(Manifest::parse("[dependencies", || None), None);
    }
}
