use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub enum Request {
    Infer { model: String },
}

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
pub trait Provider {}

fn main() {}
