use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
pub struct Request {
    pub model: String,
}

fn main() {}
