//! What the documents of a project say of the contract, and what they should say.

mod markdown;
mod openapi;

use alloc::string::String;
use core::error::Error;
use core::fmt;

pub use self::markdown::first_difference;
pub use self::openapi::Operations;
use super::{Document, DocumentFormat};
use stability::contract::Contract;

#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::Document")
)]
impl Document {
    /// The text that the document is to have, by the contract as it is: of Markdown the whole file, or what stands around the
    /// marks with the contract between them; of `OpenAPI` the same document with what [`annotate`](stability_http::openapi::annotate)
    /// writes into the operation of each route, in place of what contradicts it. `None` where the contract alone does not say
    /// what stands in it.
    ///
    /// # Errors
    ///
    /// That the text cannot be brought up to date: marks without their counterpart, a description of routes that is missing or
    /// is none.
    ///
    /// ```
    /// use stability::Contract;
    /// use stability_policy::{Document, DocumentFormat};
    ///
    /// let readme = "# Nika\n\n<!-- stability:begin -->\n<!-- stability:end -->\n";
    /// let document = Document {
    ///     path: "README.md".into(),
    ///     format: DocumentFormat::Markdown,
    ///     text: Some(readme.into()),
    /// };
    /// let text = document.brought_up_to_date(&Contract::default())?.unwrap();
    /// assert!(text.starts_with("# Nika\n\n<!-- stability:begin -->\n# "));
    /// # Ok::<(), stability_policy::DocumentError>(())
    /// ```
    pub fn brought_up_to_date(&self, contract: &Contract) -> Result<Option<String>, DocumentError> {
        match self.format {
            DocumentFormat::Markdown => markdown::written(self.text.as_deref(), contract).map(Some),
            DocumentFormat::OpenApi => openapi::written(self.text.as_deref(), contract).map(Some),
            DocumentFormat::Deprecations | DocumentFormat::ReleaseNotes => Ok(None),
        }
    }
}

/// Why a document cannot be compared with the contract, or brought up to date.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::DocumentError")
)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DocumentError {
    /// There is no file to write into.
    Missing,
    /// One of the marks stands without the other, twice, or before the other; at this line, counted from 1.
    Marks {
        /// The line.
        line: u32,
    },
    /// It is no `OpenAPI` description in JSON.
    NoDescription {
        /// What is wrong.
        reason: String,
    },
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("it is not there"),
            Self::Marks { .. } => write!(
                f,
                "its marks are no pair: `{}` stands once, and `{}` once after it",
                markdown::BEGIN,
                markdown::END
            ),
            Self::NoDescription { reason } => write!(f, "it is no OpenAPI description in JSON: {reason}"),
        }
    }
}

impl Error for DocumentError {}
