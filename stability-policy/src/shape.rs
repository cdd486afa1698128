//! What the compiler knows of public items, and what differs between two versions of it.
//!
//! `cargo stability` reads it from rustdoc's JSON, in which a path is what it means and not what is written.

pub mod compare;
pub mod model;
pub mod text;
pub mod types;
pub mod witness;
