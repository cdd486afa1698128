//! What `repr` promises, and unions.

use super::draw::{Change, Draw};

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
