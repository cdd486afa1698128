//! The governance core of aioc: an agent may propose, and a policy decides.
//!
//! A model proposes tool calls and hand-offs to other agents. [`run`] asks a policy about each of them first and denies
//! what no policy explicitly allows. What tools answer comes back in one [envelope](envelope::ToolResultEnvelope); a
//! denial is an envelope too, or a [typed error](error). A [run record](record::RunRecord) keeps what was asked, decided
//! and answered, with hashes of every prompt and request and a redacted context, and no sink can change how a run ends.
//!
//! ```
//! use aioc::agent::Agent;
//! use aioc::options::RunOptions;
//! use aioc::policy::{Policies, allow};
//! use aioc::provider::{ModelEvent, ScriptedProvider};
//! use aioc::run::run;
//! use aioc::tool::Tool;
//! use serde_json::json;
//!
//! let weather = Tool::new("weather", |_arguments, _context| Ok(json!({ "celsius": 21 })));
//! let agent = Agent::new("forecaster", "small").with_tools(vec![weather]);
//! let provider = ScriptedProvider::new([
//!     vec![ModelEvent::tool_call("call-1", "weather", r#"{"city":"Rome"}"#)],
//!     vec![ModelEvent::delta("21 degrees.")],
//! ]);
//!
//! // Without a policy the call is denied, and the run with it.
//! let denied = run(&provider, agent.clone(), "How warm is it?", RunOptions::new(())).unwrap_err();
//! assert_eq!(denied.name(), "ToolCallPolicyDeniedError");
//!
//! let provider = provider.rewound();
//! let policies = Policies::new().with_tool_policy(|_: &aioc::policy::ToolPolicyInput<'_, ()>| Ok(allow("anyone_may_ask")));
//! let result = run(&provider, agent, "How warm is it?", RunOptions::new(()).with_policies(policies)).unwrap();
//! assert_eq!(result.final_output, "21 degrees.");
//! ```

stability::contract! {
    name = "aioc",
    state = beta,
    scope = ">=0.1.0-alpha.5, <=0.1.0-beta.1",
    areas {
        "Agent and run" = [agent, context, tool, guardrail, options, item, event, run],
        "Policy" = [policy],
        "Result envelope" = [envelope],
        "Errors" = [error],
        "Run record" = [record, fingerprint, hash, redact, sink],
        "Provider" = [provider],
        "Logger" = [logger],
    },
}

pub mod agent;
pub mod context;
pub mod envelope;
pub mod error;
pub mod event;
pub mod fingerprint;
mod gate;
pub mod guarantees;
pub mod guardrail;
pub mod hash;
pub mod item;
pub mod logger;
pub mod options;
pub mod policy;
pub mod provider;
pub mod record;
mod recorder;
pub mod redact;
pub mod run;
pub mod sink;
mod surface;
pub mod tool;
mod turn;

/// Why something that a caller plugged in failed: a policy, a tool, a sink, a redactor.
#[stability::stable(since = "0.1.0-alpha.1", area = "Agent and run")]
pub type Failure = Box<dyn std::error::Error + Send + Sync>;
