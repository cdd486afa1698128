use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct Request(pub String);

#[stability::stable(since = "1.0.0", extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct Nothing;

fn main() {}
