//! What a community package adds to Nika: a bounded memory and a few tools, through the kernel's open traits.

// @stability: contract! { name = "ACME memory", state = beta, scope = ">=0.3.0, <0.4.0", areas { "Memory" = [ring], "Tools & sandbox" = [tools] } }

mod ring;
mod tools;

pub use ring::RingMemory;
pub use tools::TextTools;
