//! Parameters of types, their bounds and defaults.

use super::draw::{Change, Draw};

pub fn generics(draw: &mut Draw) -> Change {
    let cases = [
        (
            "parameter renamed",
            "pub struct S<T, const N: usize>(pub [T; N]);",
            "pub struct S<Item, const LEN: usize>(pub [Item; LEN]);",
            "fn u(x: l::S<u8, 2>) -> [u8; 2] { x.0 }",
        ),
        (
            "parameters reordered",
            "pub struct S<T, U>(pub T, pub U);",
            "pub struct S<U, T>(pub T, pub U);",
            "fn u(x: l::S<u8, u16>) -> u8 { x.0 }",
        ),
        (
            "parameter with a default added",
            "#[derive(Default)] pub struct S<T> { a: T }",
            "#[derive(Default)] pub struct S<T, U = u8> { a: T, b: U }",
            "fn u() -> l::S<u16> { l::S::default() }",
        ),
        (
            "parameter without a default added",
            "pub struct S<T> { a: T }",
            "pub struct S<T, U> { a: T, b: U }",
            "fn u(x: l::S<u8>) {}",
        ),
        (
            "default added",
            "pub struct S<T> { pub a: T }",
            "pub struct S<T = u8> { pub a: T }",
            "fn u(x: l::S<u8>) -> u8 { x.a }",
        ),
        (
            "default changed",
            "pub struct S<T = u8> { pub a: T }",
            "pub struct S<T = u16> { pub a: T }",
            "fn u(x: l::S) -> u8 { x.a }",
        ),
        (
            "default removed",
            "pub struct S<T = u8> { pub a: T }",
            "pub struct S<T> { pub a: T }",
            "fn u(x: l::S) -> u8 { x.a }",
        ),
        (
            "made generic with identical types",
            "pub struct S(pub u8);",
            "pub struct S<T = u8>(pub T);",
            "fn u() { let x: l::S = l::S(1); let _: u8 = x.0; }",
        ),
        (
            "made generic with other types",
            "pub struct S<T = u8>(pub T, pub u8);",
            "pub struct S<T = u8>(pub T, pub T);",
            "fn u() { let x: l::S<f32> = l::S(1.0, 1); }",
        ),
        (
            "made more generic",
            "pub struct S<T>(pub T, pub T);",
            "pub struct S<T, U = T>(pub T, pub U);",
            "fn u(x: l::S<f32>) -> f32 { let y: l::S<f32> = l::S(1.0, 2.0); x.1 }",
        ),
        (
            "bound added",
            "pub struct S<T> { pub a: T }",
            "pub struct S<T: Eq> { pub a: T }",
            "fn u() { let _ = l::S { a: 1.5 }; }",
        ),
        (
            "bound removed",
            "pub struct S<T: Clone> { pub a: T }",
            "pub struct S<T> { pub a: T }",
            "fn u() { let _ = l::S { a: 1.5 }; }",
        ),
        (
            "bound moved",
            "pub struct S<T: Clone + Send> { pub a: T }",
            "pub struct S<T> where T: Send, T: core::clone::Clone { pub a: T }",
            "fn u<T: Clone + Send>(a: T) { let _ = l::S { a }; }",
        ),
        (
            "bound removed that `impl`s have",
            "pub struct S<T: Clone> { pub a: T } impl<T: Clone> S<T> { pub fn f(&self) -> T { self.a.clone() } }",
            "pub struct S<T> { pub a: T } impl<T: Clone> S<T> { pub fn f(&self) -> T { self.a.clone() } }",
            "fn u<T: Clone>(x: l::S<T>) -> T { x.f() }",
        ),
        (
            "lifetime renamed",
            "pub struct S<'a, 'b> { pub a: &'a str, pub b: &'b str }",
            "pub struct S<'x, 'y> { pub a: &'x str, pub b: &'y str }",
            "fn u<'a, 'b>(x: l::S<'a, 'b>) -> &'b str { x.b }",
        ),
        (
            "lifetimes reordered",
            "pub struct S<'a, 'b> { pub a: &'a str, pub b: &'b str }",
            "pub struct S<'b, 'a> { pub a: &'a str, pub b: &'b str }",
            "fn u<'a, 'b>(x: l::S<'a, 'b>) -> &'b str { x.b }",
        ),
        (
            "lifetimes joined",
            "pub struct S<'a, 'b> { pub a: &'a str, pub b: &'b str }",
            "pub struct S<'a> { pub a: &'a str, pub b: &'a str }",
            "fn u<'a, 'b>(x: l::S<'a, 'b>) -> &'b str { x.b }",
        ),
        (
            "lifetime added",
            "pub struct S { a: u8 }",
            "pub struct S<'a> { a: &'a u8 }",
            "struct U { x: l::S }",
        ),
        (
            "type of a constant parameter changed",
            "pub struct S<const N: usize>;",
            "pub struct S<const N: u8>;",
            "fn u<const N: usize>(x: l::S<N>) {}",
        ),
        (
            "outlives written out",
            "pub struct S<'a, T> { pub a: &'a T }",
            "pub struct S<'a, T: 'a> { pub a: &'a T }",
            "fn u<'a, T>(x: l::S<'a, T>) -> &'a T { x.a }",
        ),
        (
            "sized required",
            "pub struct S<T: ?Sized> { pub a: Box<T> }",
            "pub struct S<T> { pub a: Box<T> }",
            "fn u(x: l::S<str>) {}",
        ),
        (
            "sized no longer required",
            "pub struct S<T> { pub a: Box<T> }",
            "pub struct S<T: ?Sized> { pub a: Box<T> }",
            "fn u<T>(x: l::S<T>) -> Box<T> { x.a }",
        ),
    ];
    let (kind, before, after, user) = *draw.pick(&cases);
    Change::new(&format!("generics of a type: {kind}"), before, after, user)
}
