use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", constructor)]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
    #[evolving]
    #[reserved]
    memory: stability::Reserved,
}

fn main() {}
