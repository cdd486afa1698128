#![deny(warnings)]

//! Everything that a permit can name.

mod private {
    #[stability::beta]
    pub struct Frame<T, const N: usize>(pub [T; N]);
    #[stability::beta]
    pub enum Choice<'a> {
        One(&'a str),
    }
    pub type Alias<T> = Frame<T, 1>;
    pub struct Unmarked;
}

use private::{Choice, Frame};

#[stability::stable(since = "1.0.0", may_expose(Frame, Choice<'_>, private::Alias<u8>, Vec, u8, private::Unmarked))]
pub fn send<'a>(_: Frame<u8, 2>, _: Choice<'a>, _: private::Alias<u8>, _: Vec<u8>, _: private::Unmarked) {}

#[stability::stable(since = "1.0.0", may_expose(T, kernel::Batch))]
pub struct Holder<T> {
    pub held: kernel::Batch<T>,
    #[cfg(any())]
    #[stable(may_expose(NoSuchType))]
    pub cut: NoSuchType,
}

#[stability::stable(since = "1.0.0", may_expose(Self))]
impl<T> Holder<T> {
    #[stable(may_expose(Frame<T, 1>))]
    pub fn frame(self) -> Frame<T, 1> {
        Frame([self.held.content])
    }
}

impl<T> Holder<T> {
    #[stability::stable(since = "1.0.0", may_expose(T, kernel::Evolving))]
    pub fn lone(self, evolving: kernel::Evolving) -> (T, kernel::Evolving) {
        (self.held.content, evolving)
    }
}

#[stability::stable(since = "1.0.0")]
pub fn outer() {
    #[stability::beta]
    pub struct Local;
    #[stability::stable(since = "1.0.0", may_expose(Local))]
    pub fn inner(_: Local) {}
    inner(Local);
}

fn main() {
    send(Frame([1, 2]), Choice::One("one"), Frame([1]), vec![], private::Unmarked);
    outer();
    let holder = || Holder { held: kernel::Batch { content: 1 } };
    let _ = (holder().frame().0, holder().lone(kernel::Evolving).0);
}
