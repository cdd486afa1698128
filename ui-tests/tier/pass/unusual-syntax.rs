#![deny(warnings)]

//! Syntax at the edge of what an item can have.

#[stability::stable(since = "1.0.0")]
pub struct Braces {}

#[stability::stable(since = "1.0.0")]
pub struct Parentheses();

#[stability::stable(since = "1.0.0")]
pub enum Never {}

#[stability::stable(since = "1.0.0")]
pub trait Empty: {}

#[stability::stable(since = "1.0.0")]
pub trait Trailing: Send + {}

#[stability::stable(since = "1.0.0")]
pub unsafe trait Marker {}

#[stability::stable(since = "1.0.0")]
unsafe impl Marker for Braces {}

#[stability::stable(since = "1.0.0")]
impl<> Braces {}

#[stability::stable(since = "1.0.0")]
impl Empty for <Vec<u8> as IntoIterator>::Item {}

#[stability::stable(since = "1.0.0")]
impl Trailing for (u8, [u8; 2], fn(u8) -> u8) {}

#[stability::stable(since = "1.0.0")]
impl dyn Empty + '_ {
    pub fn empty(self: &Self) {}
}

#[stability::stable(since = "1.0.0")]
pub unsafe extern "Rust" fn number(_: *const u8, (a, _): (u8, u8), [.., b]: [u8; 2]) -> u8 {
    a + b
}

#[stability::stable(since = "1.0.0")]
pub fn never() -> ! {
    panic!()
}

#[stability::stable(since = "1.0.0")]
pub use {std::collections as groups, std::fmt::{self, Debug as _, *}};

#[stability::stable(since = "1.0.0")]
pub static mut COUNT: [u8; { const N: usize = 2; N }] = [0; 2];

#[stability::stable(since = "1.0.0")]
pub mod empty {}

#[stability::stable(since = "1.0.0")]
pub mod calls {
    macro_rules! make {
        ($name:ident) => {
            pub struct $name;
        };
    }

    make!(Round);
    make! { Curly }
    make![Square];

    unsafe extern "C" {
        pub safe fn abs(number: i32) -> i32;
    }

    pub extern crate core as base;

    pub trait Inner {
        make_nothing! {}
    }

    #[macro_export]
    macro_rules! make_nothing {
        () => {};
    }
    use make_nothing;
}

fn main() {
    let _ = (Braces {}, Parentheses(), calls::Round, calls::Curly, calls::Square, calls::abs(-1));
    let _ = calls::base::cmp::max(1, 2);
}
