use std::collections::HashMap;

#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub frames: HashMap<String, Vec<Option<[Frame; 2]>>>,
    pub on_frame: fn(&mut Frame),
}

fn main() {}
