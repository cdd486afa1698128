//! Checking the packages, and reading what rustc reports.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Error, Result, anyhow, bail};
use cargo_metadata::diagnostic::{Diagnostic, DiagnosticLevel};
use cargo_metadata::{Artifact, CompilerMessage, Package, PackageId, Target, TargetKind};
use semver::{Version, VersionReq};
use serde::Deserialize;

use super::crates::Crates;
use super::forward::{Reported, Spot};
use super::implementation::is_implementation;
use super::omitted::{Coverage, Omitted, Seen};
use super::promises::{Index, MarkedPackage};
use super::{Place, Promises, Unseen, Use, forward, marks, note, promises};
use crate::args::{Selection, TargetArgs};
use crate::build::PROFILE;
use crate::context::Context;
use crate::lock::with_lock;
use crate::workspace::{Workspace, folder_of, quoted_list};
use crate::{cargo_config, compiler_wrapper, files};

/// What is checked.
#[derive(Clone, Debug)]
pub struct Compilation<'a> {
    pub workspace: &'a Workspace,
    /// The packages whose code is looked at.
    pub users: Vec<&'a Package>,
    pub targets: TargetArgs,
    pub selection: &'a Selection,
    /// The contracts of dependencies without attributes.
    pub promises: &'a Promises,
    /// The folder that is built into.
    pub target: PathBuf,
    /// The root of the repository, below which places are.
    pub root: PathBuf,
}

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// In the order of items and places.
    pub uses: Vec<Use>,
    /// What is promised by a contract from elsewhere, and of which no use would be found, each with its package.
    pub unseen: Vec<(String, Unseen)>,
    /// Code of the packages that no build of this call has.
    pub omitted: Vec<Omitted>,
}

/// Code that does not compile.
#[derive(Clone, Debug)]
pub struct Failure {
    /// The files and bytes that the error points at.
    pub places: Vec<(PathBuf, (usize, usize))>,
    /// What rustc says.
    pub message: String,
}

impl Compilation<'_> {
    /// The uses; an error if the code does not compile.
    pub fn uses(&self, context: &Context) -> Result<Found> {
        let (found, failures) = self.run(context)?;
        if failures.is_empty() {
            return Ok(found);
        }
        for failure in &failures {
            context.output.diagnostic(&failure.message);
        }
        let names: Vec<String> = self.users.iter().map(|user| user.name.to_string()).collect();
        bail!("cannot check {}: see the errors above", quoted_list(&names))
    }

    /// The uses, and what does not compile.
    pub fn run(&self, context: &Context) -> Result<(Found, Vec<Failure>)> {
        with_lock(&self.target, context, || {
            self.promises.write(&self.target)?;
            let mut uses = BTreeSet::new();
            let mut folders = BTreeMap::new();
            let mut compiled = BTreeSet::new();
            let mut versions = BTreeSet::new();
            let mut failures = Vec::new();
            let mut problem: Option<Error> = None;
            let mut call = self.call(context)?;
            let text = self.promises.index(&self.target)?;
            let index = Index::read(&text)?;
            let mut reports = Vec::new();
            let mut crates = Crates::default();
            let mut coverage = Coverage::default();
            let (status, _) = context.processes.run(&mut call, |stdout| {
                for line in BufReader::new(stdout).lines() {
                    match Message::read(&line?)? {
                        Some(Message::Reported(message)) => reports.push(message),
                        Some(Message::Compiler(message)) if is_error(message.message.level) => {
                            failures.push(self.failure(&message.message));
                        }
                        Some(Message::Compiler(message)) => reports.push(Reports::of(message)),
                        Some(Message::Artifact(artifact)) => {
                            coverage.add_target(&artifact.package_id, &artifact.target);
                            let package = name_and_version(&artifact.package_id.repr);
                            if let Some((name, _)) = &package {
                                crates.add(&artifact.target, name);
                            }
                            versions.extend(package);
                            let names = artifact.filenames.iter().filter_map(|it| it.file_stem());
                            compiled.extend(names.map(|name| name.strip_prefix("lib").unwrap_or(name).to_owned()));
                            let folder = artifact.manifest_path.parent().map(|it| it.as_std_path().to_owned());
                            folders.extend(folder.map(|folder| (folder, artifact.target.name)));
                        }
                        None => {}
                    }
                }
                io::Result::Ok(())
            })?;
            // The library of a package may be named after what uses it: cargo goes on when its metadata are written.
            for message in &mut reports {
                coverage.add(&message.package_id, std::mem::take(&mut message.message.seen));
                let message = &*message;
                for reported in &message.message.uses {
                    match self.used(reported, message, &index, &crates) {
                        Ok(used) => uses.extend(used),
                        Err(error) => problem = Some(error),
                    }
                }
            }
            if !status.success() && failures.is_empty() {
                bail!("cargo cannot check the packages: see its errors above");
            }
            let marked = match &*failures {
                [] => self.promises.marked(&self.target, &compiled)?,
                _ => Vec::new(),
            };
            uses = uses
                .into_iter()
                .map(|(used, file)| (self.with_version(used, &versions), file))
                .collect();
            versions.retain(|(name, version)| {
                let is_marked = |it: &MarkedPackage| it.package == *name && it.marked.version == *version;
                failures.is_empty() && self.promises.has(name) && !marked.iter().any(is_marked)
            });
            for (name, version) in &versions {
                context.output.warning(format_args!(
                    "`{name}` {version} was built too, and the contract is of another version: uses of {version} are not looked for"
                ));
            }
            for it in &marked {
                folders.insert(it.marked.source.clone(), it.package.clone());
            }
            // What a package writes into the code of its users by its own macros is its own affair.
            uses.retain(|(used, written_in): &(Use, PathBuf)| {
                let folder = folders.iter().filter(|(folder, _)| written_in.starts_with(folder));
                let writer = folder
                    .max_by_key(|(folder, _)| folder.as_os_str().len())
                    .map(|(_, name)| name);
                let crate_name = |name: &str| name.replace('-', "_");
                !used.place.is_macro || writer.is_none_or(|name| crate_name(name) != crate_name(&used.item.package))
            });
            if let Some(problem) = problem {
                return Err(problem);
            }
            let mut uses = without_repetitions(uses.into_iter().map(|(used, _)| used).collect());
            index.apply(&mut uses, &marked);
            let unseen = promises::unseen(marked);
            let omitted = coverage.omitted(&self.users, self.targets, &self.root);
            Ok((Found { uses, unseen, omitted }, failures))
        })
    }

    fn call(&self, context: &Context) -> Result<Command> {
        let (output, selection) = (context.output, self.selection);
        let of_user = |named: &Option<OsString>, key: &str| match named {
            Some(named) => Ok(named.clone()),
            None => cargo_config::wrapper(&context.folder, key, context),
        };
        let mut call = Command::new(&context.cargo);
        call.current_dir(&context.folder).arg("check");
        call.arg("--manifest-path").arg(&self.workspace.manifest);
        call.arg("--target-dir").arg(&self.target);
        // Otherwise cargo reads and writes each message to take its colours away.
        call.args([
            "--message-format=json-diagnostic-rendered-ansi",
            "--color",
            output.color_word(),
        ]);
        for user in &self.users {
            call.arg("--package").arg(&user.id.repr);
        }
        call.args(self.targets.flags());
        for feature in &selection.features {
            call.arg("--features").arg(feature);
        }
        if let Some(target) = &selection.target {
            call.arg("--target").arg(target);
        }
        let flags = [
            ("--all-features", selection.all_features),
            ("--no-default-features", selection.no_default_features),
            ("--locked", selection.locked),
            ("--offline", selection.offline),
            ("--quiet", output.is_quiet()),
        ];
        call.args(flags.into_iter().filter(|(_, wanted)| *wanted).map(|(flag, _)| flag));
        call.envs(PROFILE).env(compiler_wrapper::USES, "1");
        let of_workspace = of_user(&context.rustc_workspace_wrapper, "rustc-workspace-wrapper")?;
        // Cargo calls it for the packages of the workspace alone, and gives what it makes other names than without it.
        call.env("RUSTC_WORKSPACE_WRAPPER", &context.program);
        if self.promises.is_empty() {
            call.env(compiler_wrapper::RUSTC_WRAPPER, of_workspace);
        } else {
            call.env("RUSTC_WRAPPER", &context.program);
            call.env(
                compiler_wrapper::RUSTC_WRAPPER,
                of_user(&context.rustc_wrapper, "rustc-wrapper")?,
            );
            call.env(compiler_wrapper::RUSTC_WORKSPACE_WRAPPER, of_workspace);
            call.env(compiler_wrapper::MARKS, Promises::folder(&self.target));
        }
        Ok(call)
    }

    /// The use that rustc reports, if it is one of a package that is looked at, and the file that its code is in.
    fn used(
        &self,
        reported: &Reported,
        of: &Reports,
        index: &Index<'_>,
        crates: &Crates,
    ) -> Result<Option<(Use, PathBuf)>> {
        let Some(user) = self.users.iter().find(|user| user.id == of.package_id) else {
            return Ok(None);
        };
        let is_implementation = || {
            let Spot { file, bytes, .. } = reported.places.first()?;
            is_implementation(&self.file(file), bytes.0..bytes.1)
        };
        let package_of = |name: &str| crates.package_called(name, user, of.target.src_path.as_std_path());
        let (code, message) = (&reported.code, &reported.message);
        let Some(item) = note::item(code, message, package_of, is_implementation, index)? else {
            return Ok(None);
        };
        // A package may depend on another version of itself.
        if item.package == user.name.as_str() && (item.version.is_empty() || item.version == user.version.to_string()) {
            return Ok(None);
        }
        let (place, written_in) = self.place(reported, user).ok_or_else(|| {
            anyhow!(
                "rustc reports a use of `{}` in `{}` without a place",
                item.path,
                user.name
            )
        })?;
        let is_development = of
            .target
            .kind
            .iter()
            .any(|kind| matches!(kind, TargetKind::Test | TargetKind::Example | TargetKind::Bench));
        let used = Use {
            item,
            user: user.name.to_string(),
            place: Place {
                is_development,
                ..place
            },
        };
        Ok(Some((used, written_in)))
    }

    /// The use with the version of its package, which rustc does not say of an item with a deprecation alone. It stays empty where the
    /// user depends on several: rustc calls all of them by the same name.
    fn with_version(&self, mut used: Use, built: &BTreeSet<(String, String)>) -> Use {
        let item = &mut used.item;
        let user = self.users.iter().find(|user| user.name.as_str() == used.user);
        let (true, Some(user)) = (item.version.is_empty(), user) else {
            return used;
        };
        let admits = |version: &str| {
            let version = version.parse::<Version>();
            let mut dependencies = user.dependencies.iter().filter(|it| it.name == item.package).peekable();
            dependencies.peek().is_none()
                || dependencies.any(|it| {
                    it.req == VersionReq::STAR || version.as_ref().is_ok_and(|version| it.req.matches(version))
                })
        };
        let mut admitted = built
            .iter()
            .filter(|(name, version)| *name == item.package && admits(version));
        if let (Some((_, version)), None) = (admitted.next(), admitted.next()) {
            item.version.clone_from(version);
        }
        used
    }

    /// The place in the code of the user: where a macro of another package wrote the use, that of its call. The file is where the
    /// code is written.
    fn place(&self, reported: &Reported, user: &Package) -> Option<(Place, PathBuf)> {
        let primary = reported.places.first()?;
        let copies = Promises::folder(&self.target);
        let original = |file: &Path| marks::original(file, &copies.join(user.name.as_str()), folder_of(user));
        let is_own = |spot: &&Spot| {
            let file = self.file(&spot.file);
            file.starts_with(folder_of(user)) && !file.starts_with(&copies) || original(&file).is_some()
        };
        let spot = reported.places.iter().find(is_own).or_else(|| reported.places.last())?;
        let mut file = self.file(&spot.file);
        let mut position = (spot.line, spot.column);
        // A package that is looked at may be compiled as a copy for another one.
        if let Some(original) = original(&file)
            && let Ok(copy) = files::read_text(&file, files::MAX_TEXT)
        {
            position = marks::unmarked(&copy, position);
            file = original;
        }
        let shown = file.strip_prefix(&self.root).unwrap_or(&file);
        let place = Place {
            path: shown.to_string_lossy().replace('\\', "/"),
            line: position.0,
            column: position.1,
            bytes: spot.bytes,
            is_macro: !std::ptr::eq(spot, primary),
            is_development: false,
            file,
        };
        Some((place, self.file(&primary.file)))
    }

    fn failure(&self, diagnostic: &Diagnostic) -> Failure {
        let mut places = Vec::new();
        for span in &diagnostic.spans {
            let chain = std::iter::successors(Some(span), |span| {
                span.expansion.as_ref().map(|expansion| &expansion.span)
            });
            places.extend(chain.map(|span| {
                (
                    self.file(&span.file_name),
                    (span.byte_start as usize, span.byte_end as usize),
                )
            }));
        }
        Failure {
            places,
            message: diagnostic
                .rendered
                .clone()
                .unwrap_or_else(|| diagnostic.message.clone()),
        }
    }

    /// The file that rustc calls so: it is called in the folder of the workspace.
    fn file(&self, called: &str) -> PathBuf {
        self.workspace.root().join(called)
    }
}

/// What cargo prints that is read here. `cargo_metadata::Message` keeps each message as a tree before it knows what it is.
enum Message {
    Reported(Reports),
    Compiler(CompilerMessage),
    Artifact(Artifact),
}

/// The uses in a target of a package.
#[derive(Deserialize)]
struct Reports {
    package_id: PackageId,
    target: Target,
    message: All,
}

#[derive(Deserialize)]
struct All {
    uses: Vec<Reported>,
    seen: Vec<Seen>,
}

impl Message {
    fn read(line: &str) -> io::Result<Option<Self>> {
        let is = |reason: &str| line.starts_with(&format!("{{\"reason\":\"{reason}\""));
        Ok(if is("compiler-artifact") {
            Some(Self::Artifact(serde_json::from_str(line)?))
        } else if !is("compiler-message") {
            None
        } else if line.contains(&format!("\"message\":\"{}\"", forward::ALL)) {
            Some(Self::Reported(serde_json::from_str(line)?))
        } else {
            Some(Self::Compiler(serde_json::from_str(line)?))
        })
    }
}

impl Reports {
    /// Those of a diagnostic as rustc writes it, where it ends with an error.
    fn of(message: CompilerMessage) -> Self {
        Self {
            package_id: message.package_id,
            target: message.target,
            message: All {
                uses: Reported::of(&message.message).into_iter().collect(),
                seen: Vec::new(),
            },
        }
    }
}

/// What the id of a package says: `path+file:///a/dep#1.4.0`, or `…#dep@1.4.0` where the last segment is not the name.
fn name_and_version(id: &str) -> Option<(String, String)> {
    let (place, rest) = id.rsplit_once('#')?;
    let last = || place.split('?').next().and_then(|it| it.rsplit('/').next());
    let (name, version) = rest.split_once('@').or_else(|| Some((last()?, rest)))?;
    Some((name.to_owned(), version.to_owned()))
}

/// A library is compiled again for its tests, which reports most uses twice. The first is that of the library.
fn without_repetitions(uses: BTreeSet<Use>) -> Vec<Use> {
    let mut uses: Vec<Use> = uses.into_iter().collect();
    let key = |it: &Use| {
        (
            it.user.clone(),
            it.item.path.clone(),
            it.place.file.clone(),
            it.place.bytes,
        )
    };
    uses.dedup_by_key(|it| key(it));
    uses
}

fn is_error(level: DiagnosticLevel) -> bool {
    matches!(level, DiagnosticLevel::Error | DiagnosticLevel::Ice)
}
