//! The command `cargo stability`, run as a program on packages in git repositories that each test makes.

mod advice;
mod artefacts;
#[cfg(unix)]
mod called;
mod check;
mod emptied;
mod files;
mod help;
mod hostile;
mod init;
#[cfg(unix)]
mod interrupt;
mod proc_macros;
mod project;
mod published;
mod refused;
mod revision;
mod show;
mod tags;
mod unmarked;

pub use self::project::{Ended, Project, manifest};
