#[stability::stable(since = "1.0.0", wire = "public")]
pub struct Frame {
    pub name: String,
}

#[stability::stable(since = "1.0.0", wire = "internal")]
pub enum Event {
    Start,
}

#[stability::stable(since = "1.0.0", wire = free)]
pub struct Plan;

fn main() {}
