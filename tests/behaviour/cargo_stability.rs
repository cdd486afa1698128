//! The command `cargo stability`, run as a program on packages in git repositories that each test makes.

mod artefacts;
mod check;
mod help;
mod init;
#[cfg(unix)]
mod interrupt;
mod proc_macros;
mod project;
mod published;
mod refused;
mod revision;
mod show;
mod unmarked;

pub use self::project::{Ended, Project, manifest};
