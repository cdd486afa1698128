use serde::{Deserialize, Serialize};

#[derive(Clone, Serialize, Deserialize)]
#[stability::stable(since = "1.0.0", schema = "nika/workflow@1")]
pub struct Workflow {
    pub name: String,
}

fn main() {}
