//! Calls the compiler for a package at version 1.4.0.
//!
//! The package that trybuild makes of the cases is at 0.0.0, for which `since = "1.0.0"` lies in the future. Cargo calls
//! this in place of rustc (`RUSTC_WORKSPACE_WRAPPER`) for the members of a workspace, which are the cases, and not what
//! they depend on.

#![forbid(unsafe_code)]

use std::env;
use std::process::{Command, ExitCode};

fn main() -> ExitCode {
    let mut args = env::args_os().skip(1);
    let Some(compiler) = args.next() else {
        eprintln!("usage: rustc-for-1-4-0 RUSTC [ARGUMENT…]");
        return ExitCode::FAILURE;
    };
    match Command::new(&compiler)
        .args(args)
        .env("CARGO_PKG_VERSION", "1.4.0")
        .status()
    {
        Ok(ended) if ended.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{} cannot be called: {error}", compiler.display());
            ExitCode::FAILURE
        }
    }
}
