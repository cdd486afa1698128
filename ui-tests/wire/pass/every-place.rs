use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", wire = "free")]
#[derive(Serialize, Deserialize)]
pub struct Frame {
    pub name: String,
}

#[stability::evolving(wire = "stable")]
#[derive(Serialize)]
pub enum Event {
    Start,
}

#[stability::area("Plans", wire = "beta")]
pub mod plans {
    #[stable(since = "1.0.0")]
    pub struct Plan;
}

fn main() {}
