#[stability::internal]
#[derive(Clone, Copy)]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub union Request {
    pub model: u8,
    pub frame: Frame,
}

fn main() {}
