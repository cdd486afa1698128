//! What has more edges than the two cases of a rule show: the arithmetic, what holds of any two contracts, and the time it takes.

mod clauses;
mod entries;
mod lifecycle;
mod load;
mod project;
mod required;
mod schedule;
mod shape;
mod tombstones;
