//! The stable areas.

stability::surface! {
    /// Models, queries and what they are made of. In use across multiple releases, and intended to remain compatible across
    /// v0.6.x: a break needs a strong reason and clear migration guidance.
    area "ORM Core", stable(since = "0.5.0");

    /// The commands `aksara makemigrations` and `aksara migrate`, the format of migration files, and what they depend on.
    /// Existing generated migrations are not re-generated or altered by framework upgrades.
    area "Migration System", stable(since = "0.5.0");
    /// One JSON document per migration in the migrations folder, named like the migration: `schema`, `name`, `depends_on`,
    /// `operations`, `sql`, `checksum`.
    format "migration file";
    /// The marker in each migration file; a file with another is refused.
    schema "aksara/migration@1";
    /// The models of a project, and its grants.
    format "models.yaml";
    #[evolving(since = "0.5.0", note = "build nothing on its columns; the view `aksara_applied` has the names")]
    interface "table aksara_migrations";
    /// The names of applied migrations, in order.
    #[beta(since = "0.6.0", until = "0.7.0")]
    sql_view "aksara_applied";

    /// View sets and their actions, what is serialized, how lists are filtered, ordered and paged, who is let in.
    area "ViewSets and API", stable(since = "0.5.0");
    /// `ordering=-title,id`: the columns to order by, `-` for the reverse.
    wire_name "ordering";
    /// The page, from 1.
    wire_name "page";
    /// The rows of a page.
    wire_name "page_size";
    /// In a page: the rows of all pages together.
    wire_name "count";
    /// In a page: its rows.
    wire_name "results";
    /// Filters by a column: `stock__gte=1`, with the lookups of `Q`.
    interface "query parameter <column>__<lookup>";
    /// `/model/` and `/model/{id}/` for the standard actions, `/model/{name}/` and `/model/{id}/{name}/` for others.
    interface "paths of a view set";

    /// Principals, the engine that decides, and what is enforced: what is denied, what returns `denied_fields`, and which paths
    /// are covered.
    area "Security Policy Model", stable(since = "0.5.0");
    /// On a field: hidden from AI agents.
    wire_name "ai_sensitive";
    /// On a field: AI agents may write it.
    wire_name "ai_agent_writable";
    /// In the body of a response with status 403: the fields that are denied.
    wire_name "denied_fields";

    /// What a credential says, and how its scopes, audience, tenant and expiration are checked.
    area "MCP/AI Credential Helpers", stable(since = "0.5.0");
    /// The claim that says who.
    wire_name "sub";
    /// The claim that says for which servers.
    wire_name "aud";
    /// The claim that says for what: scopes such as `book:read`, with spaces between.
    wire_name "scope";
    /// The claim that says for which tenant.
    wire_name "tenant";
    /// The claim that says until when, in seconds since 1970-01-01 in UTC.
    wire_name "exp";

    /// Key names and types of all settings.
    area "Settings Protocol", stable(since = "0.5.0");
    /// The file of the database, from the project's folder.
    setting "database": PathBuf;
    /// The folder of the migrations, from the project's folder.
    setting "migrations": PathBuf;
    /// Whether errors may show what is inside; off in production.
    setting "debug": bool;
    /// What signs the bearer tokens of AI clients: at least 32 characters.
    setting "secret_key": String;
    /// The hosts that the project answers for; commas part them in the variable.
    setting "allowed_hosts": Vec<String>;
    /// The rows of a page where nothing is said.
    setting "page_size": usize;
    /// The most rows of a page.
    setting "max_page_size": usize;
    /// The audience that credentials of AI clients must name.
    setting "mcp_audience": Option<String>;
    /// Each setting is read from `AKSARA_` and its name in capitals; a variable of that form that is no setting is refused.
    env "AKSARA_*";
}
