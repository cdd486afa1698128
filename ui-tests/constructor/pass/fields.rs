#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
//! Required fields are arguments in order, the others have setters.

use std::marker::PhantomData;

/// A request.
#[stability::stable(since = "1.0.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq)]
pub struct Request<'a, T: Copy = u8, const N: usize = 2>
where
    T: Send,
{
    /// The model.
    pub model: [T; N],
    /// A name.
    #[stable(since = "1.0.0", into)]
    pub r#type: String,
    /// Nothing.
    pub nothing: PhantomData<&'a T>,
    secret: u8,
    /// Set later.
    #[stable(since = "1.2.0", default)]
    pub memory: Option<u8>,
    /// With a value of its own.
    #[evolving(since = "1.3.0", default = 7, into)]
    pub budget: u64,
    /// Never there.
    #[cfg(any())]
    pub absent: Absent,
    /// Never there.
    #[cfg(any())]
    #[stable(since = "1.0.0", default)]
    pub lacking: Absent,
}

fn main() {
    let request: Request<'_> = Request::new([1, 2], "text", PhantomData, 3);
    assert_eq!((request.memory, request.budget, request.secret), (None, 7, 3));
    let request = request.with_memory(Some(1)).with_budget(2_u8);
    assert_eq!((request.memory, request.budget, request.r#type.as_str()), (Some(1), 2, "text"));
}
