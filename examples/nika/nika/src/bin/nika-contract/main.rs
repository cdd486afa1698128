//! `nika-contract` prints what this build of Nika promises: the kernel, the friend package and the community package, as
//! the linker collected them.

mod args;
mod profile;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use stability::contract::{Contract, ContractError, Item};
use stability::profile::Profile;

use args::{Args, Command, Format};

// The linker drops a package that nothing names.
use acme_memory as _;
use nika_kernel as _;
use nika_provider_echo as _;

/// The packages whose promises this binary is to know.
const PACKAGES: [&str; 3] = ["acme-memory", "nika-kernel", "nika-provider-echo"];

/// Something was found.
const FOUND: u8 = 1;
/// The contract could not be collected or printed, or what was given could not be read.
const COULD_NOT_COMPLETE: u8 = 2;

fn main() -> ExitCode {
    let args = Args::parse();
    let (text, ended) = match answer(&args) {
        Ok(answer) => answer,
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
        _ => ended,
    }
}

/// What is printed, and how the program ends.
fn answer(args: &Args) -> Result<(String, ExitCode), String> {
    let contract = contract(args).map_err(|error| error.to_string())?;
    let Some(Command::Profile(given)) = &args.command else {
        return Ok((render(&contract, args), ExitCode::SUCCESS));
    };
    let profiles = profile::profiles(&contract, given)?;
    let is_kept = profiles.iter().all(Profile::is_kept);
    let text: Vec<String> = profiles.iter().map(ToString::to_string).collect();
    let ended = if is_kept {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(FOUND)
    };
    Ok((text.join("\n"), ended))
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
