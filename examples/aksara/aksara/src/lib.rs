//! The command line of Aksara: what it takes, and what each command does.

pub mod cli;
pub mod commands;
mod surface;
