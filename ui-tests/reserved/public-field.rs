use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0")]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
    #[reserved]
    pub memory: stability::Reserved,
}

fn main() {}
