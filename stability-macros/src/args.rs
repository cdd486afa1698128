//! What was written: the arguments of one attribute, each value with the place of its key.

mod deprecated;
mod list;
mod seal;
mod tier;
mod value;

pub use deprecated::{parse_deprecated, parse_plain_deprecated};
pub use seal::parse_sealed;
pub use tier::{parse_area, parse_tier};
