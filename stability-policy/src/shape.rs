//! What the compiler knows of public items, and what differs between two versions of it.
//!
//! `cargo stability` reads it from rustdoc's JSON, in which a path is what it means and not what is written.

pub mod compare;
pub mod model;
pub mod text;
pub mod types;
pub mod witness;

/// The number of the canonical form in which the texts of a shape are written. It grows with each change by which an item that is the
/// same gets another text.
pub const FORM: u32 = 3;
