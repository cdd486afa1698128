use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-", max_keys = 0, max_depth = "32"))]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
}

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-", max_keys = -1, max_depth))]
#[derive(Serialize, Deserialize)]
pub struct Answer {
    pub text: String,
}

fn main() {}
