#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = nowhere::Request))]
pub struct Request;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = memory::Missing))]
pub fn send() {}

#[stability::area("Memory")]
pub mod memory {
    #[beta(deprecated(replacement = Missing))]
    pub struct Frame;
}

fn main() {}
