//! Implementations: derived, written, generic, and of traits of the module.

use super::draw::{Change, Draw};
use super::structs::DERIVES;

pub fn derived(draw: &mut Draw) -> Change {
    let mut old = draw.some(&DERIVES);
    if !old.contains(&"PartialEq") {
        old.retain(|it| *it != "PartialOrd");
    }
    let mut new = draw.shuffled(&old);
    let of = *draw.pick(&[
        "pub struct S(pub u8);",
        "pub struct S { a: String }",
        "pub struct S<T> { pub a: Vec<T> }",
        "pub struct S;",
    ]);
    let kind = match draw.below(4) {
        0 => "respelled",
        1 | 2 => {
            new.pop();
            if !new.contains(&"PartialEq") {
                new.retain(|it| *it != "PartialOrd");
            }
            "derive removed"
        }
        _ => {
            let more = *draw.pick(&DERIVES[..4]);
            if !new.contains(&more) {
                new.push(more);
            }
            "derive added"
        }
    };
    let whole = |derives: &[&str]| format!("#[derive({})] {of}", derives.join(", "));
    let argument = if of.contains("<T>") { "<u8>" } else { "" };
    let user = format!(
        "fn is<T: {}>() {{}} fn u() {{ is::<l::S{argument}>() }}",
        old.join(" + ")
    );
    Change::new(&format!("implementation: {kind}"), &whole(&old), &whole(&new), &user)
}

/// A conversion from some types.
pub fn conversions(draw: &mut Draw) -> Change {
    let types = [
        "u8",
        "u16",
        "char",
        "String",
        "&str",
        "Vec<u8>",
        "(u8, u16)",
        "[u8; 4]",
        "Option<bool>",
    ];
    let old = draw.some(&types);
    let mut new = draw.shuffled(&old);
    let kind = match draw.below(3) {
        0 => "respelled",
        1 => {
            new.pop();
            "conversion removed"
        }
        _ => {
            let more = *draw.pick(&types);
            if !new.contains(&more) {
                new.push(more);
            }
            "conversion added"
        }
    };
    let whole = |types: &[&str], is_long: bool| {
        let from = if is_long { "std::convert::From" } else { "From" };
        types.iter().fold("pub struct S { _x: u8 }".to_owned(), |text, ty| {
            format!("{text} impl {from}<{ty}> for S {{ fn from(_: {ty}) -> Self {{ S {{ _x: 1 }} }} }}")
        })
    };
    let user = old.iter().enumerate().fold(String::new(), |text, (at, ty)| {
        format!("{text} fn u{at}(x: {ty}) -> l::S {{ x.into() }}")
    });
    Change::new(
        &format!("implementation: {kind}"),
        &whole(&old, false),
        &whole(&new, true),
        &user,
    )
}

pub fn written(draw: &mut Draw) -> Change {
    let cases = [
        (
            "derive written out",
            "#[derive(Clone)] pub struct S<T>(pub T);",
            "pub struct S<T>(pub T); impl<U> Clone for S<U> where U: Clone { fn clone(&self) -> Self { S(self.0.clone()) } }",
            "fn u<T: Clone>(x: &l::S<T>) -> l::S<T> { x.clone() }",
        ),
        (
            "derive written with fewer bounds",
            "#[derive(Clone)] pub struct S<T>(std::rc::Rc<T>);",
            "pub struct S<T>(std::rc::Rc<T>); impl<T> Clone for S<T> { fn clone(&self) -> Self { S(self.0.clone()) } }",
            "fn u<T: Clone>(x: &l::S<T>) -> l::S<T> { x.clone() }",
        ),
        (
            "written with more bounds",
            "pub struct S<T>(std::rc::Rc<T>); impl<T> Clone for S<T> { fn clone(&self) -> Self { S(self.0.clone()) } }",
            "#[derive(Clone)] pub struct S<T>(std::rc::Rc<T>);",
            "fn u<T>(x: &l::S<T>) -> l::S<T> { x.clone() }",
        ),
        (
            "of a constant written by hand",
            "#[derive(PartialEq, Eq)] pub struct S(pub u8); pub const K: S = S(1);",
            "#[derive(Eq)] pub struct S(pub u8); impl PartialEq for S { fn eq(&self, o: &S) -> bool { true } } pub const K: S = S(1);",
            "fn u(x: l::S) { match x { l::K => {} _ => {} } }",
        ),
        (
            "generalized to a parameter",
            "pub struct S(u8); impl From<u8> for S { fn from(x: u8) -> Self { S(x) } }",
            "pub struct S(u8); impl<T: Into<u8>> From<T> for S { fn from(x: T) -> Self { S(x.into()) } }",
            "fn u(x: u8) -> l::S { x.into() }",
        ),
        (
            "generalized to any parameter",
            "pub struct S(u8); impl PartialEq<u8> for S { fn eq(&self, o: &u8) -> bool { true } }",
            "pub struct S(u8); impl<T> PartialEq<T> for S { fn eq(&self, o: &T) -> bool { true } }",
            "fn u(x: l::S, y: u8) -> bool { x == y }",
        ),
        (
            "generalized to one that does not include it",
            "pub struct S(u8); impl PartialEq<String> for S { fn eq(&self, o: &String) -> bool { true } }",
            "pub struct S(u8); impl<T: Copy> PartialEq<T> for S { fn eq(&self, o: &T) -> bool { true } }",
            "fn u(x: l::S, y: String) -> bool { x == y }",
        ),
        (
            "narrowed to one instance",
            "pub struct S<T>(T); impl<T> Default for S<T> where T: Default { fn default() -> Self { S(T::default()) } }",
            "pub struct S<T>(T); impl Default for S<u8> { fn default() -> Self { S(1) } }",
            "fn u<T: Default>() -> l::S<T> { Default::default() }",
        ),
        (
            "widened from one instance",
            "pub struct S<T>(T); impl Default for S<u8> { fn default() -> Self { S(1) } }",
            "pub struct S<T>(T); impl<T: Default> Default for S<T> { fn default() -> Self { S(T::default()) } }",
            "fn u() -> l::S<u8> { Default::default() }",
        ),
        (
            "for a foreign type removed",
            "pub struct S(u8); impl From<S> for u8 { fn from(x: S) -> u8 { x.0 } }",
            "pub struct S(u8);",
            "fn u(x: l::S) -> u8 { x.into() }",
        ),
        (
            "turned into its converse",
            "pub struct S(u8); impl From<S> for u8 { fn from(x: S) -> u8 { x.0 } }",
            "pub struct S(u8); impl Into<u8> for S { fn into(self) -> u8 { self.0 } }",
            "fn u(x: l::S) -> u8 { x.into() } fn v(x: l::S) -> u8 { u8::from(x) }",
        ),
        (
            "strengthened to what implies it",
            "pub struct S(u8); impl Into<u8> for S { fn into(self) -> u8 { self.0 } }",
            "pub struct S(u8); impl From<S> for u8 { fn from(x: S) -> u8 { x.0 } }",
            "fn u(x: l::S) -> u8 { x.into() }",
        ),
        (
            "associated type changed",
            "pub struct S; impl Iterator for S { type Item = u8; fn next(&mut self) -> Option<u8> { None } }",
            "pub struct S; impl Iterator for S { type Item = u16; fn next(&mut self) -> Option<u16> { None } }",
            "fn u(mut x: l::S) -> Option<u8> { x.next() }",
        ),
        (
            "associated type respelled",
            "pub struct S; impl Iterator for S { type Item = Option<u8>; fn next(&mut self) -> Option<Self::Item> { None } }",
            "pub struct S; impl std::iter::Iterator for S { type Item = std::option::Option<u8>; fn next(&mut self) -> Option<Option<u8>> { None } }",
            "fn u(mut x: l::S) -> Option<Option<u8>> { x.next() }",
        ),
        (
            "`Drop` added where a field is public",
            "pub struct S { pub a: String }",
            "pub struct S { pub a: String } impl Drop for S { fn drop(&mut self) {} }",
            "fn u(x: l::S) -> String { x.a }",
        ),
        (
            "`Drop` added where fields are private",
            "#[derive(Default)] pub struct S { a: String }",
            "#[derive(Default)] pub struct S { a: String } impl Drop for S { fn drop(&mut self) {} }",
            "fn u() -> l::S { l::S::default() }",
        ),
        (
            "`Drop` removed",
            "pub struct S { pub a: String } impl Drop for S { fn drop(&mut self) {} }",
            "pub struct S { pub a: String }",
            "fn u(x: &l::S) -> &str { &x.a }",
        ),
        (
            "of a trait of the module removed",
            "pub trait Own { fn f(&self) {} } impl Own for u8 {} impl Own for u16 {}",
            "pub trait Own { fn f(&self) {} } impl Own for u8 {}",
            "use l::Own; fn u(x: u16) { x.f() }",
        ),
        (
            "of a trait of the module made generic",
            "pub trait Own { fn f(&self) {} } impl Own for Vec<u8> {}",
            "pub trait Own { fn f(&self) {} } impl<T> Own for Vec<T> {}",
            "use l::Own; fn u(x: Vec<u8>) { x.f() }",
        ),
        (
            "blanket one narrowed",
            "pub trait Own { fn f(&self) {} } impl<T> Own for T {}",
            "pub trait Own { fn f(&self) {} } impl<T: Clone> Own for T {}",
            "use l::Own; fn u<T>(x: T) { x.f() }",
        ),
        (
            "blanket one widened",
            "pub trait Own { fn f(&self) {} } impl<T: Clone> Own for T {}",
            "pub trait Own { fn f(&self) {} } impl<T: ?Sized> Own for T {}",
            "use l::Own; fn u<T: Clone>(x: T) { x.f() } pub struct Mine; impl Own for Mine {}",
        ),
        (
            "blanket one added",
            "pub trait Own { fn f(&self) {} }",
            "pub trait Own { fn f(&self) {} } impl<T: Clone> Own for T {}",
            "use l::Own; #[derive(Clone)] pub struct Mine; impl Own for Mine {}",
        ),
        (
            "blanket one for a new trait added",
            "pub trait Own { fn f(&self) {} }",
            "pub trait Own { fn f(&self) {} } pub trait New {} impl<T: New> Own for T {}",
            "use l::Own; #[derive(Clone)] pub struct Mine; impl Own for Mine {}",
        ),
        (
            "blanket one respelled",
            "pub trait Own { fn f(&self) {} } impl<T: Clone + Send> Own for T {}",
            "pub trait Own { fn f(&self) {} } impl<X> Own for X where X: Send, X: Clone {}",
            "use l::Own; fn u<T: Clone + Send>(x: T) { x.f() }",
        ),
        (
            "for references too",
            "pub trait Own { fn f(&self) {} } pub struct S; impl Own for S {}",
            "pub trait Own { fn f(&self) {} } pub struct S; impl Own for S {} impl<T: Own + ?Sized> Own for &T {}",
            "use l::Own; fn u(x: l::S) { x.f() } pub struct Mine; impl Own for Mine {} impl Own for &Mine {}",
        ),
        (
            "for lists too",
            "pub trait Own { fn f(&self) {} } pub struct S; impl Own for S {}",
            "pub trait Own { fn f(&self) {} } pub struct S; impl Own for S {} impl<T: Own> Own for Vec<T> {}",
            "use l::Own; fn u(x: l::S) { x.f() } pub struct Mine; impl Own for Mine {} impl Own for &Mine {}",
        ),
        (
            "by a macro",
            "pub trait Own { fn f(&self) {} } impl Own for u8 {} impl Own for u16 {}",
            "pub trait Own { fn f(&self) {} } macro_rules! all { ($($t:ty)*) => { $(impl Own for $t {})* } } all!(u8 u16);",
            "use l::Own; fn u(x: u16) { x.f() }",
        ),
        (
            "auto trait written by hand",
            "pub struct S(*const u8); unsafe impl Send for S {}",
            "pub struct S(*const u8);",
            "fn is<T: Send>() {} fn u() { is::<l::S>() }",
        ),
        (
            "auto trait that a field gives",
            "pub struct S(*const u8); unsafe impl Send for S {} unsafe impl Sync for S {}",
            "pub struct S(u8);",
            "fn is<T: Send + Sync>() {} fn u() { is::<l::S>() }",
        ),
        (
            "auto trait refused by its parameter",
            "pub struct S<T>(Vec<T>);",
            "pub struct S<T>(Vec<T>, std::marker::PhantomData<*const T>);",
            "fn is<T: Send>() {} fn u() { is::<l::S<u8>>() }",
        ),
        (
            "auto trait of its parameter",
            "pub struct S<T>(Vec<T>);",
            "pub struct S<T>(std::sync::Arc<std::sync::Mutex<T>>);",
            "fn is<T: Send>() {} fn u<T: Send>() { is::<l::S<T>>() } fn sync<T: Sync>() {} fn v<T: Sync>() { sync::<l::S<T>>() }",
        ),
    ];
    let (kind, before, after, user) = *draw.pick(&cases);
    Change::new(&format!("implementation: {kind}"), before, after, user)
}
