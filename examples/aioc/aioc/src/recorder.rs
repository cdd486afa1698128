//! Gathers the record of one run, and hands it to the sink at most once.

use crate::agent::Agent;
use crate::error::RunError;
use crate::fingerprint::{Moment, PromptSnapshotRecord, RequestFingerprintRecord};
use crate::guarantees::{
    BEST_EFFORT_RECORDS, ONE_RECORD, PROMPT_SNAPSHOTS, REASON_FOR_AUDIT, RECORDED_DECISIONS, RECORDED_ENVELOPES,
    REDACTED_BEFORE_PERSISTENCE,
};
use crate::guardrail::OutputGuardrailResult;
use crate::hash::Sha256;
use crate::item::AgentInputItem;
use crate::options::RunRecordOptions;
use crate::policy::PolicyResult;
use crate::provider::ModelRequest;
use crate::record::{
    GuardrailDecision, GuardrailDecisionRecord, PolicyDecisionRecord, PolicyResource, RunRecord, RunStatus,
};
use crate::redact::RedactedContext;
use crate::sink::RunRecordSink;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use uuid::Uuid;

pub(crate) struct Recorder<C> {
    options: RunRecordOptions<C>,
    sink: Arc<dyn RunRecordSink<C>>,
    record: RunRecord<C>,
}

impl<C: Clone> Recorder<C> {
    /// Nothing is gathered where nobody keeps it.
    pub(crate) fn start(
        options: RunRecordOptions<C>,
        agent: &Agent<C>,
        provider_name: &str,
        question: String,
        context: &C,
    ) -> Option<Self> {
        let sink = options.sink.clone()?;
        let started_at = options.clock.now();
        let (context_snapshot, context_redacted) = snapshot(&options, context);
        let record = RunRecord {
            run_id: options.run_id.clone().unwrap_or_else(|| Uuid::new_v4().to_string()),
            started_at,
            completed_at: started_at,
            status: RunStatus::Failed,
            agent_name: agent.name.clone(),
            provider_name: provider_name.to_owned(),
            model: agent.model.clone(),
            question,
            response: String::new(),
            context_snapshot,
            context_redacted,
            items: Vec::new(),
            prompt_snapshots: Vec::new(),
            request_fingerprints: Vec::new(),
            policy_decisions: Vec::new(),
            guardrail_decisions: Vec::new(),
            error_name: None,
            error_message: None,
            metadata: options.metadata.clone(),
        };
        Some(Self { options, sink, record })
    }
}

impl<C> Recorder<C> {
    #[stability::implements(PROMPT_SNAPSHOTS)]
    pub(crate) fn request(&mut self, agent: &Agent<C>, turn: u32, request: &ModelRequest) {
        let moment = Moment {
            timestamp: self.options.clock.now(),
            turn,
            agent_name: &agent.name,
            provider_name: &self.record.provider_name,
        };
        // A request is made of strings and JSON values, so its fingerprint cannot fail; a record is never worth a run.
        if let Ok(fingerprint) = RequestFingerprintRecord::of(request, &moment) {
            self.record.request_fingerprints.push(fingerprint);
        }
        self.record.prompt_snapshots.push(PromptSnapshotRecord {
            timestamp: moment.timestamp,
            turn,
            agent_name: agent.name.clone(),
            model: request.model.clone(),
            prompt_version: agent.prompt_version.clone(),
            prompt_hash: Sha256::of_text(&request.system_prompt),
            prompt_text: self.options.include_prompt_text.then(|| request.system_prompt.clone()),
        });
    }

    #[stability::implements(RECORDED_DECISIONS, REASON_FOR_AUDIT)]
    pub(crate) fn decision(&mut self, turn: u32, call_id: &str, resource: PolicyResource, result: &PolicyResult) {
        self.record.policy_decisions.push(PolicyDecisionRecord {
            timestamp: self.options.clock.now(),
            turn,
            call_id: call_id.to_owned(),
            decision: result.decision,
            reason: result.reason.clone(),
            policy_version: result.policy_version.clone(),
            resource,
            metadata: result.metadata.clone(),
        });
    }

    pub(crate) fn guardrail(&mut self, turn: u32, name: &str, result: &OutputGuardrailResult) {
        self.record.guardrail_decisions.push(GuardrailDecisionRecord {
            timestamp: self.options.clock.now(),
            turn,
            guardrail_name: name.to_owned(),
            decision: if result.tripwire_triggered {
                GuardrailDecision::Triggered
            } else {
                GuardrailDecision::Pass
            },
            reason: result.reason.clone(),
            metadata: result.metadata.clone(),
        });
    }

    /// Hands the record to the sink. Taking the recorder, this happens once; what the sink says of it is not heard.
    #[stability::implements(ONE_RECORD, BEST_EFFORT_RECORDS, RECORDED_ENVELOPES)]
    pub(crate) fn finish(mut self, agent: &Agent<C>, items: &[AgentInputItem], outcome: Result<&str, &RunError>) {
        self.record.completed_at = self.options.clock.now();
        self.record.agent_name.clone_from(&agent.name);
        self.record.model.clone_from(&agent.model);
        self.record.items = items.to_vec();
        match outcome {
            Ok(response) => {
                self.record.status = RunStatus::Completed;
                response.clone_into(&mut self.record.response);
            }
            Err(error) => {
                self.record.error_name = Some(error.name().to_owned());
                self.record.error_message = Some(error.to_string());
            }
        }
        let write = || self.sink.write(&self.record);
        drop(catch_unwind(AssertUnwindSafe(write)));
    }
}

/// What the record keeps of the context. Where the redactor fails, that is nothing: what it would have taken out is not
/// known.
#[stability::implements(REDACTED_BEFORE_PERSISTENCE)]
fn snapshot<C: Clone>(options: &RunRecordOptions<C>, context: &C) -> (Option<C>, bool) {
    let Some(redactor) = &options.context_redactor else {
        return (Some(context.clone()), false);
    };
    match catch_unwind(AssertUnwindSafe(|| redactor.redact(context))) {
        Ok(Ok(RedactedContext {
            context_snapshot,
            context_redacted,
        })) => (Some(context_snapshot), context_redacted),
        Ok(Err(_)) | Err(_) => (None, true),
    }
}
