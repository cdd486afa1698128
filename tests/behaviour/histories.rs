//! The history of each seed, replayed. `clauses` has each clause on its example; the others are packages in git repositories, and what
//! `cargo stability check` says of each step.
//!
//! A step is tried the wrong way first, which names the rules that refuse it, and then the right way, which passes.

mod aioc;
pub mod clauses;
mod edit;
mod history;
mod nika;
mod ornn;

use self::history::History;
