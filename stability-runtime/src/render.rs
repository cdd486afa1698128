//! Contracts as text for people.
//!
//! Each renderer takes a contract and a writer, and reads nothing else.

pub mod escape;
pub(crate) mod markdown;
pub(crate) mod prose;
#[cfg(feature = "text")]
mod table;
#[cfg(feature = "text")]
mod text;

pub use self::markdown::markdown;
#[cfg(feature = "text")]
pub use self::text::text;

use alloc::string::String;

use crate::contract::Contract;

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Contract"))]
impl Contract {
    /// The contract as a page of Markdown: by area and tier, and at the end the deprecated items.
    pub fn to_markdown(&self) -> String {
        let mut page = String::new();
        // Writing to a `String` does not fail.
        let _ = markdown(self, &mut page);
        page
    }

    /// The contract as tables for a terminal of `width` columns; at least 40 columns are used.
    #[cfg(feature = "text")]
    pub fn to_text(&self, width: usize) -> String {
        let mut table = String::new();
        // Writing to a `String` does not fail.
        let _ = text(self, width, &mut table);
        table
    }
}
