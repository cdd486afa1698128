use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0")]
#[derive(Serialize, Deserialize)]
pub struct Workflow {
    #[stable(since = "1.0.0", schema = "nika/workflow@1")]
    pub schema: String,
}

fn main() {}
