//! The behaviour that aioc promises. Each guarantee is a clause of the written contract; tests name the ones they uphold.

stability::guarantee! {
    /// Model proposals are never execution permissions.
    #[frozen(since = "0.1.0-alpha.5", area = "Policy")]
    pub PROPOSALS_ARE_NO_PERMISSIONS = "proposals-are-no-permissions";

    /// Tool calls and hand-off transitions are denied unless a policy explicitly returns allow.
    #[frozen(since = "0.1.0-alpha.5", area = "Policy")]
    pub DEFAULT_DENY = "default-deny";

    /// A missing policy, a policy that fails and an invalid policy result each deny, always for the same reason.
    #[frozen(since = "0.1.0-alpha.5", area = "Policy")]
    pub DETERMINISTIC_DENY_REASONS = "deterministic-deny-reasons";

    /// Of a policy result, `decision` and `reason` are required, and the reason is not blank; what else it may say can be
    /// left out.
    #[frozen(since = "0.1.0-alpha.5", area = "Policy")]
    pub POLICY_RESULT_SHAPE = "policy-result-shape";

    /// A denial without `denyMode` is a denial with `throw`.
    #[frozen(since = "0.1.0-alpha.5", area = "Policy")]
    pub DENY_MODE_DEFAULTS_TO_THROW = "deny-mode-defaults-to-throw";

    /// What a model or user is told of a denial is its `publicReason`.
    #[frozen(since = "0.1.0-alpha.5", area = "Policy")]
    pub PUBLIC_REASON_FOR_MODELS = "public-reason-for-models";

    /// What the audit is told of a decision is its `reason`, word for word.
    #[frozen(since = "0.1.0-alpha.5", area = "Policy")]
    pub REASON_FOR_AUDIT = "reason-for-audit";
}

stability::guarantee! {
    /// Every tool and hand-off output has the same four fields.
    #[frozen(since = "0.1.0-alpha.5", area = "Result envelope")]
    pub NORMALIZED_ENVELOPE = "normalized-envelope";

    /// What is allowed is answered with `status` `ok`, and `data` is what the tool returned or the hand-off carries.
    #[stable(since = "0.1.0-alpha.1", area = "Result envelope")]
    pub ALLOW_ENVELOPE = "allow-envelope";

    /// What is denied with `tool_result` is answered with `status` `denied`, the reason as `code`, the policy's
    /// `publicReason` or the runtime's, and no `data`.
    #[stable(since = "0.1.0-alpha.1", area = "Result envelope")]
    pub SOFT_DENY_ENVELOPE = "soft-deny-envelope";

    /// What is denied with `throw` ends the run with the typed error for a tool call or a hand-off.
    #[stable(since = "0.1.0-alpha.1", area = "Errors")]
    pub HARD_DENY_ERROR = "hard-deny-error";

    /// Errors keep their class names and their categories; their words are not promised.
    #[frozen(since = "0.1.0-alpha.5", area = "Errors")]
    pub ERROR_NAMES = "error-names";
}

stability::guarantee! {
    /// A run is not streamed unless a stream is asked for.
    #[frozen(since = "0.1.0-alpha.5", area = "Agent and run")]
    pub NOT_STREAMED_BY_DEFAULT = "not-streamed-by-default";
}

stability::guarantee! {
    /// A run writes one record at most.
    #[stable(since = "0.1.0-alpha.1", area = "Run record")]
    pub ONE_RECORD = "one-record";

    /// Whatever happens while a record is written, the run succeeds or fails as it would without it.
    #[frozen(since = "0.1.0-alpha.5", area = "Run record")]
    pub BEST_EFFORT_RECORDS = "best-effort-records";

    /// A record has every policy decision, with its reason.
    #[stable(since = "0.1.0-alpha.1", area = "Run record")]
    pub RECORDED_DECISIONS = "recorded-decisions";

    /// A record has the prompt of every turn, as its SHA-256 `promptHash`, with the `promptVersion` where there is one.
    #[stable(since = "0.1.0-alpha.1", area = "Run record")]
    pub PROMPT_SNAPSHOTS = "prompt-snapshots";

    /// A record has the request of every turn, as SHA-256 hashes of the whole and of each segment, with `runtimeVersion`
    /// and `fingerprintSchemaVersion`; the same request has the same hashes.
    #[stable(since = "0.1.0-alpha.1", area = "Run record")]
    pub REQUEST_FINGERPRINTS = "request-fingerprints";

    /// The `items` of a record have every answer in its envelope.
    #[stable(since = "0.1.0-alpha.1", area = "Run record")]
    pub RECORDED_ENVELOPES = "recorded-envelopes";

    /// A redactor is applied before the context is handed to a sink; where it fails, no context is.
    #[stable(since = "0.1.0-alpha.1", area = "Run record")]
    pub REDACTED_BEFORE_PERSISTENCE = "redacted-before-persistence";
}
