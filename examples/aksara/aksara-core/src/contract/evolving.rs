//! The evolving areas: functional and usable, but their interfaces may change in minor or patch releases before 1.0.

stability::surface! {
    /// The analysis engines are operational, but their output schemas, paths and scoring models are not frozen.
    area "AI Debugger, Architecture Review, Performance Analyzer",
        evolving(note = "Do not build automation that depends on specific output formats from these tools.");
    excludes "output schemas, API paths and scoring models";

    /// The migration commands, the migration file format and existing generated migrations are stable. The internal
    /// `aksara_migrations` tracking table is not: its columns may evolve. Execution safety, checksums and the guardrails of
    /// SQL generation are intended to remain in place.
    area "Migration Tracking Metadata",
        evolving(note = "Do not build automation against the tracking table's column layout.");
    /// The SHA-256 of a text, in hexadecimal digits, as the tracking table keeps it.
    sql_function "aksara_sha256";
    planned "metadata schema versioning";
    planned "app-label / name identity split";

    /// Current in-memory session state is not a stable API.
    area "Long-Running AI Session State", evolving(note = "Keep nothing in a session that you cannot lose.");
    /// Planned but not finalized.
    planned "durable AI session storage";
    /// Planned but not finalized.
    planned "AI Console transcript persistence";

    /// `AgentRuntime`, `AgentPlanner` and the context engine interfaces are considered internal.
    area "Agent Mode Internals",
        internal(note = "They may change significantly between minor versions as agent workflows mature.");
    planned "context engine";

    /// Studio serves a built-in frontend; its paths are not a public contract.
    area "Studio API Internals",
        evolving(note = "External automation that calls Studio directly may break on minor version bumps.");
    excludes "visual layout";
    excludes "REST API paths";

    /// Templates are intended to evolve as framework conventions improve; generated project layouts may change between minor
    /// versions.
    area "Example Templates",
        evolving(note = "If you have customized a generated project, review the changelog before upgrading.");

    /// The output of `aksara doctor` is human-readable and not guaranteed stable for machine parsing.
    area "Diagnostics Output Format",
        evolving(note = "Use exit codes (0 = pass, non-zero = fail) for automation rather than parsing stdout.");
    format "aksara doctor output";
    excludes "the text on stdout and stderr";
}
