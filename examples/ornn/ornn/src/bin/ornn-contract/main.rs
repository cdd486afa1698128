//! `ornn-contract` prints what Ornn and its SDK promise, and keeps the page of deprecated routes and the OpenAPI document.

mod args;
mod page;

use std::process::ExitCode;

use clap::Parser;
use ornn::{deprecations, document};
use show_contract::{COULD_NOT_COMPLETE, FOUND};
use stability::contract::{Contract, ContractError};
use stability::registry;

use args::{Args, Command, PACKAGES};
use page::PageError;

// The linker drops a package that nothing names.
use ornn_sdk as _;

fn main() -> ExitCode {
    let args = Args::parse();
    let (word, file, check, written) = match &args.command {
        None => return args.show.print(contract(args.package.as_deref())),
        Some(Command::Deprecations { file, check }) => {
            let page = deprecations::markdown().map_err(PageError::from);
            ("deprecations", file, *check, page)
        }
        Some(Command::Openapi { file, check }) => {
            let document = document::text().map_err(PageError::from);
            ("openapi", file, *check, document)
        }
    };
    let kept = written.and_then(|text| page::keep(word, file, &text, check));
    let Err(error) = kept else {
        return ExitCode::SUCCESS;
    };
    eprintln!("ornn-contract: {error}");
    ExitCode::from(match error {
        PageError::Stale { .. } => FOUND,
        PageError::Contract(_) | PageError::Document(_) | PageError::File { .. } => COULD_NOT_COMPLETE,
    })
}

/// The promises of the chosen packages. For both packages, there is no header for the whole.
fn contract(package: Option<&str>) -> Result<Contract, ContractError> {
    let packages = package.map_or(PACKAGES.to_vec(), |package| vec![package]);
    let submissions = registry::submissions().filter(|submission| packages.contains(&submission.package.name));
    Contract::collect(submissions)?.expect(&packages)
}
