use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0")]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
    #[reserved(until = "1.5.0")]
    memory: Option<String>,
}

fn main() {}
