//! One declaration of each kind, as `form.txt` has it in the canonical form.

use std::fmt::{Debug, Display};
use std::marker::PhantomData;

pub const LIMIT: usize = 2 << 9;
pub const NAME: &str = "nika";
pub static COUNT: u8 = 3;

#[repr(C)]
#[derive(Clone, Copy, PartialEq)]
pub struct Plain {
    pub a: u8,
    b: [u16; LIMIT],
}

#[non_exhaustive]
#[derive(Debug, Default)]
pub struct Frame<'a, 'b: 'a, T: Clone + 'a, const N: usize>
where
    &'a T: Debug,
{
    pub text: &'a str,
    pub list: Vec<(T, &'b [T])>,
    held: PhantomData<[u8; N]>,
}

pub struct Tuple(pub u8, pub Box<dyn Display + Send + Sync>);

#[repr(u8)]
pub enum Step {
    First,
    Second(String) = 4,
    #[non_exhaustive]
    Third { at: u8 },
}

pub union Both {
    pub a: u32,
    pub b: f32,
}

pub type Pair<T> = (T, Option<T>);

pub trait Store<K: ?Sized>: Debug + Send {
    type Value<'a>: Iterator<Item = &'a u8>
    where
        Self: 'a;
    const SIZE: usize = 4;
    fn get(&self, key: &K) -> Option<Self::Value<'_>>;
    fn put(&mut self, _: Box<K>) {}
}

impl<'a, 'b, T: Clone + Display> Frame<'a, 'b, T, 3>
where
    &'a T: Debug,
{
    pub const fn text(&self) -> &'a str {
        self.text
    }

    pub async fn all<F>(self: Box<Self>, of: impl Into<String>, _each: F) -> Result<T, std::io::Error>
    where
        F: for<'x> Fn(&'x T) -> &'x T,
    {
        let _ = of;
        Ok(self.list[0].0.clone())
    }
}

impl From<Plain> for Tuple {
    fn from(_: Plain) -> Self {
        Self(0, Box::new(""))
    }
}

pub fn longest<'a>(one: &'a str, _: &str) -> impl Iterator<Item = char> + 'a {
    one.chars()
}

pub unsafe extern "C" fn call(at: *const u8, then: Option<fn(u8, &u8) -> u16>) -> ! {
    let _ = (at, then);
    loop {}
}

#[macro_export]
macro_rules! say {
    ($text:expr $(, $more:tt)* $(,)?) => {};
}

mod inner {
    pub struct Hidden;
}

pub use inner::Hidden as Shown;

mod apart {
    #[derive(Clone)]
    pub struct Unnamed<T>(pub T);
    impl<T> Unnamed<T> {
        pub fn get(&self) -> &T {
            &self.0
        }
    }
}

pub fn gives_unnamed() -> apart::Unnamed<u8> {
    apart::Unnamed(1)
}
