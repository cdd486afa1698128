//! The time, as an argument.

use jiff::Timestamp;

/// Tells the time for records. Every `Fn() -> Timestamp` is one.
#[stability::evolving(since = "0.1.0-beta.1", path = "aioc::options::Clock")]
pub trait Clock: Send + Sync {
    /// The time now.
    fn now(&self) -> Timestamp;
}

impl<F: Fn() -> Timestamp + Send + Sync> Clock for F {
    fn now(&self) -> Timestamp {
        self()
    }
}

/// The clock of the machine.
#[stability::evolving(since = "0.1.0-beta.1", path = "aioc::options::SystemClock")]
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}
