//! The support desk: who works there, what its policies allow, and what the script has its model say.

use aioc::agent::{Agent, Instructions};
use aioc::context::RunContext;
use aioc::policy::{DenyMode, HandoffPolicyInput, Policies, PolicyResult, ToolPolicyInput, allow, deny};
use aioc::provider::{ModelEvent, ScriptedProvider};
use aioc::tool::Tool;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;

/// What the customer asks.
pub const QUESTION: &str = "Order 7 never came. I want my 120 euros back.";

/// What the first agent may refund by itself.
const REFUND_LIMIT: u64 = 50;

/// Who asks.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Customer {
    /// Who it is.
    pub id: u32,
    /// Where it is written to.
    pub email: String,
}

impl Customer {
    /// The customer of the demonstration.
    pub fn example() -> Self {
        Self {
            id: 42,
            email: "ada@example.org".to_owned(),
        }
    }
}

/// The agent that customers meet first.
pub fn front() -> Agent<Customer> {
    let order = Tool::new("read_order", |arguments, _| {
        Ok(json!({ "order": arguments["order"], "state": "lost", "euros": 120 }))
    });
    let refund = Tool::new("refund", |arguments, _| Ok(json!({ "refunded": arguments["euros"] })));
    let billing = Agent::new("billing", "large")
        .with_handoff_description("Decides about refunds.".to_owned())
        .with_instructions("Decide fairly.");
    Agent::new("front", "small")
        .with_instructions(Instructions::dynamic(|run: &RunContext<Customer>| {
            format!("Help customer {}. Be brief.", run.context.id)
        }))
        .with_prompt_version("2026-11".to_owned())
        .with_tools(vec![
            order.with_description("Reads an order."),
            refund.with_description("Refunds a sum in euros."),
        ])
        .with_handoffs(vec![Arc::new(billing)])
}

/// Orders may be read, small sums refunded, and billing may take over.
pub fn policies() -> Policies<Customer> {
    Policies::new()
        .with_tool_policy(|input: &ToolPolicyInput<'_, Customer>| Ok(about_tool(input)))
        .with_handoff_policy(|input: &HandoffPolicyInput<'_, Customer>| Ok(about_handoff(input)))
}

fn about_tool(input: &ToolPolicyInput<'_, Customer>) -> PolicyResult {
    let result = match input.tool_name {
        "read_order" => allow("orders_may_be_read"),
        "refund"
            if input.parsed_arguments["euros"]
                .as_u64()
                .is_some_and(|euros| euros <= REFUND_LIMIT) =>
        {
            allow("within_refund_limit")
        }
        "refund" => deny("over_refund_limit")
            .with_deny_mode(DenyMode::ToolResult)
            .with_public_reason("A colleague has to decide about this sum.".to_owned()),
        _ => deny("unknown_tool"),
    };
    result.with_policy_version("desk-3".to_owned())
}

fn about_handoff(input: &HandoffPolicyInput<'_, Customer>) -> PolicyResult {
    match input.to_agent_name {
        "billing" => allow("billing_takes_refunds"),
        _ => deny("unknown_agent"),
    }
}

/// The model reads the order, tries to refund all of it, and hands over when that is denied.
pub fn provider() -> ScriptedProvider {
    ScriptedProvider::new([
        vec![ModelEvent::tool_call("call-1", "read_order", r#"{"order":7}"#)],
        vec![ModelEvent::tool_call("call-2", "refund", r#"{"euros":120}"#)],
        vec![ModelEvent::tool_call(
            "call-3",
            "handoff_to_billing",
            r#"{"order":7,"euros":120}"#,
        )],
        vec![ModelEvent::delta("Billing has your case, and will write to you today.")],
    ])
}
