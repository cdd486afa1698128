//! The commands: each reads what it needs, and says how the program ends.

mod bless;
mod check;
mod completions;
mod diff;
mod due;
mod explain;
mod init;
mod list;
mod man;
mod show;

use std::io;

use crate::args::Command;
use crate::baseline::BaselineError;
use crate::context::Context;
use crate::current::CurrentError;
use crate::evidence::EvidenceError;
use crate::exit::Outcome;
use crate::judge::JudgeError;
use crate::read::ReadError;
use crate::scope::ScopeError;
use crate::settings::SettingsError;
use crate::store::StoreError;
use crate::workspace::WorkspaceError;

pub use self::bless::BlessError;
pub use self::init::InitError;
pub use self::man::ManError;

/// Why a command could not complete.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is not known what the contract is about.
    #[error(transparent)]
    Scope(#[from] ScopeError),
    /// The contract of the source is not known.
    #[error(transparent)]
    Current(#[from] CurrentError),
    /// A file was not read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// There is no baseline.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// What the project is like is not known.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// Nothing was judged.
    #[error(transparent)]
    Judge(#[from] JudgeError),
    /// A file was not written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// `bless` refuses.
    #[error(transparent)]
    Bless(#[from] BlessError),
    /// `init` refuses.
    #[error(transparent)]
    Init(#[from] InitError),
    /// `man` has no such page.
    #[error(transparent)]
    Man(#[from] ManError),
    /// The result could not be printed.
    #[error("cannot write the result: {0}")]
    Print(#[from] io::Error),
}

impl From<WorkspaceError> for Error {
    fn from(error: WorkspaceError) -> Self {
        Self::Scope(error.into())
    }
}

impl From<SettingsError> for Error {
    fn from(error: SettingsError) -> Self {
        Self::Scope(error.into())
    }
}

/// Does what the command line says.
///
/// # Errors
///
/// See [`Error`].
pub fn run(command: Command, context: &Context) -> Result<Outcome, Error> {
    match command {
        Command::Init(args) => init::run(&args, context),
        Command::Show(args) => show::run(&args, context),
        Command::Diff(args) => diff::run(&args, context),
        Command::Check(args) => check::run(&args, context),
        Command::Bless(args) => bless::run(&args, context),
        Command::List(args) => list::run(&args, context),
        Command::Explain(args) => explain::run(&args, context),
        Command::Due(args) => due::run(&args, context),
        Command::Completions(args) => completions::run(&args, context),
        Command::Man(args) => man::run(&args, context),
    }
}
