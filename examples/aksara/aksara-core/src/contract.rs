//! What is promised besides Rust items: names, formats, settings, SQL, and what each area says of itself.
//!
//! The commands are in the package of the command line.

mod evolving;
pub mod generated;
mod policies;
mod stable;

/// The names that go over the wire.
#[stability::internal(area = "Internals of the Program")]
pub const WIRE_NAMES: [&str; 13] = [
    "ai_agent_writable",
    "ai_sensitive",
    "aud",
    "count",
    "denied_fields",
    "exp",
    "ordering",
    "page",
    "page_size",
    "results",
    "scope",
    "sub",
    "tenant",
];

/// The functions that every connection has beside those of SQLite.
#[stability::internal(area = "Internals of the Program")]
pub const SQL_FUNCTIONS: [&str; 1] = crate::orm::Database::FUNCTIONS;
