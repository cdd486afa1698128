#![deny(warnings)]

//! What is not there is not spoken of.

#[stability::beta]
pub struct Frame;

#[stability::stable(since = "1.0.0")]
pub struct Request {
    pub model: u8,
    #[cfg(not(all()))]
    pub absent: Absent,
    #[cfg(not(all()))]
    #[stable(since = "1.1.0", deprecated(since = "1.2.0", replacement = nowhere::Absent))]
    pub frame: Frame,
    #[cfg(all())]
    #[stable(since = "1.1.0")]
    pub present: u8,
}

#[stability::stable(since = "1.0.0")]
pub enum Choice {
    #[cfg(not(all()))]
    Absent(Absent),
    #[stable(since = "1.1.0")]
    #[cfg(all())]
    Present {
        #[cfg(not(all()))]
        absent: Absent,
        #[cfg(all())]
        present: u8,
    },
}

#[stability::stable(since = "1.0.0")]
impl Request {
    #[cfg(not(all()))]
    pub fn absent(&self) -> Absent {
        self.absent
    }

    #[cfg(not(all()))]
    pub const ABSENT: Absent = Absent;

    #[cfg(all())]
    #[beta]
    pub fn present(&self) -> u8 {
        self.present
    }
}

#[stability::stable(since = "1.0.0")]
pub trait Provider {
    #[cfg(not(all()))]
    fn absent(&self) -> Absent;
    #[cfg(all())]
    fn present(&self) -> u8;
}

#[stability::sealed]
#[cfg(not(all()))]
pub trait Sealed {}

#[stability::sealed]
#[cfg(not(all()))]
impl Sealed for Absent {}

#[cfg(not(all()))]
#[stability::stable(since = "1.0.0")]
pub fn above(_: Absent) {}

#[stability::stable(since = "1.0.0")]
#[cfg(not(all()))]
pub fn below(_: Absent) -> Frame {}

#[stability::stable(since = "1.0.0")]
pub mod memory {
    #[cfg(not(all()))]
    pub fn absent() -> Absent {}

    #[cfg(not(all()))]
    impl super::Absent {
        #[beta]
        pub fn absent() {}
    }
}

#[stability::stable(since = "1.0.0")]
#[cfg(not(all()))]
pub use nowhere::Absent as Other;

fn main() {
    let request = Request { model: 1, present: 1 };
    let Choice::Present { present } = Choice::Present { present: request.model };
    assert_eq!(request.present(), present);
}
