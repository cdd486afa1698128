#![deny(warnings)]

//! Everything that a replacement can be.

#[stability::stable(since = "1.0.0")]
pub mod memory {
    pub struct Frame;
    impl Frame {
        pub const LIMIT: u8 = 1;
        pub fn new() -> Self {
            Self
        }
        pub fn of<T>(_: T) -> Self {
            Self
        }
    }
    pub trait Reads {
        fn read(&self);
    }
    pub enum Choice {
        One,
    }
    pub fn clear() {}
    pub static COUNT: u8 = 1;
}

use memory::{Choice, Frame};

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = memory))]
pub mod was_module {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = crate::memory::Frame))]
pub struct WasStruct;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = memory::Frame::new))]
pub fn was_function() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Frame::of::<u8>))]
pub fn was_generic() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = <Frame>::LIMIT))]
pub const WAS_CONST: u8 = 1;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = memory::Choice::One))]
pub static WAS_STATIC: u8 = 1;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = self::Choice))]
pub enum WasEnum {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = memory::Reads))]
pub trait WasTrait {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = ::std::mem::take))]
pub type WasAlias = u8;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = memory::COUNT))]
#[macro_export]
macro_rules! was_macro {
    () => {};
}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = println))]
pub fn was_print() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = "the setting `memory.frames`"))]
pub fn was_setting() {}

#[stability::stable(since = "1.0.0")]
pub struct Members {
    #[stable(deprecated(since = "1.1.0", replacement = model))]
    pub was_field: u8,
    #[stable(deprecated(since = "1.1.0", replacement = Members::model))]
    pub was_also: u8,
    #[stable(deprecated(since = "1.1.0", replacement = memory::clear))]
    pub was_third: u8,
    pub model: u8,
}

#[stability::stable(since = "1.0.0")]
impl Members {
    pub fn model(&self) -> u8 {
        self.model
    }
    #[stable(deprecated(since = "1.1.0", replacement = Self::model))]
    pub fn was_self(&self) {}
    #[stable(deprecated(since = "1.1.0", replacement = Members::model))]
    pub fn was_named(&self) {}
}

#[stability::stable(since = "1.0.0")]
pub enum Variants {
    #[stable(deprecated(since = "1.1.0", replacement = Self::Now))]
    Was,
    #[stable(deprecated(since = "1.1.0", replacement = Variants::Now))]
    Also,
    Now,
}

#[stability::stable(since = "1.0.0")]
pub trait Provider {
    fn now(&self);
    #[stable(deprecated(since = "1.1.0", replacement = Provider::now))]
    fn was(&self) {}
    #[stable(deprecated(since = "1.1.0", replacement = Self::now))]
    fn was_self(&self) {}
}

pub struct Generic<T>(pub T);

#[stability::stable(since = "1.0.0")]
impl<T> Generic<T> {
    pub fn now(&self) {}
    #[stable(deprecated(since = "1.1.0", replacement = Self::now))]
    pub fn was(&self) {}
    #[stable(deprecated(since = "1.1.0", replacement = Generic::<u8>::now))]
    pub fn was_also(&self) {}
}

fn main() {
    assert_eq!(Frame::LIMIT, memory::COUNT);
    let _ = (Frame::new(), Frame::of(1), Choice::One, Variants::Now);
    memory::clear();
}
