#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = Missing::new))]
pub fn function() {}

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = nowhere::Missing::<u8>::LIMIT))]
pub const LIMIT: u8 = 1;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = <u8 as nowhere::Trait<u8>>::method))]
pub struct Trait;

#[stability::stable(since = "1.0.0", deprecated(since = "1.1.0", replacement = <Missing>::method))]
pub enum Type {}

fn main() {}
