stability::generated! {
    #[stable(since = "1.0.0")]
    pub DDL = "../schema.sql", frozen;
    #[stable(since = "1.0.0")]
    pub TOOLS = "/tools.json", frozen;
    #[stable(since = "1.0.0")]
    pub OPENAPI = "", additive;
}

fn main() {}
