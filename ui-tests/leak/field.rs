#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub model: u8,
    pub frame: Frame,
}

fn main() {}
