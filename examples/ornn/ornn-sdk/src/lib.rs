//! Calls Ornn, the registry of skills, and tells its callers what is promised of each call.
//!
//! [`Client`] has the stable calls, which need nothing more, and the beta ones, which it refuses until its
//! [`Builder`] is configured to accept weaker promises. Experimental calls are on a type of their own,
//! [`experimental::Client`].
//!
//! ```no_run
//! # async fn example() -> Result<(), ornn_sdk::Error> {
//! use ornn_sdk::{Client, Error};
//! use stability::Tier;
//!
//! let client = Client::new("http://127.0.0.1:8080")?;
//! let skill = client.skill("summarise-text").await?;
//!
//! // Nothing was sent.
//! assert!(matches!(client.ratings(&skill.name).await, Err(Error::ConsentMissing { .. })));
//!
//! let client = Client::builder("http://127.0.0.1:8080").accept_stability(Tier::Beta).build()?;
//! let ratings = client.ratings(&skill.name).await?;
//! # Ok(())
//! # }
//! ```
//!
//! The SDK warns once of a deprecated route, through `tracing`; other reactions, and the clock, are set by
//! [`Builder::observer`]. What is promised of the route behind each call is in [`routes`].
//!
//! The client speaks HTTP without TLS. [`Builder::http`] takes a `reqwest::Client` with whatever its features give.

stability::contract! {
    name = "Ornn SDK",
    state = alpha,
    scope = ">=0.7.0, <2.0.0",
    areas { "Calls" = [client, calls], "Experiments" = [experimental], "Answers" = [shapes, error] },
}

mod calls;
mod client;
mod error;
pub mod experimental;
pub mod routes;
mod shapes;

pub use crate::client::{Builder, Client};
pub use crate::error::{Error, Problem};
pub use crate::shapes::{Ratings, Selection, Skill, SkillPage, SkillVersion};
