#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Frames;

#[stability::stable(since = "1.0.0")]
impl Iterator for Frames {
    type Item = Frame;

    fn next(&mut self) -> Option<Frame> {
        None
    }
}

fn main() {}
