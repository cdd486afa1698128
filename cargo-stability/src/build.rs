//! The build that writes records into what it builds: `cargo build` with the feature `embed` of the runtime, into a target folder
//! of its own, so that neither disturbs the user's builds.
//!
//! All programs of a package are built, unless they need a feature that is off; that costs their linking. Rustc is called through
//! this program where that calls rustdoc beside it, or adds `--cap-lints` because a baseline is compiled: given as a flag, that would
//! replace the flags in the configuration, and with them `--cfg`.

use std::collections::BTreeSet;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};
use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{Artifact, CrateType, Message, Target};
use stability_policy::DefaultTier;

use crate::args::Selection;
use crate::context::Context;
use crate::process::{error_text, without_network};
use crate::scope::ContractPackage;
use crate::workspace::{enabled_features, quoted_list};
use crate::{cargo_config, compiler_wrapper};

/// What is not worth building here: nothing is run.
pub const PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_DEV_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_LTO", "false"),
    ("CARGO_PROFILE_DEV_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_DEV_STRIP", "none"),
];

/// What is to be built.
#[derive(Clone, Copy, Debug)]
pub struct Build<'a> {
    /// The folder to call cargo in, whose configuration and toolchain are in force.
    pub folder: &'a Path,
    /// The manifest of the workspace or package.
    pub manifest: &'a Path,
    /// The packages.
    pub packages: &'a [ContractPackage],
    /// How they are built.
    pub selection: &'a Selection,
    /// The folder that is built into.
    pub target: &'a Path,
    /// What is to be known of public items.
    pub covering: Covering<'a>,
    /// Whether it is the source of another time, whose compiler and lints were others: no lint makes it fail.
    pub is_baseline: bool,
    /// Whether all that it needs has been downloaded, so that the network is not needed.
    pub is_downloaded: bool,
}

/// What is to be known of public items.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own")]
pub struct Covering<'a> {
    /// Whether each has what the compiler knows of it.
    pub has_shapes: bool,
    /// Whether those without a tier are counted.
    pub counts_unmarked: bool,
    /// Whether packages are read that have no record.
    pub takes_unmarked: bool,
    /// The tier of those without an attribute.
    pub default: &'a DefaultTier,
    /// The ids that were promised before: an item keeps its id while that path leads to it.
    pub known_ids: Option<&'a BTreeSet<String>>,
    /// Whether it is the source of another time, which need not have the modules that the policy names.
    pub is_earlier: bool,
}

/// A file that was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltFile {
    /// Its package.
    pub package: String,
    /// Whether it is the library of the package.
    pub is_library: bool,
    /// The file.
    pub path: PathBuf,
}

impl Build<'_> {
    /// The same, where [`is_downloaded`](Self::is_downloaded) is known.
    ///
    /// With the feature `embed`, the runtime has a dependency that the lock file of the user need not have. Cargo would look into
    /// the index of the registry for it in each call; offline it takes one that is there.
    pub fn prepared(self, context: &Context) -> Result<Self> {
        let mut call = Command::new(&context.cargo);
        call.current_dir(self.folder);
        // The tree is what is resolved of a build. What is missing in the lock file itself is to be the newest, as always.
        call.args("tree --quiet --edges no-dev --prefix none --offline --locked".split(' '));
        call.envs(without_network(&context.cargo));
        self.add_place(&mut call);
        self.add_packages(&mut call);
        Ok(Self {
            is_downloaded: context.processes.output(&mut call)?.status.success(),
            ..self
        })
    }

    /// Builds the libraries of the packages, and their programs; `describes` says whether rustdoc describes each library beside it.
    pub fn run(&self, describes: bool, context: &Context) -> Result<Vec<BuiltFile>> {
        let output = context.output;
        let mut built = Vec::new();
        let mut call = self.call(describes, context)?;
        let (status, _) = context.processes.run(&mut call, |stdout| {
            for message in Message::parse_stream(BufReader::new(stdout)) {
                match message? {
                    Message::CompilerArtifact(artifact) => built.extend(self.built(&artifact)),
                    Message::CompilerMessage(message) if is_error(message.message.level) => {
                        output.diagnostic(message.message.rendered.as_deref().unwrap_or(&message.message.message));
                    }
                    _ => {}
                }
            }
            io::Result::Ok(())
        })?;
        if !status.success() {
            let hint = if self.selection.offline {
                "; call it without `--offline` to download what is missing"
            } else {
                ""
            };
            bail!(
                "cannot build {}: see the errors above{hint}",
                quoted_list(&self.names())
            );
        }
        Ok(built)
    }

    /// The names of the packages.
    pub fn names(&self) -> Vec<String> {
        self.packages.iter().map(|it| it.name().to_owned()).collect()
    }

    fn call(&self, describes: bool, context: &Context) -> Result<Command> {
        let output = context.output;
        let mut call = self.cargo("build", context);
        call.envs(PROFILE);
        if describes || self.is_baseline {
            self.add_wrapper(&mut call, describes, context)?;
        }
        call.arg(if output.stderr_has_color() {
            "--message-format=json-diagnostic-rendered-ansi"
        } else {
            "--message-format=json"
        });
        call.args(["--color", output.color_word()]);
        self.add_packages(&mut call);
        if self.packages.iter().any(|it| it.package.targets.iter().any(is_library)) {
            call.arg("--lib");
        }
        for program in self.packages.iter().flat_map(|it| self.programs(it)) {
            call.arg("--bin").arg(&program.name);
        }
        if output.is_quiet() {
            call.arg("--quiet");
        }
        Ok(call)
    }

    /// Removes what was built of the packages.
    pub fn clean(&self, context: &Context) -> Result<()> {
        let mut call = self.cargo("clean", context);
        for package in self.packages {
            call.arg("--package").arg(&package.package.id.repr);
        }
        let output = context.processes.output(call.arg("--quiet"))?;
        if !output.status.success() {
            let (names, reason) = (quoted_list(&self.names()), error_text(&output.stderr));
            bail!("cannot build {names} anew: {reason}");
        }
        Ok(())
    }

    /// A call of cargo on the target folder.
    fn cargo(&self, subcommand: &str, context: &Context) -> Command {
        let mut call = Command::new(&context.cargo);
        call.current_dir(self.folder).arg(subcommand);
        self.add_place(&mut call);
        call.arg("--target-dir").arg(self.target);
        if self.selection.locked {
            call.arg("--locked");
        }
        if self.selection.offline || self.is_downloaded {
            call.arg("--offline");
        }
        call
    }

    /// Where the libraries are described.
    pub fn descriptions(&self) -> PathBuf {
        self.target.join("descriptions")
    }

    /// Lets cargo call rustc through this program.
    fn add_wrapper(&self, call: &mut Command, describes: bool, context: &Context) -> Result<()> {
        let wrapper = match &context.rustc_wrapper {
            Some(wrapper) => wrapper.clone(),
            None => cargo_config::wrapper(self.folder, "rustc-wrapper", context)?,
        };
        call.env("RUSTC_WRAPPER", &context.program);
        call.env(compiler_wrapper::RUSTC_WRAPPER, wrapper);
        if describes {
            call.env(compiler_wrapper::DESCRIPTIONS, self.descriptions());
        }
        if self.is_baseline {
            // Not by flags: they would take the place of those in the configuration, and with them its `--cfg`.
            call.env(compiler_wrapper::CAPS_LINTS, "1");
        }
        Ok(())
    }

    /// Adds the manifest and the platform.
    fn add_place(&self, call: &mut Command) {
        call.arg("--manifest-path").arg(self.manifest);
        if let Some(target) = &self.selection.target {
            call.arg("--target").arg(target);
        }
    }

    /// Adds the packages, with the features that the user asks for, and the one by which the runtime writes records.
    fn add_packages(&self, call: &mut Command) {
        for package in self.packages {
            call.arg("--package").arg(&package.package.id.repr);
        }
        let dependencies = self.packages.iter().filter_map(|it| it.dependency.as_ref());
        let embed = dependencies.map(|dependency| format!("{dependency}/embed"));
        for feature in embed.collect::<BTreeSet<_>>() {
            call.arg("--features").arg(feature);
        }
        self.add_features(call);
    }

    /// Adds the features that the user asks for.
    fn add_features(&self, call: &mut Command) {
        let Self { selection, .. } = self;
        for feature in &selection.features {
            call.arg("--features").arg(feature);
        }
        let flags = [
            ("--all-features", selection.all_features),
            ("--no-default-features", selection.no_default_features),
        ];
        call.args(flags.into_iter().filter(|(_, wanted)| *wanted).map(|(flag, _)| flag));
    }

    /// The programs of a package that are built: all but those that need a feature that is off, as cargo does. Which of them promise
    /// something cannot be told from their source: a macro of any package may declare it.
    fn programs<'p>(&self, package: &'p ContractPackage) -> impl Iterator<Item = &'p Target> {
        let enabled = enabled_features(&package.package, self.selection);
        let programs = package.package.targets.iter().filter(|target| target.is_bin());
        programs.filter(move |target| target.required_features.iter().all(|feature| enabled.contains(feature)))
    }

    /// The file of an artifact, if it is of one of the packages.
    fn built(&self, artifact: &Artifact) -> Option<BuiltFile> {
        let package = self.packages.iter().find(|it| it.package.id == artifact.package_id)?;
        let path = match &artifact.executable {
            Some(executable) if artifact.target.is_bin() => executable,
            // In wasm a program is not an executable.
            _ if artifact.target.is_bin() || is_library(&artifact.target) => {
                artifact.filenames.iter().min_by_key(|file| {
                    let rank = ["rlib", "wasm", "so", "dylib", "dll", "a", "lib"];
                    let extension = file.extension().unwrap_or_default();
                    rank.iter().position(|known| *known == extension).unwrap_or(rank.len())
                })?
            }
            _ => return None,
        };
        Some(BuiltFile {
            package: package.name().to_owned(),
            is_library: !artifact.target.is_bin(),
            path: path.clone().into_std_path_buf(),
        })
    }
}

fn is_error(level: DiagnosticLevel) -> bool {
    matches!(level, DiagnosticLevel::Error | DiagnosticLevel::Ice)
}

/// Whether cargo's `--lib` builds it.
pub fn is_library(target: &Target) -> bool {
    use CrateType::{CDyLib, DyLib, Lib, ProcMacro, RLib, StaticLib};

    let is_library = |kind: &CrateType| matches!(kind, Lib | RLib | DyLib | CDyLib | StaticLib | ProcMacro);
    !target.is_bin() && !target.is_example() && target.crate_types.iter().any(is_library)
}
