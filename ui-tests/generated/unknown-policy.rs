stability::generated! {
    #[stable(since = "1.0.0")]
    pub DDL = "schema.sql", frosen;
    #[stable(since = "1.0.0")]
    pub TOOLS = "tools.json", whatever;
}

fn main() {}
