//! How an interrupt ends the program: at once, whatever it is doing, but for what must first be brought to its end or cleaned up.

use std::process;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use crate::child::ChildError;
use crate::exit::COULD_NOT_COMPLETE;
use crate::output::Output;

/// What was begun, and must not be left as it is. A signal is one for the whole program, and so is this.
static BEGUN: Count = Count::new();

/// Held by who ends the program, so that it is said once.
static ENDING: Mutex<()> = Mutex::new(());

/// Something was begun, and is being brought to its end for as long as this lives.
#[derive(Debug)]
pub struct Begun(&'static Count);

/// Begins what an interrupt must not leave as it is: a file that is being written, a folder that is to be removed. Who begins a
/// long work asks [`Children::check`](crate::child::Children::check) now and then.
#[must_use]
pub fn begun() -> Begun {
    Begun::of(&BEGUN)
}

impl Begun {
    fn of(count: &'static Count) -> Self {
        count.change(|begun| begun + 1);
        Self(count)
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        self.0.change(|begun| begun - 1);
    }
}

/// Ends the program as soon as nothing is begun.
pub(crate) fn end_when_clean(output: Output) -> ! {
    BEGUN.wait_for_none();
    end(output)
}

/// Says that there was an interrupt, and ends the program.
pub(crate) fn end(output: Output) -> ! {
    let _ending = held(&ENDING);
    output.error(ChildError::Interrupted);
    end_silently()
}

/// Ends the program.
pub(crate) fn end_silently() -> ! {
    process::exit(COULD_NOT_COMPLETE.into())
}

/// How much is begun.
#[derive(Debug)]
struct Count {
    begun: Mutex<usize>,
    changed: Condvar,
}

impl Count {
    const fn new() -> Self {
        Self {
            begun: Mutex::new(0),
            changed: Condvar::new(),
        }
    }

    fn change(&self, to: impl FnOnce(usize) -> usize) {
        let mut begun = held(&self.begun);
        *begun = to(*begun);
        self.changed.notify_all();
    }

    fn wait_for_none(&self) {
        let waited = self.changed.wait_while(held(&self.begun), |begun| *begun > 0);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::{Begun, Count};

    #[test]
    fn what_was_begun_is_waited_for() {
        static COUNT: Count = Count::new();
        static ENDED: AtomicBool = AtomicBool::new(false);
        let (one, two) = (Begun::of(&COUNT), Begun::of(&COUNT));
        let waiting = thread::spawn(|| {
            COUNT.wait_for_none();
            assert!(ENDED.load(Ordering::SeqCst));
        });
        drop(one);
        ENDED.store(true, Ordering::SeqCst);
        drop(two);
        waiting.join().unwrap();
    }
}
