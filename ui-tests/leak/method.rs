#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request;

#[stability::stable(since = "1.0.0")]
impl Request {
    pub const FIRST: Option<Frame> = None;

    pub fn frame(&self) -> Frame {
        Frame
    }

    #[beta]
    pub fn weaker(&self, _: Frame) {}

    fn private(&self, _: Frame) {}
}

fn main() {
    Request.private(Frame);
}
