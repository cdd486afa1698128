//! What is generated from the models of the template `library`, and what may become of it.

stability::generated! {
    /// Generated migration DDL is stable output: existing migrations are not altered retroactively, and new model changes make
    /// new files in the same format.
    #[stable(since = "0.6.0", area = "Generated Surface Change Policy")]
    pub MIGRATION = "generated/0001_initial.json", frozen(reason);

    /// OpenAPI documents may gain fields, response properties or better descriptions. A removal needs a deprecation notice.
    #[stable(since = "0.6.0", area = "Generated Surface Change Policy")]
    pub OPENAPI = "generated/openapi.json", additive(reason);

    /// Tool descriptions may become clearer or gain metadata. Names and input schemas of the standard actions are stable once
    /// the view set is registered.
    #[stable(since = "0.6.0", area = "Generated Surface Change Policy")]
    pub TOOLS = "generated/tools.json", frozen(key = "name", fields = ["inputSchema"], reason);

    /// Studio pages are not a public contract: layout and paths may change.
    #[evolving(since = "0.6.0", area = "Generated Surface Change Policy", note = "rely on the routes instead")]
    pub STUDIO = "generated/studio.html", free;
}
