//! The kernel of Nika, with its memory.
//!
//! A module with a path is the one of 0.90, word for word. The others are what this release changed: a task can drop what is
//! kept, a request names the frame that it quotes, and a memory can find what is related.

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
#[path = "../../../nika-kernel/src/ids.rs"]
mod ids;

#[path = "../../../nika-kernel/src/document.rs"]
mod document;
#[path = "../../../nika-kernel/src/embedding.rs"]
pub mod embedding;
#[path = "../../../nika-kernel/src/engine.rs"]
pub mod engine;
#[path = "../../../nika-kernel/src/error.rs"]
mod error;
#[path = "../../../nika-kernel/src/events.rs"]
pub mod events;
pub mod fault;
#[path = "../../../nika-kernel/src/inference.rs"]
pub mod inference;
pub mod memory;
#[path = "../../../nika-kernel/src/plan.rs"]
pub mod plan;
#[path = "../../../nika-kernel/src/plugin.rs"]
pub mod plugin;
mod remember;
#[path = "../../../nika-kernel/src/report.rs"]
pub mod report;
mod request;
#[path = "../../../nika-kernel/src/run.rs"]
mod run;
#[path = "../../../nika-kernel/src/sandbox.rs"]
pub mod sandbox;
#[path = "../../../nika-kernel/src/sinks.rs"]
pub mod sinks;
#[path = "../../../nika-kernel/src/step.rs"]
mod step;
#[path = "../../../nika-kernel/src/telemetry.rs"]
pub mod telemetry;
#[path = "../../../nika-kernel/src/template.rs"]
pub mod template;
#[path = "../../../nika-kernel/src/tools.rs"]
pub mod tools;
#[path = "../../../nika-kernel/src/transcript.rs"]
pub mod transcript;
#[path = "../../../nika-kernel/src/workflow.rs"]
pub mod workflow;

pub use error::{NikaError, Place, Result};
