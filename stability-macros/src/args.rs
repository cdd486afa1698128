//! The arguments of one attribute or macro as written, each value with the span of its key.

mod area;
mod constructor;
mod contract;
mod deprecated;
mod error_code;
mod evidence;
mod extensions;
mod generated;
mod guarantee;
mod list;
mod reserved;
mod route;
mod seal;
mod stages;
mod statement;
mod surface;
mod tier;
mod value;

pub use area::parse_area;
use constructor::parse_constructor;
pub use contract::{ContractAreaArgs, ContractArgs, ContractPathArgs, ContractTierArgs, parse_contract};
pub use deprecated::{parse_deprecated, parse_plain_deprecated};
pub use error_code::{CodeArgs, ErrorCodeArgs, FamilyArgs, parse_error_codes};
pub use evidence::{EvidenceArgs, parse_evidence};
pub use extensions::parse_extensions;
pub use generated::{ArtefactArgs, Setting, parse_artefacts};
pub use guarantee::{GuaranteeArgs, id_of, parse_guarantees};
pub use list::misplaced;
pub use reserved::parse_reserved;
pub use route::{METHODS, parse_route, utoipa_operation};
pub use seal::parse_sealed;
pub use statement::{AttributesArgs, EntryArgs, Statements};
pub use surface::{SurfaceAreaArgs, SurfaceArgs, SurfaceEntryArgs, parse_surface};
pub use tier::{TierArgs, parse_entry_tier, parse_tier};
pub use value::{advised, since_of};
