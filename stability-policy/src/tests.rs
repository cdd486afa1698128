//! What has more edges than the two cases of a rule show: the arithmetic, and what holds of any two contracts.

mod clauses;
mod compared;
mod exposure;
mod lifecycle;
mod markdown_entries;
mod project;
mod required;
mod schedule;
mod shape;
mod tombstones;
mod wire;
