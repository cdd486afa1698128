//! Structs and unions.

use super::draw::{Change, Draw};
use super::ty::{AUTO_TRAITS, LOCAL, LONG, SHORT, Ty, USER, auto_traits_user};

const NAMES: [&str; 4] = ["alpha", "beta", "gamma", "delta"];
/// Traits that can be derived, with what users write to rely on them.
pub const DERIVES: [&str; 6] = [
    "Clone",
    "std::fmt::Debug",
    "PartialEq",
    "Default",
    "std::hash::Hash",
    "PartialOrd",
];

#[derive(Clone)]
struct Field {
    name: &'static str,
    ty: Ty,
    is_public: bool,
}

fn fields(draw: &mut Draw) -> Vec<Field> {
    let count = 1 + draw.below(3);
    let has_private = draw.once_in(2);
    NAMES[..count]
        .iter()
        .enumerate()
        .map(|(at, name)| Field {
            name,
            ty: Ty::closed(draw, 2),
            is_public: !(has_private && (at == 0 || draw.once_in(3))),
        })
        .collect()
}

fn spell(fields: &[Field], is_long: bool, is_tuple: bool) -> String {
    let spelling = if is_long { LONG } else { SHORT };
    let parts: Vec<String> = fields
        .iter()
        .map(|field| {
            let visibility = if field.is_public { "pub " } else { "" };
            let name = if is_tuple {
                String::new()
            } else {
                format!("{}: ", field.name)
            };
            format!("{visibility}{name}{}", field.ty.spell(&spelling))
        })
        .collect();
    if is_tuple {
        format!("({});", parts.join(", "))
    } else {
        format!(" {{ {} }}", parts.join(", "))
    }
}

/// Code that reads every public field, and that constructs and matches the struct where it can.
fn user(fields: &[Field], is_tuple: bool, is_closed: bool) -> String {
    let name = |at: usize| {
        if is_tuple {
            at.to_string()
        } else {
            fields[at].name.to_owned()
        }
    };
    let mut text = "fn path(x: l::S) -> l::S { x }\n".to_owned();
    text += &auto_traits_user("l::S", fields.iter().map(|field| &field.ty));
    for (at, field) in fields.iter().enumerate().filter(|(_, it)| it.is_public) {
        let (ty, name) = (field.ty.spell(&USER), name(at));
        text += &format!(
            "fn read{at}(x: l::S) -> {ty} {{ x.{name} }} fn lend{at}(x: &mut l::S) -> &mut {ty} {{ &mut x.{name} }}\n"
        );
    }
    let public: Vec<usize> = (0..fields.len()).filter(|at| fields[*at].is_public).collect();
    let typed: Vec<String> = public
        .iter()
        .map(|at| format!("x{at}: {}", fields[*at].ty.spell(&USER)))
        .collect();
    let named: Vec<String> = public.iter().map(|at| format!("{}: x{at}", name(*at))).collect();
    let types: Vec<String> = public.iter().map(|at| fields[*at].ty.spell(&USER)).collect();
    let values: Vec<String> = public.iter().map(|at| format!("x{at}, ")).collect();
    let rest = if is_closed { "" } else { ".." };
    let comma = if named.is_empty() { "" } else { ", " };
    text += &format!(
        "fn part(x: l::S) -> ({}) {{ let l::S {{ {}{comma}{rest} }} = x; ({}) }}\n",
        types.iter().map(|it| format!("{it}, ")).collect::<String>(),
        named.join(", "),
        values.concat()
    );
    if is_closed {
        text += &format!(
            "fn whole({}) -> l::S {{ l::S {{ {} }} }}\n",
            typed.join(", "),
            named.join(", ")
        );
        if is_tuple {
            text += &format!(
                "fn make({}) -> l::S {{ l::S({}) }}\n",
                typed.join(", "),
                values.concat()
            );
        }
    }
    text
}

pub fn structure(draw: &mut Draw) -> Change {
    let old = fields(draw);
    let is_tuple = draw.once_in(3);
    let is_marked = draw.once_in(5);
    let is_closed = !is_marked && old.iter().all(|it| it.is_public);
    let mark = |is: bool| if is { "#[non_exhaustive] " } else { "" };
    let before = format!(
        "{LOCAL} {}pub struct S{}",
        mark(is_marked),
        spell(&old, false, is_tuple)
    );
    let mut new = old.clone();
    let (mut new_mark, mut new_tuple) = (is_marked, is_tuple);
    let at = draw.below(old.len());
    let private = |draw: &mut Draw| Field {
        name: "hidden",
        ty: Ty::closed(draw, 1),
        is_public: false,
    };
    let kind = match draw.below(11) {
        0 | 1 => "respelled",
        2 if !is_tuple => {
            new = draw.shuffled(&old);
            "fields reordered"
        }
        3 => {
            new.insert(
                at,
                Field {
                    is_public: true,
                    name: "more",
                    ty: Ty::closed(draw, 1),
                },
            );
            "public field added"
        }
        4 => {
            let field = private(draw);
            new.insert(at, field);
            "private field added"
        }
        5 => {
            new[at].ty = Ty::other(draw, &old[at].ty);
            "field of another type"
        }
        6 => {
            new.remove(at);
            "field removed"
        }
        7 => {
            new[at].is_public = !old[at].is_public;
            "visibility of a field changed"
        }
        8 => {
            new_mark = !is_marked;
            if new_mark {
                "marked non_exhaustive"
            } else {
                "no longer non_exhaustive"
            }
        }
        9 => {
            new_tuple = !is_tuple;
            "tuple or named fields"
        }
        _ => {
            new[at].ty = Ty::other(draw, &old[at].ty);
            let field = private(draw);
            new.push(field);
            "field of another type and private field"
        }
    };
    let after = format!("{LOCAL} {}pub struct S{}", mark(new_mark), spell(&new, true, new_tuple));
    Change::new(
        &format!("struct: {kind}"),
        &before,
        &after,
        &user(&old, is_tuple, is_closed),
    )
}

/// Private fields decide what a type is: `Send`, `Sync`, `Unpin` and whether it can be caught after a panic.
pub fn auto_traits(draw: &mut Draw) -> Change {
    const FIELDS: [(&str, [bool; 5]); 9] = [
        ("u8", [true, true, true, true, true]),
        ("String", [true, true, true, true, true]),
        ("std::rc::Rc<u8>", [false, false, true, true, true]),
        ("std::cell::Cell<u8>", [true, false, true, true, false]),
        ("*const u8", [false, false, true, true, true]),
        ("&'static mut u8", [true, true, true, false, true]),
        ("std::marker::PhantomPinned", [true, true, false, true, true]),
        ("std::sync::Mutex<u8>", [true, true, true, true, true]),
        ("Box<dyn Fn(u8)>", [false, false, true, false, false]),
    ];
    let [old, new] = draw.two(&FIELDS);
    let traits: Vec<&str> = AUTO_TRAITS
        .iter()
        .zip(old.1)
        .filter(|(_, is)| *is)
        .map(|(name, _)| *name)
        .collect();
    let user = format!("fn is<T: {}>() {{}} fn u() {{ is::<l::S>() }}", traits.join(" + "));
    let whole = |ty: &str| format!("pub struct S {{ a: {ty} }}");
    Change::new(
        "struct: private field of another type",
        &whole(old.0),
        &whole(new.0),
        &user,
    )
}

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

pub fn layout(draw: &mut Draw) -> Change {
    let cases = [
        (
            "`repr(C)` added",
            "pub struct S { pub a: u8 }",
            "#[repr(C)] pub struct S { pub a: u8 }",
            "fn u(x: l::S) -> u8 { x.a }",
        ),
        (
            "`repr(align)` added",
            "#[repr(C)] pub struct S { pub a: u8 }",
            "#[repr(C, align(8))] pub struct S { pub a: u8 }",
            "const _: () = assert!(align_of::<l::S>() == 1);",
        ),
        (
            "`repr(align)` changed",
            "#[repr(C, align(8))] pub struct S { pub a: u8 }",
            "#[repr(C, align(4))] pub struct S { pub a: u8 }",
            "const _: () = assert!(align_of::<l::S>() == 8);",
        ),
        (
            "`repr(align)` removed",
            "#[repr(C, align(8))] pub struct S { pub a: u8 }",
            "#[repr(C)] pub struct S { pub a: u8 }",
            "const _: () = assert!(align_of::<l::S>() == 8);",
        ),
        (
            "`repr(packed)` added",
            "#[repr(C)] pub struct S { pub a: u8, pub b: u32 }",
            "#[repr(C, packed)] pub struct S { pub a: u8, pub b: u32 }",
            "fn u(x: &l::S) -> &u32 { &x.b }",
        ),
        (
            "`repr(packed)` removed",
            "#[repr(C, packed)] pub struct S { pub a: u8, pub b: u32 }",
            "#[repr(C)] pub struct S { pub a: u8, pub b: u32 }",
            "const _: () = assert!(size_of::<l::S>() == 5);",
        ),
        (
            "`repr(packed)` changed",
            "#[repr(C, packed(1))] pub struct S { pub a: u8, pub b: u32 }",
            "#[repr(C, packed(2))] pub struct S { pub a: u8, pub b: u32 }",
            "const _: () = assert!(size_of::<l::S>() == 5);",
        ),
        (
            "`repr` reordered",
            "#[repr(C, align(8))] pub struct S { pub a: u8 }",
            "#[repr(align(8))] #[repr(C)] pub struct S { pub a: u8 }",
            "const _: () = assert!(align_of::<l::S>() == 8);",
        ),
        (
            "fields of `repr(C)` reordered",
            "#[repr(C)] pub struct S { pub a: u8, pub b: u32 }",
            "#[repr(C)] pub struct S { pub b: u32, pub a: u8 }",
            "const _: () = assert!(std::mem::offset_of!(l::S, b) == 4);",
        ),
        (
            "private field of `repr(C)` added at the end",
            "#[derive(Default)] #[repr(C)] pub struct S { pub a: i32, b: i32 }",
            "#[derive(Default)] #[repr(C)] pub struct S { pub a: i32, b: i32, c: i32 }",
            "const _: () = assert!(std::mem::offset_of!(l::S, a) == 0); fn u() -> i32 { l::S::default().a }",
        ),
        (
            "private field of `repr(C)` of another type",
            "#[derive(Default)] #[repr(C)] pub struct S { pub a: i32, b: i32 }",
            "#[derive(Default)] #[repr(C)] pub struct S { pub a: i32, b: u8 }",
            "const _: () = assert!(std::mem::offset_of!(l::S, a) == 0); fn u() -> i32 { l::S::default().a }",
        ),
        (
            "private field of `repr(C)` added in front",
            "#[derive(Default)] #[repr(C)] pub struct S { pub a: i32, b: i32 }",
            "#[derive(Default)] #[repr(C)] pub struct S { c: i32, pub a: i32, b: i32 }",
            "const _: () = assert!(std::mem::offset_of!(l::S, a) == 0);",
        ),
        (
            "public field of `repr(C)` added at the end",
            "#[repr(C)] #[non_exhaustive] pub struct S { pub a: i32 }",
            "#[repr(C)] #[non_exhaustive] pub struct S { pub a: i32, pub b: i32 }",
            "const _: () = assert!(std::mem::offset_of!(l::S, a) == 0);",
        ),
        (
            "`repr(transparent)` added",
            "#[derive(Default)] pub struct S<T>(T);",
            "#[derive(Default)] #[repr(transparent)] pub struct S<T>(T);",
            "fn u() -> l::S<u8> { l::S::default() }",
        ),
        (
            "`repr(Rust)` written out",
            "pub struct S { pub a: u8 }",
            "#[repr(Rust)] pub struct S { pub a: u8 }",
            "fn u(x: l::S) -> u8 { x.a }",
        ),
        (
            "`repr(C)` of a union added",
            "pub union S { pub a: u8, pub b: u16 }",
            "#[repr(C)] pub union S { pub a: u8, pub b: u16 }",
            "fn u(a: u8) -> l::S { l::S { a } }",
        ),
    ];
    let (kind, before, after, user) = *draw.pick(&cases);
    Change::new(&format!("layout: {kind}"), before, after, user)
}

pub fn union(draw: &mut Draw) -> Change {
    let numbers = ["u8", "u16", "u32", "i8", "bool", "[u8; 2]", "char"];
    let [a, b] = draw.two(&numbers);
    let other = draw.pick(&numbers);
    let (kind, after) = match draw.below(5) {
        0 => ("fields reordered", format!("pub union S {{ pub b: {b}, pub a: {a} }}")),
        1 => (
            "field added",
            format!("pub union S {{ pub a: {a}, pub b: {b}, pub c: {other} }}"),
        ),
        2 => ("field removed", format!("pub union S {{ pub a: {a} }}")),
        3 => (
            "field of another type",
            format!("pub union S {{ pub a: {other}, pub b: {b} }}"),
        ),
        _ => ("field made private", format!("pub union S {{ pub a: {a}, b: {b} }}")),
    };
    let user = format!("fn make(b: {b}) -> l::S {{ l::S {{ b }} }} fn read(x: l::S) -> {a} {{ unsafe {{ x.a }} }}");
    Change::new(
        &format!("union: {kind}"),
        &format!("pub union S {{ pub a: {a}, pub b: {b} }}"),
        &after,
        &user,
    )
}
