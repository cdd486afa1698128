//! What has more edges than the two cases of a rule show: single rules, properties, and the time it takes.

mod clauses;
mod entries;
mod lifecycle;
mod load;
mod project;
mod schedule;
mod shape;
