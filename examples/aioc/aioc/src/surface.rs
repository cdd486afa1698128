//! What aioc promises beside its Rust items: the names on the wire, and what is left open.

stability::surface! {
    area "Policy", frozen(since = "0.1.0-alpha.5");
    wire_name "PolicyResult.decision": Decision;
    wire_name "PolicyResult.reason": String;
    wire_name "PolicyResult.publicReason": Option<String>;
    wire_name "PolicyResult.denyMode": Option<DenyMode>;
    wire_name "PolicyResult.policyVersion": Option<String>;
    wire_name "PolicyResult.metadata": Option<Map<String, Value>>;
    /// The reason of a denial where no policy was given.
    wire_name "policy_not_configured";
    /// The reason of a denial where the policy failed.
    wire_name "policy_error";
    /// The reason of a denial where the policy gave no valid result.
    wire_name "invalid_policy_result";

    area "Result envelope", frozen(since = "0.1.0-alpha.5");
    wire_name "ToolResultEnvelope.status": Outcome;
    wire_name "ToolResultEnvelope.code": Option<String>;
    wire_name "ToolResultEnvelope.publicReason": Option<String>;
    wire_name "ToolResultEnvelope.data": Value;

    area "Agent and run", frozen(since = "0.1.0-alpha.5");
    /// The model said something.
    event "raw_model_stream_event";
    /// Another agent acts from now on.
    event "agent_updated_stream_event";
    /// The run brought forth a call, an output or an answer.
    event "run_item_stream_event";

    area "Errors", frozen(since = "0.1.0-alpha.5");
    /// The run took more turns than it may.
    wire_name "MaxTurnsExceededError";
    /// A policy denied a tool call.
    wire_name "ToolCallPolicyDeniedError";
    /// A policy denied a hand-off.
    wire_name "HandoffPolicyDeniedError";
    /// A guardrail held back what an agent said.
    wire_name "OutputGuardrailTripwireTriggered";
    /// A tool could not be called, or failed.
    #[stable(since = "0.1.0-alpha.1")]
    wire_name "ToolCallError";
    /// The provider could not answer.
    #[stable(since = "0.1.0-alpha.1")]
    wire_name "ProviderError";
    #[evolving(note = "match on the class name or the code")]
    format "error messages";

    area "Run record", frozen(since = "0.1.0-alpha.5");
    wire_name "RunRecord.runId": String;
    wire_name "RunRecord.startedAt": Timestamp;
    wire_name "RunRecord.completedAt": Timestamp;
    wire_name "RunRecord.status": RunStatus;
    wire_name "RunRecord.agentName": String;
    wire_name "RunRecord.providerName": String;
    wire_name "RunRecord.model": String;
    wire_name "RunRecord.question": String;
    wire_name "RunRecord.response": String;
    wire_name "RunRecord.contextSnapshot": Option<C>;
    wire_name "RunRecord.contextRedacted": bool;
    wire_name "RunRecord.items": Vec<AgentInputItem>;
    wire_name "RunRecord.promptSnapshots": Vec<PromptSnapshotRecord>;
    wire_name "RunRecord.requestFingerprints": Vec<RequestFingerprintRecord>;
    wire_name "RunRecord.policyDecisions": Vec<PolicyDecisionRecord>;
    wire_name "RunRecord.guardrailDecisions": Vec<GuardrailDecisionRecord>;
    wire_name "RunRecord.errorName": Option<String>;
    wire_name "RunRecord.errorMessage": Option<String>;
    wire_name "RunRecord.metadata": Map<String, Value>;
    /// What a request's fingerprint is made of.
    #[stable(since = "0.1.0-alpha.1")]
    schema "aioc/request-fingerprint@1";
    /// The recommended key for the version of the application.
    #[stable(since = "0.1.0-alpha.1")]
    wire_name "metadata.appBuildVersion": String;
    #[evolving(note = "rely on `appBuildVersion` alone")]
    format "other metadata fields";

    area "Logger", evolving(note = "rely on the run record");
    format "names and fields of logger events";

    area "Provider", evolving(note = "rely on the request's fingerprint");
    format "what a provider sends on to its service";

    area "Examples", evolving;
    interface "example files and tutorials";
}
