stability::generated! {
    #[stable(since = "1.0.0")]
    pub DDL = "schema.json", additive(key = "name");
    #[internal]
    pub ADMIN = "admin.html", free(reason);
    #[stable(since = "1.0.0")]
    pub TOOLS = "tools.json", frozen(sorted);
}

fn main() {}
