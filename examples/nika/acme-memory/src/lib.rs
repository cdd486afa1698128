//! What a community package adds to Nika: a bounded memory and a few tools, through the kernel's open traits.

mod ring;
mod tools;

pub use ring::RingMemory;
pub use tools::TextTools;
