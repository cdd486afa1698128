#![deny(warnings)]

//! Derives and other attributes above and below.

#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[stability::stable(since = "1.0.0")]
pub struct Above {
    #[stability::stable(since = "1.1.0")]
    pub field: u8,
}

#[stability::stable(since = "1.0.0")]
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Below {
    #[stable(since = "1.1.0")]
    pub field: u8,
}

#[allow(missing_docs)]
#[derive(Clone, Copy)]
#[stability::beta]
#[derive(Debug, Default)]
#[repr(u8)]
pub enum Between {
    #[default]
    #[beta(note = "beside another attribute")]
    One = 1,
    Two = 2,
}

#[must_use]
#[stability::stable(since = "1.0.0")]
#[inline]
pub fn send() -> u8 {
    #![allow(unused_variables)]
    let unused = 1;
    1
}

fn main() {
    assert_eq!(Above::default().clone().field, Below::default().field);
    assert!(matches!(Between::default(), Between::One));
    assert_eq!(send(), 1);
    assert_eq!(format!("{:?}", Between::Two), "Two");
}
