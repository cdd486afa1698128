//! The kernel of Nika: workflows of tasks, and the traits that everything else plugs into.
//!
//! A [`Workflow`](workflow::Workflow) is read from YAML and run by an [`Engine`](engine::Engine). Models, memories and
//! tools come in through traits. The core traits ([`Provider`](inference::Provider), [`Sandbox`](sandbox::Sandbox),
//! [`EventSink`](telemetry::EventSink)) belong to Nika's own packages; the extension traits
//! ([`MemoryStore`](memory::MemoryStore), [`EmbeddingProvider`](embedding::EmbeddingProvider),
//! [`ToolExecutor`](tools::ToolExecutor)) are open to everyone.
//!
//! What later releases bring has its place already: methods that answer [`NikaError::Unsupported`], fields of documents
//! that are read and kept, types that may grow.

stability::contract! {
    name = "Nika",
    state = locked,
    scope = ">=0.80.0, <2.0.0",
    areas {
        "Workflow" = [workflow, engine, report, plan, template],
        "Inference" = [inference, transcript],
        "Memory" = [memory, embedding],
        "Tools & sandbox" = [tools, sandbox],
        "Events & telemetry" = [events, telemetry, sinks],
        "Errors" = [error, fault],
        "Plugins" = [plugin],
    },
}

#[macro_use]
mod ids;

mod document;
pub mod embedding;
pub mod engine;
mod error;
pub mod events;
pub mod fault;
pub mod inference;
pub mod memory;
pub mod plan;
pub mod plugin;
mod remember;
pub mod report;
mod request;
mod run;
pub mod sandbox;
pub mod sinks;
mod step;
pub mod telemetry;
pub mod template;
pub mod tools;
pub mod transcript;
pub mod workflow;

pub use error::{NikaError, Place, Result};
