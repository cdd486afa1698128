#![deny(warnings)]

//! Items and parts of items that `macro_rules!` makes.

macro_rules! tiers {
    ($($tier:ident($($args:tt)*) $vis:vis $name:ident { $($field:ident: $ty:ty = $since:literal),* };)*) => {
        $(
            #[stability::$tier($($args)*)]
            $vis struct $name {
                $(
                    #[stable(since = $since)]
                    pub $field: $ty,
                )*
            }
        )*
    };
}

tiers! {
    stable(since = "1.0.0") pub Request { model: Vec<Option<u8>> = "1.1.0", provider: &'static str = "1.2.0" };
    frozen(since = "1.0.0", note = "short") pub Answer {};
}

macro_rules! wrapped {
    ($tier:meta; $item:item) => {
        #[$tier]
        $item
    };
}

wrapped! {
    stability::beta(since = "1.0.0");
    pub enum Choice {
        One,
        #[experimental]
        Two,
    }
}

pub struct Holds<T>(pub T);

macro_rules! numbers {
    ($since:expr, $($name:ident: $ty:ty => $value:expr, $replacement:path;)*) => {
        $(
            #[stability::stable(since = $since, deprecated(since = $since, replacement = $replacement))]
            pub const $name: $ty = $value;

            #[stability::stable(since = $since)]
            impl Holds<$ty> {
                pub fn hold(it: $ty) -> Option<$ty> {
                    Some(it)
                }
            }
        )*
    };
}

numbers! {
    "1.0.0",
    ONE: u8 => 1, core::primitive::u8;
    TWO: &'static [u8] => &[2], Request;
}

macro_rules! trait_of {
    ($name:ident, $bound:path, $($method:tt)*) => {
        #[stability::stable(since = "1.0.0")]
        #[stability::sealed]
        pub trait $name: $bound {
            $($method)*
        }

        #[stability::sealed]
        impl $name for u8 {}
    };
}

trait_of!(Provider, Copy, fn name(&self) -> u8 { 1 });

fn main() {
    let request = Request { model: vec![None], provider: "echo" };
    let _ = (request.model, request.provider, Answer {}, Choice::One, Choice::Two);
    assert_eq!(1u8.name(), 1);
    #[allow(deprecated)]
    let _ = (ONE, TWO);
}
