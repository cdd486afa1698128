//! The first field is not there; the second is, and of the same type.

#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request {
    #[cfg(not(all()))]
    pub absent: Frame,
    pub present: Frame,
}

fn main() {}
