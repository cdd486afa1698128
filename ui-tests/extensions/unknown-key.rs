use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", extensions(core = "nika", comunity = "x-", since = "1.0.0", core = "a"))]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
}

fn main() {}
