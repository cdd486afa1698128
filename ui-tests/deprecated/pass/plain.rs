#![deny(warnings)]

//! The language's own attribute, and ours on every kind of item.

#[stability::stable(since = "1.0.0")]
#[deprecated]
pub struct Bare;

#[deprecated = "say more"]
#[stability::stable(since = "1.0.0")]
pub fn with_note() {}

#[stability::stable(since = "1.0.0")]
#[deprecated(since = "1.2.0", note = "say more")]
pub const BOTH: u8 = 1;

#[stability::stable(since = "1.0.0")]
pub enum Choice {
    #[deprecated(note = "say more")]
    One,
    Two,
}

#[stability::stable(since = "1.0.0", deprecated)]
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Derived {
    #[stable(deprecated(since = "1.1.0"))]
    pub field: u8,
}

#[allow(deprecated)]
#[stability::stable(since = "1.0.0")]
impl Derived {
    #[stable(deprecated(note = "say more"))]
    pub fn field(&self) -> u8 {
        self.field
    }
}

#[stability::stable(since = "1.0.0", deprecated(note = "say more", remove_in = "2.0.0"))]
pub trait Provider {
    #[stable(deprecated(since = "1.1.0"))]
    fn name(&self) {}
}

#[stability::beta(deprecated(note = "say more"))]
pub use std::collections::BTreeMap as Map;

fn main() {
    let _ = (Choice::Two, Map::<u8, u8>::new());
}
