#[stability::stable(since = "1.0.0", may_expose(NoSuchType))]
pub fn send() {}

#[stability::stable(since = "1.0.0", may_expose(nowhere::Frame<u8>))]
pub struct Request {
    #[stable(may_expose(Vanished))]
    pub field: u8,
}

#[stability::stable(since = "1.0.0")]
impl Request {
    #[stable(may_expose(crate::Missing))]
    pub fn method(&self) {}
}

fn main() {}
