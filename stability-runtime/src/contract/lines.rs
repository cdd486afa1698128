//! A contract from the lines of a built file.
//!
//! With the feature `embed`, each record stands in a section of the built file as one line of JSON, beside the constants that
//! the program itself collects. [`Contract::from_lines`] makes of them what [`Contract::linked`] makes of the constants.

mod error;
mod read;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;

pub use self::error::{LineError, LinesError};
use super::{Contract, collect};
use crate::registry::LINE;

/// The longest line that is read, in bytes.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub const MAX_LENGTH: usize = 16 * 1024 * 1024;

/// How many lines that cannot be read are reported.
const MAX_ERRORS: usize = 20;

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::Contract"))]
impl Contract {
    /// Collects the lines of built files, in whatever order they come; the same line counts once, and an empty one not at all.
    ///
    /// What the linker collected in a program, and the lines in the file of that program, give the same contract. What the lines
    /// say of tests and code that uphold guarantees is no part of it, and only checked.
    ///
    /// # Errors
    ///
    /// The lines that cannot be read, the first 20 of them, each with its number, its package and its place: text that is no line
    /// of a contract, a later form, a key that is missing, doubled or unknown, a value of the wrong type, more than
    /// [`MAX_LENGTH`] bytes. If all can be read, every problem that [`collect`](Self::collect) finds.
    ///
    /// ```
    /// use stability::Contract;
    ///
    /// let contract = Contract::from_lines([
    ///     r#"{"stability":1,"package":"nika","version":"1.0.0","record":{"kind":"struct","name":"Foo","module":"nika","tier":"beta"}}"#,
    /// ])?;
    /// assert_eq!(contract.items()[0].id, "nika::Foo");
    ///
    /// let error = Contract::from_lines([r#"{"stability":2,"package":"nika","version":"1.0.0"}"#]).unwrap_err();
    /// assert_eq!(
    ///     error.to_string(),
    ///     "line 1: the form of the line is version 2, and this program reads version 1: read the file with a later version of \
    ///      `cargo stability`, or build it with the `stability-runtime` that belongs to this one",
    /// );
    /// # Ok::<(), stability::contract::lines::LinesError>(())
    /// ```
    pub fn from_lines<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Self, LinesError> {
        let mut submissions = Vec::new();
        let mut errors = Vec::new();
        for (at, line) in lines.into_iter().enumerate() {
            let line = line.trim_matches(['\n', '\r']);
            if line.is_empty() {
                continue;
            }
            match read::submission(line) {
                Ok(submission) => submissions.push(submission),
                Err(error) => errors.push(LineError::new(at + 1, line, &error)),
            }
            if errors.len() == MAX_ERRORS {
                break;
            }
        }
        if !errors.is_empty() {
            return Err(LinesError::Lines(errors));
        }
        collect::collect(submissions).map_err(LinesError::Contract)
    }
}

/// The name and the version of the package whose line this is, without reading the rest; `None` where it is no line of a form
/// that is read here.
///
/// ```
/// use stability::contract::lines::package;
///
/// let line = r#"{"stability":1,"package":"nika","version":"1.0.0","areas":["CLI"]}"#;
/// assert_eq!(package(line), Some(("nika", "1.0.0")));
/// assert_eq!(package("{}"), None);
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn package(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = quoted(line.strip_prefix(LINE)?)?;
    let (version, _) = quoted(rest.strip_prefix(",\"version\":")?)?;
    Some((name, version))
}

/// The text in quotes at the start, and what follows. Neither names nor versions of packages have what JSON would escape.
fn quoted(json: &str) -> Option<(&str, &str)> {
    let (text, rest) = json.strip_prefix('"')?.split_once('"')?;
    (!text.contains('\\')).then_some((text, rest))
}
