#[stability::stable(since = "1.0.0", constructor, default)]
pub struct Request {
    pub model: String,
}

#[stability::stable(since = "1.0.0")]
pub enum Answer {
    Maybe {
        #[stable(since = "1.0.0", default = 1)]
        certainty: u8,
    },
}

fn main() {}
