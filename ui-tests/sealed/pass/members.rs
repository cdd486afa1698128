#![deny(warnings)]

//! Everything that a trait can have, used through the seal.

#[stability::stable(since = "1.0.0")]
#[stability::sealed]
pub trait Provider {
    type Model: Default;
    type Of<'a, T>
    where
        Self: 'a,
        T: 'a;
    const LIMIT: u8;
    const TWICE: u8 = Self::LIMIT * 2;

    fn model(&self) -> Self::Model {
        Self::Model::default()
    }
    fn of<'a, T>(&'a self, it: &'a T) -> Self::Of<'a, T>;
    unsafe fn raw();
    #[beta]
    fn sends(&self) -> impl Future<Output = u8>;
}

pub struct Echo;

#[stability::sealed]
#[stability::stable(since = "1.0.0")]
impl Provider for Echo {
    type Model = u8;
    type Of<'a, T>
        = &'a T
    where
        T: 'a;
    const LIMIT: u8 = 1;

    fn of<'a, T>(&'a self, it: &'a T) -> &'a T {
        it
    }
    unsafe fn raw() {}
    async fn sends(&self) -> u8 {
        1
    }
}

#[stability::sealed]
pub unsafe trait Marker {}

#[stability::sealed]
unsafe impl Marker for Echo {}

fn asks<P: Provider>(provider: &P) -> P::Model {
    provider.model()
}

fn main() {
    assert_eq!(asks(&Echo), 0);
    assert_eq!(Echo::TWICE, 2);
    assert_eq!(Echo.of(&1), &1);
    let _ = Echo.sends();
}
