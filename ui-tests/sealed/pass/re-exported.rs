#![deny(warnings)]

//! Traits in private modules, re-exported by name with their seals, and with everything else.

pub struct Echo;

pub struct Holder<T>(pub T);

#[stability::sealed]
#[stability::stable(since = "1.0.0")]
impl kernel::Together for Echo {}

#[stability::sealed]
impl kernel::Together for Holder<Echo> {}

// The name is that of a type beside the trait too.
#[stability::sealed]
impl kernel::all::ByGlob for Echo {}

mod inner {
    pub struct Ring;

    #[stability::sealed]
    impl kernel::all::ByGlob for self::Ring {}

    #[stability::sealed]
    impl kernel::Together for super::inner::Ring {}
}

fn main() {
    struct Local;

    #[stability::sealed]
    impl kernel::all::ByGlob for Local {}

    fn take(_: impl kernel::all::ByGlob) {}
    take(Local);
    take(inner::Ring);
    take(Echo);
}
