//! The parts of the command `cargo stability`.

#![forbid(unsafe_code)]

pub mod coverage;
