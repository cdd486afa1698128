#![deny(warnings)]
#![allow(deprecated)]

//! What `cfg_attr` takes away inside an item is not there for the attribute around it either.

#[stability::stable(since = "1.0.0", constructor)]
pub struct Fields {
    pub kept: u8,
    #[cfg_attr(all(), cfg(any()))]
    pub cut: NoSuchType,
    #[cfg_attr(any(), cfg(any()))]
    pub untouched: u8,
    #[cfg_attr(all(), cfg_attr(all(), cfg(any())), doc = "Cut.")]
    pub nested: NoSuchType,
    #[cfg_attr(true, doc = "Deprecated.", deprecated(since = "1.2.0", note = "old"))]
    #[stable(default)]
    pub was: u8,
    #[cfg_attr(any(), deprecated)]
    #[stable(default)]
    pub is: u8,
}

#[stability::stable(since = "1.0.0")]
pub enum Variants {
    Kept,
    #[cfg_attr(all(), cfg(any()))]
    Cut(NoSuchType),
    Fields {
        #[cfg_attr(all(), cfg(any()))]
        cut: NoSuchType,
    },
}

#[stability::stable(since = "1.0.0")]
impl Fields {
    pub fn kept(&self) {}
    #[cfg_attr(all(), cfg(any()))]
    pub fn cut(&self) -> NoSuchType {}
    #[cfg_attr(all(), cfg(any()))]
    #[stable(deprecated(replacement = NoSuchType::new))]
    pub fn was_cut(&self) {}
}

#[stability::stable(since = "1.0.0")]
pub trait Speak {
    fn kept(&self);
    #[cfg_attr(all(), cfg(any()))]
    fn cut(&self) -> NoSuchType;
    #[cfg_attr(all(), cfg(any()))]
    type Cut: NoSuchTrait;
}

#[stability::stable(since = "1.0.0")]
pub mod items {
    #[cfg_attr(all(), cfg(any()))]
    pub fn cut() -> NoSuchType {}

    #[cfg_attr(all(), cfg(any()))]
    #[beta(constructor)]
    pub struct Cut {
        pub field: NoSuchType,
    }

    #[cfg_attr(all(), cfg(any()))]
    #[sealed(friends = ["nika"])]
    pub trait Sealed: NoSuchTrait {}

    #[cfg_attr(all(), cfg_attr(all(), beta(since = "1.1.0")))]
    pub fn nested() {}

    #[cfg_attr(all(), cfg(any()))]
    #[experimental(feature = "thing")]
    pub fn gated() -> NoSuchType {}
}

fn main() {
    let fields = Fields::new(1, 2).with_was(3).with_is(4);
    fields.kept();
    assert_eq!((fields.kept, fields.untouched, fields.was, fields.is), (1, 2, 3, 4));
    let _ = (Variants::Kept, Variants::Fields {});
    items::nested();
}
