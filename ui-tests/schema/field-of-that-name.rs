use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", schema = "nika/workflow@1")]
#[derive(Serialize, Deserialize)]
pub struct Workflow {
    pub schema: String,
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = "v1", key = "nika")]
#[derive(Serialize, Deserialize)]
pub struct Plan {
    #[serde(rename = "nika")]
    pub version: String,
}

fn main() {}
