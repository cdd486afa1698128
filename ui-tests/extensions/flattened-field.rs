use serde::{Deserialize, Serialize};

use std::collections::BTreeMap;

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
    #[serde(flatten)]
    pub rest: BTreeMap<String, String>,
}

fn main() {}
