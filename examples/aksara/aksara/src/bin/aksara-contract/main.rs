//! `aksara-contract` prints what this build of Aksara promises, as the linker collected it.

use std::process::ExitCode;

use clap::Parser;
use show_contract::Show;
use stability::Contract;

// The linker drops a package that nothing names.
use aksara as _;
use aksara_core as _;

/// The packages whose promises this binary is to know.
const PACKAGES: [&str; 2] = ["aksara", "aksara-core"];

/// Prints what this build of Aksara promises.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    #[command(flatten)]
    show: Show,
}

fn main() -> ExitCode {
    let contract = Contract::linked().and_then(|contract| contract.expect(PACKAGES));
    Args::parse().show.print(contract)
}
