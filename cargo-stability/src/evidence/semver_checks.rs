//! What cargo-semver-checks finds, where it is installed. It has no output for programs; what it prints for people is read.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};
use stability::Contract;
use stability::contract::Source as PackageSource;
use stability_policy::{Bump, SemverFinding};

use super::artefact::commit_of;
use crate::args::Selection;
use crate::baseline::Baseline;
use crate::builds;
use crate::context::Context;
use crate::git::Git;
use crate::process::error_text;
use crate::scope::ContractPackage;
use crate::source::Source;
use crate::workspace::{accepts_feature, folder_of, is_publishable};

/// A call of cargo-semver-checks for each library of a contract.
#[derive(Debug)]
pub struct SemverChecks<'a> {
    /// The source that is checked.
    pub source: &'a Source,
    /// What it is compared with.
    pub baseline: &'a Baseline,
    /// The contract that is there.
    pub promised: &'a Contract,
}

impl SemverChecks<'_> {
    /// What it finds.
    pub fn findings(&self, context: &Context) -> Result<Vec<SemverFinding>> {
        let mut version = Command::new(&context.cargo);
        version.args(["semver-checks", "--version"]);
        if !context.processes.output(&mut version)?.status.success() {
            bail!(
                "`--semver` calls cargo-semver-checks, which is not installed: `cargo install cargo-semver-checks --locked`"
            );
        }
        let scope = &self.source.scope;
        if let Some(plain) = builds::plain(&scope.builds).filter(|_| scope.builds.len() > 1) {
            context.output.note(format_args!(
                "cargo-semver-checks checks the build `{}` alone",
                plain.name
            ));
        }
        let mut findings = Vec::new();
        for package in &scope.packages {
            // A release holds nothing of it to compare with.
            if matches!(self.baseline, Baseline::Published(_)) && !is_publishable(&package.package) {
                let name = package.name();
                context.output.note(format_args!(
                    "cargo-semver-checks does not check `{name}`, which is not published"
                ));
            } else if package.package.targets.iter().any(cargo_metadata::Target::is_lib) {
                findings.extend(self.of_package(package, context)?);
            }
        }
        Ok(findings)
    }

    fn of_package(&self, package: &ContractPackage, context: &Context) -> Result<Vec<SemverFinding>> {
        let name = package.name();
        let mut call = Command::new(&context.cargo);
        // As a minor release, so that each finding is one that needs a major one.
        call.args("semver-checks --color never --release-type minor --package".split(' '));
        call.arg(name)
            .arg("--manifest-path")
            .arg(&package.package.manifest_path);
        call.current_dir(&context.folder);
        self.add_baseline(&mut call, package, context)?;
        self.add_selection(&mut call, package);
        let output = context.processes.output(&mut call)?;
        let text = String::from_utf8_lossy(&output.stdout);
        let findings = parse(&text, name, folder_of(&package.package))?;
        // It ends with a failure where it has findings too.
        if !output.status.success() && findings.is_empty() {
            bail!("cargo-semver-checks failed on `{name}`: {}", error_text(&output.stderr));
        }
        Ok(findings)
    }

    /// What the baseline has of a package: its source at a commit, or as it was published.
    fn add_baseline(&self, call: &mut Command, package: &ContractPackage, context: &Context) -> Result<()> {
        match self.baseline {
            Baseline::Revision(revision) | Baseline::RecordedAt(revision) => {
                call.args(["--baseline-rev", revision]);
            }
            Baseline::Published(version) => {
                call.args(["--baseline-version", &version.to_string()]);
            }
            Baseline::Recorded | Baseline::Shipped(_) | Baseline::Unreleased(..) | Baseline::File(_) => {
                let git = Git::around(&self.source.scope.folder, &context.processes).ok();
                let commit = git
                    .map(|git| commit_of(&git, self.source, self.baseline, package.name()))
                    .transpose()?;
                if let Some(commit) = commit.flatten() {
                    call.args(["--baseline-rev", &commit]);
                } else if !is_publishable(&package.package) {
                    let name = package.name();
                    bail!(
                        "`--semver` has nothing to compare `{name}` with: it is not published (`publish = false`), and no commit contains the current baseline: commit the baseline, or compare with a git revision, `--baseline-rev`"
                    );
                } else if let Some(before) = self.before(package) {
                    call.args(["--baseline-version", &before.package.version.to_string()]);
                }
            }
        }
        Ok(())
    }

    /// How the contract is built: with the same features, for the same target, in the same place. It has no options for the network
    /// and the target folder, but it calls cargo, which takes both from the environment.
    fn add_selection(&self, call: &mut Command, package: &ContractPackage) {
        let Selection {
            features: _,
            all_features,
            no_default_features,
            target,
            target_dir,
            offline,
            manifest_path: _,
            packages: _,
            locked: _,
        } = &self.source.scope.selection;
        if *all_features {
            call.arg("--all-features");
        } else {
            call.arg(if *no_default_features {
                "--only-explicit-features"
            } else {
                "--default-features"
            });
            self.add_features(call, package);
        }
        if let Some(target) = target {
            call.args(["--target", target]);
        }
        if *offline {
            call.env("CARGO_NET_OFFLINE", "true");
        }
        if target_dir.is_some() {
            call.env("CARGO_TARGET_DIR", &self.source.target);
        }
    }

    /// The features that the package has, and of them those that it had.
    fn add_features(&self, call: &mut Command, package: &ContractPackage) {
        let own = format!("{}/", package.name());
        let manifest = self.before(package).and_then(|it| it.manifest.as_ref());
        for name in self.source.scope.selection.feature_names() {
            if !accepts_feature(&package.package, name) {
                continue;
            }
            let name = name.strip_prefix(&own).unwrap_or(name);
            call.args(["--current-features", name]);
            if name.contains('/') || manifest.is_none_or(|manifest| manifest.features.contains_key(name)) {
                call.args(["--baseline-features", name]);
            }
        }
    }

    /// The package in the contract of the baseline.
    fn before(&self, package: &ContractPackage) -> Option<&PackageSource> {
        self.promised
            .packages()
            .iter()
            .find(|it| it.package.name == package.name())
    }
}

/// Reads what it prints:
///
/// ```text
/// --- failure struct_missing: pub struct removed or renamed ---
///
/// Failed in:
///   struct nika::Example, previously in file /nika/src/lib.rs:4
/// ```
///
/// # Errors
///
/// That a lint fired, and the text does not show where.
fn parse(text: &str, package: &str, folder: &Path) -> Result<Vec<SemverFinding>> {
    let mut findings = Vec::new();
    let mut lint: Option<Lint<'_>> = None;
    let mut in_list = false;
    for line in text.lines() {
        let heading = line
            .strip_prefix("--- failure ")
            .or_else(|| line.strip_prefix("--- warning "));
        if let Some(heading) = heading {
            lint.map_or(Ok(()), Lint::end)?;
            let (id, message) = heading
                .trim_end_matches(['-', ' '])
                .split_once(": ")
                .unwrap_or((heading, ""));
            lint = Some(Lint { id, message, places: 0 });
            in_list = false;
        } else if line == "Failed in:" {
            in_list = true;
        } else if let (true, Some(place), Some(lint)) = (in_list, line.strip_prefix("  "), &mut lint) {
            lint.places += 1;
            findings.push(finding(place, lint, package, folder));
        } else if line.is_empty() {
            in_list = false;
        }
    }
    lint.map_or(Ok(()), Lint::end)?;
    Ok(findings)
}

/// A lint that fired.
struct Lint<'a> {
    id: &'a str,
    message: &'a str,
    /// At how many places.
    places: usize,
}

impl Lint<'_> {
    fn end(self) -> Result<()> {
        let Self { id, places, .. } = self;
        if places == 0 {
            bail!(
                "cargo-semver-checks reports `{id}` in a form that `cargo stability` cannot read: use another version of it"
            );
        }
        Ok(())
    }
}

fn finding(place: &str, lint: &Lint<'_>, package: &str, folder: &Path) -> SemverFinding {
    let (description, path, row) = split_place(place);
    let path = Path::new(path);
    SemverFinding {
        package: package.to_owned(),
        lint: lint.id.to_owned(),
        item: if lint.id.starts_with("feature_") {
            feature(description)
        } else {
            item(description).unwrap_or_default()
        },
        message: format!("{}: {}", lint.message, without_place(description)),
        required: Bump::Major,
        file: path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned(),
        line: row,
    }
}

/// The description of an item, its file and its line.
fn split_place(place: &str) -> (&str, &str, u32) {
    let (before, line) = place.rsplit_once(':').unwrap_or((place, ""));
    let Ok(line) = line.parse() else {
        // It may be at several places: `in [ src/lib.rs:7 , src/lib.rs:9 ]`.
        let description = place.split_once(" in [ ").map_or(place, |(description, _)| description);
        return (description.trim_end_matches(','), "", 0);
    };
    // A path may hold spaces, and comes after one of these words.
    let words = [" in file ", " previously at ", " in ", " at "];
    let found = words.iter().find_map(|word| before.rsplit_once(word));
    let (description, file) = found.unwrap_or((before, ""));
    let description = description.trim_end_matches(" previously").trim_end_matches(',');
    (description, file, line)
}

/// `takes 1 parameters, but now takes 2` of `takes 1 parameters in /nika/src/lib.rs:7, but now takes 2`.
fn without_place(description: &str) -> String {
    match description.split_once(", but now ") {
        Some((before, now)) => format!("{}, but now {now}", split_place(before).0),
        None => description.to_owned(),
    }
}

/// The path in `struct nika::Example`, `variant Data:Bool`, `type Foo no longer derives Clone`, `LIMIT` or `field x of struct Foo`,
/// of which many templates have the last segment alone; `None` where the form is not known.
fn item(description: &str) -> Option<String> {
    for (part, owner) in [("supertrait ", " of "), ("helper attribute ", " from derive ")] {
        let owner = description.strip_prefix(part).and_then(|rest| rest.split_once(owner));
        if let Some((_, owner)) = owner {
            return Some(path(owner)?.0);
        }
    }
    for between in [" of ", " in "] {
        let parts = description.split_once(between);
        if let Some((Some((part, "")), Some((owner, _)))) = parts.map(|(part, owner)| (path(part), path(owner))) {
            return Some(format!("{owner}::{part}"));
        }
    }
    Some(path(description)?.0)
}

/// `feature std` of `feature std in the package's Cargo.toml`.
fn feature(description: &str) -> String {
    description.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

/// The words before the path of an item: those that begin with another of them come first.
const KINDS: [&str; 21] = [
    "trait associated type",
    "trait constant",
    "trait method",
    "trait type",
    "associated constant",
    "associated type",
    "proc macro",
    "constant",
    "enum",
    "field",
    "function",
    "macro",
    "method",
    "mod",
    "module",
    "static",
    "struct",
    "trait",
    "type",
    "union",
    "variant",
];

/// What follows the name of an item where neither a kind nor a path says that it is one.
const VERBS: [&str; 5] = ["used ", "requires ", "changed ", "exported ", "("];

/// The path at the beginning, after the kind of the item, and what follows it.
fn path(text: &str) -> Option<(String, &str)> {
    let after_kind = KINDS.iter().find_map(|kind| text.strip_prefix(kind)?.strip_prefix(' '));
    let text = after_kind.unwrap_or(text);
    let (word, rest) = text.split_once([' ', ',']).unwrap_or((text, ""));
    let word = word
        .trim_start_matches("#[")
        .trim_end_matches(']')
        .replace(['<', '>'], "");
    // One template writes a single colon, and one a dot before a field.
    let path = word.replace("::", ":").replace([':', '.'], "::");
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "_#".contains(c));
    let is_item = after_kind.is_some()
        || rest.is_empty()
        || path.contains("::")
        || VERBS.iter().any(|verb| rest.starts_with(verb));
    (is_item && path.split("::").all(is_name)).then_some((path, rest))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::parse;

    /// As cargo-semver-checks prints it.
    const TEXT: &str = "
--- failure enum_variant_added: enum variant added on exhaustive enum ---

Description:
A publicly-visible enum without #[non_exhaustive] has a new variant.
        ref: https://doc.rust-lang.org/cargo/reference/semver.html#enum-variant-new
       impl: https://github.com/obi1kenobi/cargo-semver-checks/tree/v0.45.0/src/lints/enum_variant_added.ron

Failed in:
  variant Data:Bool in /a b/nika/src/lib.rs:7

--- failure struct_missing: pub struct removed or renamed ---

Description:
A publicly-visible struct cannot be imported by its prior path.

Failed in:
  struct nika::Example, previously in file /elsewhere/src/lib.rs:4
  struct nika::Other, previously in file /elsewhere/src/lib.rs:9
";

    #[test]
    fn each_line_is_a_finding_with_its_item_and_place() {
        let findings = parse(TEXT, "nika", Path::new("/a b/nika")).unwrap();
        let read: Vec<_> = findings
            .iter()
            .map(|it| (it.lint.as_str(), it.item.as_str(), it.file.as_str(), it.line))
            .collect();
        assert_eq!(
            read,
            [
                ("enum_variant_added", "Data::Bool", "src/lib.rs", 7),
                ("struct_missing", "nika::Example", "/elsewhere/src/lib.rs", 4),
                ("struct_missing", "nika::Other", "/elsewhere/src/lib.rs", 9),
            ]
        );
        assert_eq!(
            findings[1].message,
            "pub struct removed or renamed: struct nika::Example"
        );
    }

    /// Every template of cargo-semver-checks 0.51.0, filled in: the first lint that has it, the item that it is about, and the line.
    const TEMPLATES: &str = include_str!("semver_checks/templates.tsv");

    fn text_of(lint: &str, place: &str) -> String {
        format!("--- failure {lint}: words ---\n\nFailed in:\n  {place}\n")
    }

    #[test]
    fn the_item_of_each_template_is_read() {
        assert_eq!(TEMPLATES.lines().count(), 158);
        for row in TEMPLATES.lines() {
            let [lint, expected, place] = row.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{row}");
            };
            let findings = parse(&text_of(lint, place), "nika", Path::new("/nika")).unwrap();
            assert_eq!(findings[0].item, expected, "{row}");
            assert!(!findings[0].message.contains("src/lib.rs"), "{}", findings[0].message);
            if !lint.starts_with("feature_") {
                assert_eq!(
                    (findings[0].file.as_str(), findings[0].line),
                    ("src/lib.rs", 7),
                    "{row}"
                );
            }
        }
        for line in ["E::V.x moved", "E::V.x in [ /nika/src/lib.rs:7 , /nika/src/a.rs:9 ]"] {
            let findings = parse(&text_of("of_several", line), "nika", Path::new("/nika")).unwrap();
            assert_eq!(findings[0].item, "E::V::x", "{line}");
        }
    }

    #[test]
    fn an_unknown_form_has_no_item_or_is_an_error() {
        for line in [
            "gadget Foo in /nika/src/lib.rs:7",
            "\"name\": \"Foo\"",
            "the Foo, which was there",
        ] {
            let findings = parse(&text_of("of_a_later_version", line), "nika", Path::new("/nika")).unwrap();
            assert_eq!(findings[0].item, "", "{line}");
        }
        for text in [
            "--- failure ---\n\nFailed in:\n",
            "--- failure a: b ---\n\n--- warning c: d ---\n\nFailed in:\n  struct E in x:1\n",
            "--- failure a: b ---\n\nIt failed in:\n  struct E in x:1\n",
        ] {
            let error = parse(text, "nika", Path::new("/")).unwrap_err().to_string();
            assert!(
                error.contains("in a form that `cargo stability` cannot read"),
                "{error}"
            );
        }
    }

    /// What cargo-semver-checks 0.51.0 printed of a package `nika` in `/nika`, unchanged.
    const RECORDED: &str = include_str!("semver_checks/recorded.txt");

    #[test]
    fn the_recorded_output_is_read() {
        let findings = parse(RECORDED, "nika", Path::new("/nika")).unwrap();
        let before = "target/semver-checks/git-v1_0_0/4162/src/lib.rs";
        let read: Vec<_> = findings
            .iter()
            .map(|it| (it.lint.as_str(), it.item.as_str(), it.file.as_str(), it.line))
            .collect();
        let expected = [
            ("derive_trait_impl_removed", "InferRequest", "src/lib.rs", 2),
            ("enum_discriminants_undefined_non_unit_variant", "Kind", "src/lib.rs", 7),
            ("enum_variant_added", "Kind::C", "src/lib.rs", 7),
            ("enum_variant_added", "Kind::D", "src/lib.rs", 7),
            ("enum_variant_missing", "Kind::B", before, 7),
            ("function_parameter_count_changed", "nika::memory::ask", "src/lib.rs", 8),
            ("inherent_method_missing", "Store::read", before, 5),
            (
                "method_parameter_count_changed",
                "nika::memory::Store::write",
                "src/lib.rs",
                5,
            ),
            ("pub_module_level_const_missing", "LIMIT", before, 9),
            ("struct_pub_field_missing", "Store::b", before, 4),
            ("trait_method_added", "nika::memory::Put::more", "src/lib.rs", 6),
            ("trait_missing", "nika::memory::Gone", before, 11),
        ];
        assert_eq!(read, expected);
    }

    #[test]
    fn another_text_has_no_findings() {
        for text in ["", "Failed in:\n  struct x in y:3", "  struct a in b:1"] {
            assert_eq!(parse(text, "nika", Path::new("/")).unwrap(), [], "{text}");
        }
    }
}
