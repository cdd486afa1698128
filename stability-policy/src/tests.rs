//! What has more edges than the two cases of a rule show: the arithmetic, and what holds of any two contracts.

mod builds;
mod clauses;
mod compared;
mod exposure;
mod features;
mod lifecycle;
mod markdown_entries;
mod project;
mod released;
mod remedies;
mod required;
mod schedule;
mod shape;
mod shapes;
mod tombstones;
mod usage;
mod wire;
