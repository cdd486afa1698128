#![deny(warnings)]

//! Parameters, where clauses, lifetimes and constants.

use std::fmt::Debug;
use std::marker::PhantomData;

#[stability::beta]
#[derive(Clone, Debug)]
pub struct Matrix<'a, 'b: 'a, T: ?Sized + 'a = u8, const N: usize = { 1 + 2 }>
where
    T: Debug,
    [(); N]: Sized,
{
    pub of: PhantomData<(&'a T, &'b ())>,
}

#[stability::stable(since = "1.0.0")]
pub struct Tuple<T, U>(pub T, pub Vec<Option<(T, U)>>)
where
    T: Clone,
    U: Iterator<Item = T>;

#[stability::stable(since = "1.0.0")]
pub enum Tree<T: Ord, F = fn(&T) -> bool>
where
    F: for<'x> Fn(&'x T) -> bool,
{
    Leaf,
    Node(Box<Tree<T, F>>, T, F),
}

#[stability::stable(since = "1.0.0")]
pub trait Convert<'a, T: ?Sized, const N: usize>: Send + 'a
where
    T: 'a,
    Self: Sized,
{
    type Output<'o>: Debug
    where
        Self: 'o;
    fn convert<'o>(&'o self, from: &'a T) -> Self::Output<'o>
    where
        T: Debug;
}

#[stability::stable(since = "1.0.0")]
impl<'a, T: ?Sized + 'a, const N: usize> Convert<'a, T, N> for [u8; N] {
    type Output<'o> = &'o [u8];

    fn convert<'o>(&'o self, _from: &'a T) -> &'o [u8]
    where
        T: Debug,
    {
        self
    }
}

#[stability::stable(since = "1.0.0")]
impl<T: Clone, U: Iterator<Item = T>> Tuple<T, U> {
    pub const EMPTY: Option<(T, U)> = None;

    pub fn first<'a, const N: usize>(&'a self, _: [U; N], _: impl Fn(&T) -> U + 'a) -> impl Iterator<Item = &'a T>
    where
        U: 'a,
    {
        std::iter::once(&self.0)
    }

    #[beta]
    pub fn matrix<'m>(&self, matrix: Matrix<'m, 'm, str, 2>) -> Matrix<'m, 'm, str, 2> {
        matrix
    }
}

#[stability::stable(since = "1.0.0")]
impl Tuple<u8, std::vec::IntoIter<u8>> {
    pub fn only_here(&self) -> u8 {
        self.0
    }
}

#[stability::stable(since = "1.0.0")]
pub fn pick<'a, 'b: 'a, T, const N: usize>(of: &'a [T; N], _: &'b dyn for<'x> Fn(&'x T) -> &'x T) -> Option<&'a T>
where
    T: ?Sized + Sized,
{
    of.first()
}

#[stability::stable(since = "1.0.0")]
pub type Pairs<'a, T, const N: usize = 2> = [&'a (T, T); N];

fn main() {
    let tuple = Tuple(1u8, vec![None::<(u8, std::vec::IntoIter<u8>)>]);
    assert_eq!(tuple.first([], |_| Vec::new().into_iter()).count(), 1);
    assert_eq!(tuple.only_here(), 1);
    assert_eq!(pick(&[1, 2], &|one| one), Some(&1));
    assert_eq!(Convert::<str, 2>::convert(&[1, 2], "x"), &[1, 2]);
    let _: (Pairs<'_, u8>, Tree<u8>) = ([&(1, 2), &(3, 4)], Tree::Leaf);
    let _ = tuple.matrix(Matrix { of: PhantomData });
    assert!(Tuple::<u8, std::vec::IntoIter<u8>>::EMPTY.is_none());
}
