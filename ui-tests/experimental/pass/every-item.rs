#![deny(warnings)]

//! Every kind of item behind a feature that is off: there for the package, as `pub(crate)`.

#[stability::experimental(feature = "thing")]
#[derive(Clone, Copy)]
pub struct Request {
    pub model: u8,
    private: u8,
}

#[stability::unstable(feature = "thing", issue = "12")]
pub struct Tuple(pub u8, pub u8);

#[stability::unstable]
pub enum Choice {
    One,
    #[experimental]
    Two,
}

#[stability::experimental(feature = "thing")]
pub union Both {
    pub signed: i8,
    pub unsigned: u8,
}

#[stability::experimental(feature = "thing")]
pub trait Provider {
    fn name(&self) -> u8 {
        1
    }
}

#[stability::experimental(feature = "thing")]
impl Request {
    pub fn only_with_the_feature(&self) {}
}

impl Request {
    #[stability::unstable(feature = "thing")]
    pub fn model(&self) -> u8 {
        self.model + self.private
    }
}

impl Provider for Request {}

#[stability::stable(since = "1.0.0")]
pub struct Container {
    #[experimental(feature = "thing")]
    pub hidden: u8,
    pub shown: u8,
}

#[stability::stable(since = "1.0.0")]
impl Container {
    #[unstable(feature = "thing")]
    pub fn hidden(&self) -> u8 {
        self.hidden
    }
}

#[stability::experimental(feature = "thing")]
pub fn send(request: Request) -> u8 {
    request.model()
}

#[stability::experimental(feature = "thing")]
pub const LIMIT: u8 = 1;

#[stability::experimental(feature = "thing")]
pub static ALSO: u8 = 1;

#[stability::experimental(feature = "thing")]
pub type Numbers = Vec<u8>;

#[stability::experimental(feature = "thing")]
pub use std::collections::BTreeMap as Map;

#[stability::unstable(feature = "thing")]
pub mod memory {
    pub fn clear() {}
}

#[stability::experimental(feature = "thing")]
#[macro_export]
macro_rules! twice {
    ($number:expr) => {
        $number * 2
    };
}

fn main() {
    memory::clear();
    let request = Request { model: 1, private: 2 };
    let _ = (Tuple(1, 2).0, Choice::One, Choice::Two, Both { signed: 1 }, request.name(), twice!(2));
    let _: (Numbers, Map<u8, u8>) = (Vec::new(), Map::new());
    assert_eq!(send(request), 3);
    assert_eq!(LIMIT, ALSO);
    let container = Container { hidden: 1, shown: 2 };
    assert_eq!(container.hidden() + 1, container.shown);
}
