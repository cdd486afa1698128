//! Modules, re-exports and visibility: by which paths users reach things.

use super::draw::{Change, Draw};

/// Items that are moved around, with code that uses them at a path.
const ITEMS: [(&str, &str); 8] = [
    ("pub fn item() -> u8 { 1 }", "fn u() -> u8 { P::item() }"),
    (
        "pub struct item { pub a: u8 }",
        "fn u() -> P::item { P::item { a: 1 } }",
    ),
    ("pub struct item(pub u8);", "fn u() -> P::item { P::item(1) }"),
    (
        "pub enum item { A, B }",
        "fn u(x: P::item) { match x { P::item::A | P::item::B => {} } }",
    ),
    (
        "pub trait item { fn f(&self) {} }",
        "struct X; impl P::item for X {} fn u<T: P::item>(x: T) { x.f() }",
    ),
    ("pub const item: u8 = 1;", "const U: u8 = P::item;"),
    ("pub static item: u8 = 1;", "fn u() -> &'static u8 { &P::item }"),
    ("pub type item = Vec<u8>;", "fn u(x: P::item) -> Vec<u8> { x }"),
];

pub fn moved(draw: &mut Draw) -> Change {
    let (item, user) = *draw.pick(&ITEMS);
    let by = *draw.pick(&[
        "inner::item",
        "self::inner::item",
        "inner::*",
        "inner::{item}",
        "crate::$m::inner::item",
    ]);
    // Where users reach it before, in which module, and where after.
    let forms = [
        ("plain", item.to_owned(), "l"),
        ("re-exported", format!("mod inner {{ {item} }} pub use {by};"), "l"),
        (
            "re-exported twice",
            format!("mod inner {{ mod deep {{ {item} }} pub use deep::*; }} pub use {by};"),
            "l",
        ),
        (
            "in a public module too",
            format!("pub mod inner {{ {item} }} pub use {by};"),
            "l",
        ),
        ("in a public module", format!("pub mod inner {{ {item} }}"), "l::inner"),
        (
            "in a public module by a re-export",
            format!("mod hidden {{ {item} }} pub mod inner {{ pub use super::hidden::item; }}"),
            "l::inner",
        ),
        (
            "in a public module by a glob",
            format!("mod hidden {{ {item} }} pub mod inner {{ pub use super::hidden::*; }}"),
            "l::inner",
        ),
        ("nowhere", format!("mod inner {{ #![allow(unused)] {item} }}"), ""),
        ("in the crate", item.replace("pub ", "pub(crate) "), ""),
        (
            "by another name",
            format!("mod inner {{ {item} }} pub use inner::item as renamed;"),
            "",
        ),
    ];
    let old = &forms[draw.below(7)];
    let new = draw.pick(&forms);
    let is_both = old.0 == "in a public module too";
    let mut text = user.replace("P::", &format!("{}::", old.2));
    if is_both {
        text += &format!(" mod second {{ use super::l; {} }}", user.replace("P::", "l::inner::"));
    }
    let kind = if old.0 == new.0 {
        "respelled".to_owned()
    } else {
        format!("{} to {}", old.0, new.0)
    };
    Change::new(&format!("path: {kind}"), &old.1, &new.1, &text)
}

pub fn others(draw: &mut Draw) -> Change {
    let cases = [
        (
            "module renamed",
            "pub mod a { pub fn f() {} }",
            "pub mod b { pub fn f() {} }",
            "fn u() { l::a::f() }",
        ),
        (
            "module renamed with a re-export",
            "pub mod a { pub fn f() {} }",
            "pub mod b { pub fn f() {} } pub use b as a;",
            "fn u() { l::a::f() }",
        ),
        (
            "module made private",
            "pub mod a { pub fn f() {} }",
            "mod a { pub fn f() {} }",
            "fn u() { l::a::f() }",
        ),
        ("empty module removed", "pub mod a {}", "", "use l::a as _;"),
        (
            "module added",
            "pub fn f() {}",
            "pub fn f() {} pub mod more { pub fn g() {} }",
            "fn u() { l::f() }",
        ),
        (
            "glob shadowed by the same item",
            "mod a { pub fn f() -> u8 { 1 } } pub use a::*;",
            "mod a { pub fn f() -> u8 { 1 } } pub use a::*; pub use a::f;",
            "fn u() -> u8 { l::f() }",
        ),
        (
            "glob shadowed by another item",
            "mod a { pub fn f() -> u8 { 1 } } pub use a::*;",
            "mod a { #![allow(unused)] pub fn f() -> u8 { 1 } } #[allow(unused)] pub use a::*; pub fn f() -> u16 { 1 }",
            "fn u() -> u8 { l::f() }",
        ),
        (
            "glob of an enum",
            "pub enum E { A, B } pub use E::*;",
            "pub enum E { A, B } pub use E::{A, B};",
            "fn u(x: l::E) { match x { l::A | l::B => {} } }",
        ),
        (
            "variant no longer re-exported",
            "pub enum E { A, B } pub use E::*;",
            "pub enum E { A, B } pub use E::A;",
            "fn u(x: l::E) { match x { l::A | l::B => {} } }",
        ),
        (
            "re-export of the standard library respelled",
            "pub use std::sync::Arc;",
            "pub use std::sync::{Arc};",
            "fn u() -> l::Arc<u8> { l::Arc::new(1) }",
        ),
        (
            "re-export of the standard library through another path",
            "pub use std::fmt::Error;",
            "pub use core::fmt::Error;",
            "fn u() -> l::Error { l::Error }",
        ),
        (
            "re-export of the standard library by an alias",
            "pub use std::collections::HashSet as Set;",
            "pub type Set<T> = std::collections::HashSet<T>;",
            "fn u(x: std::collections::HashSet<u8>) -> l::Set<u8> { x }",
        ),
        (
            "type of the same name elsewhere",
            "pub mod a { pub struct C; } pub mod b { pub struct C; } pub use a::C;",
            "pub mod a { pub struct C; } pub mod b { pub struct C; } pub use b::C;",
            "fn u(x: l::C) -> l::a::C { x }",
        ),
        (
            "method made private",
            "pub struct S; impl S { pub fn f(&self) {} }",
            "pub struct S; impl S { #[allow(unused)] fn f(&self) {} }",
            "fn u(x: l::S) { x.f() }",
        ),
        (
            "method renamed",
            "pub struct S; impl S { pub fn f(&self) {} }",
            "pub struct S; impl S { pub fn g(&self) {} }",
            "fn u(x: l::S) { x.f() }",
        ),
        (
            "method renamed, and the old one kept",
            "pub struct S; impl S { pub fn f(&self) {} }",
            "pub struct S; impl S { #[deprecated(note = \"call `g`\")] pub fn f(&self) { self.g() } pub fn g(&self) {} }",
            "fn u(x: l::S) { x.f() }",
        ),
        (
            "item added",
            "pub fn f() {}",
            "pub fn f() {} pub struct More; impl More { pub fn g(&self) {} }",
            "fn u() { l::f() }",
        ),
        (
            "visibility widened",
            "pub struct S { a: u8 } impl S { pub fn new() -> Self { S { a: 1 } } }",
            "pub struct S { pub(crate) a: u8 } impl S { pub fn new() -> Self { S { a: 1 } } pub(crate) fn _a(&self) -> u8 { self.a } }",
            "fn u() -> l::S { l::S::new() }",
        ),
        (
            "item moved out of an `impl` block by a macro",
            "pub struct S; impl S { pub fn f(&self) -> u8 { 1 } }",
            "pub struct S; macro_rules! of { ($t:ty) => { impl $t { pub fn f(&self) -> u8 { 1 } } } } of!(S);",
            "fn u(x: l::S) -> u8 { x.f() }",
        ),
    ];
    let (kind, before, after, user) = *draw.pick(&cases);
    Change::new(&format!("path: {kind}"), before, after, user)
}
