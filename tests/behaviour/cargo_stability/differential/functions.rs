//! Functions, methods of types and of traits, and what functions return as `impl Trait`.

use super::draw::{Change, Draw};
use super::signature::{Signature, spellings};
use super::ty::LOCAL;

const BODY: &str = " { loop {} }";

pub fn function(draw: &mut Draw) -> Change {
    let old = Signature::any(draw);
    let (kind, new) = old.changed(draw);
    let [first, second] = spellings(draw);
    let before = format!("{LOCAL} pub {}{BODY}", old.spell("f", first, draw));
    let after = format!("{LOCAL} pub {}{BODY}", new.spell("f", second, draw));
    Change::new(
        &format!("function: {kind}"),
        &before,
        &after,
        &old.user("l::f", None, kind),
    )
}

/// Ways to write the receiver, and its type for users.
const RECEIVERS: [(&str, &str, &str); 5] = [
    ("self", "self: Self", "l::Own"),
    ("&self", "self: &Self", "&'s l::Own"),
    ("&mut self", "self: &mut Self", "&'s mut l::Own"),
    ("self: Box<Self>", "self: std::boxed::Box<Own>", "Box<l::Own>"),
    (
        "self: std::rc::Rc<Self>",
        "self: std::rc::Rc<Own>",
        "std::rc::Rc<l::Own>",
    ),
];

fn of_method(
    draw: &mut Draw,
    (short, long, user): (&'static str, &'static str, &'static str),
) -> (&'static str, Signature, Signature, &'static str) {
    let old = Signature {
        receiver: Some(short),
        is_const: false,
        is_extern: false,
        ..Signature::any(draw)
    };
    // What `self` lends differs from what a parameter does.
    let (kind, mut new) = old.changed(draw);
    new.receiver = Some(if draw.once_in(2) { long } else { short });
    (kind, old, new, user)
}

pub fn method(draw: &mut Draw) -> Change {
    let receiver = *draw.pick(&RECEIVERS);
    let (mut kind, old, mut new, user) = of_method(draw, receiver);
    if draw.once_in(6) {
        new = Signature {
            receiver: Some(draw.pick(&RECEIVERS).0),
            ..old.clone()
        };
        kind = "another receiver";
    }
    let [first, second] = spellings(draw);
    let own = format!("{LOCAL} #[derive(Clone)] pub struct Own {{ x: u8 }}");
    let other = "pub fn other(&self) -> u8 { self.x }";
    let before = format!("{own} impl Own {{ pub {}{BODY} {other} }}", old.spell("f", first, draw));
    let method = new.spell("f", second, draw);
    let after = if draw.once_in(2) {
        format!("{own} impl Own {{ {other} }} impl Own {{ pub {method}{BODY} }}")
    } else {
        format!("{own} impl self::Own {{ {other} pub {method}{BODY} }}")
    };
    let user = format!(
        "{} fn other(x: &l::Own) -> u8 {{ x.other() }}",
        old.user("l::Own::f", Some(user), kind)
    );
    Change::new(&format!("method: {kind}"), &before, &after, &user)
}

pub fn trait_method(draw: &mut Draw) -> Change {
    let receiver = *draw.pick(&RECEIVERS[1..3]);
    let (kind, mut old, mut new, _) = of_method(draw, receiver);
    for signature in [&mut old, &mut new] {
        signature.is_const = false;
        signature.is_extern = false;
        signature.is_async = false;
    }
    let [first, second] = spellings(draw);
    let has_default = draw.once_in(2);
    let end = if has_default { BODY } else { ";" };
    let before = format!("{LOCAL} pub trait Own {{ {}{end} }}", old.spell("f", first, draw));
    let after = format!("{LOCAL} pub trait Own {{ {}{end} }}", new.spell("f", second, draw));
    let written = old.spell("f", super::ty::USER, draw);
    let lent = if receiver.0.contains("mut") {
        "&'s mut X"
    } else {
        "&'s X"
    };
    let user = format!(
        "struct X; impl l::Own for X {{ {written}{BODY} }} {}",
        old.user("<X as l::Own>::f", Some(lent), kind)
    );
    Change::new(&format!("method of a trait: {kind}"), &before, &after, &user)
}

/// Methods of a generic type, whose `impl` has bounds.
pub fn generic_method(draw: &mut Draw) -> Change {
    let bounds = ["", "Clone", "Copy", "Ord", "PartialOrd", "Eq + Send", "Default"];
    let [old, new] = draw.two(&bounds);
    let new = if draw.once_in(3) { old } else { new };
    let header = |bound: &str, name: &str, is_where: bool| match (bound, is_where) {
        ("", _) => format!("impl<{name}> Own<{name}>"),
        (bound, true) => format!("impl<{name}> Own<{name}> where {name}: {bound}"),
        (bound, false) => format!("impl<{name}: {bound}> Own<{name}>"),
    };
    let before = format!(
        "pub struct Own<T>(pub T); {} {{ pub fn f(&self) -> &T {{ &self.0 }} pub const N: u8 = 1; }}",
        header(old, "T", false)
    );
    let (kind, after) = match draw.below(4) {
        0 if !new.is_empty() => (
            "bound of the `impl` moved to its items",
            format!(
                "pub struct Own<T>(pub T); impl<E> Own<E> {{ pub fn f(&self) -> &E where E: {new} {{ &self.0 }} }} {} {{ pub const N: u8 = 1; }}",
                header(new, "E", true)
            ),
        ),
        1 => (
            "for one instance",
            "pub struct Own<T>(pub T); impl Own<u8> { pub fn f(&self) -> &u8 { &self.0 } pub const N: u8 = 1; }"
                .to_owned(),
        ),
        _ => (
            "bound of the `impl` changed or respelled",
            format!(
                "pub struct Own<T>(pub T); {} {{ pub const N: u8 = 1; pub fn f(&self) -> &E {{ &self.0 }} }}",
                header(new, "E", true)
            ),
        ),
    };
    let user = format!(
        "fn call<T: {old}>(x: &l::Own<T>) -> &T {{ let _ = l::Own::<T>::N; x.f() }} fn pointer<T: {old}>() {{ let _: for<'a> fn(&'a l::Own<T>) -> &'a T = l::Own::<T>::f; }}"
    );
    Change::new(&format!("method of a generic type: {kind}"), &before, &after, &user)
}

/// `-> impl Trait`, of which users know the bounds.
pub fn opaque(draw: &mut Draw) -> Change {
    let all = [
        "Iterator<Item = u8>",
        "Clone",
        "ExactSizeIterator",
        "DoubleEndedIterator",
        "std::fmt::Debug",
    ];
    let mut old = draw.some(&all[1..]);
    old.insert(0, all[0]);
    let mut new = draw.shuffled(&old);
    let kind = match draw.below(3) {
        0 => "respelled",
        1 => {
            new.retain(|it| *it != old[old.len() - 1]);
            "bound removed"
        }
        _ => {
            new.push(*draw.pick(&all[1..]));
            new.dedup();
            "bound added"
        }
    };
    if new.is_empty() {
        new.push("Clone");
    }
    let function = |bounds: &[&str]| format!("pub fn f() -> impl {} {{ vec![1_u8].into_iter() }}", bounds.join(" + "));
    let user = format!(
        "fn has<R: {}>(_: fn() -> R) {{}} fn is() {{ has(l::f) }}",
        old.join(" + ")
    );
    Change::new(
        &format!("output `impl Trait`: {kind}"),
        &function(&old),
        &function(&new),
        &user,
    )
}

/// An argument `impl Trait`, and a named parameter.
pub fn argument(draw: &mut Draw) -> Change {
    let bounds = [
        "Clone",
        "Ord",
        "Into<String>",
        "AsRef<str>",
        "IntoIterator<Item = u8>",
        "Fn(u8) -> u8",
        "FnMut(u8) -> u8",
    ];
    let old = *draw.pick(&bounds);
    let implied = match old {
        "Ord" => "PartialEq + Eq",
        "Fn(u8) -> u8" => "FnMut(u8) -> u8",
        "FnMut(u8) -> u8" => "FnOnce(u8) -> u8",
        other => other,
    };
    let (kind, new) = match draw.below(4) {
        0 => ("made a named parameter", format!("pub fn f<T: {old}>(x: T) {{}}")),
        1 => (
            "bound replaced by one that it implies",
            format!("pub fn f(it: impl {implied}) {{}}"),
        ),
        2 => ("bound added", format!("pub fn f(x: impl {old} + Copy) {{}}")),
        _ => (
            "bound changed",
            format!("pub fn f(x: impl {}) {{}}", draw.pick(&bounds)),
        ),
    };
    let user = format!("fn call<T: {old}>(x: T) {{ l::f(x) }}");
    Change::new(
        &format!("argument `impl Trait`: {kind}"),
        &format!("pub fn f(x: impl {old}) {{}}"),
        &new,
        &user,
    )
}

/// A parameter that takes more than it did.
pub fn generalized(draw: &mut Draw) -> Change {
    let cases = [
        (
            "pub fn f(x: u8) {}",
            "pub fn f<T: Into<u8>>(x: T) {}",
            "fn u() { l::f(1_u8); let _: fn(u8) = l::f; }",
        ),
        (
            "pub fn f(x: u8) {}",
            "pub fn f<T: Copy + Ord>(x: T) {}",
            "fn u() { l::f(1_u8); let _: fn(u8) = l::f; }",
        ),
        (
            "pub fn f(x: Vec<u8>) {}",
            "pub fn f<T: Copy>(x: T) {}",
            "fn u() { l::f(vec![1_u8]); }",
        ),
        (
            "pub fn f(x: String) {}",
            "pub fn f(x: impl Into<String>) {}",
            "fn u(x: String) { l::f(x); }",
        ),
        (
            "pub fn f(x: &str) {}",
            "pub fn f<T: ?Sized>(x: &T) {}",
            "fn u() { l::f(\"a\"); let _: fn(&str) = l::f; }",
        ),
        (
            "pub fn f(x: &str) {}",
            "pub fn f<T>(x: &T) {}",
            "fn u(x: &str) { l::f(x); }",
        ),
        (
            "pub trait Q { fn q(&self); } pub fn f(x: &dyn Q) {}",
            "pub trait Q { fn q(&self); } pub fn f<T: Q + ?Sized>(x: &T) {}",
            "fn u(x: &dyn l::Q) { l::f(x); }",
        ),
        (
            "pub trait Q { fn q(&self); } pub fn f(x: &dyn Q) {}",
            "pub trait Q { fn q(&self); } pub fn f<T: Q>(x: &T) {}",
            "fn u(x: &dyn l::Q) { l::f(x); }",
        ),
        (
            "#[derive(Clone)] pub struct S(u8); pub fn f(x: S) {}",
            "#[derive(Clone)] pub struct S(u8); pub fn f<T: Clone>(x: T) {}",
            "fn u(x: l::S) { l::f(x); }",
        ),
        (
            "#[derive(Clone)] pub struct S(u8); pub fn f(x: S) {}",
            "#[derive(Clone)] pub struct S(u8); pub fn f<T: Default>(x: T) {}",
            "fn u(x: l::S) { l::f(x); }",
        ),
        (
            "pub fn f<T: Iterator<Item = u8>>(x: T) {}",
            "pub fn f<T: IntoIterator<Item = u8>>(x: T) {}",
            "fn u<T: Iterator<Item = u8>>(x: T) { l::f(x); }",
        ),
        (
            "pub fn f<T: std::fmt::Display>(x: T) {}",
            "pub fn f<T: ToString>(x: T) {}",
            "fn u<T: std::fmt::Display>(x: T) { l::f(x); }",
        ),
        (
            "pub fn f() -> u8 { 0 }",
            "pub fn f<T: Default>() -> T { T::default() }",
            "fn u() -> u8 { l::f() }",
        ),
        (
            "pub fn f(x: &[u8]) {}",
            "pub fn f(x: &(impl AsRef<[u8]> + ?Sized)) {}",
            "fn u(x: &[u8]) { l::f(x) }",
        ),
    ];
    let (before, after, user) = *draw.pick(&cases);
    Change::new("function: generalized", before, after, user)
}
