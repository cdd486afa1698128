#![deny(warnings, missing_docs)]

//! Bare attributes on members.

/// A struct.
#[stability::stable(since = "1.0.0")]
pub struct Request {
    /// In its own tier.
    #[beta(since = "0.9.0")]
    pub model: u8,
    /// By the full path.
    #[stability::stable(since = "1.1.0", note = "later")]
    pub provider: u8,
    /// By the fullest path.
    #[::stability::experimental]
    pub memory: u8,
    /// Since the same.
    #[stable(note = "same tier, same since")]
    pub same: u8,
}

/// An enum.
#[stability::stable(since = "1.0.0")]
#[repr(u8)]
pub enum Choice {
    /// The first.
    First = 1,
    /// The second.
    #[stable(since = "1.2.0")]
    Second = 1 + 1,
    /// The third, with a `<` and a comma in it.
    #[evolving]
    Third(
        #[evolving] std::collections::BTreeMap<u8, u8>,
        u8,
    ) = 4 - 1,
    /// The fourth.
    Fourth {
        /// Inside.
        #[stable(since = "1.3.0")]
        inside: u8,
    },
}

/// A trait.
#[stability::stable(since = "1.0.0")]
pub trait Provider {
    /// A type.
    #[beta]
    type Model: Clone;
    /// A constant.
    #[stable(since = "1.1.0")]
    const LIMIT: u8 = 1;
    /// A method.
    #[stable(since = "1.1.0")]
    #[must_use]
    fn name(&self) -> u8 {
        Self::LIMIT
    }
}

#[stability::stable(since = "1.0.0")]
impl Provider for u8 {
    type Model = u8;
}

#[stability::stable(since = "1.0.0")]
impl Request {
    /// A constant.
    #[frozen(since = "1.2.0")]
    pub const LIMIT: u8 = 1;

    /// A method.
    #[internal]
    pub fn model(&self) -> u8 {
        self.model
    }
}

/// A module.
#[stability::evolving]
pub mod memory {
    //! With inner documentation.
    #![allow(dead_code)]

    /// A struct.
    #[stable(since = "1.0.0")]
    pub struct Frame {
        /// A field.
        #[stable(since = "1.1.0")]
        pub size: usize,
    }

    /// A module.
    #[area("Rings")]
    pub mod rings {
        /// A function.
        #[beta]
        pub fn ring() {}
    }

    struct Hidden;
}

fn main() {
    let request = Request { model: 1, provider: 2, memory: 3, same: 4 };
    let _ = (Choice::First, Choice::Second, Choice::Third(Default::default(), 1), Choice::Fourth { inside: 1 });
    assert_eq!(request.model(), 1.name());
    assert_eq!(Request::LIMIT, request.model);
    memory::rings::ring();
    let _ = memory::Frame { size: usize::from(request.provider + request.memory + request.same) };
}
