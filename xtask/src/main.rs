//! `cargo xtask bless`: writes every expected file anew. Read what changed before you commit it.

use std::path::Path;
use std::process::{Command, ExitCode};
use std::{env, io};

use clap::{Parser, Subcommand, ValueEnum};

/// The packages whose contracts are recorded.
const CONTRACTS: [&str; 7] = [
    "examples/aioc/aioc/Cargo.toml",
    "examples/aksara/aksara/Cargo.toml",
    "examples/nika/nika-kernel/Cargo.toml",
    "examples/ornn/ornn/Cargo.toml",
    "stability-http/Cargo.toml",
    "stability-policy/Cargo.toml",
    "stability-runtime/Cargo.toml",
];

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Helps to develop this project")]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Writes expected files anew
    Bless {
        /// Which files to write [default: all]
        files: Vec<Files>,
    },
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Files {
    /// What the compiler says of each case in `ui-tests`
    Messages,
    /// The help of `cargo stability`
    Help,
    /// RULES.md
    Rules,
    /// How often phrases that readers stumble over occur; a count can only fall
    Phrases,
    /// `stability/contract.json` of the examples and of this project
    Contracts,
    /// The documents that `examples/ornn` keeps
    Documents,
}

/// A call of cargo: its arguments, and the environment variable that makes it write.
type Call = (Vec<&'static str>, Option<(&'static str, &'static str)>);

impl Files {
    /// The calls that write them.
    fn calls(self) -> Vec<Call> {
        let behaviour = |filter| {
            let test = vec![
                "test",
                "--package",
                "stability-tests",
                "--test",
                "behaviour",
                "--",
                filter,
            ];
            vec![(test, Some(("BLESS", "1")))]
        };
        match self {
            Self::Messages => {
                let test = vec!["test", "--package", "stability-ui-tests"];
                vec![(test, Some(("TRYBUILD", "overwrite")))]
            }
            Self::Help => behaviour("cargo_stability::help"),
            Self::Rules => behaviour("rules::table"),
            Self::Phrases => behaviour("phrases"),
            Self::Contracts => CONTRACTS
                .into_iter()
                .map(|manifest| {
                    let program = ["run", "--package", "cargo-stability", "--"];
                    ([&program[..], &["bless", "--manifest-path", manifest]].concat(), None)
                })
                .collect(),
            Self::Documents => ["openapi", "deprecations"]
                .into_iter()
                .map(|document| {
                    (
                        vec!["run", "--package", "ornn", "--bin", "ornn-contract", document],
                        None,
                    )
                })
                .collect(),
        }
    }
}

fn main() -> ExitCode {
    let Args {
        task: Task::Bless { files },
    } = Args::parse();
    let chosen = if files.is_empty() {
        Files::value_variants()
    } else {
        &files
    };
    for (arguments, variable) in chosen.iter().flat_map(|files| files.calls()) {
        match cargo(&arguments, variable) {
            Ok(true) => {}
            Ok(false) => {
                eprintln!("error: `cargo {}` failed; see above", arguments.join(" "));
                return ExitCode::FAILURE;
            }
            Err(error) => {
                eprintln!("error: cannot call cargo: {error}");
                return ExitCode::FAILURE;
            }
        }
    }
    ExitCode::SUCCESS
}

/// Calls cargo in the folder of the workspace, and says whether it succeeded.
fn cargo(arguments: &[&str], variable: Option<(&str, &str)>) -> io::Result<bool> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."));
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut call = Command::new(program);
    call.current_dir(workspace).args(arguments).envs(variable);
    Ok(call.status()?.success())
}
