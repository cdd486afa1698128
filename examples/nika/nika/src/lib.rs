//! What the binaries share: the engine with everything plugged in, and the files of its documents.

use acme_memory::{RingMemory, TextTools};
use nika_kernel::engine::Engine;
use nika_kernel::sandbox::AllowList;
use nika_kernel::workflow::Workflow;
use nika_kernel::{NikaError, Place};
use nika_provider_echo::EchoProvider;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// How many frames the engine's memory holds.
const FRAMES: usize = 64;

/// An engine with the echo provider, a memory that lasts for the run, and the text tools that only read their arguments.
#[stability::internal(since = "0.90.0", area = "CLI")]
pub fn engine() -> Engine {
    let harmless = AllowList::new().allow(TextTools::SLUG).allow(TextTools::WRAP);
    Engine::new()
        .with_provider(EchoProvider::new())
        .with_memory(RingMemory::new(FRAMES))
        .with_tools(TextTools::new())
        .with_sandbox(harmless)
}

/// Reads the workflow in a file.
///
/// # Errors
///
/// When the file cannot be read, or holds no valid workflow.
#[stability::internal(since = "0.90.0", area = "CLI")]
pub fn load(file: &Path) -> Result<Workflow, LoadError> {
    read(file, Workflow::from_yaml)
}

/// Reads the document in a file, as the kernel reads its text.
///
/// # Errors
///
/// When the file cannot be read, or holds no such document.
#[stability::internal(since = "0.90.0", area = "CLI")]
pub fn read<T>(file: &Path, document: impl FnOnce(&str) -> Result<T, NikaError>) -> Result<T, LoadError> {
    let error = |cause| LoadError {
        file: file.to_owned(),
        cause,
    };
    let text = fs::read_to_string(file).map_err(|cause| error(Cause::Unreadable(cause)))?;
    document(&text).map_err(|cause| error(Cause::Invalid(cause)))
}

/// Writes a document to a file, which has all of it or is left as it was.
///
/// # Errors
///
/// What the file system refuses.
#[stability::internal(since = "0.90.0", area = "CLI")]
pub fn write(file: &Path, text: &str) -> io::Result<()> {
    let mut name = file.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}", std::process::id()));
    let whole = file.with_file_name(name);
    let written = fs::write(&whole, text).and_then(|()| fs::rename(&whole, file));
    if written.is_err() {
        // What matters is why it could not be written.
        let _ = fs::remove_file(&whole);
    }
    written
}

/// Why a file gave no document.
#[stability::internal(since = "0.90.0", area = "CLI")]
#[derive(Debug)]
#[non_exhaustive]
pub struct LoadError {
    /// The file.
    pub file: PathBuf,
    /// Why.
    pub cause: Cause,
}

/// What is wrong with a file.
#[stability::internal(since = "0.90.0", area = "CLI")]
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause {
    /// It cannot be read.
    Unreadable(io::Error),
    /// It holds no valid document.
    Invalid(NikaError),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file.display())?;
        match &self.cause {
            Cause::Unreadable(error) => write!(f, ": {error}"),
            Cause::Invalid(error) => {
                if let Some(Place { line, column, .. }) = error.place() {
                    write!(f, ":{line}:{column}")?;
                }
                write!(f, ": {error}")
            }
        }
    }
}

impl std::error::Error for LoadError {}
