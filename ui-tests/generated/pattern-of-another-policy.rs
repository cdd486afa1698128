stability::generated! {
    #[stable(since = "1.0.0")]
    pub MIGRATIONS = "migrations/*.sql", frozen;
    #[stable(since = "1.0.0")]
    pub PAGES = "pages/*.json", additive;
    #[stable(since = "1.0.0")]
    pub TOOLS = "tools/*.json", frozen(key = "name");
}

fn main() {}
