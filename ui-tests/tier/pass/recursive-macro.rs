#![deny(warnings)]

//! An exported macro that calls itself, at home.

/// How many.
#[stability::stable(since = "1.0.0")]
#[macro_export]
macro_rules! count {
    () => { 0_usize };
    ($first:ident $($rest:ident)*) => { $crate::count!(@one [$($rest)*]) };
    (@one [$($rest:ident)*]) => { 1_usize + $crate::count!($($rest)*) };
}

/// Behind a feature that is off.
#[stability::unstable(feature = "thing")]
#[macro_export]
macro_rules! hidden {
    () => { 0_usize };
    ($first:ident $($rest:ident)*) => { 1_usize + $crate::hidden!($($rest)*) };
}

mod inner {
    pub fn three() -> usize {
        count!(a b c)
    }
}

fn main() {
    assert_eq!((inner::three(), count!(), hidden!(a b)), (3, 0, 2));
    assert_eq!(kernel::count!(a b c d), 4);
}
