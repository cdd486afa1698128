//! The command `cargo stability`, run as a program on packages in git repositories that each test makes.

mod advice;
mod artefacts;
mod audit;
mod builds;
mod check;
mod check_files;
mod coverage;
mod default_tier;
mod differential;
mod doc;
#[cfg(unix)]
mod external_programs;
mod facade;
mod help;
mod hostile;
mod init;
mod integrations;
#[cfg(unix)]
mod interrupt;
mod invalid_input;
mod last_removal;
mod proc_macros;
mod project;
mod prometheus;
mod published;
mod readme;
mod recorded;
mod references;
mod releases;
mod revision;
mod show;
mod tags;
mod tutorial;
mod unmarked;
mod usage;
mod uses;
mod verdicts;
mod witness;

pub use self::project::{CommandOutput, Project, manifest};
