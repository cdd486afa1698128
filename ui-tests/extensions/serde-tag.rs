use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "camelCase")]
pub struct Request {
    pub model_name: String,
}

fn main() {}
