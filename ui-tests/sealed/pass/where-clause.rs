#![deny(warnings)]

#[stability::sealed]
pub trait Shows<T>
where
    T: ?Sized,
{
    fn show(&self) -> &T;
}

#[stability::sealed]
impl Shows<str> for String {
    fn show(&self) -> &str {
        self
    }
}

#[stability::sealed]
impl<T> Shows<[T]> for Vec<T>
where
    T: Clone,
    Vec<T>: PartialEq,
{
    fn show(&self) -> &[T] {
        self
    }
}

fn main() {
    assert_eq!("text".to_owned().show(), "text");
    assert_eq!(vec![1, 2].show(), [1, 2]);
}
