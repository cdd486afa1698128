stability::generated! {
    #[stable(since = "1.0.0")]
    pub TOOLS = "tools.json", frozen(key = "");
    #[stable(since = "1.0.0")]
    pub DDL = "schema.sql", frozen(reason = "why");
    #[stable(since = "1.0.0")]
    pub OTHER = "other.json", frozen(key = "name", fields = "schema");
}

fn main() {}
