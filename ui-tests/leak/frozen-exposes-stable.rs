#[stability::stable(since = "1.0.0")]
pub struct Frame;

#[stability::frozen(since = "1.0.0")]
pub struct Request {
    pub frame: Frame,
}

fn main() {}
