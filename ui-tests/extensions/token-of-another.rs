use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
}

#[stability::stable(since = "1.0.0", constructor, extensions(core = "nika", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct Answer {
    pub text: String,
}

fn main() {
    let mut request = Request::new("small".to_owned());
    let _ = request.extensions_mut().insert_core(Answer::CORE, "nika.trust", 1);
}
