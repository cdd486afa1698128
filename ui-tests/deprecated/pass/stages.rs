//! Stages reach users one after the other; what is not yet denied compiles without a warning, or with one.

#![deny(deprecated, missing_docs)]

/// Only announced.
#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", note = "It copies.", stage = "announced"))]
pub fn announced() {}

/// Planned, and announced since 1.2.0.
#[stability::stable(since = "1.0.0", deprecated(note = "It copies.", stages(announced = "1.2.0", warned = "1.5.0", hidden = "2.0.0")))]
pub fn planned() {}

/// In preparation.
#[stability::stable(since = "1.0.0", deprecated(note = "It copies.", stages(announced = "next", warned = "1.6.0")))]
pub struct Next;

/// Its constructor is only announced.
#[stability::stable(since = "1.0.0", constructor(deprecated(since = "1.1.0", note = "gone", stage = "announced")))]
#[derive(Debug)]
pub struct Built {
    /// A field.
    #[stable(default, deprecated(since = "1.1.0", note = "gone", stage = "announced"))]
    pub field: u8,
}

/// What is denied, nobody uses here.
#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", note = "gone", stage = "denied"))]
pub fn denied<T>(value: T) -> T
where
    T: Copy,
{
    value
}

/// A macro that is hidden.
#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", note = "gone", stage = "hidden"))]
#[macro_export]
macro_rules! hidden {
    () => {};
}

#[allow(deprecated)]
fn warned() {
    hidden!();
}

fn main() {
    announced();
    planned();
    let _ = Next;
    assert_eq!(Built::new().with_field(1).field, 1);
    warned();
}
