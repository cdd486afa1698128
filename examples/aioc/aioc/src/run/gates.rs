//! The steps of a run that ask somebody before they do something: guardrails and policies.

use super::RunStream;
use crate::agent::Agent;
use crate::envelope::ToolResultEnvelope;
use crate::error::{
    HandoffPolicyDeniedError, OutputGuardrailTripwireTriggered, RunError, ToolCallError, ToolCallPolicyDeniedError,
};
use crate::gate;
use crate::guarantees::{DENY_MODE_DEFAULTS_TO_THROW, HARD_DENY_ERROR, PROPOSALS_ARE_NO_PERMISSIONS};
use crate::guardrail::OutputGuardrailInput;
use crate::logger::RunLogEvent;
use crate::policy::{Decision, DenyMode, HandoffPolicyInput, PolicyResult, ToolPolicyInput};
use crate::record::PolicyResource;
use crate::turn::{Proposal, Turn};
use serde_json::json;
use std::sync::Arc;

impl<C> RunStream<'_, C> {
    pub(super) fn check_output(&mut self, turn: &Turn<C>, text: &str) -> Result<(), RunError> {
        for guardrail in &turn.agent.output_guardrails {
            let output = guardrail.execute(&OutputGuardrailInput {
                agent_name: &turn.agent.name,
                output_text: text,
                run_context: &self.context,
                history: &self.history,
            });
            if let Some(recorder) = &mut self.recorder {
                recorder.guardrail(turn.number, &guardrail.name, &output);
            }
            self.log(RunLogEvent::OutputGuardrailEvaluated {
                guardrail: guardrail.name.clone(),
                triggered: output.tripwire_triggered,
            });
            if output.tripwire_triggered {
                return Err(OutputGuardrailTripwireTriggered {
                    guardrail: guardrail.name.clone(),
                    output: Box::new(output),
                    output_text: text.to_owned(),
                }
                .into());
            }
        }
        Ok(())
    }

    #[stability::implements(PROPOSALS_ARE_NO_PERMISSIONS)]
    pub(super) fn call(&mut self, turn: &Turn<C>, proposal: &Proposal) -> Result<ToolResultEnvelope, RunError> {
        match turn.handoffs.get(&proposal.name) {
            Some(target) => self.hand_over(turn, proposal, target),
            None => self.call_tool(turn, proposal),
        }
    }

    fn call_tool(&mut self, turn: &Turn<C>, proposal: &Proposal) -> Result<ToolResultEnvelope, RunError> {
        let tool_name = || proposal.name.clone();
        let mut tools = turn.agent.tools.iter();
        let tool = tools
            .find(|tool| tool.name == proposal.name)
            .ok_or_else(|| ToolCallError::Unknown { tool_name: tool_name() })?;
        let input = ToolPolicyInput {
            agent_name: &turn.agent.name,
            tool_name: &tool.name,
            raw_arguments: &proposal.raw_arguments,
            parsed_arguments: &proposal.arguments,
            run_context: &self.context,
            turn: turn.number,
        };
        let policy = self.policies.tool.as_deref();
        let result = gate::judge(policy.map(|policy| || policy.decide(&input)));
        self.note(turn, proposal, PolicyResource::Tool(tool_name()), &result);
        match result.decision {
            Decision::Allow => match tool.execute(&proposal.arguments, &self.context) {
                Ok(data) => Ok(ToolResultEnvelope::ok(data)),
                Err(source) => Err(ToolCallError::Failed {
                    tool_name: tool_name(),
                    source,
                }
                .into()),
            },
            Decision::Deny => denied(result, |policy_result| {
                ToolCallPolicyDeniedError {
                    tool_name: tool_name(),
                    policy_result,
                }
                .into()
            }),
        }
    }

    fn hand_over(
        &mut self,
        turn: &Turn<C>,
        proposal: &Proposal,
        target: &Arc<Agent<C>>,
    ) -> Result<ToolResultEnvelope, RunError> {
        let input = HandoffPolicyInput {
            from_agent_name: &turn.agent.name,
            to_agent_name: &target.name,
            handoff_payload: &proposal.arguments,
            run_context: &self.context,
            turn: turn.number,
        };
        let policy = self.policies.handoff.as_deref();
        let result = gate::judge(policy.map(|policy| || policy.decide(&input)));
        self.note(turn, proposal, PolicyResource::Handoff(target.name.clone()), &result);
        match result.decision {
            Decision::Allow => {
                self.agent = Arc::clone(target);
                Ok(ToolResultEnvelope::ok(json!({
                    "handoffTo": target.name,
                    "accepted": true,
                    "payload": proposal.arguments,
                })))
            }
            Decision::Deny => denied(result, |policy_result| {
                HandoffPolicyDeniedError {
                    from_agent: turn.agent.name.clone(),
                    to_agent: target.name.clone(),
                    policy_result,
                }
                .into()
            }),
        }
    }

    /// Keeps a decision, before anything is done about it.
    fn note(&mut self, turn: &Turn<C>, proposal: &Proposal, resource: PolicyResource, result: &PolicyResult) {
        let (PolicyResource::Tool(name) | PolicyResource::Handoff(name)) = &resource;
        self.log(RunLogEvent::PolicyEvaluated {
            resource: name.clone(),
            decision: result.decision,
            reason: result.reason.clone(),
        });
        if let Some(recorder) = &mut self.recorder {
            recorder.decision(turn.number, &proposal.call_id, resource, result);
        }
    }
}

/// A denial is an envelope where the policy says so, and an error otherwise.
#[stability::implements(DENY_MODE_DEFAULTS_TO_THROW, HARD_DENY_ERROR)]
fn denied(
    result: PolicyResult,
    error: impl FnOnce(Box<PolicyResult>) -> RunError,
) -> Result<ToolResultEnvelope, RunError> {
    match result.deny_mode.unwrap_or_default() {
        DenyMode::ToolResult => Ok(ToolResultEnvelope::denied(&result)),
        DenyMode::Throw => Err(error(Box::new(result))),
    }
}
