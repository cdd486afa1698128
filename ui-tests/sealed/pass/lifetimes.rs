#![deny(warnings)]

#[stability::sealed]
pub trait Reads<'de>: Sized {
    fn read<D>(from: D) -> Option<Self>;
}

#[stability::sealed]
impl<'de> Reads<'de> for () {
    fn read<D>(_from: D) -> Option<Self> {
        Some(())
    }
}

#[stability::sealed]
pub trait Two<'a, 'b: 'a, T: 'a> {
    fn both(&self, a: &'a T, b: &'b T) -> &'a T;
}

#[stability::sealed]
impl<'a, 'b: 'a, T: 'a> Two<'a, 'b, T> for () {
    fn both(&self, _: &'a T, b: &'b T) -> &'a T {
        b
    }
}

#[stability::sealed]
impl<'de> Reads<'de> for &'de str {
    fn read<D>(_: D) -> Option<Self> {
        None
    }
}

#[stability::sealed]
pub trait Borrows: 'static {}

#[stability::sealed]
impl Borrows for &'static str {}

fn main() {
    assert_eq!(<() as Reads<'_>>::read(1), Some(()));
    assert_eq!(().both(&1, &2), &2);
    assert!(<&str as Reads<'_>>::read(1).is_none());
}
