stability::generated! {
    #[stable(since = "1.0.0")]
    pub TOOLS = "tools.json", frozen(fields = ["schema"]);
}

fn main() {}
