#![deny(warnings)]

#[stability::stable(since = "1.0.0", constructor = of)]
#[derive(Debug, PartialEq)]
pub struct Pair(pub u8, #[stable(since = "1.2.0", default = 5)] pub u8)
where
    u8: Copy;

#[stability::stable(since = "1.0.0", forward_compatible)]
#[derive(Debug, PartialEq)]
pub struct Unit;

#[stability::stable(since = "1.0.0", constructor)]
#[derive(Debug, PartialEq)]
pub struct Empty {}

#[stability::stable(since = "1.0.0", non_exhaustive)]
#[derive(Debug, PartialEq)]
pub enum Answer {
    #[stable(since = "1.0.0", non_exhaustive)]
    Yes { sure: bool },
}

fn main() {
    assert_eq!(Pair::of(1), Pair(1, 5));
    assert_eq!(Pair::of(1).with_1(2), Pair(1, 2));
    assert_eq!(Unit::new(), Unit);
    assert_eq!(Empty::new(), Empty {});
    assert_eq!(Answer::Yes { sure: true }, Answer::Yes { sure: true });
}
