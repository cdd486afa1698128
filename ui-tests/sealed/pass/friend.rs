#![deny(warnings)]

//! Traits of another package that names this one as a friend.

use kernel::Provider;

pub struct Echo;

#[stability::sealed]
impl kernel::Provider for Echo {}

#[stability::sealed]
#[stability::stable(since = "1.0.0")]
impl<'a, T: ?Sized + Clone + 'a, const N: usize> kernel::Convert<'a, T, N> for Echo
where
    T: ToOwned<Owned = T>,
    T: Sized,
{
    type Output = T;

    fn convert(&self, from: &'a T) -> [T; N] {
        std::array::from_fn(|_| from.clone())
    }
}

fn main() {
    assert_eq!(Echo.name(), "nameless");
    assert_eq!(kernel::Convert::convert(&Echo, &1u8), [1, 1]);
}
