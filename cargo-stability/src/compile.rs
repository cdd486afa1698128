//! The build that writes records into what it builds: `cargo build` with the feature `embed` of the runtime, into a target folder
//! of its own, so that neither disturbs the user's builds.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{Artifact, CrateType, Message, Target};

use crate::args::Selection;
use crate::child::ChildError;
use crate::configuration;
use crate::context::Context;
use crate::scope::Governed;
use crate::stand_in;
use crate::workspace::{enabled, list};

/// What is not worth building here: nothing is run.
const PROFILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_DEV_DEBUG", "0"),
    ("CARGO_PROFILE_DEV_LTO", "false"),
    ("CARGO_PROFILE_DEV_OPT_LEVEL", "0"),
    ("CARGO_PROFILE_DEV_STRIP", "none"),
];

/// Why nothing was built.
#[derive(Debug, thiserror::Error)]
pub enum CompileError {
    /// Cargo was not called, or ended by an interrupt.
    #[error(transparent)]
    Child(#[from] ChildError),
    /// The build failed; cargo has said why.
    #[error("cannot build {}: see the errors above{}", list(.packages), hint(*.offline))]
    Failed {
        /// The packages.
        packages: Vec<String>,
        /// Whether the network was not to be used.
        offline: bool,
    },
}

const fn hint(offline: bool) -> &'static str {
    if offline {
        "; what is missing can be had without `--offline`"
    } else {
        ""
    }
}

/// What is to be built.
#[derive(Clone, Copy, Debug)]
pub struct Build<'a> {
    /// The folder to call cargo in, whose configuration and toolchain are in force.
    pub folder: &'a Path,
    /// The manifest of the workspace or package.
    pub manifest: &'a Path,
    /// The packages.
    pub governed: &'a [Governed],
    /// How they are built.
    pub selection: &'a Selection,
    /// The folder that is built into.
    pub target: &'a Path,
    /// Whether the public items without a tier are counted.
    pub counts_unmarked: bool,
    /// Whether it is the source of another time, whose compiler and lints were others: no lint makes it fail.
    pub is_of_the_past: bool,
    /// Whether all that it needs has been downloaded, so that the network is not needed.
    pub is_complete: bool,
}

/// A file that was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The package that it is of.
    pub package: String,
    /// Whether it is the library of the package.
    pub is_library: bool,
    /// The file.
    pub path: PathBuf,
}

impl Build<'_> {
    /// The same, where [`is_complete`](Self::is_complete) is known.
    ///
    /// With the feature `embed`, the runtime has a dependency that the lock file of the user need not have. Cargo would look into
    /// the index of the registry for it in each call; offline it takes one that is there.
    ///
    /// # Errors
    ///
    /// That cargo cannot be called, or that there was an interrupt.
    pub fn prepared(self, context: &Context) -> Result<Self, CompileError> {
        let mut call = Command::new(&context.cargo);
        call.current_dir(self.folder);
        // The tree is what is resolved of a build. What is missing in the lock file itself is to be the newest, as always.
        call.args([
            "tree",
            "--quiet",
            "--edges",
            "no-dev",
            "--prefix",
            "none",
            "--offline",
            "--locked",
        ]);
        call.arg("--manifest-path").arg(self.manifest);
        self.add_packages(&mut call);
        if let Some(target) = &self.selection.target {
            call.arg("--target").arg(target);
        }
        let said = context.children.said_by(&mut call)?;
        Ok(Self {
            is_complete: said.ended.success(),
            ..self
        })
    }

    /// Builds the libraries of the packages, and their programs.
    ///
    /// # Errors
    ///
    /// See [`CompileError`].
    pub fn run(&self, context: &Context) -> Result<Vec<Built>, CompileError> {
        let output = context.output;
        let mut built = Vec::new();
        let mut call = self.call(context)?;
        let (ended, _) = context.children.run(&mut call, |stdout| {
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
        if !ended.success() {
            return Err(CompileError::Failed {
                packages: self.governed.iter().map(|it| it.name().to_owned()).collect(),
                offline: self.selection.offline,
            });
        }
        Ok(built)
    }

    fn call(&self, context: &Context) -> Result<Command, ChildError> {
        let output = context.output;
        let mut call = self.cargo("build", context)?;
        call.envs(PROFILE);
        call.arg(if output.stderr_has_color() {
            "--message-format=json-diagnostic-rendered-ansi"
        } else {
            "--message-format=json"
        });
        call.args(["--color", output.color_word()]);
        self.add_packages(&mut call);
        if self.governed.iter().any(|it| it.package.targets.iter().any(is_library)) {
            call.arg("--lib");
        }
        for program in self.governed.iter().flat_map(|it| self.programs(it)) {
            call.arg("--bin").arg(&program.name);
        }
        if output.is_quiet() {
            call.arg("--quiet");
        }
        Ok(call)
    }

    /// A call of cargo that builds into the target folder, with all but the packages.
    ///
    /// # Errors
    ///
    /// That cargo cannot be called, or that there was an interrupt.
    pub(crate) fn cargo(&self, subcommand: &str, context: &Context) -> Result<Command, ChildError> {
        let mut call = Command::new(&context.cargo);
        call.current_dir(self.folder).arg(subcommand);
        call.arg("--manifest-path").arg(self.manifest);
        call.arg("--target-dir").arg(self.target);
        if let Some(target) = &self.selection.target {
            call.arg("--target").arg(target);
        }
        if self.selection.locked {
            call.arg("--locked");
        }
        if self.selection.offline || self.is_complete {
            call.arg("--offline");
        }
        if self.is_of_the_past {
            let wrapper = match &context.rustc_wrapper {
                Some(wrapper) => wrapper.clone(),
                None => configured_wrapper(self.folder, context)?,
            };
            // Not by flags: they would take the place of those in the configuration, and with them its `--cfg`.
            call.env("RUSTC_WRAPPER", &context.program);
            call.env(stand_in::RUSTC_WRAPPER, wrapper);
        }
        Ok(call)
    }

    /// Adds the packages, with the features that the user asks for, and the one by which the runtime writes records.
    fn add_packages(&self, call: &mut Command) {
        for governed in self.governed {
            call.arg("--package").arg(&governed.package.id.repr);
        }
        let embed: BTreeSet<String> = self
            .governed
            .iter()
            .map(|it| format!("{}/embed", it.dependency))
            .collect();
        for feature in &embed {
            call.arg("--features").arg(feature);
        }
        self.add_features(call);
    }

    /// Adds the features that the user asks for.
    pub(crate) fn add_features(&self, call: &mut Command) {
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
    fn programs<'g>(&self, governed: &'g Governed) -> impl Iterator<Item = &'g Target> {
        let package = &governed.package;
        let on = enabled(package, self.selection);
        let programs = package.targets.iter().filter(|target| target.is_bin());
        programs.filter(move |target| target.required_features.iter().all(|feature| on.contains(feature)))
    }

    /// The file of an artifact, if it is of one of the packages.
    fn built(&self, artifact: &Artifact) -> Option<Built> {
        let governed = self.governed.iter().find(|it| it.package.id == artifact.package_id)?;
        let path = match &artifact.executable {
            Some(executable) if artifact.target.is_bin() => executable,
            // In wasm a program is no executable.
            _ if artifact.target.is_bin() || is_library(&artifact.target) => {
                artifact.filenames.iter().min_by_key(|file| {
                    let rank = ["rlib", "wasm", "so", "dylib", "dll", "a", "lib"];
                    let extension = file.extension().unwrap_or_default();
                    rank.iter().position(|known| *known == extension).unwrap_or(rank.len())
                })?
            }
            _ => return None,
        };
        Some(Built {
            package: governed.name().to_owned(),
            is_library: !artifact.target.is_bin(),
            path: path.clone().into_std_path_buf(),
        })
    }
}

/// The program through which the configuration lets cargo call rustc; an empty name without one.
fn configured_wrapper(folder: &Path, context: &Context) -> Result<OsString, ChildError> {
    let configuration = configuration::in_force(folder, context)?;
    let wrapper = configuration
        .as_ref()
        .and_then(|it| configuration::program(it, "rustc-wrapper"));
    Ok(wrapper.unwrap_or_default().into())
}

fn is_error(level: DiagnosticLevel) -> bool {
    matches!(level, DiagnosticLevel::Error | DiagnosticLevel::Ice)
}

/// Whether cargo's `--lib` builds it.
pub(crate) fn is_library(target: &Target) -> bool {
    !target.is_bin()
        && target.crate_types.iter().any(|kind| {
            matches!(
                kind,
                CrateType::Lib
                    | CrateType::RLib
                    | CrateType::DyLib
                    | CrateType::CDyLib
                    | CrateType::StaticLib
                    | CrateType::ProcMacro
            )
        })
        && !target.is_example()
}
