//! What has more edges than the two cases of a rule show.

mod lifecycle;
mod schedule;
