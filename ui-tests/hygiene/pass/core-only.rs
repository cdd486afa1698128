#![no_implicit_prelude]
#![deny(warnings)]

//! Without any prelude. A seal needs that of the language's tools, for `#[diagnostic]`.

#[::stability::beta]
pub struct Frame;

#[::stability::stable(since = "1.0.0", may_expose(Frame))]
pub struct Request {
    #[stable(since = "1.1.0", deprecated(since = "1.2.0", replacement = frame))]
    pub was: u8,
    pub frame: ::core::option::Option<Frame>,
}

#[::stability::stable(since = "1.0.0")]
pub trait Provider {
    fn name(&self) -> u8;
}

#[::stability::stable(since = "1.0.0", may_expose(Frame))]
impl Provider for Frame {
    fn name(&self) -> u8 {
        1
    }
}

#[::stability::experimental(feature = "thing")]
pub fn send() {}

::stability::contract! { name = "Nika", state = alpha, scope = "^1" }

fn main() {
    send();
    ::core::assert_eq!(Provider::name(&Frame), 1);
}
