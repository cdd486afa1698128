use serde::{Deserialize, Serialize};

#[stability::stable(since = "1.0.0", constructor)]
#[derive(Serialize, Deserialize)]
pub struct Request {
    pub model: String,
    #[reserved(until = "1.5.0")]
    memory: stability::Reserved,
}

fn main() {
    let mut request = Request::new("small".to_owned());
    request.memory = stability::Reserved::from("a frame");
    let _ = request.memory.0;
    let _ = request.with_memory("a frame");
}
