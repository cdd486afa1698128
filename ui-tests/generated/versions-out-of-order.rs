stability::generated! {
    #[stable(since = "1.0.0", deprecated(since = "0.5.0"))]
    pub OPENAPI = "generated/openapi.json", additive;

    #[stable(since = "1.0.0", deprecated(since = "1.2.0", remove_in = "1.2.0+build"))]
    pub SCHEMA = "generated/schema.sql", frozen;

    #[beta(since = "1.2.0", until = "1.2.0")]
    pub TOOLS = "generated/tools.json", free;
}

fn main() {}
