//! The exact call of the compiler that `cargo check` makes for one package, recorded once and repeated at will.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::{env, fs, io};

/// Names the folder where this program, called by cargo in the place of the compiler, writes down the call.
pub const RECORD_IN: &str = "COMPILE_COST_RECORD_IN";

/// A call of the compiler.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Invocation {
    program: String,
    arguments: Vec<String>,
    /// What cargo tells the compiler and the macros.
    variables: Vec<(String, String)>,
    folder: PathBuf,
}

impl Invocation {
    /// Checks `package` of the workspace in `folder`, its dependencies first, and takes down the call for the package.
    pub fn of_package(folder: &Path, package: &str) -> io::Result<Self> {
        let recorded = folder.join(format!("{}.call", crate_name(package)));
        // Cargo is to call the compiler even where nothing has changed.
        let source = folder.join(package).join("src/lib.rs");
        fs::write(&source, fs::read(&source)?)?;
        let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo
            .current_dir(folder)
            .args(["check", "--quiet", "--lib", "--package", package])
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("RUSTC_WRAPPER")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            // Only for members of the workspace, so that dependencies are built as ever.
            .env("RUSTC_WORKSPACE_WRAPPER", env::current_exe()?)
            .env(RECORD_IN, folder);
        run(&mut cargo)?;
        let mut invocation = Self::parse(&fs::read_to_string(recorded)?);
        invocation.program = compiler()?;
        Ok(invocation)
    }

    /// The call, alone or under `runner` with its arguments.
    pub fn command(&self, runner: &[String]) -> Command {
        let mut words = runner.iter().chain([&self.program]).chain(&self.arguments);
        let mut command = Command::new(words.next().unwrap_or(&self.program));
        command.args(words).current_dir(&self.folder);
        for (key, _) in env::vars_os().filter(|(key, _)| is_of_cargo(&key.to_string_lossy())) {
            command.env_remove(key);
        }
        command.envs(self.variables.iter().map(|(key, value)| (key, value)));
        command.stdin(Stdio::null()).stdout(Stdio::null());
        command
    }

    /// One entry per part, which may have lines of its own.
    fn print(&self) -> String {
        let mut parts = vec![self.folder.display().to_string(), self.program.clone()];
        parts.extend(self.variables.iter().map(|(key, value)| format!("{key}={value}")));
        parts.push(String::new());
        parts.extend(self.arguments.iter().cloned());
        parts.join("\0")
    }

    fn parse(text: &str) -> Self {
        let mut parts = text.split('\0').map(str::to_owned);
        let folder = parts.next().unwrap_or_default().into();
        let program = parts.next().unwrap_or_default();
        let variables = parts
            .by_ref()
            .take_while(|part| !part.is_empty())
            .filter_map(|part| {
                let (key, value) = part.split_once('=')?;
                Some((key.to_owned(), value.to_owned()))
            })
            .collect();
        Self {
            program,
            arguments: parts.collect(),
            variables,
            folder,
        }
    }
}

/// Writes down a call that cargo makes, `words`, and makes it.
pub fn record(folder: &Path, words: impl Iterator<Item = OsString>) -> ExitCode {
    let words: Vec<String> = words.map(|word| word.to_string_lossy().into_owned()).collect();
    let Some((program, arguments)) = words.split_first() else {
        return ExitCode::FAILURE;
    };
    let variables = env::vars_os().map(|(key, value)| (lossy(&key), lossy(&value)));
    let invocation = Invocation {
        program: program.clone(),
        arguments: arguments.to_vec(),
        variables: variables.filter(|(key, _)| is_of_cargo(key)).collect(),
        folder: env::current_dir().unwrap_or_default(),
    };
    // Cargo's question for the compiler's own answers emits nothing.
    let emits = arguments.iter().any(|word| word.starts_with("--emit"));
    let name = arguments.iter().skip_while(|word| *word != "--crate-name").nth(1);
    if let Some(name) = name.filter(|_| emits)
        && let Err(error) = fs::write(folder.join(format!("{name}.call")), invocation.print())
    {
        eprintln!("compile-cost: cannot write down the call for `{name}`: {error}");
        return ExitCode::FAILURE;
    }
    match Command::new(program).args(arguments).status() {
        Ok(exit) if exit.success() => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}

fn lossy(word: &std::ffi::OsStr) -> String {
    word.to_string_lossy().into_owned()
}

/// Whether cargo sets the variable for the compiler; its job server no longer exists when the call is repeated.
fn is_of_cargo(key: &str) -> bool {
    let of_cargo =
        key.starts_with("CARGO") || matches!(key, "OUT_DIR" | "LD_LIBRARY_PATH" | "DYLD_FALLBACK_LIBRARY_PATH");
    of_cargo && key != "CARGO_MAKEFLAGS"
}

fn crate_name(package: &str) -> String {
    package.replace('-', "_")
}

/// The compiler itself, behind whatever chooses between installed ones.
fn compiler() -> io::Result<String> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let path = Path::new(sysroot.trim()).join("bin").join("rustc");
    Ok(path.display().to_string())
}

/// The compiler's name and version.
pub fn compiler_version() -> io::Result<String> {
    let version = output(Command::new("rustc").arg("--version"))?;
    // Without the revision.
    Ok(version.split(" (").next().unwrap_or_default().trim().to_owned())
}

fn output(command: &mut Command) -> io::Result<String> {
    let output = command.stderr(Stdio::inherit()).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs to the end; what a failed run printed is the error.
pub fn run(command: &mut Command) -> io::Result<()> {
    let output = command.output()?;
    if output.status.success() {
        return Ok(());
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let stderr = String::from_utf8_lossy(&output.stderr);
    Err(io::Error::other(format!("`{program}` failed: {}", stderr.trim())))
}

#[cfg(test)]
mod tests {
    use super::{Invocation, is_of_cargo};

    #[test]
    fn a_call_is_read_as_it_was_written() {
        let invocation = Invocation {
            program: "rustc".to_owned(),
            arguments: vec!["--cfg".to_owned(), "feature=\"a b\"".to_owned()],
            variables: vec![
                ("CARGO_PKG_NAME".to_owned(), "plain".to_owned()),
                ("CARGO_PKG_DESCRIPTION".to_owned(), "two\nlines = 2".to_owned()),
                ("CARGO_PKG_README".to_owned(), String::new()),
            ],
            folder: "folder".into(),
        };
        assert_eq!(Invocation::parse(&invocation.print()), invocation);
    }

    #[test]
    fn a_call_under_a_runner_keeps_its_arguments() {
        let invocation = Invocation {
            program: "rustc".to_owned(),
            arguments: vec!["--version".to_owned()],
            ..Invocation::default()
        };
        let command = invocation.command(&["perf".to_owned(), "stat".to_owned()]);
        assert_eq!(command.get_program(), "perf");
        assert_eq!(command.get_args().collect::<Vec<_>>(), ["stat", "rustc", "--version"]);
    }

    #[test]
    fn the_job_server_is_left_out() {
        assert!(is_of_cargo("CARGO_PKG_NAME"));
        assert!(is_of_cargo("OUT_DIR"));
        assert!(!is_of_cargo("CARGO_MAKEFLAGS"));
        assert!(!is_of_cargo("PATH"));
    }
}
