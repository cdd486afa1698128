//! Single parts of traits: parameters, associated types, supertraits.

use super::draw::{Change, Draw};

pub fn parts(draw: &mut Draw) -> Change {
    let cases = [
        (
            "parameter with a default added",
            "pub trait Own { fn f(&self) {} }",
            "pub trait Own<T = i32> { fn f(&self) {} }",
            "struct X; impl l::Own for X {} fn u<T: l::Own>(x: T) { x.f() }",
        ),
        (
            "parameter without a default added",
            "pub trait Own {}",
            "pub trait Own<T> {}",
            "struct X; impl l::Own for X {}",
        ),
        (
            "parameter renamed",
            "pub trait Own<T> { fn f(&self, x: T); }",
            "pub trait Own<Item> { fn f(&self, x: Item); }",
            "struct X; impl l::Own<u8> for X { fn f(&self, x: u8) {} }",
        ),
        (
            "bound of an associated type added",
            "pub trait Own { type Out; }",
            "pub trait Own { type Out: Clone; }",
            "struct N; struct X; impl l::Own for X { type Out = N; }",
        ),
        (
            "bound of an associated type removed",
            "pub trait Own { type Out: Clone; }",
            "pub trait Own { type Out; }",
            "fn u<T: l::Own>(x: T::Out) { let _ = x.clone(); }",
        ),
        (
            "bound of an associated type that follows removed",
            "pub trait Own { type Out: Copy + Clone; }",
            "pub trait Own { type Out: Copy; }",
            "fn u<T: l::Own>(x: T::Out) { let _ = x.clone(); } struct X; impl l::Own for X { type Out = u8; }",
        ),
        (
            "bound of an associated type moved",
            "pub trait Own { type Out: Clone; }",
            "pub trait Own where Self::Out: Clone { type Out; }",
            "struct X; impl l::Own for X { type Out = u8; } fn u<T: l::Own>() {}",
        ),
        (
            "associated type renamed",
            "pub trait Own { type Out; }",
            "pub trait Own { type Output; }",
            "struct X; impl l::Own for X { type Out = u8; }",
        ),
        (
            "associated type used through `Self`",
            "pub trait Own { type Out; fn f(&self) -> Self::Out; }",
            "pub trait Own { type Out; fn f(&self) -> <Self as Own>::Out; }",
            "struct X; impl l::Own for X { type Out = u8; fn f(&self) -> u8 { 1 } }",
        ),
        (
            "type of an associated constant changed",
            "pub trait Own { const N: u8; }",
            "pub trait Own { const N: u16; }",
            "struct X; impl l::Own for X { const N: u8 = 1; }",
        ),
        (
            "generic associated type respelled",
            "pub trait Own { type Out<'a> where Self: 'a; fn f<'a>(&'a self) -> Self::Out<'a>; }",
            "pub trait Own { type Out<'x> where Self: 'x; fn f(&self) -> Self::Out<'_>; }",
            "struct X; impl l::Own for X { type Out<'a> = &'a X; fn f<'a>(&'a self) -> &'a X { self } }",
        ),
        (
            "generic associated type made plain",
            "pub trait Own { type Out<'a> where Self: 'a; }",
            "pub trait Own { type Out; }",
            "struct X; impl l::Own for X { type Out<'a> = &'a X; }",
        ),
        (
            "supertrait that is implied added",
            "pub trait Base {} pub trait Own: Base {} pub trait Last: Own {}",
            "pub trait Base {} pub trait Own: Base {} pub trait Last: Own + Base {}",
            "struct X; impl l::Base for X {} impl l::Own for X {} impl l::Last for X {}",
        ),
        (
            "supertrait that is implied by a generic one added",
            "pub trait Base {} pub trait Own<T>: Base {} pub trait Last: Own<u8> {}",
            "pub trait Base {} pub trait Own<T>: Base {} pub trait Last: Own<u8> + Base {}",
            "struct X; impl l::Base for X {} impl l::Own<u8> for X {} impl l::Last for X {}",
        ),
        (
            "supertrait of another argument",
            "pub trait Base<T> {} pub trait Own: Base<u8> {}",
            "pub trait Base<T> {} pub trait Own: Base<u16> {}",
            "struct X; impl l::Base<u8> for X {} impl l::Own for X {}",
        ),
        (
            "item moved to a supertrait",
            "pub trait Own { fn f(&self) {} }",
            "pub trait Base { fn f(&self) {} } pub trait Own: Base {}",
            "struct X; impl l::Own for X {}",
        ),
        (
            "`Self: Sized` on a method removed",
            "pub trait Own { fn f(&self) where Self: Sized {} }",
            "pub trait Own { fn f(&self) {} }",
            "struct X<T: ?Sized>(T); impl<T: ?Sized> l::Own for X<T> { fn f(&self) where Self: Sized {} } fn u(x: &dyn l::Own) {}",
        ),
        (
            "`Self: Sized` on a method added",
            "pub trait Own { fn f(&self) {} }",
            "pub trait Own { fn f(&self) where Self: Sized {} }",
            "fn u(x: &dyn l::Own) { x.f() }",
        ),
        (
            "item added to one that is sealed",
            "mod seal { pub trait Sealed {} impl Sealed for u8 {} } pub trait Own: seal::Sealed {} impl Own for u8 {}",
            "mod seal { pub trait Sealed {} impl Sealed for u8 {} } pub trait Own: seal::Sealed { fn f(&self); } impl Own for u8 { fn f(&self) {} }",
            "fn is<T: l::Own>() {} fn u() { is::<u8>() }",
        ),
        (
            "item added to one that only looks sealed",
            "mod seal { pub trait Sealed {} impl<T> Sealed for T {} } pub trait Own: seal::Sealed {}",
            "mod seal { pub trait Sealed {} impl<T> Sealed for T {} } pub trait Own: seal::Sealed { fn f(&self); }",
            "struct X; impl l::Own for X {}",
        ),
        (
            "lifetime of a reference in a method written out",
            "pub trait Own { fn f(&self, x: &str) -> &str; }",
            "pub trait Own { fn f<'a, 'b>(&'a self, x: &'b str) -> &'a str; }",
            "struct X; impl l::Own for X { fn f(&self, x: &str) -> &str { \"\" } }",
        ),
        (
            "made `dyn`",
            "pub trait Own { fn f() where Self: Sized {} fn g() {} }",
            "pub trait Own { fn f() where Self: Sized {} fn g() where Self: Sized {} }",
            "struct X; impl l::Own for X { fn g() {} } fn u<T: l::Own + ?Sized>() { T::g() }",
        ),
        (
            "`async fn` of a trait respelled",
            "pub trait Own { fn f(&self) -> impl Future<Output = u8>; }",
            "pub trait Own { fn f(&self) -> impl std::future::Future<Output = u8>; }",
            "struct X; impl l::Own for X { async fn f(&self) -> u8 { 1 } }",
        ),
    ];
    let (kind, before, after, user) = *draw.pick(&cases);
    Change::new(&format!("part of a trait: {kind}"), before, after, user)
}
