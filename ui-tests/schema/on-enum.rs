use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", schema = "nika/event@1")]
#[derive(Serialize, Deserialize)]
pub enum Event {
    Started,
}

#[stability::stable(since = "1.0.0", schema = "nika/event@1")]
pub fn event() {}

fn main() {}
