//! A contract from the lines of a built file.
//!
//! What a macro states about an item is a line of JSON with the keys that the item has in the contract. The program itself collects
//! these lines, and with the feature `embed` a section of the built file holds them too. [`Contract::from_lines`](super::Contract::from_lines) makes of the
//! section what [`Contract::linked`](super::Contract::linked) makes of the program.

mod area;
mod default_tier;
mod error;
mod record;
#[cfg(test)]
mod tests;

use alloc::vec::Vec;

pub(super) use self::area::{of_module as area_of_module, public_module};
pub use self::default_tier::{DefaultTier, default_tiers};
pub use self::error::{LineError, LinesError};
use self::record::Line;
pub(super) use self::record::{DeclaredHeader, Record, Submission};
use super::JsonError;

/// The start of the first line of a submission.
const HEAD: &str = "{\"stability\":2,\"package\":";

/// The longest line that is read, in bytes.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub const MAX_LENGTH: usize = 16 * 1024 * 1024;

/// How many lines that cannot be read are reported.
const MAX_ERRORS: usize = 20;

/// The content of the lines, or the errors of those that cannot be read.
pub(super) fn read<'a>(lines: impl IntoIterator<Item = &'a str>) -> Result<Vec<Submission>, Vec<LineError>> {
    let mut submissions: Vec<Submission> = Vec::new();
    let mut errors = Vec::new();
    let mut head = "";
    for (at, line) in lines.into_iter().enumerate() {
        let line = line.trim_matches(['\n', '\r']);
        if line.is_empty() {
            continue;
        }
        if is_first(line) {
            head = line;
            // Where it cannot be read, the lines that belong to it are read all the same, for their own mistakes.
            submissions.push(Submission::default());
        }
        let read = match submissions.last_mut() {
            Some(submission) if head == line => Submission::read(line).map(|read| *submission = read),
            Some(submission) => submission.add(line),
            None => Submission::default().add(line).and_then(|()| Err(without_head(line))),
        };
        errors.extend(read.err().map(|error| LineError::new(at + 1, package(head), &error)));
        if errors.len() == MAX_ERRORS {
            break;
        }
    }
    if errors.is_empty() {
        Ok(submissions)
    } else {
        Err(errors)
    }
}

fn without_head(line: &str) -> JsonError {
    let message = "the line is not in a submission: a submission starts with a line `{\"stability\":2,…}`";
    JsonError::at(line, 0, message.into())
}

/// Whether the line starts a submission, of whatever form: the lines after it belong to the same package and module.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn is_first(line: &str) -> bool {
    Line::of(line) == Line::First
}

/// The name and the version of the package that a first line names, without reading the rest; `None` where it is no first line
/// of the form that is read here.
///
/// ```
/// use stability::contract::lines::package;
///
/// let line = r#"{"stability":2,"package":"nika","version":"1.0.0","module":"nika"}"#;
/// assert_eq!(package(line), Some(("nika", "1.0.0")));
/// assert_eq!(package("{}"), None);
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn package(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = quoted(line.strip_prefix(HEAD)?)?;
    let (version, _) = quoted(rest.strip_prefix(",\"version\":")?)?;
    Some((name, version))
}

/// The text in quotes at the start, and what follows. Neither names nor versions of packages have what JSON would escape.
fn quoted(json: &str) -> Option<(&str, &str)> {
    let (text, rest) = json.strip_prefix('"')?.split_once('"')?;
    (!text.contains('\\')).then_some((text, rest))
}
