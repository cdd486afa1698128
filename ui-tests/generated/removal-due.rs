stability::generated! {
    #[stable(since = "1.0.0", deprecated(since = "1.1.0", remove_in = "1.4.0+build"))]
    pub OPENAPI = "generated/openapi.json", additive;
}

fn main() {}
