//! The command `cargo stability`, built beside its tests, so that these find it.

#![forbid(unsafe_code)]

use std::process::ExitCode;

fn main() -> ExitCode {
    cargo_stability::run(std::env::args_os())
}
