//! Routes made from models: view sets, their actions, who may call them.

mod exchange;
mod filters;
mod router;
mod serializer;
mod standard;
#[cfg(test)]
mod tests;
mod viewset;

pub use exchange::{Request, Response};
pub use filters::PARAMETERS;
pub use router::{Api, Authentication, Permission};
pub use viewset::{Action, Context, ModelViewSet, STANDARD_ACTIONS, ViewSet};
