stability::generated! {
    #[stable(since = "1.0.0")]
    pub DDL = "schema.sql", frozen;
    #[stable(since = "1.0.0")]
    pub SCHEMA = "schema.sql", frozen;
}

fn main() {}
