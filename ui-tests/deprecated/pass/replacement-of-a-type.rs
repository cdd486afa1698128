#![deny(warnings)]

//! What belongs to a type or trait is named without what only its caller knows.

pub struct Plain;

impl Plain {
    pub fn plain() {}
    pub fn generic<T: Default>() -> T {
        T::default()
    }
    pub fn opaque(_: impl Iterator<Item = u8>) {}
    pub fn constant<const N: usize>() -> [u8; N] {
        [0; N]
    }
    pub async fn asynchronous<T>(_: T) {}
    pub fn lifetimes<'a>(one: &'a str, _: &str) -> &'a str {
        one
    }
}

pub struct Generic<T>(pub T);

impl<T: Default> Generic<T> {
    pub const LIMIT: usize = 1;
    pub fn method(&self) {}
    pub fn new() -> Self {
        Self(T::default())
    }
}

pub trait Trait<T> {
    const KNOWN: u8 = 1;
    fn required(&self, _: T);
    fn without_receiver() -> T
    where
        Self: Sized;
}

pub enum Choice {
    ONE,
    Two { three: u8 },
}

macro_rules! replaced {
    ($($name:ident $replacement:path,)*) => {
        $(
            #[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = $replacement))]
            pub fn $name() {}
        )*
    };
}

replaced! {
    plain Plain::plain,
    opaque Plain::opaque,
    constant Plain::constant,
    asynchronous Plain::asynchronous,
    lifetimes Plain::lifetimes,
    of_module crate::Plain::generic,
}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Plain::generic))]
pub fn generic() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Plain::opaque))]
pub fn argument() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Generic::method))]
pub fn of_generic() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Generic::<u8>::new))]
pub fn of_one_choice() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Generic::LIMIT))]
pub const LIMIT: usize = 1;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Trait::required))]
pub fn of_trait() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = <u8 as Trait<u8>>::without_receiver))]
pub fn qualified() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = <Generic<u8>>::new))]
pub fn of_type() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Trait::KNOWN))]
pub const KNOWN: u8 = 1;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = u8::from_str_radix))]
pub fn of_primitive() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Choice::ONE))]
pub fn of_enum() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Choice::Two))]
pub fn of_variant() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = String::from_utf8))]
pub fn of_prelude() {}

pub struct Other<T>(pub T);

#[stability::stable(since = "1.0.0")]
impl<T> Other<T> {
    #[stable(deprecated(since = "1.1.0", replacement = Generic::method))]
    pub fn was(&self) {}
    #[stable(deprecated(since = "1.1.0", replacement = <Self as Trait<T>>::required))]
    pub fn was_also(&self) {}
    #[stable(deprecated(since = "1.1.0", replacement = Self::elsewhere))]
    pub fn was_here(&self) {}
}

impl<T> Other<T> {
    pub fn elsewhere<U>(&self) {}
}

fn main() {}
