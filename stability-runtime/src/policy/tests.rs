//! What has more edges than the two cases of a rule show.

mod clauses;
mod entries;
mod lifecycle;
mod project;
mod schedule;
