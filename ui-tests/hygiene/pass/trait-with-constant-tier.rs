//! A trait for every type, with a constant of the name that a tier has.

pub trait Ranked {
    const TIER: u8 = 1;
}

impl<T: ?Sized> Ranked for T {}

#[stability::stable(since = "1.0.0")]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Memory {
    pub frames: Vec<Frame>,
}

fn main() {
    assert_eq!(Memory::TIER, 1);
}
