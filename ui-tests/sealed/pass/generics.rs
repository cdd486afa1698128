#![deny(warnings)]

#[stability::sealed]
pub trait Set<V> {
    fn set(&mut self, value: V);
}

#[stability::sealed]
impl<T> Set<Option<T>> for Vec<T> {
    fn set(&mut self, value: Option<T>) {
        self.extend(value);
    }
}

#[stability::sealed]
impl<T> Set<T> for Option<T> {
    fn set(&mut self, value: T) {
        *self = Some(value);
    }
}

#[stability::sealed]
pub trait Unsized<T: ?Sized> {}

#[stability::sealed]
impl<T: ?Sized> Unsized<T> for u16 {}

#[stability::sealed]
impl Unsized<dyn Set<u8>> for u32 {}

fn main() {
    let mut set = vec![1];
    set.set(Some(2));
    assert_eq!(set, [1, 2]);
    let mut set = None;
    set.set(1);
    assert_eq!(set, Some(1));
}
