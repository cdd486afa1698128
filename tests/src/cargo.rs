//! One call of cargo, and what it reported.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, fs};

use serde_json::Value;

use crate::{BUILD_LOCK, Executable, Fixtures};

/// The variables of the caller that would change how the fixtures are built.
const CALLER_VARIABLES: [&str; 7] = [
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_INCREMENTAL",
    "RUSTDOCFLAGS",
    "RUSTFLAGS",
    "RUSTC_WORKSPACE_WRAPPER",
];

/// A call of cargo that is being put together.
#[derive(Debug)]
#[must_use]
pub struct Cargo<'a> {
    fixtures: &'a Fixtures,
    folder: PathBuf,
    arguments: Vec<OsString>,
    rustc_arguments: Vec<OsString>,
}

impl<'a> Cargo<'a> {
    pub(crate) fn new(fixtures: &'a Fixtures, command: &str) -> Self {
        let call = Self {
            fixtures,
            folder: fixtures.workspace.clone(),
            arguments: Vec::new(),
            rustc_arguments: Vec::new(),
        };
        call.argument(command)
            .argument("--message-format=json")
            .argument("--manifest-path")
            .argument(fixtures.workspace.join("Cargo.toml"))
            .argument("--target-dir")
            .argument(&fixtures.target)
    }

    fn argument(mut self, argument: impl Into<OsString>) -> Self {
        self.arguments.push(argument.into());
        self
    }

    /// Builds this package too.
    pub fn package(self, name: &str) -> Self {
        self.argument("--package").argument(name)
    }

    /// Turns features on, written as `package/feature`.
    pub fn features(self, features: &[&str]) -> Self {
        self.argument("--features").argument(features.join(","))
    }

    /// Builds with the profile `release`.
    pub fn release(self) -> Self {
        self.argument("--release")
    }

    /// Builds with the profile `release`, and whatever makes a program smaller: fat link-time optimisation in one unit, without
    /// symbols and unwinding.
    pub fn smallest(self) -> Self {
        let settings = [
            "lto = \"fat\"",
            "codegen-units = 1",
            "panic = \"abort\"",
            "strip = true",
        ];
        settings.iter().fold(self.release(), |call, setting| {
            call.config(&format!("profile.release.{setting}"))
        })
    }

    /// Sets one value of cargo's configuration, written as TOML.
    pub fn config(self, setting: &str) -> Self {
        self.argument("--config").argument(setting)
    }

    /// Builds the test harness of the library, and does not run it.
    pub fn library_tests(self) -> Self {
        self.argument("--lib").tests()
    }

    /// Builds every test harness, and runs none.
    pub fn tests(self) -> Self {
        self.argument("--no-run")
    }

    /// Leaves out what the packages depend on, for the command `doc`.
    pub fn without_dependencies(self) -> Self {
        self.argument("--no-deps")
    }

    /// Hands the compiler an argument, for the command `rustc`.
    pub fn rustc_argument(mut self, argument: &str) -> Self {
        self.rustc_arguments.push(argument.into());
        self
    }

    /// Builds only the library.
    pub fn library_alone(self) -> Self {
        self.argument("--lib")
    }

    /// Builds only this binary.
    pub fn binary_alone(self, name: &str) -> Self {
        self.argument("--bin").argument(name)
    }

    /// Calls cargo from this folder, in place of the workspace.
    pub fn from_folder(mut self, folder: &Path) -> Self {
        folder.clone_into(&mut self.folder);
        self
    }

    /// Calls cargo.
    ///
    /// # Panics
    ///
    /// When cargo cannot be called, or what it built cannot be kept.
    #[track_caller]
    pub fn run(self) -> BuildOutput {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
        let mut call = Command::new(cargo);
        call.args(&self.arguments).current_dir(&self.folder);
        if !self.rustc_arguments.is_empty() {
            call.arg("--").args(&self.rustc_arguments);
        }
        for name in CALLER_VARIABLES {
            call.env_remove(name);
        }
        let lock = BUILD_LOCK.lock().unwrap_or_else(PoisonError::into_inner);
        let output = call.output().expect("cargo can be called");
        let mut ended = BuildOutput {
            call: format!("{call:?}"),
            complete: output.status.success(),
            diagnostics: Vec::new(),
            executables: Vec::new(),
            libraries: Vec::new(),
            log: String::from_utf8_lossy(&output.stderr).into_owned(),
        };
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            if let Ok(message) = serde_json::from_str(line) {
                ended.add_message(&message, &self.fixtures.target);
            }
        }
        drop(lock);
        ended
    }
}

/// A call of cargo that has ended.
#[derive(Debug)]
pub struct BuildOutput {
    call: String,
    complete: bool,
    diagnostics: Vec<Diagnostic>,
    executables: Vec<Executable>,
    libraries: Vec<Executable>,
    log: String,
}

/// A message of the compiler about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the library or binary.
    pub target: String,
    /// `error` or `warning`.
    pub level: String,
    /// The lint, or the number of the error.
    pub code: String,
    /// The first line.
    pub message: String,
    /// The line of the source, 0 if it is unknown.
    pub line: u64,
    /// The source at the place.
    pub source: String,
}

impl BuildOutput {
    /// What was reported, when everything was built.
    ///
    /// # Panics
    ///
    /// When not, with everything that cargo printed.
    #[must_use]
    #[track_caller]
    pub fn built(self) -> Self {
        assert!(self.complete, "this should have built: {self}");
        self
    }

    /// What was reported, when something was refused.
    ///
    /// # Panics
    ///
    /// When everything was built.
    #[must_use]
    #[track_caller]
    pub fn refused(self) -> Self {
        assert!(!self.complete, "this should not have built: {self}");
        self
    }

    /// The diagnostics of the library or binary `target`, in the order of the source.
    pub fn diagnostics_of(&self, target: &str) -> Vec<&Diagnostic> {
        let mut found: Vec<_> = self.diagnostics.iter().filter(|one| one.target == target).collect();
        found.sort_by_key(|one| (one.line, &one.message));
        found
    }

    /// The executable of the binary or test harness `name`.
    ///
    /// # Panics
    ///
    /// When the call built none.
    #[track_caller]
    pub fn executable(&self, name: &str) -> &Executable {
        let found = self.executables.iter().find(|one| one.name() == name);
        found.unwrap_or_else(|| panic!("this should have built the executable `{name}`: {self}"))
    }

    /// The bytes of the library `name` whose file ends in `extension`.
    ///
    /// # Panics
    ///
    /// When the call built none, or it cannot be read.
    #[track_caller]
    pub fn library(&self, name: &str, extension: &str) -> Vec<u8> {
        let is_it = |one: &&Executable| one.name() == name && one.path().extension().is_some_and(|it| it == extension);
        let found = self.libraries.iter().find(is_it);
        let found = found.unwrap_or_else(|| panic!("this should have built `{name}` as {extension}: {self}"));
        found.bytes().expect("what was built can be read")
    }

    fn add_message(&mut self, message: &Value, target: &Path) {
        let of = message["target"]["name"].as_str().unwrap_or_default();
        let crate_types = message["target"]["crate_types"]
            .as_array()
            .map_or(&[][..], Vec::as_slice);
        let is_library = crate_types.iter().any(|one| one != "bin" && one != "proc-macro");
        for path in message["filenames"].as_array().into_iter().flatten() {
            if let Some(path) = path.as_str().filter(|_| is_library && message["executable"].is_null()) {
                self.libraries.push(Executable::new(of, keep(Path::new(path), target)));
            }
        }
        if let Some(path) = message["executable"].as_str() {
            self.executables
                .push(Executable::new(of, keep(Path::new(path), target)));
        }
        let diagnostic = &message["message"];
        let (Some(level), Some(first)) = (diagnostic["level"].as_str(), diagnostic["message"].as_str()) else {
            return;
        };
        self.log.push_str(diagnostic["rendered"].as_str().unwrap_or(first));
        let spans = diagnostic["spans"].as_array().map_or(&[][..], Vec::as_slice);
        let place = spans.iter().find(|span| span["is_primary"] == true);
        self.diagnostics.push(Diagnostic {
            target: of.to_owned(),
            level: level.to_owned(),
            code: diagnostic["code"]["code"].as_str().unwrap_or_default().to_owned(),
            message: first.to_owned(),
            line: place.and_then(|span| span["line_start"].as_u64()).unwrap_or(0),
            source: place
                .and_then(|span| span["text"][0]["text"].as_str())
                .unwrap_or_default()
                .trim()
                .to_owned(),
        });
    }
}

/// The call and everything that cargo and the compiler printed.
impl std::fmt::Display for BuildOutput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}\n{}", self.call, self.log)
    }
}

/// Gives the executable a second name, under which the next build leaves it alone.
fn keep(executable: &Path, target: &Path) -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let folder = target.join("kept");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let number = NEXT.fetch_add(1, Ordering::Relaxed);
    let name = executable
        .file_name()
        .expect("an executable has a name")
        .to_string_lossy();
    let kept = folder.join(format!("{}-{number}-{name}", std::process::id()));
    // A copy would be open for writing while another test starts a program of its own, which could then not be started.
    fs::hard_link(executable, &kept).expect("the target folder can be written");
    kept
}
