use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", schema = "nika/workflow@1", schema = "nika/workflow@2")]
#[derive(Serialize, Deserialize)]
pub struct Workflow {
    pub name: String,
}

fn main() {}
