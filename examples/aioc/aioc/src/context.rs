//! What the application knows while a run goes on.

/// The application's own context, handed to instructions, tools, policies and guardrails.
///
/// The model never sees it.
#[stability::frozen(since = "0.1.0-alpha.5", non_exhaustive, constructor)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RunContext<C> {
    /// What the application put in.
    pub context: C,
}
