use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", extensions(core = "x-nika-", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
}

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "nika."))]
#[derive(Serialize, Deserialize)]
pub struct Answer {
    pub text: String,
}

fn main() {}
