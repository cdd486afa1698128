stability::generated! {
    #[stable(since = "1.0.0")]
    pub DDL = "schema.sql";

    #[stable(since = "1.0.0")]
    pub TOOLS = tools, frozen;

    #[stable(since = "1.0.0")]
    pub OPENAPI = "openapi.json", additive reason;
}

fn main() {}
