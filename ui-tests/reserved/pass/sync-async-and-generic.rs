#![deny(warnings, missing_docs)]
#![forbid(unsafe_code)]
//! The places of methods that come later.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use stability::Unsupported;

/// An error of the trait's own.
#[derive(Debug, PartialEq)]
pub enum Error {
    /// Not there yet.
    Unsupported(Unsupported),
}

impl From<Unsupported> for Error {
    fn from(unsupported: Unsupported) -> Self {
        Self::Unsupported(unsupported)
    }
}

/// Remembers.
#[stability::stable(since = "1.0.0")]
#[allow(async_fn_in_trait)]
pub trait MemoryStore<E: From<Unsupported> = Unsupported> {
    /// Gone.
    #[reserved(until = "2.0.0")]
    fn forget(&self, frame: u64) -> Result<(), Error>;

    /// Soon.
    #[reserved]
    async fn recall<T: Clone>(&self, (one, other): (u8, T)) -> Result<T, Error>;

    /// Later.
    #[reserved]
    fn scan(&self, from: u64) -> impl Future<Output = Result<u64, E>>;

    /// Beta when it comes.
    #[beta]
    #[reserved(until = "2.0.0")]
    fn merge(self, other: Self) -> Result<Self, E>
    where
        Self: Sized;
}

/// A trait that nothing else of ours covers.
pub trait Lone {
    /// Gone.
    #[stability::reserved]
    fn drop_all(&self) -> Result<(), Unsupported>;
}

struct Nothing;

impl MemoryStore for Nothing {}
impl Lone for Nothing {}

fn now<F: Future>(future: F) -> F::Output {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => unreachable!(),
    }
}

fn main() {
    let forget = Unsupported::of("MemoryStore", "forget");
    assert_eq!(Nothing.forget(1), Err(Error::Unsupported(forget)));
    assert_eq!(forget.to_string(), "`MemoryStore::forget` is not supported");
    assert_eq!(now(Nothing.recall((1, 2))), Err(Error::Unsupported(Unsupported::of("MemoryStore", "recall"))));
    assert_eq!(now(Nothing.scan(1)), Err(Unsupported::of("MemoryStore", "scan")));
    assert!(MemoryStore::merge(Nothing, Nothing).is_err());
    assert_eq!(Lone::drop_all(&Nothing), Err(Unsupported::new("drop_all")));
}
