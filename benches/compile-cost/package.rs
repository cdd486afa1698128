//! The generated workspace: one package per case, and one with the attributes that do nothing of their own.

use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use crate::cases::{Case, Dependency, Shape};

/// Structs per inline module.
const PER_MODULE: u32 = 50;

/// Writes the packages of `cases` into `folder`, with path dependencies below `root`.
pub fn write_workspace(folder: &Path, root: &Path, cases: &[&Case], structs: u32) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("Cargo.toml"), workspace_manifest(cases))?;
    // The registry's packages at the versions that this workspace builds with.
    fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock"))?;
    write_package(&folder.join("floor"), FLOOR_MANIFEST, FLOOR_SOURCE)?;
    for case in cases {
        let package = folder.join(case.package);
        write_package(&package, &manifest(case, root), &source(case, structs))?;
    }
    Ok(())
}

fn write_package(folder: &Path, manifest: &str, source: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("src/lib.rs"), source)
}

/// The profile is cargo's own for `cargo check`, but from nothing: what a first build or CI pays.
fn workspace_manifest(cases: &[&Case]) -> String {
    let mut text = "[workspace]\nresolver = \"3\"\nmembers = [\n    \"floor\",\n".to_owned();
    for case in cases {
        let _ = writeln!(text, "    \"{}\",", case.package);
    }
    text.push_str("]\n\n[profile.dev]\nincremental = false\n");
    text
}

fn manifest(case: &Case, root: &Path) -> String {
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\n",
        case.package
    );
    for dependency in case.dependencies {
        let _ = match dependency {
            Dependency::Registry(name, version) => writeln!(text, "{name} = \"={version}\""),
            Dependency::Serde => writeln!(text, "serde = {{ version = \"=1.0.229\", features = [\"derive\"] }}"),
            Dependency::Runtime(features) => {
                let folder = root.join("stability-runtime");
                let path = folder.display();
                writeln!(
                    text,
                    "stability-runtime = {{ path = '{path}', features = {features:?} }}"
                )
            }
            Dependency::Floor => writeln!(text, "floor = {{ path = \"../floor\" }}"),
        };
    }
    text
}

fn source(case: &Case, structs: u32) -> String {
    let mut text = "//! Generated to be measured.\n".to_owned();
    match case.shape {
        Shape::Flat => (0..structs).for_each(|at| text.push_str(&item(case, at, None))),
        Shape::Exposing => {
            for at in 0..structs {
                text.push_str(&item(case, at, Some((at + 1) % structs)));
            }
        }
        Shape::Modules(attribute) => {
            for (module, first) in (0..structs).step_by(PER_MODULE as usize).enumerate() {
                let attribute = attribute.replace("{}", &module.to_string());
                let _ = write!(text, "/// One area.\n{attribute}\npub mod area_{module} {{\n");
                (first..structs.min(first + PER_MODULE)).for_each(|at| text.push_str(&item(case, at, None)));
                text.push_str("}\n");
            }
        }
    }
    text
}

/// One struct; `exposed` is the number of the struct that its fourth field shows.
fn item(case: &Case, at: u32, exposed: Option<u32>) -> String {
    let Case {
        on_struct, on_field, ..
    } = case;
    let mut text = format!("\n/// What is known of entry {at}.\n{on_struct}\npub struct Entry{at} {{\n");
    let fields = [
        ("What readers call it.", "name", "String"),
        ("The words it is found by.", "words", "Vec<String>"),
        ("Its size in bytes, where it is known.", "size", "Option<u64>"),
    ];
    for (words, name, ty) in fields {
        let _ = write!(text, "    /// {words}\n    {on_field}\n    pub {name}: {ty},\n");
    }
    if let Some(exposed) = exposed {
        let _ = write!(
            text,
            "    /// What comes after it.\n    {on_field}\n    pub next: Option<Box<Entry{exposed}>>,\n"
        );
    }
    text.push_str("}\n");
    text
}

const FLOOR_MANIFEST: &str = r#"[package]
name = "floor"
version = "1.0.0"
edition = "2024"

[lib]
proc-macro = true

[dependencies]
quote = "1"
syn = { version = "3", features = ["full"] }
"#;

const FLOOR_SOURCE: &str = "//! Attributes that do nothing of their own.

use proc_macro::TokenStream;
use quote::ToTokens as _;

/// Returns its tokens unread.
#[proc_macro_attribute]
pub fn unread(_: TokenStream, item: TokenStream) -> TokenStream {
    item
}

/// Parses the item and prints it.
#[proc_macro_attribute]
pub fn parsed(_: TokenStream, item: TokenStream) -> TokenStream {
    match syn::parse::<syn::Item>(item) {
        Ok(item) => item.into_token_stream().into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// Returns its tokens unread, with a line of a contract that the linker collects.
#[proc_macro_attribute]
pub fn registered(_: TokenStream, item: TokenStream) -> TokenStream {
    let line = r#\"{\"kind\":\"struct\",\"name\":\"Entry\",\"tier\":\"stable\",\"since\":\"1.0.0\",\"file\":\"src/lib.rs\",\"line\":1}\"#;
    let registration: TokenStream = quote::quote!(::stability::__register! { \"floor\" \"1.0.0\" [#line] }).into();
    item.into_iter().chain(registration).collect()
}
";

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{manifest, source, workspace_manifest};
    use crate::cases::{CASES, Case};

    fn case(package: &str) -> &'static Case {
        CASES.iter().find(|case| case.package == package).unwrap()
    }

    #[test]
    fn each_struct_bears_the_annotation() {
        let text = source(case("ours-inventory"), 3);
        assert_eq!(
            text.matches("#[stability::stable(since = \"1.0.0\")]\npub struct Entry")
                .count(),
            3
        );
        assert_eq!(text.matches("pub name: String,").count(), 3);
    }

    #[test]
    fn modules_hold_fifty_and_the_rest() {
        let text = source(case("ours-area-linkme"), 120);
        assert_eq!(text.matches("#[stability::area(").count(), 3);
        assert_eq!(text.matches("pub struct").count(), 120);
        let last = text.split("#[stability::area(\"Area 2\")]").nth(1).unwrap();
        assert_eq!(last.matches("pub struct").count(), 20);
    }

    #[test]
    fn the_last_struct_exposes_the_first() {
        let text = source(case("plain-exposing"), 2);
        assert!(text.contains("pub next: Option<Box<Entry1>>"));
        assert!(text.contains("pub next: Option<Box<Entry0>>"));
    }

    #[test]
    fn dependencies_are_pinned_or_paths() {
        let root = Path::new("root");
        assert!(
            manifest(case("peer-instability-new"), root)
                .ends_with("[dependencies]\ninstability = \"=0.3.14\"\nderive-new = \"=0.7.0\"\n")
        );
        let ours = manifest(case("ours-linkme"), root);
        assert!(ours.contains("features = [\"linkme\"]"), "{ours}");
    }

    #[test]
    fn the_workspace_is_its_own_root() {
        let text = workspace_manifest(&[case("plain")]);
        assert_eq!(
            text,
            "[workspace]\nresolver = \"3\"\nmembers = [\n    \"floor\",\n    \"plain\",\n]\n\n\
             [profile.dev]\nincremental = false\n"
        );
    }
}
