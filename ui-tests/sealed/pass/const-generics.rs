#![deny(warnings)]

#[stability::sealed]
pub trait FromArray<T: Copy, const N: usize> {
    fn from_array(array: [T; N]) -> Self;
}

#[stability::sealed]
impl<T: Copy, const N: usize> FromArray<T, N> for Vec<T> {
    fn from_array(array: [T; N]) -> Self {
        array.to_vec()
    }
}

#[stability::sealed]
impl<const N: usize> FromArray<u8, { 1 + 1 }> for [u8; N] {
    fn from_array(_: [u8; 2]) -> Self {
        [0; N]
    }
}

fn main() {
    assert_eq!(Vec::from_array([1, 2]), [1, 2]);
    assert_eq!(<[u8; 3]>::from_array([1, 2]), [0; 3]);
}
