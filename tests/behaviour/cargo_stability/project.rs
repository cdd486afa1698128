//! A package in a git repository, and the command run on it.

use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::{env, fs};

use cargo_stability::target_folder;
use tempfile::TempDir;

/// The command that is tested.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-stability-under-test");

/// A folder with a package in it.
pub struct Project {
    folder: TempDir,
    /// The day of its commits.
    day: Cell<&'static str>,
    /// The folder that it is built into.
    target: PathBuf,
    shares_target: bool,
}

/// The folder below that of the tests which holds what `name` names.
fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("cargo-stability")
        .join(name)
}

/// A target folder in which the runtime was built, alone and beside serde, and which nothing builds into any more.
static BUILT: LazyLock<PathBuf> = LazyLock::new(|| {
    let built = folder("built");
    let library = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";
    fs::create_dir_all(built.join("src")).expect("a folder can be made");
    fs::write(built.join("src/lib.rs"), library).expect("a file can be written");
    for dependency in ["", SERDE] {
        let package = format!("{}{dependency}[workspace]\n", manifest("first", "1.0.0", ""));
        fs::write(built.join("Cargo.toml"), package).expect("a file can be written");
        CommandOutput::of(call_in(&built, "show").output().expect("the command can be called")).kept();
    }
    built.join("target/stability")
});

/// The dependency on serde, as a line of a manifest.
pub const SERDE: &str = "serde = { version = \"1\", features = [\"derive\"] }\n";

/// Puts into a target folder, and those for revisions and releases below it, what every build needs, so that it is built once.
fn begin(target: &Path) {
    for below in ["", "revisions/target", "published/target"] {
        let target = target.join(below);
        link(&BUILT.join("debug"), &target.join("debug"));
        let _ = fs::hard_link(BUILT.join(RUSTC_INFO), target.join(RUSTC_INFO));
    }
}

/// The folder that `uses` and `fix` build the workspace in `root` into.
fn uses_folder(root: &Path) -> PathBuf {
    target_folder(&folder("shared").join("stability-uses"), root)
}

/// What the command leaves out of the libraries that it builds.
const PROFILE: [(&str, &str); 2] = [("CARGO_PROFILE_DEV_DEBUG", "0"), ("CARGO_PROFILE_DEV_STRIP", "none")];

/// What cargo knows of the compiler.
const RUSTC_INFO: &str = ".rustc_info.json";

/// Links a folder's files into another one, where the system can.
fn link(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("what was built can be listed") {
        let entry = entry.expect("what was built can be listed");
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            link(&from, &to);
        } else {
            let _ = fs::hard_link(from, to);
        }
    }
}

/// How a call has ended.
pub struct CommandOutput {
    pub code: Option<i32>,
    pub stdout: String,
    pub stderr: String,
}

impl CommandOutput {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("the result is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("messages are UTF-8"),
        }
    }

    /// That it ended so, and printed nothing as a result.
    #[track_caller]
    pub fn refused_with(&self, message: &str) {
        assert_eq!(self.code, Some(2), "{self}");
        assert_eq!(self.stdout, "", "{self}");
        let errors: Vec<&str> = self.stderr.lines().filter(|line| line.starts_with("error: ")).collect();
        assert!(
            errors.iter().any(|line| line.contains(message)) || self.stderr.contains(message),
            "{self}"
        );
    }

    /// What it printed, where it found nothing to object to.
    #[track_caller]
    pub fn kept(&self) -> &str {
        assert_eq!(self.code, Some(0), "{self}");
        &self.stdout
    }
}

impl std::fmt::Display for CommandOutput {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { code, stdout, stderr } = self;
        write!(f, "ended with {code:?}\n-- stdout\n{stdout}\n-- stderr\n{stderr}")
    }
}

impl Project {
    /// A package `nika` 1.0.0 with this library.
    pub fn new(library: &str) -> Self {
        let project = Self::empty();
        project.write("Cargo.toml", &manifest("nika", "1.0.0", ""));
        project.write("src/lib.rs", library);
        project
    }

    /// A folder with nothing in it.
    pub fn empty() -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let target = target_folder(&self::folder("shared"), folder.path());
        begin(&target);
        Self {
            folder,
            day: Cell::new("2026-03-01"),
            target,
            shares_target: true,
        }
    }

    /// A package that uses nothing of ours, with one file of source.
    pub fn plain(file: &str, source: &str) -> Self {
        let project = Self::empty();
        project.write(
            "Cargo.toml",
            "[package]\nname = \"nika\"\nversion = \"1.0.0\"\nedition = \"2024\"\n",
        );
        project.write(file, source);
        project
    }

    /// The project with a target folder of its own, which cargo names.
    pub fn with_own_target(mut self) -> Self {
        let _ = fs::remove_dir_all(&self.target);
        self.shares_target = false;
        self.target = self.path("target/stability");
        begin(&self.target);
        self
    }

    /// Puts what `uses` and `fix` build first into the folder that they build into.
    fn begin_uses(&self) {
        if self.shares_target {
            begin(&uses_folder(self.folder.path()));
        } else {
            begin(&self.path("target/stability-uses"));
        }
    }

    /// Puts what every build needs into the target folder of a package in a folder below, which is not removed.
    pub fn begin_in(&self, below: &str) {
        begin(&target_folder(&folder("shared"), &self.path(below)));
    }

    /// Builds `package` into its target folder as its users do, with these variables, and gives the library.
    pub fn built_by_users(&self, package: &str, variables: &[(&str, &str)]) -> Vec<u8> {
        let mut call = without_variables(Command::new("cargo"));
        call.args(["build", "--quiet", "--package", package, "--target-dir"])
            .arg(&self.target);
        // With these the dependencies were built that are in the folder.
        call.envs(PROFILE)
            .env("CARGO_INCREMENTAL", "0")
            .envs(variables.iter().copied());
        let output = call
            .current_dir(self.folder.path())
            .output()
            .expect("cargo can be called");
        CommandOutput::of(output).kept();
        let library = self.target.join(format!("debug/lib{package}.rlib"));
        fs::read(library).expect("it was built")
    }

    /// From now on commits are made on this day.
    pub fn on(&self, day: &'static str) {
        self.day.set(day);
    }

    /// The target folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// Where the contracts of git revisions are built and kept.
    pub fn revisions(&self) -> PathBuf {
        self.target.join("revisions")
    }

    /// A path in it.
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file, with its folder.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }

    /// The text of a file.
    #[track_caller]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("`{path}` should be there: {error}"))
    }

    /// Commits everything, at a known date, and gives the id.
    pub fn commit(&self, message: &str) -> String {
        if !self.path(".git").exists() {
            self.git(&["init", "--quiet", "--initial-branch", "main"]);
            self.write(".gitignore", "target\nCargo.lock\n");
        }
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
        self.git(&["rev-parse", "HEAD"]).trim().to_owned()
    }

    /// Calls git.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) -> String {
        let date = format!("{}T12:00:00+00:00", self.day.get());
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.org",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .env("GIT_AUTHOR_DATE", &date)
            .env("GIT_COMMITTER_DATE", &date)
            .current_dir(self.folder.path())
            .output()
            .expect("git can be called");
        assert!(
            output.status.success(),
            "git {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("git speaks UTF-8")
    }

    /// A call of the command, still to be run.
    pub fn call(&self, arguments: &str) -> Command {
        let command = arguments.split(' ').next().unwrap_or_default();
        if ["uses", "fix"].contains(&command) {
            self.begin_uses();
        }
        let mut call = call_in(self.folder.path(), arguments);
        let builds = [
            "init", "show", "diff", "check", "bless", "due", "release", "uses", "fix", "doc", "coverage", "audit",
        ];
        if self.shares_target && builds.contains(&command) {
            call.arg("--target-dir").arg(folder("shared"));
        }
        call
    }

    /// Runs the command.
    pub fn stability(&self, arguments: &str) -> CommandOutput {
        CommandOutput::of(self.call(arguments).output().expect("the command can be called"))
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        if self.shares_target {
            let _ = fs::remove_dir_all(&self.target);
            let _ = fs::remove_dir_all(uses_folder(self.folder.path()));
        }
    }
}

/// A call of the command in a folder.
fn call_in(folder: &Path, arguments: &str) -> Command {
    let mut call = without_variables(Command::new(PROGRAM));
    call.arg("stability").args(arguments.split(' ')).current_dir(folder);
    call
}

/// The call without what the call of these tests has set.
fn without_variables(mut call: Command) -> Command {
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_") && name != "CARGO_HOME" || name == "RUSTFLAGS" {
            call.env_remove(&*name);
        }
    }
    // What the runtime needs, these tests were built with.
    call.env("CARGO_NET_OFFLINE", "true").stdin(Stdio::null());
    call
}

/// The manifest of a package that depends on the runtime.
pub fn manifest(name: &str, version: &str, more: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n{more}\n[dependencies]\nstability-runtime = {}\n",
        runtime()
    )
}

/// The dependency on the runtime of this repository, without its features.
pub fn runtime() -> String {
    format!("{{ path = '{}', features = [] }}", runtime_folder().display())
}

/// The folder of the runtime.
pub fn runtime_folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../stability-runtime");
    folder.canonicalize().expect("the runtime is beside its tests")
}
