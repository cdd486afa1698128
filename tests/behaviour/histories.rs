//! The history of each seed, replayed on a real package in a real git repository: each step first the wrong way, with the rules
//! that refuse it, and then the right way.

mod aioc;
mod aksara;
mod history;

use self::history::History;
