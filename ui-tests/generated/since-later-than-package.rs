stability::generated! {
    #[stable(since = "1.5.0")]
    pub OPENAPI = "generated/openapi.json", additive;
}

fn main() {}
