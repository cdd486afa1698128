//! `nika-contract` prints what this build of Nika promises: the kernel, the friend package and the community package, as
//! the linker collected them; and asks whether they can grow.

mod args;
mod profile;

use std::process::ExitCode;

use clap::Parser;
use show_contract::{COULD_NOT_COMPLETE, FOUND};
use stability::Contract;
use stability::contract::ContractError;
use stability_policy::profile::Profile;

use args::{Args, Command, Given};

// The linker drops a package that nothing names.
use acme_memory as _;
use nika_kernel as _;
use nika_provider_echo as _;

/// The packages whose promises this binary is to know.
const PACKAGES: [&str; 3] = ["acme-memory", "nika-kernel", "nika-provider-echo"];

fn main() -> ExitCode {
    let args = Args::parse();
    match &args.command {
        None => args.show.print(contract()),
        Some(Command::Profile(given)) => ask(given).unwrap_or_else(|error| {
            eprintln!("{error}");
            ExitCode::from(COULD_NOT_COMPLETE)
        }),
    }
}

fn contract() -> Result<Contract, ContractError> {
    Contract::linked()?.expect(PACKAGES)
}

/// Prints the answers of each package.
fn ask(given: &Given) -> Result<ExitCode, String> {
    let contract = contract().map_err(|error| error.to_string())?;
    let profiles = profile::profiles(&contract, given)?;
    let texts: Vec<String> = profiles.iter().map(ToString::to_string).collect();
    let printed = show_contract::print(&texts.join("\n"));
    Ok(if profiles.iter().all(Profile::is_kept) {
        printed
    } else {
        ExitCode::from(FOUND)
    })
}
