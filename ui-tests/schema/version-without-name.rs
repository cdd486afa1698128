use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", schema = "v1")]
#[derive(Serialize, Deserialize)]
pub struct Workflow {
    pub name: String,
}

fn main() {}
