//! The kernel of Nika: workflows of tasks, and the traits that everything else plugs into.
//!
//! A [`Workflow`](workflow::Workflow) is read from YAML and run by an [`Engine`](engine::Engine). Models, memories and
//! tools come in through traits. The core traits ([`Provider`](inference::Provider), [`Sandbox`](sandbox::Sandbox),
//! [`EventSink`](telemetry::EventSink)) belong to Nika's own packages; the extension traits
//! ([`MemoryStore`](memory::MemoryStore), [`EmbeddingProvider`](embedding::EmbeddingProvider),
//! [`ToolExecutor`](tools::ToolExecutor)) are open to everyone.
//!
//! What later releases bring has its place already: methods that answer [`NikaError::Unsupported`], fields that are
//! empty, types that may grow.

stability::contract! { name = "Nika", state = locked, scope = ">=0.80.0, <2.0.0", areas { "Workflow" = [workflow, engine, report, plan, template], "Inference" = [inference, reserved], "Memory" = [memory, embedding], "Tools & sandbox" = [tools, sandbox], "Events & telemetry" = [events, telemetry, sinks], "Errors" = [error] } }

#[macro_use]
mod ids;

pub mod embedding;
pub mod engine;
mod error;
pub mod events;
pub mod inference;
pub mod memory;
pub mod plan;
pub mod report;
pub mod reserved;
mod run;
pub mod sandbox;
pub mod sinks;
mod step;
pub mod telemetry;
pub mod template;
pub mod tools;
pub mod workflow;

pub use error::{NikaError, Place, Result};

/// The place kept for plugins: a host that runs WebAssembly modules as tools.
#[stability::area("Plugins")]
pub mod plugin {
    use crate::Result;
    use std::path::PathBuf;

    id! {
        /// A loaded plugin.
        #[stability::experimental(since = "0.90.0", area = "Plugins")]
        pub struct PluginId;
    }

    /// Where a plugin's module is found.
    #[experimental(since = "0.90.0")]
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct PluginSource {
        /// The plugin's name.
        pub name: String,
        /// The file of its module.
        pub module: PathBuf,
    }

    #[experimental(since = "0.90.0")]
    impl PluginSource {
        /// A plugin of this name in this file.
        pub fn new(name: impl Into<String>, module: impl Into<PathBuf>) -> Self {
            Self {
                name: name.into(),
                module: module.into(),
            }
        }
    }

    /// Loads WebAssembly modules and calls them.
    #[experimental(
        since = "0.90.0",
        note = "the trait's place is kept; its methods will change once a host exists",
        until = "0.96.0"
    )]
    pub trait WasmPluginHost: Send + Sync {
        /// Loads a plugin.
        ///
        /// # Errors
        ///
        /// [`NikaError::Unsupported`](crate::NikaError::Unsupported) until a host implements it.
        #[reserved(until = "0.96.0")]
        fn load(&self, source: &PluginSource) -> Result<PluginId>;

        /// Calls a plugin's function with a text.
        ///
        /// # Errors
        ///
        /// [`NikaError::Unsupported`](crate::NikaError::Unsupported) until a host implements it.
        #[reserved(until = "0.96.0")]
        fn call(&self, plugin: &PluginId, function: &str, input: &str) -> Result<String>;
    }
}

#[cfg(test)]
mod tests {
    use super::plugin::{PluginSource, WasmPluginHost};
    use stability::Unsupported;

    struct NoHost;

    impl WasmPluginHost for NoHost {}

    #[test]
    fn a_kept_place_answers_unsupported() {
        let host: &dyn WasmPluginHost = &NoHost;
        let source = PluginSource::new("weather", "weather.wasm");
        assert_eq!(
            host.load(&source),
            Err(Unsupported::of("WasmPluginHost", "load").into())
        );
    }
}
