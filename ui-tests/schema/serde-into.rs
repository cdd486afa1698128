use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", schema = "nika/workflow@1")]
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Workflow {
    pub name: String,
}

impl From<String> for Workflow {
    fn from(name: String) -> Self {
        Self { name }
    }
}

impl From<Workflow> for String {
    fn from(workflow: Workflow) -> Self {
        workflow.name
    }
}

#[stability::stable(since = "1.0.0", schema = "nika/plan@1")]
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plan {
    pub name: String,
}

fn main() {}
