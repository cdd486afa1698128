use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.9.0", schema = "workflow", key = "a b", extensions(core = "x", community = "x"), constructor = "new")]
#[derive(Serialize, Deserialize)]
pub struct Workflow {
    #[reserved(until = "1")]
    pub memory: String,
    pub extensions: String,
}

fn main() {
    let _ = core::mem::size_of::<Workflow>();
}
