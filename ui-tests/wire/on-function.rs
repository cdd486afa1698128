#[stability::stable(since = "1.0.0", wire = "free")]
pub fn run() {}

#[stability::stable(since = "1.0.0")]
pub struct Frame {
    #[stable(since = "1.0.0", wire = "free")]
    pub name: String,
}

fn main() {}
