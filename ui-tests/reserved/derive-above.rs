use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[stability::stable(since = "1.0.0")]
pub struct Answer {
    pub text: String,
    #[reserved]
    memory: stability::Reserved,
}

fn main() {}
