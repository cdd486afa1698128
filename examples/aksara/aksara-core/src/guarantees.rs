//! Promised behaviour: what is enforced, and how releases behave.

stability::guarantee! {
    /// A payload whose fields are unknown, missing or of another type than the model's is refused, by the name of the field;
    /// a row is written with each column that is visible, and with no other.
    #[stable(since = "0.5.0", area = "ViewSets and API")]
    pub SERIALIZED_AS_DECLARED = "serialized-as-declared";

    /// No principal but the project itself may do what no grant allows.
    #[stable(since = "0.5.0", area = "Security Policy Model")]
    pub DEFAULT_DENY = "default-deny";

    /// An AI agent needs a grant and a scope of its credential for each access to a model.
    #[stable(since = "0.5.0", area = "Security Policy Model")]
    pub AGENT_SCOPES = "agent-scopes";

    /// A field that is `ai_sensitive` is in nothing that an AI agent reads: rows, filters, ordering.
    #[stable(since = "0.5.0", area = "Security Policy Model")]
    pub AGENT_HIDDEN = "agent-hidden";

    /// An AI agent writes only fields that are `ai_agent_writable`.
    #[stable(since = "0.5.0", area = "Security Policy Model")]
    pub AGENT_READ_ONLY = "agent-read-only";

    /// A payload with a field that is denied is refused as a whole, and `denied_fields` names every such field.
    #[stable(since = "0.5.0", area = "Security Policy Model")]
    pub DENIED_FIELDS = "denied-fields";

    /// Rows that belong to tenants are reached only by principals of the tenant, in reads, writes and deletions alike.
    #[stable(since = "0.5.0", area = "Security Policy Model")]
    pub TENANT_BOUND = "tenant-bound";

    /// A bearer token is taken only if it is signed with the project's secret key.
    #[stable(since = "0.6.0", area = "MCP/AI Credential Helpers")]
    pub CREDENTIAL_SIGNED = "credential-signed";

    /// A credential is refused from the second `exp` on.
    #[stable(since = "0.5.0", area = "MCP/AI Credential Helpers")]
    pub CREDENTIAL_EXPIRES = "credential-expires";

    /// A credential is refused by every server that `aud` does not name.
    #[stable(since = "0.5.0", area = "MCP/AI Credential Helpers")]
    pub CREDENTIAL_AUDIENCE = "credential-audience";

    /// A credential reaches the rows of the tenant that it names, and of no other.
    #[stable(since = "0.5.0", area = "MCP/AI Credential Helpers")]
    pub CREDENTIAL_TENANT = "credential-tenant";

    /// A migration file that exists is never made again or altered, by a command or by another release.
    #[stable(since = "0.5.0", area = "Migration System")]
    pub MIGRATIONS_STAY = "migrations-stay";

    /// What is executed is the SQL in the file, and only if the file is the one that was made.
    #[stable(since = "0.5.0", area = "Migration System")]
    pub MIGRATION_INTEGRITY = "migration-integrity";

    /// A migration is applied as a whole or not at all; what loses rows or values is applied only where that is said.
    #[stable(since = "0.5.0", area = "Migration System")]
    pub MIGRATION_SAFETY = "migration-safety";
}

stability::guarantee! {
    /// Minor versions: a breaking change to a stable area is documented in the changelog with a migration path. A change to
    /// an evolving area may come without one.
    #[stable(since = "0.6.0", area = "Compatibility Policy Before v1.0")]
    pub MINOR_VERSIONS = "minor-versions";

    /// A deprecation in a stable area is announced one minor version before removal where possible.
    #[stable(since = "0.6.0", area = "Compatibility Policy Before v1.0")]
    pub DEPRECATION_NOTICE = "deprecation-notice";

    /// Patch versions: no intentional breaking change to a stable area; bug fixes and additions only. A patch that breaks
    /// stable behavior by mistake is a bug, and a further patch fixes it.
    #[stable(since = "0.6.0", area = "Compatibility Policy Before v1.0")]
    pub PATCH_VERSIONS = "patch-versions";

    /// The changelog entry labels the change as a security fix, and describes the change and the affected configuration.
    #[stable(since = "0.6.0", area = "Security-Fix Behavior")]
    pub SECURITY_FIX_LABELLED = "security-fix-labelled";

    /// A migration path is provided where one exists without compromising the fix.
    #[stable(since = "0.6.0", area = "Security-Fix Behavior")]
    pub SECURITY_FIX_PATH = "security-fix-path";

    /// Security fixes are applied to the current stable minor version; backports are at maintainer discretion, by severity
    /// and deployment complexity.
    #[stable(since = "0.6.0", area = "Security-Fix Behavior")]
    pub SECURITY_FIX_VERSIONS = "security-fix-versions";

    /// A change of what is denied, what returns `denied_fields` or which paths are covered is documented.
    #[stable(since = "0.6.0", area = "Generated Surface Change Policy")]
    pub ENFORCEMENT_DOCUMENTED = "enforcement-documented";

    /// Each minor version has a changelog section that says what changed and what the migration path is.
    #[stable(since = "0.6.0", area = "Migration Note Expectations")]
    pub CHANGELOG_SECTION = "changelog-section";

    /// A breaking change to a stable area that affects user code comes with the code before and after.
    #[stable(since = "0.6.0", area = "Migration Note Expectations")]
    pub BREAK_WITH_EXAMPLE = "break-with-example";

    /// A change to a generated surface comes with a description of what will look different after upgrading.
    #[stable(since = "0.6.0", area = "Migration Note Expectations")]
    pub GENERATED_CHANGE_DESCRIBED = "generated-change-described";

    /// A security fix comes with what changed, why, and what to do.
    #[stable(since = "0.6.0", area = "Migration Note Expectations")]
    pub SECURITY_FIX_DESCRIBED = "security-fix-described";
}
