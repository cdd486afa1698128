#[stability::beta]
pub struct Frame;

#[stability::beta]
pub struct Chunk;

#[stability::stable(since = "1.0.0", may_expose(Chunk))]
pub fn send(_: Frame, _: Chunk) {}

fn main() {}
