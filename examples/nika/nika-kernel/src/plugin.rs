//! The place kept for plugins: a host that runs WebAssembly modules as tools.

use crate::Result;
use std::path::PathBuf;

id! {
    /// A loaded plugin.
    #[stability::experimental(since = "0.90.0")]
    pub struct PluginId;
}

/// Where a plugin's module is found.
#[stability::experimental(since = "0.90.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginSource {
    /// The plugin's name.
    #[experimental(since = "0.90.0", into)]
    pub name: String,
    /// The file of its module.
    #[experimental(since = "0.90.0", into)]
    pub module: PathBuf,
}

/// Loads WebAssembly modules and calls them.
#[stability::experimental(
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

#[cfg(test)]
mod tests {
    use super::{PluginSource, WasmPluginHost};
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
