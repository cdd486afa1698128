//! The answer of a method whose time has not come.

use core::fmt;

/// The answer of a [`reserved`](macro@crate::reserved) method that nothing implements yet.
///
/// The error type of the trait is made from it:
///
/// ```
/// use stability::Unsupported;
///
/// #[derive(Debug)]
/// enum Error {
///     Unsupported(Unsupported),
/// }
///
/// impl From<Unsupported> for Error {
///     fn from(unsupported: Unsupported) -> Self {
///         Self::Unsupported(unsupported)
///     }
/// }
///
/// let error = Error::from(Unsupported::of("MemoryStore", "forget"));
/// let Error::Unsupported(unsupported) = error;
/// assert_eq!(unsupported.to_string(), "`MemoryStore::forget` is not supported");
/// ```
#[cfg_attr(feature = "promises", stability::frozen(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Unsupported {
    trait_name: Option<&'static str>,
    method: &'static str,
}

#[cfg_attr(feature = "promises", stability::frozen(since = "0.1.0"))]
impl Unsupported {
    /// A method, by its name.
    #[must_use]
    pub const fn new(method: &'static str) -> Self {
        Self {
            trait_name: None,
            method,
        }
    }

    /// A method of a trait, by their names.
    #[must_use]
    pub const fn of(trait_name: &'static str, method: &'static str) -> Self {
        Self {
            trait_name: Some(trait_name),
            method,
        }
    }

    /// The name of the trait, where it is known.
    pub const fn trait_name(&self) -> Option<&'static str> {
        self.trait_name
    }

    /// The name of the method.
    pub const fn method(&self) -> &'static str {
        self.method
    }
}

impl fmt::Display for Unsupported {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.trait_name {
            Some(trait_name) => write!(f, "`{trait_name}::{}` is not supported", self.method),
            None => write!(f, "`{}` is not supported", self.method),
        }
    }
}

impl core::error::Error for Unsupported {}

/// What a reserved method returns until it is implemented.
#[diagnostic::on_unimplemented(
    message = "a reserved method must return a `Result` whose error implements `From<stability::Unsupported>`, but this \
         one returns `{Self}`",
    label = "write a return type such as `Result<{Self}, Error>`, with `Error: From<stability::Unsupported>`"
)]
pub trait Refusal {
    /// The answer that says so.
    fn refuse(unsupported: Unsupported) -> Self;
}

impl<T, E: From<Unsupported>> Refusal for Result<T, E> {
    fn refuse(unsupported: Unsupported) -> Self {
        Err(unsupported.into())
    }
}
