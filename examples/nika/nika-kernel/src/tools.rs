//! Calling tools.

use crate::Result;
use std::collections::BTreeMap;

id! {
    /// A tool's name in one of the two namespaces, `nika:` and `mcp:`.
    #[stability::frozen(since = "0.80.0")]
    pub struct ToolName;
}

#[stability::frozen(since = "0.80.0")]
impl ToolName {
    /// The namespaces a tool may be in; the set is closed.
    pub const NAMESPACES: [&'static str; 2] = ["nika", "mcp"];

    /// The namespace, if it is one of [`ToolName::NAMESPACES`].
    pub fn namespace(&self) -> Option<&str> {
        let (namespace, tool) = self.as_str().split_once(':')?;
        (Self::NAMESPACES.contains(&namespace) && !tool.is_empty()).then_some(namespace)
    }
}

/// A call of a tool.
#[stability::stable(since = "0.84.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolCall {
    /// The tool.
    pub tool: ToolName,
    /// Its arguments by name.
    #[stable(since = "0.84.0", default)]
    pub arguments: BTreeMap<String, String>,
}

#[stability::stable(since = "0.84.0")]
impl ToolCall {
    /// The same call with one more argument.
    #[must_use]
    pub fn with_argument(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.arguments.insert(name.into(), value.into());
        self
    }
}

/// What a tool returns.
#[stability::stable(since = "0.84.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToolOutput {
    /// The result as text.
    #[stable(since = "0.84.0", into)]
    pub text: String,
}

/// Offers tools and executes them. Open to every package.
///
/// The engine asks its [`Sandbox`](crate::sandbox::Sandbox) before every call.
#[stability::stable(since = "0.90.0")]
pub trait ToolExecutor: Send + Sync {
    /// The tools offered.
    fn tools(&self) -> Vec<ToolName>;

    /// Executes a call of one of [`ToolExecutor::tools`].
    ///
    /// # Errors
    ///
    /// When an argument is missing or the tool fails.
    fn execute(&self, call: &ToolCall) -> Result<ToolOutput>;
}
