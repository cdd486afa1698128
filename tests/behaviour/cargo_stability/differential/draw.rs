//! Random choices, all from one seed.

use proptest::prelude::Rng;
use proptest::test_runner::TestRng;

/// A change of a module, and code that uses what it had.
#[derive(Debug)]
pub struct Change {
    pub kind: String,
    pub before: String,
    pub after: String,
    /// It names the module `l`.
    pub user: String,
}

impl Change {
    pub fn new(kind: &str, before: &str, after: &str, user: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            before: before.to_owned(),
            after: after.to_owned(),
            user: user.to_owned(),
        }
    }
}

pub struct Draw(pub TestRng);

impl Draw {
    /// A number below another one.
    pub fn below(&mut self, end: usize) -> usize {
        self.0.next_u32() as usize % end
    }

    /// Once in so many times.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }

    /// Two that are not the same.
    pub fn two<'a, T>(&mut self, from: &'a [T]) -> [&'a T; 2] {
        let first = self.below(from.len());
        let second = (first + 1 + self.below(from.len() - 1)) % from.len();
        [&from[first], &from[second]]
    }

    pub fn shuffled<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        let mut all = from.to_vec();
        for at in (1..all.len()).rev() {
            all.swap(at, self.below(at + 1));
        }
        all
    }

    /// Some of them, in their order.
    pub fn some<T: Clone>(&mut self, from: &[T]) -> Vec<T> {
        from.iter().filter(|_| self.once_in(2)).cloned().collect()
    }
}
