#[stability::evolving]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub enum Answer {
    No,
    Yes(Frame),
    Perhaps { frame: Frame },
}

fn main() {}
