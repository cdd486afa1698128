stability::generated! {
    #[stable(since = "1.0.0")]
    pub DDL = "schema.sql", frozen(reason, reason);
}

fn main() {}
