//! What was written: the arguments of one attribute, each value with the place of its key.

mod area;
mod deprecated;
mod extensions;
mod list;
mod reserved;
mod route;
mod seal;
mod tier;
mod value;

pub use area::parse_area;
pub use deprecated::{parse_deprecated, parse_plain_deprecated};
pub use extensions::parse_extensions;
pub use list::{Entries, Syntax, parse_list};
pub use reserved::parse_reserved;
pub use route::{parse_route, utoipa_operation};
pub use seal::parse_sealed;
pub use tier::parse_tier;
pub use value::{Alone, CratePath, NamespaceText, Numbers, SinceText, Text, read};
