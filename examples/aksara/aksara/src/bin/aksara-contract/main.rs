//! `aksara-contract` prints what this build of Aksara promises: the library and the command line, as
//! the linker collected them.

mod args;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use stability::contract::{Contract, ContractError, Item};

use args::{Args, Format};

// The linker drops a package that nothing names.
use aksara as _;
use aksara_core as _;

/// The packages whose promises this binary is to know.
const PACKAGES: [&str; 2] = ["aksara", "aksara-core"];

/// The contract could not be collected or printed.
const COULD_NOT_COMPLETE: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let text = match contract(&args) {
        Ok(contract) => render(&contract, &args),
        Err(error) => {
            eprintln!("{error}");
            return ExitCode::from(COULD_NOT_COMPLETE);
        }
    };
    match io::stdout().write_all(text.as_bytes()) {
        // Who reads no further has what they wanted.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            eprintln!("cannot write the contract: {error}");
            ExitCode::from(COULD_NOT_COMPLETE)
        }
        _ => ExitCode::SUCCESS,
    }
}

/// The contract of all packages, as far as it is asked for.
fn contract(args: &Args) -> Result<Contract, ContractError> {
    let is_asked_for = |item: &Item| {
        let area = item.area.as_deref().unwrap_or_default();
        (args.tiers.is_empty() || args.tiers.contains(&item.tier))
            && (args.areas.is_empty() || args.areas.iter().any(|asked| asked == area))
    };
    Ok(Contract::linked()?.expect(PACKAGES)?.filtered(is_asked_for))
}

fn render(contract: &Contract, args: &Args) -> String {
    match args.format {
        Format::Text => contract.to_text(args.width.map_or_else(terminal_width, usize::from)),
        Format::Markdown => contract.to_markdown(),
        Format::Json => contract.to_json(),
    }
}

/// The columns of the terminal, or enough for a page.
fn terminal_width() -> usize {
    let width = terminal_size::terminal_size().map_or(100, |(terminal_size::Width(columns), _)| usize::from(columns));
    width.max(40)
}
