//! Constants, statics and aliases.

use super::draw::{Change, Draw};
use super::ty::{LOCAL, LONG, SHORT, Ty, USER};

/// Values of a type, in two spellings each.
const VALUES: [(&str, [(&str, &str); 2]); 5] = [
    ("u32", [("1024", "2 << 9"), ("7", "0b111")]),
    ("bool", [("true", "!false"), ("false", "1 > 2")]),
    ("&str", [("\"a\"", "\"\\x61\""), ("\"b\"", "\"\\u{62}\"")]),
    ("char", [("'a'", "'\\u{61}'"), ("'b'", "b'b' as char")]),
    ("Option<u8>", [("Some(1)", "Option::Some(1)"), ("None", "Option::None")]),
];

fn is_literal(value: &str) -> bool {
    value.starts_with(['"', '\'']) || value.starts_with("0b")
}

pub fn value(draw: &mut Draw) -> Change {
    let (ty, values) = draw.pick(&VALUES);
    let value = values[draw.below(2)];
    let declared = *draw.pick(&["const", "static"]);
    let is_associated = declared == "const" && draw.once_in(3);
    let whole = |declared: &str, ty: &str, value: &str| {
        if is_associated {
            format!("pub struct S; impl S {{ pub {declared} K: {ty} = {value}; }}")
        } else {
            format!("pub {declared} K: {ty} = {value};")
        }
    };
    let long = ty.replace('&', "&'static ");
    let (kind, after) = match draw.below(5) {
        // rustdoc evaluates no associated constants, and reads literals alone.
        0 | 1 if is_associated && !is_literal(value.1) => ("respelled", whole(declared, &long, value.0)),
        0 | 1 => ("respelled", whole(declared, &long, value.1)),
        2 => ("another value", whole(declared, ty, values[draw.below(2)].0)),
        3 => {
            let (other, values) = draw.pick(&VALUES);
            ("of another type", whole(declared, other, values[0].0))
        }
        _ if declared == "static" => ("made mutable", whole("static mut", ty, value.0)),
        _ => (
            "removed",
            if is_associated {
                "pub struct S;".to_owned()
            } else {
                String::new()
            },
        ),
    };
    let path = if is_associated { "l::S::K" } else { "l::K" };
    let user = match declared {
        "const" => format!("const K: {ty} = {path}; fn u() -> {long} {{ {path} }}"),
        _ => format!("fn u() -> &'static {long} {{ &{path} }}"),
    };
    Change::new(
        &format!("{declared}: {kind}"),
        &whole(declared, ty, value.0),
        &after,
        &user,
    )
}

pub fn made_another(draw: &mut Draw) -> Change {
    let cases = [
        (
            "constant made a static",
            "pub const K: u8 = 1;",
            "pub static K: u8 = 1;",
            "fn u(x: u8) -> bool { match x { l::K => true, _ => false } }",
        ),
        (
            "static made a constant",
            "pub static K: u8 = 1;",
            "pub const K: u8 = 1;",
            "fn u() -> *const u8 { &raw const l::K }",
        ),
        (
            "struct made an enum",
            "pub struct S { a: u8 }",
            "pub enum S { A }",
            "fn u(x: l::S) { let l::S { .. } = x; }",
        ),
        (
            "enum made a struct",
            "pub enum S { A }",
            "pub struct S { pub a: u8 }",
            "fn u() -> l::S { l::S::A }",
        ),
        (
            "struct made a union",
            "#[derive(Clone, Copy)] pub struct S { pub a: u8 }",
            "#[derive(Clone, Copy)] pub union S { pub a: u8 }",
            "fn u(x: l::S) -> u8 { x.a }",
        ),
        (
            "alias made a struct",
            "pub type S = u8;",
            "pub struct S(pub u8);",
            "fn u(x: u8) -> l::S { x }",
        ),
        (
            "struct moved behind an alias",
            "pub struct S { pub a: u8 }",
            "pub struct Other { pub a: u8 } pub type S = Other;",
            "fn u(x: l::S) -> u8 { x.a }",
        ),
        (
            "tuple struct moved behind an alias",
            "pub struct S(pub u8);",
            "pub struct Other(pub u8); pub type S = Other;",
            "fn u() -> l::S { l::S(1) }",
        ),
        (
            "struct with fewer fields moved behind an alias",
            "pub struct S { pub a: u8, pub b: u8 }",
            "pub struct Other { pub a: u8 } pub type S = Other;",
            "fn u(x: l::S) -> u8 { x.b }",
        ),
        (
            "enum moved behind an alias",
            "pub enum S { A, B(u8) }",
            "pub enum Other { A, B(u8) } pub type S = Other;",
            "use l::S::B; fn u(x: l::S) -> l::S { match x { l::S::A => B(1), B(_) => l::S::A } }",
        ),
        (
            "trait moved with a re-export",
            "pub trait Own { fn f(&self); }",
            "pub mod deep { pub trait Own { fn f(&self); } } pub use deep::Own;",
            "struct X; impl l::Own for X { fn f(&self) {} }",
        ),
        (
            "struct renamed with a re-export",
            "pub struct S { pub a: u8 }",
            "pub struct Other { pub a: u8 } pub use self::Other as S;",
            "fn u() -> l::S { l::S { a: 1 } }",
        ),
        (
            "method made a function",
            "pub struct S; impl S { pub fn f(&self) {} }",
            "pub struct S; pub fn f(it: &S) {}",
            "fn u(x: l::S) { x.f() }",
        ),
        (
            "method made an associated function",
            "pub struct S; impl S { pub fn f(&self) {} }",
            "pub struct S; impl S { pub fn f(it: &Self) {} }",
            "fn u(x: l::S) { x.f() }",
        ),
        (
            "associated function made a method",
            "pub struct S; impl S { pub fn f(it: &Self) {} }",
            "pub struct S; impl S { pub fn f(&self) {} }",
            "fn u(x: l::S) { l::S::f(&x); }",
        ),
        (
            "method moved to a trait",
            "pub struct S; impl S { pub fn f(&self) {} }",
            "pub struct S; pub trait Own { fn f(&self); } impl Own for S { fn f(&self) {} }",
            "fn u(x: l::S) { x.f() }",
        ),
        (
            "trait made a marker",
            "pub trait Own { fn f(&self) {} } impl Own for u8 {}",
            "pub trait Own {} impl Own for u8 {}",
            "use l::Own; fn u(x: u8) { x.f() }",
        ),
    ];
    let (kind, before, after, user) = *draw.pick(&cases);
    Change::new(&format!("another kind: {kind}"), before, after, user)
}

pub fn alias(draw: &mut Draw) -> Change {
    let of = Ty::closed(draw, 2);
    let plain = |ty: &Ty| format!("{LOCAL} pub type A = {};", ty.spell(&SHORT));
    let generic = draw.once_in(3);
    if generic {
        let cases = [
            (
                "respelled",
                "pub type A<T> = Vec<(T, u8)>;",
                "pub type A<Item> = std::vec::Vec<(Item, u8)>;",
            ),
            (
                "parameter added",
                "pub type A<T> = Vec<(T, u8)>;",
                "pub type A<T, U> = Vec<(T, U)>;",
            ),
            (
                "parameter with a default added",
                "pub type A<T> = Vec<(T, u8)>;",
                "pub type A<T, U = u8> = Vec<(T, U)>;",
            ),
            (
                "of another type",
                "pub type A<T> = Vec<(T, u8)>;",
                "pub type A<T> = Vec<(u8, T)>;",
            ),
        ];
        let (kind, before, after) = *draw.pick(&cases);
        return Change::new(
            &format!("alias: {kind}"),
            before,
            after,
            "fn u(x: l::A<u16>) -> Vec<(u16, u8)> { x }",
        );
    }
    let (kind, after) = match draw.below(3) {
        0 => ("respelled", format!("{LOCAL} pub type A = {};", of.spell(&LONG))),
        1 => ("of another type", plain(&Ty::other(draw, &of))),
        _ => ("removed", LOCAL.to_owned()),
    };
    let user = format!(
        "fn u(x: l::A) -> {} {{ x }} fn v(x: {}) -> l::A {{ x }}",
        of.spell(&USER),
        of.spell(&USER)
    );
    Change::new(&format!("alias: {kind}"), &plain(&of), &after, &user)
}
