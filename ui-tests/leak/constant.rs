#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub const FIRST: Frame = Frame;

#[stability::stable(since = "1.0.0")]
pub static LAST: Option<Frame> = None;

fn main() {}
