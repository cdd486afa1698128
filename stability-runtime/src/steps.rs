//! Counts the work of the parsers of headers while they are tested: the bytes that they look at. Otherwise it is nothing.
//!
//! A count is the same on every machine and under every load, which a time is not.

/// So many bytes were looked at.
#[inline]
pub fn looked_at(bytes: usize) {
    #[cfg(test)]
    counted::STEPS.with(|steps| steps.set(steps.get() + bytes));
    #[cfg(not(test))]
    let _ = bytes;
}

#[cfg(test)]
mod counted {
    use core::cell::Cell;

    std::thread_local! {
        pub static STEPS: Cell<usize> = const { Cell::new(0) };
    }
}

/// How many bytes `run` looks at on this thread.
#[cfg(test)]
pub fn of(run: impl FnOnce()) -> usize {
    let before = counted::STEPS.get();
    run();
    counted::STEPS.get() - before
}
