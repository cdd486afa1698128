#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub type Frames = Vec<Frame>;

fn main() {}
