//! `cargo xtask bless` writes every expected file anew: read what changed before you commit it. `cargo xtask size` counts the code.

mod size;

use std::path::{Path, PathBuf};
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
    /// Counts the lines and tokens of the libraries and of the command, without tests and comments, as a table for ARCHITECTURE.md
    Size,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Files {
    /// The messages of the compiler for each case in `ui-tests`, and `ui-tests/MESSAGES.md`
    Messages,
    /// The help of `cargo stability`
    Help,
    /// The findings in each form of `cargo stability check`
    Reports,
    /// RULES.md, the words of the findings in `tests/fixtures/rules` and their MESSAGES.md, and the page of ways to leave a promise
    Rules,
    /// `stability/contract.json` of the examples and of this project
    Contracts,
    /// The documents that the examples keep, the picture in README.md, and the tutorials
    Documents,
    /// The output of each program in `examples/short`
    Examples,
}

impl Files {
    /// The arguments of the calls of cargo that write them.
    fn calls(self) -> Vec<String> {
        let behaviour = |filter| vec![format!("test --package stability-tests --test behaviour -- {filter}")];
        match self {
            Self::Messages => vec!["test --package stability-ui-tests".to_owned()],
            Self::Help => behaviour("cargo_stability::help"),
            Self::Reports => vec!["test --package cargo-stability --lib -- report::tests::forms".to_owned()],
            Self::Rules => ["rules::table", "rules::evasion", "rules::each_rule_reports"]
                .map(behaviour)
                .concat(),
            Self::Contracts => CONTRACTS
                .map(|manifest| format!("run --package cargo-stability -- bless --manifest-path {manifest}"))
                .into(),
            Self::Examples => vec!["test --package short-examples --test run".to_owned()],
            Self::Documents => {
                let of_ornn =
                    ["openapi", "deprecations"].map(|it| format!("run --package ornn --bin ornn-contract {it}"));
                let pages = CONTRACTS.iter().filter(|manifest| manifest.starts_with("examples/"));
                let pages =
                    pages.map(|manifest| format!("run --package cargo-stability -- doc --manifest-path {manifest}"));
                let replayed = ["cargo_stability::readme", "cargo_stability::tutorial"]
                    .map(behaviour)
                    .concat();
                of_ornn.into_iter().chain(pages).chain(replayed).collect()
            }
        }
    }
}

fn main() -> ExitCode {
    let files = match Args::parse().task {
        Task::Bless { files } => files,
        Task::Size => {
            return match size::table(&workspace()) {
                Ok(table) => {
                    print!("{table}");
                    ExitCode::SUCCESS
                }
                Err(error) => {
                    eprintln!("error: {error}");
                    ExitCode::FAILURE
                }
            };
        }
    };
    let chosen = if files.is_empty() {
        Files::value_variants()
    } else {
        &files
    };
    for call in chosen.iter().flat_map(|files| files.calls()) {
        match cargo(&call) {
            Ok(true) => {}
            Ok(false) => {
                eprintln!("error: `cargo {call}` failed; see above");
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

/// Calls cargo in the folder of the workspace, with the variables that make tests write, and says whether it succeeded.
fn cargo(arguments: &str) -> io::Result<bool> {
    let program = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut call = Command::new(program);
    call.current_dir(workspace()).args(arguments.split(' '));
    call.env("BLESS", "1").env("TRYBUILD", "overwrite");
    Ok(call.status()?.success())
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).with_file_name("")
}
