//! What cargo-semver-checks finds, where it is installed. It has no output for programs; what it prints for people is read.

use std::path::Path;
use std::process::Command;

use stability::Contract;
use stability_policy::{Bump, SemverFinding};

use super::artefact::commit_of;
use crate::args::Selection;
use crate::baseline::Baseline;
use crate::child::ChildError;
use crate::context::Context;
use crate::current::Source;
use crate::git::{Git, GitError};
use crate::scope::Governed;
use crate::workspace::{folder_of, takes};

/// Why it gave no answer.
#[derive(Debug, thiserror::Error)]
pub enum SemverChecksError {
    /// It was not called.
    #[error(transparent)]
    Child(#[from] ChildError),
    /// Git gave no answer.
    #[error(transparent)]
    Git(#[from] GitError),
    /// There is no source to compare with.
    #[error(
        "`--semver` has nothing to compare `{0}` with: it is not published (`publish = false`), and no commit has the baseline as it \
         is: commit the baseline, or compare with a git revision, `--baseline-rev`"
    )]
    NoBaseline(String),
    /// It is not installed.
    #[error(
        "`--semver` calls cargo-semver-checks, which is not installed: `cargo install cargo-semver-checks --locked`"
    )]
    NotInstalled,
    /// It failed.
    #[error("cargo-semver-checks failed on `{package}`: {reason}")]
    Failed {
        /// The package.
        package: String,
        /// What it says.
        reason: String,
    },
}

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
    ///
    /// # Errors
    ///
    /// See [`SemverChecksError`].
    pub fn findings(&self, context: &Context) -> Result<Vec<SemverFinding>, SemverChecksError> {
        let mut asking = Command::new(&context.cargo);
        asking.args(["semver-checks", "--version"]);
        if !context.children.said_by(&mut asking)?.ended.success() {
            return Err(SemverChecksError::NotInstalled);
        }
        let mut findings = Vec::new();
        for governed in &self.source.scope.governed {
            // A release holds nothing of it to compare with.
            if matches!(self.baseline, Baseline::Published(_)) && is_unpublished(governed) {
                context.output.note(format_args!(
                    "cargo-semver-checks does not check `{}`, which is not published",
                    governed.name()
                ));
                continue;
            }
            if governed.package.targets.iter().any(cargo_metadata::Target::is_lib) {
                findings.extend(self.of_package(governed, context)?);
            }
        }
        Ok(findings)
    }

    fn of_package(&self, governed: &Governed, context: &Context) -> Result<Vec<SemverFinding>, SemverChecksError> {
        let package = governed.name();
        let mut call = Command::new(&context.cargo);
        // As a minor release, so that each finding is one that needs a major one.
        call.args([
            "semver-checks",
            "--color",
            "never",
            "--release-type",
            "minor",
            "--package",
            package,
        ]);
        call.arg("--manifest-path")
            .arg(governed.package.manifest_path.as_std_path());
        call.current_dir(&context.folder);
        self.add_baseline(&mut call, governed, context)?;
        self.add_selection(&mut call, governed);
        let said = context.children.said_by(&mut call)?;
        let findings = parse(
            &String::from_utf8_lossy(&said.stdout),
            package,
            folder_of(&governed.package),
        );
        // It ends with a failure where it has findings too.
        if !said.ended.success() && findings.is_empty() {
            return Err(SemverChecksError::Failed {
                package: package.to_owned(),
                reason: said.complaint(),
            });
        }
        Ok(findings)
    }

    /// What the baseline has of a package: its source at a commit, or as it was published.
    fn add_baseline(
        &self,
        call: &mut Command,
        governed: &Governed,
        context: &Context,
    ) -> Result<(), SemverChecksError> {
        match self.baseline {
            Baseline::Revision(revision) | Baseline::RecordedAt(revision) => {
                call.args(["--baseline-rev", revision]);
            }
            Baseline::Published(version) => {
                call.args(["--baseline-version", &version.to_string()]);
            }
            Baseline::Recorded | Baseline::File(_) => {
                let git = Git::of(&self.source.scope.folder, &context.children).ok();
                let commit = git.map(|git| commit_of(&git, self.source, self.baseline)).transpose()?;
                let mut sources = self.promised.packages().iter();
                let before = sources.find(|it| it.package.name == governed.name());
                if let Some(commit) = commit.flatten() {
                    call.args(["--baseline-rev", &commit]);
                } else if is_unpublished(governed) {
                    return Err(SemverChecksError::NoBaseline(governed.name().to_owned()));
                } else if let Some(before) = before {
                    call.args(["--baseline-version", &before.package.version.to_string()]);
                }
            }
        }
        Ok(())
    }

    /// How the contract is built: with the same features, for the same target, in the same place. It has no options for the network
    /// and the target folder, but it calls cargo, which takes both from the environment.
    fn add_selection(&self, call: &mut Command, governed: &Governed) {
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
            self.add_features(call, governed);
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
    fn add_features(&self, call: &mut Command, governed: &Governed) {
        let own = format!("{}/", governed.name());
        let mut sources = self.promised.packages().iter();
        let before = sources.find(|it| it.package.name == governed.name());
        let manifest = before.and_then(|it| it.manifest.as_ref());
        for name in self.source.scope.selection.feature_names() {
            if !takes(&governed.package, name) {
                continue;
            }
            let name = name.strip_prefix(&own).unwrap_or(name);
            call.args(["--current-features", name]);
            if name.contains('/') || manifest.is_none_or(|manifest| manifest.features.contains_key(name)) {
                call.args(["--baseline-features", name]);
            }
        }
    }
}

fn is_unpublished(governed: &Governed) -> bool {
    governed.package.publish.as_ref().is_some_and(Vec::is_empty)
}

/// Reads what it prints:
///
/// ```text
/// --- failure struct_missing: pub struct removed or renamed ---
///
/// Failed in:
///   struct nika::Example, previously in file /nika/src/lib.rs:4
/// ```
fn parse(text: &str, package: &str, folder: &Path) -> Vec<SemverFinding> {
    let mut findings = Vec::new();
    let mut lint: Option<(&str, &str)> = None;
    let mut in_list = false;
    for line in text.lines() {
        let heading = line
            .strip_prefix("--- failure ")
            .or_else(|| line.strip_prefix("--- warning "));
        if let Some(heading) = heading {
            lint = heading.trim_end_matches(['-', ' ']).split_once(": ");
            in_list = false;
        } else if line == "Failed in:" {
            in_list = true;
        } else if let (true, Some(place), Some((id, message))) = (in_list, line.strip_prefix("  "), lint) {
            findings.push(finding(place, id, message, package, folder));
        } else if line.is_empty() {
            in_list = false;
        }
    }
    findings
}

fn finding(place: &str, id: &str, message: &str, package: &str, folder: &Path) -> SemverFinding {
    let (said, file, line) = split_place(place);
    let file = Path::new(file);
    SemverFinding {
        package: package.to_owned(),
        lint: id.to_owned(),
        item: item(said),
        message: format!("{message}: {said}"),
        required: Bump::Major,
        file: file.strip_prefix(folder).unwrap_or(file).to_string_lossy().into_owned(),
        line,
    }
}

/// What is said of an item, its file and its line.
fn split_place(place: &str) -> (&str, &str, u32) {
    let (before, line) = place.rsplit_once(':').unwrap_or((place, ""));
    let Ok(line) = line.parse() else {
        return (place, "", 0);
    };
    // A path may hold spaces, and comes after one of these words.
    let words = [" in file ", " previously at ", " in ", " at "];
    let found = words.iter().find_map(|word| before.rsplit_once(word));
    let (said, file) = found.unwrap_or((before, ""));
    let said = said.trim_end_matches(" previously").trim_end_matches(',');
    (said, file, line)
}

/// The path in `struct nika::Example`, `variant Data:Bool`, `type Foo no longer derives Clone`, `LIMIT` or `field x of struct Foo`,
/// of which many templates tell the last segment alone.
fn item(said: &str) -> String {
    match said.split_once(" of ") {
        // `takes 2 parameters instead of 1` names no owner.
        Some((part, owner)) if part.split(' ').count() == 2 => format!("{}::{}", path(owner), path(part)),
        _ => path(said),
    }
}

/// The word that is a path; or else the one after the kind of the item; or else the only one.
fn path(said: &str) -> String {
    let mut words = said
        .split(' ')
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '_'));
    let path = words.clone().find(|word| word.contains(':'));
    let path = path.or_else(|| {
        let first = words.next();
        words.next().or(first)
    });
    // One template writes a single colon.
    path.unwrap_or_default().replace("::", ":").replace(':', "::")
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
        let findings = parse(TEXT, "nika", Path::new("/a b/nika"));
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

    /// What cargo-semver-checks 0.51.0 printed of a package `nika` in `/nika`, as it stands.
    const RECORDED: &str = include_str!("semver_checks/recorded.txt");

    #[test]
    fn what_was_recorded_is_read() {
        let findings = parse(RECORDED, "nika", Path::new("/nika"));
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
        for text in [
            "",
            "Failed in:\n  struct x in y:3",
            "--- failure ---\n\nFailed in:\n",
            "  struct a in b:1",
        ] {
            assert!(parse(text, "nika", Path::new("/")).is_empty(), "{text}");
        }
    }
}
