//! A contract as people read it.
//!
//! Each renderer takes a contract and a writer, and reads nothing else.

pub mod escape;
mod markdown;
mod prose;
#[cfg(feature = "text")]
mod table;
#[cfg(feature = "text")]
mod text;

pub use self::markdown::markdown;
#[cfg(feature = "text")]
pub use self::text::text;
