#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request;

impl Request {
    #[stability::stable(since = "1.0.0")]
    pub fn made(_: Frame) -> u8 {
        1
    }
}

fn main() {}
