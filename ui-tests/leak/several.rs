#[stability::beta]
pub struct Frame;

#[stability::evolving]
pub struct Chunk;

#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub frame: Frame,
    pub chunk: Chunk,
}

#[stability::stable(since = "1.0.0")]
impl Request {
    pub fn frame(&self, _: &Chunk) -> Option<&Frame> {
        None
    }
}

#[stability::stable(since = "1.0.0")]
pub fn send(_: Vec<Frame>, _: Request) -> Chunk {
    Chunk
}

fn main() {}
