//! `ornn-contract` prints what Ornn and its SDK promise, and keeps the page of deprecated routes.

mod args;
mod page;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use stability::contract::{Contract, ContractError, Item};
use stability::registry;

use args::{Args, Command, Format, PACKAGES, Show};
use page::PageError;

// The linker drops a package that nothing names.
use ornn_sdk as _;

/// The page of deprecated routes is not up to date.
const STALE: u8 = 1;
/// The contract could not be collected, read or written. Clap uses the same code for the usage.
const COULD_NOT_COMPLETE: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let done = match &args.command {
        None => show(&args.show).map_err(PageError::from),
        Some(Command::Deprecations { file, check }) => page::keep(file, *check),
    };
    let Err(error) = done else {
        return ExitCode::SUCCESS;
    };
    eprintln!("ornn-contract: {error}");
    ExitCode::from(match error {
        PageError::Stale { .. } => STALE,
        PageError::Contract(_) | PageError::File { .. } => COULD_NOT_COMPLETE,
    })
}

/// Prints the contract, as far as it is asked for.
fn show(show: &Show) -> Result<(), ContractError> {
    let is_asked_for = |item: &Item| {
        let area = item.area.as_deref().unwrap_or_default();
        (show.tiers.is_empty() || show.tiers.contains(&item.tier))
            && (show.areas.is_empty() || show.areas.iter().any(|asked| asked == area))
    };
    // Of both packages, there is no header that speaks for the whole.
    let packages = show
        .package
        .as_deref()
        .map_or(PACKAGES.to_vec(), |package| vec![package]);
    let submissions = registry::submissions().filter(|submission| packages.contains(&submission.package.name));
    let contract = Contract::collect(submissions)?
        .expect(&packages)?
        .filtered(is_asked_for);
    let text = match show.format {
        Format::Text => contract.to_text(show.width.map_or_else(terminal_width, usize::from)),
        Format::Markdown => contract.to_markdown(),
        Format::Json => contract.to_json(),
    };
    // Who reads no further has what they wanted.
    let _ = io::stdout().write_all(text.as_bytes());
    Ok(())
}

/// The columns of the terminal, or enough for a page.
fn terminal_width() -> usize {
    let width = terminal_size::terminal_size().map_or(100, |(terminal_size::Width(columns), _)| usize::from(columns));
    width.max(40)
}
