#![deny(warnings, missing_docs)]

//! Every kind of item, under each tier.

/// A struct.
#[stability::frozen(since = "1.0.0")]
#[derive(Clone, Copy, Debug)]
pub struct Unit;

/// A struct.
#[stability::stable(since = "1.0.0")]
pub struct Named {
    /// A field.
    pub field: Unit,
    private: u8,
}

/// A struct.
#[stability::beta]
pub struct Tuple(pub u8, u8);

/// An enum.
#[stability::evolving]
pub enum Choice {
    /// A variant.
    One,
    /// A variant.
    Two(u8),
    /// A variant.
    Three {
        /// A field.
        field: u8,
    },
}

/// A union.
#[stability::experimental]
pub union Both {
    /// A field.
    pub signed: i8,
    /// A field.
    pub unsigned: u8,
}

/// A trait.
#[stability::internal]
pub trait Provider {
    /// A type.
    type Model;
    /// A constant.
    const LIMIT: u8 = 1;
    /// A method.
    fn send(&self) -> Self::Model;
}

#[stability::internal]
impl Provider for Unit {
    type Model = u8;

    fn send(&self) -> u8 {
        1
    }
}

#[stability::stable(since = "1.0.0")]
impl Named {
    /// A constant.
    pub const LIMIT: u8 = 1;

    /// A function.
    pub fn new() -> Self {
        Self { field: Unit, private: Self::LIMIT }
    }

    /// A method.
    pub async fn sent(self) -> u8 {
        self.private()
    }

    fn private(&self) -> u8 {
        self.private
    }
}

/// A function.
#[stability::stable(since = "1.0.0")]
pub const unsafe extern "C" fn both(number: u8) -> u8 {
    number
}

/// A constant.
#[stability::stable(since = "1.0.0")]
pub const LIMIT: u8 = 1;

/// A static.
#[stability::stable(since = "1.0.0")]
pub static ALSO: [u8; 2] = [1, 2];

/// A type alias.
#[stability::stable(since = "1.0.0")]
pub type Numbers<T = u8> = Vec<T>;

/// A re-export.
#[stability::stable(since = "1.0.0")]
pub use std::collections::{BTreeMap as Map, BTreeSet};

/// A module.
#[stability::stable(since = "1.0.0")]
pub mod memory {
    /// A function.
    pub fn clear() {}
    /// A module.
    pub mod frames {}
}

/// A macro.
#[stability::stable(since = "1.0.0")]
#[macro_export]
macro_rules! twice {
    ($($number:expr),* $(,)?) => {
        ($($number * 2),*)
    };
}

fn main() {
    memory::clear();
    let _ = (Tuple(1, 2).1, Choice::One, Choice::Two(1), Choice::Three { field: 1 }, Both { signed: 1 });
    let _ = (Unit.send(), Named::new().sent(), LIMIT, ALSO, twice!(1, 2));
    let _: (Map<u8, u8>, BTreeSet<u8>, Numbers) = (Map::new(), BTreeSet::new(), Vec::new());
    assert_eq!(Named::new().private(), Named::new().field.send());
}
