//! What was warned of already.

use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};
use std::sync::{Mutex, PoisonError};

use super::reaction::Concern;

/// Remembers the routes that were warned of, as hashes: eight bytes each, whatever their names are.
#[derive(Debug, Default)]
pub struct Warned {
    hasher: RandomState,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    routes: HashSet<u64>,
    is_full: bool,
}

/// Whether to warn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The route has not been warned of.
    First,
    /// It has, or the memory is full.
    Again,
    /// The memory has just been found full.
    Full,
}

impl Warned {
    /// Notes a warning, unless `limit` warnings were noted already.
    pub fn turn(&self, route: &str, concern: Concern, limit: usize) -> Turn {
        let hash = self.hasher.hash_one((route, concern));
        // A panic of another thread cannot have left the set in pieces.
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.routes.contains(&hash) {
            Turn::Again
        } else if seen.routes.len() < limit {
            seen.routes.insert(hash);
            Turn::First
        } else if seen.is_full {
            Turn::Again
        } else {
            seen.is_full = true;
            Turn::Full
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_concern_of_each_route_has_its_turn() {
        let warned = Warned::default();
        for (route, concern, expected) in [
            ("a", Concern::Deprecated, Turn::First),
            ("a", Concern::Deprecated, Turn::Again),
            ("a", Concern::PastSunset, Turn::First),
            ("b", Concern::Deprecated, Turn::First),
            ("c", Concern::Deprecated, Turn::Full),
            ("d", Concern::Deprecated, Turn::Again),
            ("b", Concern::Deprecated, Turn::Again),
        ] {
            assert_eq!(warned.turn(route, concern, 3), expected, "{route} {concern}");
        }
        assert_eq!(warned.seen.lock().unwrap().routes.len(), 3);
    }
}
