//! The policies: how releases behave. Their rules are guarantees; here is the text of each policy, and what it
//! does not promise.

stability::surface! {
    /// No API stability guarantee equivalent to semantic versioning after 1.0 is made. The intent is to make breaking changes
    /// predictable and migration-guided, not to make them impossible.
    area "Compatibility Policy Before v1.0",
        stable(since = "0.6.0", note = "Subscribe to the changelog, and pin your minor version in production.");
    excludes "a migration path for changes to evolving areas";

    /// Security fixes are not bound by the compatibility policy: a fix may change default behavior, disable an insecure option,
    /// or require configuration changes without a deprecation window.
    area "Security-Fix Behavior", stable(since = "0.6.0");
    excludes "a deprecation window for security fixes";
    excludes "backports to prior minor versions";

    /// REST routes and what they serialize, OpenAPI schemas, MCP tool descriptions, Studio pages and migration DDL are
    /// generated from model definitions.
    area "Generated Surface Change Policy", stable(since = "0.6.0");
    planned "AI prompt context";
    excludes "Studio pages, which improve between versions";

    /// For each minor version, and for each change to user code or configuration.
    area "Migration Note Expectations",
        stable(since = "0.6.0", note = "If an entry is unclear or misses a migration path that you need, open an issue.");
    excludes "changes to internal implementation details that are not in a stable area";
    excludes "improvements to generated output that do not break stable behavior";
    excludes "bug fixes that restore documented behavior";
}
