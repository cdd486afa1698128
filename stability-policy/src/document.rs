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
    /// The text that the document is to have: of Markdown the text around its regions, and in each region its page from
    /// [`pages`](Self::pages), or else the contract; of `OpenAPI` the same document with what
    /// [`annotate`](stability_http::openapi::annotate) writes into the operation of each route, in place of what contradicts it. `None`
    /// where it is written by hand: no page was given, or it has no region.
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
    ///     pages: Default::default(),
    /// };
    /// let text = document.brought_up_to_date(&Contract::default())?.unwrap();
    /// assert!(text.starts_with("# Nika\n\n<!-- stability:begin -->\n# "));
    /// # Ok::<(), stability_policy::DocumentError>(())
    /// ```
    pub fn brought_up_to_date(&self, contract: &Contract) -> Result<Option<String>, DocumentError> {
        let page = |name: &str| self.pages.get(name).cloned();
        match self.format {
            DocumentFormat::OpenApi => openapi::written(self.text.as_deref(), contract).map(Some),
            DocumentFormat::Markdown => {
                let contract = |name: &str| page(name).or_else(|| name.is_empty().then(|| contract.to_markdown()));
                match &self.text {
                    Some(text) if markdown::regions(text)?.is_empty() => Ok(contract("")),
                    Some(text) => markdown::written(text, contract).map(Some),
                    None => Ok(contract("")),
                }
            }
            _ => match &self.text {
                Some(text) if self.pages.is_empty() || markdown::regions(text)?.is_empty() => Ok(None),
                Some(text) => markdown::written(text, page).map(Some),
                None => Ok(page("")),
            },
        }
    }

    /// The names of its regions, in their order: between `<!-- stability:begin NAME -->` and `<!-- stability:end -->`; the empty
    /// name of one without a name.
    ///
    /// # Errors
    ///
    /// That a mark has no counterpart.
    pub fn regions(&self) -> Result<Vec<String>, DocumentError> {
        let regions = markdown::regions(self.text.as_deref().unwrap_or_default())?;
        Ok(regions.into_iter().map(|it| it.name.to_string()).collect())
    }
}
