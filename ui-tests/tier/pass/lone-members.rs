#![deny(warnings, missing_docs)]

//! Attributes on methods and associated constants whose `impl` has none.

/// A type.
pub struct Request<T> {
    /// A field.
    pub model: T,
}

impl<T: Clone> Request<T> {
    /// A constant.
    #[stability::stable(since = "1.0.0")]
    pub const LIMIT: usize = {
        const TWO: usize = 2;
        TWO + 1
    };

    /// A constant of the parameter's type.
    #[stability::stable(since = "1.0.0")]
    pub const NOTHING: Option<T> = None;

    /// A method.
    #[stability::beta]
    pub fn model(&self) -> T {
        self.model.clone()
    }

    /// A function.
    #[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = std::convert::From))]
    pub fn new(model: T) -> Self {
        Self { model }
    }

    /// A function without parameters of its own.
    #[stability::stable(since = "1.0.0")]
    pub const fn limit() -> usize {
        Self::LIMIT
    }
}

fn main() {
    #[allow(deprecated)]
    let request = Request::new(1u8);
    assert_eq!(request.model(), 1);
    assert_eq!(Request::<u8>::limit(), 3);
    assert!(Request::<u8>::NOTHING.is_none());
}
