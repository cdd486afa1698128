//! The input of the macros besides tokens: the package that is compiled.

mod manifest;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use std::{env, fmt, fs};

use proc_macro2::{Ident, Span};
use semver::{Prerelease, Version};

pub use self::manifest::Manifest;

/// The package that is being compiled, as cargo describes it. Without cargo, a part may be missing.
pub struct Environment {
    /// The package's name.
    pub package: Option<String>,
    /// The package's version.
    pub version: Option<Version>,
    root: Option<PathBuf>,
    /// Its manifest, where there is one.
    pub manifest: Option<Arc<Manifest>>,
    /// Whether rustc is to report each use of a promised item, for `cargo stability uses`.
    pub notes_uses: bool,
    /// Whether rustdoc writes pages for people.
    pub documents: bool,
}

/// Whether `name` is what the package that is being compiled calls the runtime.
pub fn is_runtime(name: &Ident) -> bool {
    let is_renamed = |manifest: Arc<Manifest>| manifest.runtime.as_deref().is_some_and(|renamed| name == renamed);
    name == "stability" || Environment::read().manifest.is_some_and(is_renamed)
}

/// Whether the package that is being compiled is of the edition 2015, by the arguments of the compiler, in whose process macros
/// run: only for that edition, cargo passes no argument.
pub fn is_edition_2015() -> bool {
    let mut arguments = env::args_os().map(|argument| argument.to_string_lossy().into_owned());
    arguments
        .find(|argument| argument.starts_with("--edition"))
        .is_none_or(|argument| argument.ends_with("=2015"))
}

/// Whether the compiler knows that builds may set this `cfg`, by `[lints]` or by a build script. Where it knows none, as outside
/// of cargo, that is not known, and counts as yes; so does a doctest, which only shows how a library is written.
pub fn is_cfg_expected(name: &str) -> bool {
    if is_doctest() {
        return true;
    }
    let arguments: Vec<String> = env::args_os().map(|it| it.to_string_lossy().into_owned()).collect();
    is_expected_by(&arguments, name)
}

fn is_expected_by(arguments: &[String], name: &str) -> bool {
    const FLAG: &str = "--check-cfg";
    let values = arguments
        .iter()
        .enumerate()
        .filter_map(|(at, argument)| match argument.strip_prefix(FLAG) {
            Some("") => arguments.get(at + 1).map(String::as_str),
            Some(value) => value.strip_prefix('='),
            None => None,
        });
    let values: Vec<&str> = values.collect();
    let is_word = |one: char| one.is_alphanumeric() || one == '_';
    let names = |value: &&str| value.split(|one| !is_word(one)).any(|word| word == name);
    values.is_empty() || values.iter().any(names)
}

/// Whether the process in which the macros run is rustdoc, which writes pages and no JSON: that is for tools, and what is there for
/// people alone would be an item for them.
static WRITES_PAGES: LazyLock<bool> = LazyLock::new(|| writes_pages(env::args_os()));

fn writes_pages(mut arguments: impl Iterator<Item = OsString>) -> bool {
    let program = arguments.next().map(PathBuf::from);
    let name = program.as_ref().and_then(|program| program.file_stem());
    let is_json = |argument: OsString| {
        let argument = argument.to_string_lossy().into_owned();
        argument == "json" || argument.ends_with("output-format=json")
    };
    name.is_some_and(|name| name == "rustdoc") && !arguments.any(is_json)
}

/// Whether rustdoc describes the package for `cargo stability`, which reads the records out of the built files: in rustdoc they
/// would only disturb, for example in the value of a constant.
pub fn is_described() -> bool {
    env::var_os("CARGO_STABILITY_DESCRIBES").is_some()
}

fn is_doctest() -> bool {
    env::var_os("UNSTABLE_RUSTDOC_TEST_PATH").is_some()
}

/// The version in the examples of messages: the release that the package is or prepares, so that the example compiles.
pub struct ExampleVersion;

pub const EXAMPLE: ExampleVersion = ExampleVersion;

impl fmt::Display for ExampleVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let release = proc_macro::is_available().then(|| Environment::read_version().map(release_of));
        match release.flatten() {
            Some(release) => release.fmt(f),
            None => f.write_str("1.4.0"),
        }
    }
}

fn release_of(version: Version) -> Version {
    Version {
        pre: Prerelease::EMPTY,
        ..version
    }
}

impl Environment {
    fn read_version() -> Option<Version> {
        env::var("CARGO_PKG_VERSION").ok()?.parse().ok()
    }

    /// Reads what cargo tells the compiler.
    pub fn read() -> Self {
        let root = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        // A script has a manifest of another name, even where a `Cargo.toml` is beside it.
        let manifest = env::var_os("CARGO_MANIFEST_PATH")
            .map(PathBuf::from)
            .or_else(|| root.as_ref().map(|root| root.join("Cargo.toml")));
        Self {
            package: env::var("CARGO_PKG_NAME").ok(),
            version: Self::read_version(),
            root,
            manifest: manifest.and_then(|path| Manifest::read(&path)),
            notes_uses: env::var_os("CARGO_STABILITY_USES").is_some(),
            documents: *WRITES_PAGES && !is_described(),
        }
    }

    /// A package that is not compiled by cargo.
    #[cfg(test)]
    pub fn of(package: &str, version: &str) -> Self {
        Self {
            package: Some(package.to_owned()),
            version: version.parse().ok(),
            root: None,
            manifest: None,
            notes_uses: false,
            documents: false,
        }
    }

    /// The same package, where rustdoc may be writing its pages.
    #[cfg(test)]
    pub fn with_pages(mut self, documents: bool) -> Self {
        self.documents = documents;
        self
    }

    /// The same package with this manifest.
    #[cfg(test)]
    pub fn with_manifest(mut self, text: &str) -> Self {
        self.manifest = Manifest::parse(text, || None).map(Arc::new);
        self
    }

    /// The features of the package; unknown without a manifest, and in a doctest, which only shows how a library is written.
    pub fn features(&self) -> Option<&[String]> {
        self.manifest
            .as_ref()
            .filter(|_| !is_doctest())
            .map(|manifest| manifest.features.as_slice())
    }

    /// The path of the runtime in expansions, by the name that the package gives it.
    pub fn runtime(&self) -> syn::Path {
        let renamed = self.manifest.as_ref().and_then(|manifest| manifest.runtime.as_deref());
        let name = Ident::new(renamed.unwrap_or("stability"), Span::call_site());
        syn::parse_quote!(::#name)
    }

    /// The release that the package is, or, at a pre-release, the one that it prepares.
    pub fn release(&self) -> Option<Version> {
        self.version.clone().map(release_of)
    }

    /// The file of `span` below the package's folder, with `/` on every machine, and the line.
    pub fn location(&self, span: Span) -> Option<(String, u32)> {
        if !proc_macro::is_available() {
            return None;
        }
        let span = span.unwrap();
        let file = span.local_file()?;
        let line = u32::try_from(span.line()).ok()?;
        Some((self.below_root(&file), line))
    }

    /// The modules that the file of the macro's call declares public, at the start of a line.
    pub fn public_modules() -> Vec<String> {
        let file = proc_macro::is_available().then(|| Span::call_site().unwrap().local_file());
        let text = file.flatten().and_then(|file| fs::read_to_string(file).ok());
        let names = text.iter().flat_map(|text| text.lines()).filter_map(|line| {
            let rest = line.strip_prefix("pub mod ")?;
            rest.split([';', ' ', '{']).next()
        });
        names.map(ToOwned::to_owned).collect()
    }

    fn below_root(&self, file: &Path) -> String {
        // Relative paths start where rustc was called: at the workspace's root, not the package's.
        let absolute = env::current_dir().map_or_else(|_| file.to_owned(), |folder| folder.join(file));
        let path = self
            .root
            .as_deref()
            .and_then(|root| absolute.strip_prefix(root).ok())
            // Outside the package (an `include!`, a generated file), a whole path would differ between machines.
            .or_else(|| file.file_name().map(Path::new))
            .unwrap_or(file);
        path.to_string_lossy().replace('\\', "/")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cfg_is_expected_where_the_compiler_was_told_of_it() {
        let expects = |arguments: &[&str]| {
            let arguments: Vec<String> = arguments.iter().map(ToString::to_string).collect();
            is_expected_by(&arguments, "nika_unstable")
        };
        assert!(expects(&["--edition=2024"]));
        assert!(!expects(&["--check-cfg", "cfg(docsrs,test)"]));
        assert!(!expects(&["--check-cfg=cfg(nika_unstable_too)"]));
        assert!(expects(&[
            "--check-cfg",
            "cfg(docsrs,test)",
            "--check-cfg",
            "cfg(nika_unstable)"
        ]));
        assert!(expects(&["--check-cfg=cfg(other, nika_unstable)"]));
    }

    #[test]
    fn pages_are_written_by_rustdoc_where_it_is_not_asked_for_json() {
        let writes = |line: &str| writes_pages(line.split(' ').map(OsString::from));
        assert!(writes("rustdoc --crate-name a src/lib.rs"));
        assert!(writes(
            "/toolchain/bin/rustdoc --edition=2024 src/lib.rs --output-format html"
        ));
        assert!(!writes("rustdoc -Zunstable-options --output-format=json src/lib.rs"));
        assert!(!writes("rustdoc -Z unstable-options --output-format json src/lib.rs"));
        assert!(!writes("rustc --crate-name rustdoc src/lib.rs"));
        assert!(!writes("rust-analyzer-proc-macro-srv"));
    }
}
