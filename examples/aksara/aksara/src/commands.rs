//! What each command does. A command takes what surrounds it and gives an exit code.

mod dev;
mod doctor;
mod examples;
mod failure;
mod generate;
mod migrations;
mod shell;

use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};

use aksara_core::project::Project;
use aksara_core::settings::AksaraSettings;
use aksara_core::templates::Template;

pub use failure::Failure;

use crate::cli::{Cli, Command, Examples};

/// All is well.
#[stability::internal(area = "Internals of the Program")]
pub const PASS: u8 = 0;
/// Something is to be done.
#[stability::internal(area = "Internals of the Program")]
pub const FAIL: u8 = 1;
/// The usage, a setting or a file is not valid. Clap uses the same code for the usage.
#[stability::internal(area = "Internals of the Program")]
pub const COULD_NOT_COMPLETE: u8 = 2;

/// The world around a command.
#[stability::internal(area = "Internals of the Program")]
#[allow(missing_debug_implementations, reason = "streams have nothing to show")]
pub struct Surroundings<'a> {
    /// The environment variables.
    pub variables: Vec<(String, String)>,
    /// The clock: the second since 1970-01-01 in UTC.
    pub now: fn() -> u64,
    /// Where requests are read.
    pub input: &'a mut dyn BufRead,
    /// Where results are written.
    pub out: &'a mut dyn Write,
}

/// Does what the arguments say, and gives the exit code.
///
/// # Errors
///
/// Where a command could not complete.
#[stability::internal(area = "Internals of the Program")]
pub fn run(cli: &Cli, surroundings: &mut Surroundings<'_>) -> Result<u8, Failure> {
    let settings = AksaraSettings::from_variables(surroundings.variables.clone())?;
    let folder = || cli.project.clone().unwrap_or_else(|| PathBuf::from("."));
    let project = |settings| Project::load(&folder(), settings);
    let out = &mut *surroundings.out;
    match &cli.command {
        Command::Dev { template } => dev::dev(cli.project.as_deref(), template, settings, out),
        Command::Migrate(how) => migrations::migrate(&project(settings)?, *how, out),
        Command::Makemigrations { check } => migrations::make(&project(settings)?, *check, out),
        Command::Shell { principal } => shell::shell(
            &project(settings)?,
            principal,
            surroundings.now,
            surroundings.input,
            out,
        ),
        Command::Doctor { check } => doctor::doctor(&project(settings)?, *check, out),
        Command::Examples {
            what: Examples::Validate,
        } => examples::validate(&settings, out),
        Command::Startproject { folder, template } => start(folder, template, out),
        Command::Generate { what } => generate::generate(&project(settings)?, *what, out),
    }
}

fn start(folder: &Path, template: &str, out: &mut dyn Write) -> Result<u8, Failure> {
    Template::find(template)?.write(folder)?;
    let folder = folder.display();
    writeln!(out, "{folder} has a project: run `aksara dev --project {folder}`")?;
    Ok(PASS)
}
