use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", schema = "nika/workflow@1", key = "")]
#[derive(Serialize, Deserialize)]
pub struct Workflow {
    pub name: String,
}

#[stability::stable(since = "1.0.0", schema = "nika/workflow@1", key = "a schema")]
#[derive(Serialize, Deserialize)]
pub struct Plan {
    pub name: String,
}

fn main() {}
