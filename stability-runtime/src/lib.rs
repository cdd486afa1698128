//! Executable stability contracts.

#![no_std]

#[cfg(feature = "contract")]
extern crate alloc;

#[cfg(feature = "contract")]
pub mod contract;
mod kind;
pub mod record;
pub mod registry;
#[cfg(feature = "contract")]
pub mod render;
mod seal;
mod tier;
mod tiered;

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;

#[cfg(feature = "contract")]
pub use crate::contract::{Contract, ContractError};
pub use crate::kind::{Kind, Namespace};
pub use crate::tier::{Tier, UnknownWord};

pub use stability_macros::{area, beta, contract, evolving, experimental, frozen, internal, sealed, stable, unstable};
