use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
}

fn main() {
    let _ = Request::new("small".to_owned());
    let _ = Request {
        model: "small".to_owned(),
    };
}
