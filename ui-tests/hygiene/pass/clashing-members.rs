#![deny(warnings)]

//! Traits in scope whose members have the names that expansions ask for.

pub trait Clashes {
    const TIER: u8 = 1;
    const TRAIT: u8 = 1;
    fn admit(&self) {}
    fn new() {}
}

#[stability::beta]
pub struct Frame;

pub struct Plain;

impl Plain {
    pub const TIER: u8 = 1;
}

impl Clashes for Frame {}

impl Clashes for Plain {}

#[stability::stable(since = "1.0.0", may_expose(Frame))]
pub struct Request {
    pub frame: Option<Frame>,
    pub other: Plain,
}

#[stability::stable(since = "1.0.0", sealed)]
pub trait Provider {}

#[stability::sealed]
impl Provider for Plain {}

fn main() {
    assert_eq!(Plain::TIER, <Frame as Clashes>::TIER);
}
