#![deny(warnings, missing_docs)]

//! Everything that the header of a contract can have.

stability::contract! {
    name = "Nika",
    state = locked,
    scope = ">=0.80.0, <2.0.0",
    crate = ::stability,
    areas {
        "Memory" = [memory, memory::frames],
        "Telemetry" = [crate::telemetry, self::r#mod,],
        "Empty" = [],
    },
}

/// In an area.
pub mod memory {
    /// In an area.
    pub mod frames {}
}

/// In an area.
pub mod telemetry {}

/// In an area.
pub mod r#mod {}

fn main() {}
