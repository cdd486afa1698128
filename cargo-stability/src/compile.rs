//! The build that writes records into what it builds: `cargo build` with the feature `embed` of the runtime, into a target folder
//! of its own, so that neither disturbs the user's builds.

mod programs;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};
use std::process::Command;

use cargo_metadata::diagnostic::DiagnosticLevel;
use cargo_metadata::{Artifact, CrateType, Message, Target};

pub use self::programs::may_promise;
use crate::args::Selection;
use crate::child::{ChildError, Children};
use crate::output::Output;
use crate::scope::Governed;
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
    /// The cargo to call.
    pub cargo: &'a OsStr,
    /// The folder to call it in, whose configuration and toolchain are in force.
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
}

/// A file that was built.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The package that it is of.
    pub package: String,
    /// The file.
    pub path: PathBuf,
}

impl Build<'_> {
    /// Builds the libraries of the packages, and those of their programs that may promise something.
    ///
    /// # Errors
    ///
    /// See [`CompileError`].
    pub fn run(&self, children: &Children, output: Output) -> Result<Vec<Built>, CompileError> {
        let mut built = Vec::new();
        let mut call = self.call(output);
        let (ended, _) = children.run(&mut call, |stdout| {
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

    fn call(&self, output: Output) -> Command {
        let mut call = Command::new(self.cargo);
        call.current_dir(self.folder).envs(PROFILE).arg("build");
        call.arg("--manifest-path").arg(self.manifest);
        call.arg("--target-dir").arg(self.target);
        call.arg(if output.stderr_has_color() {
            "--message-format=json-diagnostic-rendered-ansi"
        } else {
            "--message-format=json"
        });
        call.args(["--color", output.color_word()]);
        for governed in self.governed {
            call.arg("--package").arg(&governed.package.id.repr);
        }
        if self.governed.iter().any(|it| it.package.targets.iter().any(is_library)) {
            call.arg("--lib");
        }
        for program in self.governed.iter().flat_map(|it| self.programs(it)) {
            call.arg("--bin").arg(&program.name);
        }
        let embed: BTreeSet<String> = self
            .governed
            .iter()
            .map(|it| format!("{}/embed", it.dependency))
            .collect();
        for feature in &embed {
            call.arg("--features").arg(feature);
        }
        self.add_features(&mut call);
        if output.is_quiet() {
            call.arg("--quiet");
        }
        call
    }

    /// Adds how the packages are built, as the user said it.
    pub(crate) fn add_features(&self, call: &mut Command) {
        let Self { selection, .. } = self;
        for feature in &selection.features {
            call.arg("--features").arg(feature);
        }
        if let Some(target) = &selection.target {
            call.arg("--target").arg(target);
        }
        let flags = [
            ("--all-features", selection.all_features),
            ("--no-default-features", selection.no_default_features),
            ("--offline", selection.offline),
            ("--locked", selection.locked),
        ];
        call.args(flags.into_iter().filter(|(_, wanted)| *wanted).map(|(flag, _)| flag));
    }

    /// The programs of a package that are built: all where it has no library, or else those that may promise something. What
    /// needs a feature that is off is left out, as cargo does.
    fn programs<'g>(&self, governed: &'g Governed) -> impl Iterator<Item = &'g Target> {
        let package = &governed.package;
        let on = enabled(package, self.selection);
        let has_library = package.targets.iter().any(is_library);
        package
            .targets
            .iter()
            .filter(|target| target.is_bin())
            .filter(move |target| target.required_features.iter().all(|feature| on.contains(feature)))
            .filter(move |target| !has_library || may_promise(target.src_path.as_std_path(), &governed.dependency))
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
            path: path.clone().into_std_path_buf(),
        })
    }
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
