//! Why JSON is no contract.

use alloc::format;
use alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;

use super::place::{Path, line_and_column};
use crate::visible;

/// Why a text is no contract in JSON, and where.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    message: String,
    line: usize,
    column: usize,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl JsonError {
    /// An error at the byte `offset` of `text`.
    pub(in crate::contract) fn at(text: &str, offset: usize, message: String) -> Self {
        let before = (0..=offset).rev().find_map(|end| text.get(..end));
        let (line, column) = line_and_column(before.unwrap_or_default());
        Self { message, line, column }
    }

    /// An error that serde found in `text`, in the value that `path` leads to and that starts at the byte `offset`.
    pub(super) fn in_part(text: &str, offset: usize, path: &Path, error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let reason = message.strip_suffix(&place).unwrap_or(&message);
        let message = if path.is_empty() {
            reason.to_string()
        } else {
            format!("`{path}`: {reason}")
        };
        // What is wrong with a value as a whole has its start as place; a mistake in its spelling has its own.
        let offset = match error.classify() {
            serde_json::error::Category::Data => offset,
            _ => offset_of(text, error.line(), error.column()),
        };
        Self::at(text, offset, message)
    }

    /// The error, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in characters, counted from 1.
    pub fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { message, line, column } = self;
        write!(f, "line {line}, column {column}: {}", visible::line(message))
    }
}

impl Error for JsonError {}

/// The offset of the last byte that serde read, from its line and its column in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    (line_start + column.saturating_sub(1)).min(text.len())
}
