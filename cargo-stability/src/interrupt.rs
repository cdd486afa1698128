//! How an interrupt ends the program: at once, whatever it is doing, but for work that must first be finished or cleaned up.
//!
//! A signal ends the program from the thread of the handler, so that no loop has to ask for it. A second signal does not wait.

use std::process;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::exit::COULD_NOT_COMPLETE;
use crate::output::Output;

/// What an interrupted call prints.
pub const MESSAGE: &str = "interrupted; unfinished output was removed, and no file was damaged";

/// The work that must not be left half done. A signal is one for the whole program, and so is this.
static DEFERRING: Count = Count::new();

/// Held by the thread that ends the program, so that the message is printed once.
static EXITING: Mutex<()> = Mutex::new(());

/// Keeps an interrupt from ending the program for as long as this lives.
#[derive(Debug)]
pub struct Deferred(&'static Count);

/// Begins work that an interrupt must not leave half done: a file that is being written, a folder that is to be removed. Long work
/// calls [`Processes::check_interrupt`](crate::process::Processes::check_interrupt) now and then.
#[must_use]
pub fn defer() -> Deferred {
    Deferred::new(&DEFERRING)
}

impl Deferred {
    fn new(count: &'static Count) -> Self {
        count.change(|number| number + 1);
        Self(count)
    }
}

impl Drop for Deferred {
    fn drop(&mut self) {
        self.0.change(|number| number - 1);
    }
}

/// Ends the program as soon as nothing defers the interrupt.
pub fn exit_when_idle(output: Output) -> ! {
    DEFERRING.wait_for_zero();
    exit(output)
}

/// Says that there was an interrupt, and ends the program.
pub fn exit(output: Output) -> ! {
    let _exiting = locked(&EXITING);
    output.error(MESSAGE);
    exit_silently()
}

/// Ends the program.
pub fn exit_silently() -> ! {
    process::exit(COULD_NOT_COMPLETE.into())
}

/// How much work defers the interrupt.
#[derive(Debug)]
struct Count {
    number: Mutex<usize>,
    changed: Condvar,
}

impl Count {
    const fn new() -> Self {
        Self {
            number: Mutex::new(0),
            changed: Condvar::new(),
        }
    }

    fn change(&self, to: impl FnOnce(usize) -> usize) {
        let mut number = locked(&self.number);
        *number = to(*number);
        self.changed.notify_all();
    }

    fn wait_for_zero(&self) {
        let waited = self.changed.wait_while(locked(&self.number), |number| *number > 0);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::{Count, Deferred};

    #[test]
    fn deferring_work_is_waited_for() {
        static COUNT: Count = Count::new();
        static ENDED: AtomicBool = AtomicBool::new(false);
        let (one, two) = (Deferred::new(&COUNT), Deferred::new(&COUNT));
        let waiting = thread::spawn(|| {
            COUNT.wait_for_zero();
            assert!(ENDED.load(Ordering::SeqCst));
        });
        drop(one);
        ENDED.store(true, Ordering::SeqCst);
        drop(two);
        waiting.join().unwrap();
    }
}
