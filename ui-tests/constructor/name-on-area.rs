#[stability::area("Inference", constructor = make)]
pub mod inference {
    #[stable(since = "1.0.0")]
    pub struct Request {
        pub model: String,
    }
}

fn main() {}
