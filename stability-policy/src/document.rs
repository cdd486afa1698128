//! What the documents of a project say of the contract, and what they should say.

mod error;
mod markdown;
mod openapi;

use stability::contract::Contract;

pub use self::error::DocumentError;
pub use self::markdown::first_difference;
pub use self::openapi::Operations;
use super::{Document, DocumentFormat};

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Document {
    /// The text that the document is to have, by the contract as it is: of Markdown the whole file, or what stands around the
    /// marks with the contract between them; of `OpenAPI` the same document with what [`annotate`](stability_http::openapi::annotate)
    /// writes into the operation of each route, in place of what contradicts it. `None` where the contract alone does not say
    /// what stands in it.
    ///
    /// # Errors
    ///
    /// That the text cannot be brought up to date: marks without their counterpart, a description of routes that is missing or
    /// cannot be read as one.
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
