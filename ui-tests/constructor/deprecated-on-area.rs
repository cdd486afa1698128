#[stability::area("Inference", constructor(deprecated(since = "1.2.0", note = "use of")))]
pub mod inference {
    #[stable(since = "1.0.0")]
    pub struct Request {
        pub model: String,
    }
}

fn main() {}
