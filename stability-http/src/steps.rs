//! Counts the work of the parsers of headers while they are tested: the bytes that they look at. Otherwise it is nothing.
//!
//! A count is the same on every machine and under every load, which a time is not.

#[cfg(test)]
use std::cell::Cell;

#[cfg(test)]
std::thread_local! {
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

/// So many bytes were looked at.
#[inline]
pub fn looked_at(bytes: usize) {
    #[cfg(test)]
    STEPS.set(STEPS.get() + bytes);
    #[cfg(not(test))]
    let _ = bytes;
}

/// How many bytes `run` looks at on this thread.
#[cfg(test)]
pub fn of(run: impl FnOnce()) -> usize {
    let before = STEPS.get();
    run();
    STEPS.get() - before
}
