use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", extensions = "x-")]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
}

fn main() {}
