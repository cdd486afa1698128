//! `cargo stability`: reads, compares and judges stability contracts.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_stability::run(std::env::args_os())
}
