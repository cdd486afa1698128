//! What is written from the attributes of the handlers, in its file.

use std::path::{Path, PathBuf};
use std::{fs, io};

use ornn::document::Disagreement;
use stability::ContractError;

/// Why a page is not as it should be.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// The promises contradict each other.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// Document and promises differ.
    #[error(transparent)]
    Document(#[from] Disagreement),
    /// The file cannot be read or written.
    #[error("{}: {cause}", file.display())]
    File { file: PathBuf, cause: io::Error },
    /// The file is not what would be written.
    #[error("{} is not up to date: run `ornn-contract {command} {}`", file.display(), file.display())]
    Stale { command: &'static str, file: PathBuf },
}

/// Writes what `command` makes into the file, or compares the two.
pub fn keep(command: &'static str, file: &Path, page: &str, check: bool) -> Result<(), PageError> {
    let fail = |cause| PageError::File {
        file: file.to_owned(),
        cause,
    };
    if !check {
        return write(file, page).map_err(fail);
    }
    let found = match fs::read_to_string(file) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        found => Some(found.map_err(fail)?),
    };
    if found.is_some_and(|found| is_same(&found, page)) {
        Ok(())
    } else {
        Err(PageError::Stale {
            command,
            file: file.to_owned(),
        })
    }
}

/// Whether two texts say the same. The order of keys in JSON depends on a feature of `serde_json` that any package of a build may
/// turn on.
fn is_same(found: &str, page: &str) -> bool {
    let json = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    found == page || json(found).is_some_and(|found| json(page) == Some(found))
}

/// Writes beside the file first, so that a failure leaves it as it was.
fn write(file: &Path, page: &str) -> io::Result<()> {
    let beside = file.with_extension("part");
    fs::write(&beside, page)?;
    fs::rename(&beside, file)
}
