#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub trait Provider {
    const FIRST: Frame;
    fn send(&self, frame: Frame);
    fn receive(&self) -> Option<Frame>;
}

fn main() {}
