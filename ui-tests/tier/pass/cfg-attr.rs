#![deny(warnings, missing_docs)]

//! Attributes under a predicate.

/// Under one that holds.
#[cfg_attr(all(), stability::stable(since = "1.0.0"))]
pub struct Request {
    /// A field.
    pub model: u8,
}

/// Under one that does not.
#[cfg_attr(not(all()), stability::stable(since = "9.0.0", nonsense))]
pub struct Answer;

/// With members.
#[stability::stable(since = "1.0.0")]
pub struct Members {
    /// Weaker where the predicate holds.
    #[cfg_attr(all(), beta, doc = "More.")]
    pub model: u8,
    /// Weaker where it does not.
    #[cfg_attr(not(all()), experimental(note = "none"))]
    pub provider: u8,
}

/// With methods.
#[stability::stable(since = "1.0.0")]
impl Members {
    /// Weaker where the predicate holds.
    #[cfg_attr(all(), beta(deprecated(since = "1.2.0", note = "say more")), inline)]
    pub fn model(&self) -> u8 {
        self.model
    }

    /// Of no tier of its own.
    #[cfg_attr(all(), must_use, inline)]
    pub fn provider(&self) -> u8 {
        self.provider
    }
}

/// In a module.
#[stability::area("Memory")]
pub mod memory {
    /// Under a predicate.
    #[cfg_attr(all(), stable(since = "1.1.0"), derive(Clone, Debug))]
    #[derive(PartialEq)]
    pub struct Frame;
}

fn main() {
    let members = Members { model: 1, provider: 2 };
    #[allow(deprecated)]
    let model = members.model();
    assert_eq!(model, Request { model: 1 }.model);
    assert_eq!(members.provider(), 2);
    assert_eq!(memory::Frame.clone(), memory::Frame);
    let _ = Answer;
}
