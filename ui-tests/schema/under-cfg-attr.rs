use serde::{Deserialize, Serialize};

#[stability::area("Workflow")]
pub mod workflow {
    use super::{Deserialize, Serialize};

    #[cfg_attr(all(), stable(since = "1.0.0", schema = "nika/workflow@1"))]
    #[derive(Serialize, Deserialize)]
    pub struct Workflow {
        pub name: String,
    }
}

fn main() {}
