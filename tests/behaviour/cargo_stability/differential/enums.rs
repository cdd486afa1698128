//! Enums.

use super::draw::{Change, Draw};
use super::ty::{LOCAL, LONG, SHORT, Spelling, Ty, USER, auto_traits_user};

const NAMES: [&str; 5] = ["Ask", "Tell", "Wait", "Stop", "Fail"];

#[derive(Clone)]
struct Variant {
    name: &'static str,
    fields: Vec<Ty>,
    is_named: bool,
    is_marked: bool,
}

impl Variant {
    fn any(draw: &mut Draw, name: &'static str) -> Self {
        let count = draw.below(3);
        Self {
            name,
            fields: (0..count).map(|_| Ty::closed(draw, 2)).collect(),
            is_named: count > 0 && draw.once_in(2),
            is_marked: draw.once_in(8),
        }
    }

    fn spell(&self, spelling: &Spelling<'_>) -> String {
        let mark = if self.is_marked { "#[non_exhaustive] " } else { "" };
        let fields: Vec<String> = self.fields.iter().map(|ty| ty.spell(spelling)).collect();
        let named: Vec<String> = fields
            .iter()
            .enumerate()
            .map(|(at, ty)| format!("f{at}: {ty}"))
            .collect();
        match (fields.is_empty(), self.is_named) {
            (true, _) => format!("{mark}{}", self.name),
            (false, true) => format!("{mark}{} {{ {} }}", self.name, named.join(", ")),
            (false, false) => format!("{mark}{}({})", self.name, fields.join(", ")),
        }
    }

    /// A pattern, which is an expression too; the constructor of a marked variant is private.
    fn pattern(&self) -> String {
        let field = |at: usize| match (self.is_named, self.is_marked) {
            (true, _) => format!("f{at}: x{at}, "),
            (false, true) => format!("{at}: x{at}, "),
            (false, false) => format!("x{at}, "),
        };
        let fields: String = (0..self.fields.len()).map(field).collect();
        let name = self.name;
        match (fields.is_empty(), self.is_named, self.is_marked) {
            (_, _, true) => format!("l::E::{name} {{ {fields}.. }}"),
            (true, ..) => format!("l::E::{name}"),
            (false, true, false) => format!("l::E::{name} {{ {fields} }}"),
            (false, false, false) => format!("l::E::{name}({fields})"),
        }
    }
}

fn spell(variants: &[Variant], is_marked: bool, spelling: &Spelling<'_>) -> String {
    let mark = if is_marked { "#[non_exhaustive] " } else { "" };
    let variants: Vec<String> = variants.iter().map(|it| it.spell(spelling)).collect();
    format!("{LOCAL} {mark}pub enum E {{ {} }}", variants.join(", "))
}

fn user(variants: &[Variant], is_marked: bool) -> String {
    let mut arms = String::new();
    let mut text = auto_traits_user("l::E", variants.iter().flat_map(|variant| &variant.fields));
    for variant in variants {
        let types: Vec<String> = variant.fields.iter().map(|ty| ty.spell(&USER)).collect();
        let typed: Vec<String> = types
            .iter()
            .enumerate()
            .map(|(at, ty)| format!("x{at}: {ty}"))
            .collect();
        let checks: Vec<String> = types
            .iter()
            .enumerate()
            .map(|(at, ty)| format!("let _: {ty} = x{at};"))
            .collect();
        arms += &format!("{} => {{ {} }} ", variant.pattern(), checks.join(" "));
        if !variant.is_marked {
            text += &format!(
                "fn make_{}({}) -> l::E {{ {} }}\n",
                variant.name.to_lowercase(),
                typed.join(", "),
                variant.pattern()
            );
        }
    }
    if is_marked {
        arms += "_ => {}";
    }
    format!("fn all(x: l::E) {{ match x {{ {arms} }} }}\n{text}")
}

pub fn enumeration(draw: &mut Draw) -> Change {
    let count = 2 + draw.below(3);
    let old: Vec<Variant> = NAMES[..count].iter().map(|name| Variant::any(draw, name)).collect();
    let is_marked = draw.once_in(3);
    let mut new_mark = is_marked;
    let mut new = old.clone();
    let at = draw.below(count);
    let kind = loop {
        break match draw.below(10) {
            0 | 1 => "respelled",
            2 if old.iter().any(|it| !it.fields.is_empty()) => {
                new = draw.shuffled(&old);
                "variants reordered"
            }
            3 => {
                let variant = Variant::any(draw, NAMES[4]);
                new.push(variant);
                "variant added"
            }
            4 => {
                new.remove(at);
                "variant removed"
            }
            5 if !old[at].fields.is_empty() => {
                new[at].fields[0] = Ty::other(draw, &old[at].fields[0]);
                "field of another type"
            }
            6 if !old[at].fields.is_empty() => {
                new[at].fields.push(Ty::Word("u8"));
                "field added"
            }
            7 if !old[at].fields.is_empty() => {
                new[at].is_named = !old[at].is_named;
                "tuple or named fields"
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
                new[at].is_marked = !old[at].is_marked;
                "mark of a variant changed"
            }
            _ => continue,
        };
    };
    Change::new(
        &format!("enum: {kind}"),
        &spell(&old, is_marked, &SHORT),
        &spell(&new, new_mark, &LONG),
        &user(&old, is_marked),
    )
}

/// Enums without fields, whose numbers users can read.
pub fn discriminants(draw: &mut Draw) -> Change {
    let base: Vec<i64> = (0..3)
        .map(|at| at * 4 + i64::try_from(draw.below(3)).unwrap_or_default())
        .collect();
    let names = &NAMES[..3];
    let repr = *draw.pick(&["", "#[repr(u8)] ", "#[repr(i32)] "]);
    let list = |values: &[i64], write: &dyn Fn(i64) -> String| -> Vec<String> {
        names
            .iter()
            .zip(values)
            .map(|(name, value)| format!("{name} = {}", write(*value)))
            .collect()
    };
    let plain = |value: i64| value.to_string();
    let whole = |repr: &str, variants: &[String]| format!("{repr}pub enum E {{ {} }}", variants.join(", "));
    let before = whole(repr, &list(&base, &plain));
    let mut moved = base.clone();
    let (kind, after) = match draw.below(6) {
        0 => (
            "respelled",
            whole(repr, &list(&base, &|value| format!("{} + 1", value - 1))),
        ),
        1 => ("respelled", whole(repr, &list(&base, &|value| format!("0x{value:x}")))),
        2 => (
            "variants reordered with their numbers",
            whole(repr, &draw.shuffled(&list(&base, &plain))),
        ),
        3 => {
            moved[2] += 1;
            ("another number", whole(repr, &list(&moved, &plain)))
        }
        4 => {
            moved.swap(0, 1);
            ("numbers swapped", whole(repr, &list(&moved, &plain)))
        }
        _ => (
            "another `repr`",
            whole(
                if repr.contains("u8") {
                    "#[repr(u16)] "
                } else {
                    "#[repr(u8)] "
                },
                &list(&base, &plain),
            ),
        ),
    };
    let checks: Vec<String> = names
        .iter()
        .zip(&base)
        .map(|(name, value)| format!("assert!(l::E::{name} as i64 == {value});"))
        .collect();
    let size = match repr {
        "" => "",
        it if it.contains("u8") => "assert!(size_of::<l::E>() == 1);",
        _ => "assert!(size_of::<l::E>() == 4);",
    };
    let user = format!("const _: () = {{ {} {size} }};", checks.join(" "));
    Change::new(&format!("numbers of an enum: {kind}"), &before, &after, &user)
}

pub fn counted(draw: &mut Draw) -> Change {
    let cases = [
        (
            "respelled",
            "pub enum E { A, B, C }",
            "pub enum E { A = 0, B = 1, C = 2 }",
        ),
        ("variants reordered", "pub enum E { A, B, C }", "pub enum E { A, C, B }"),
        (
            "variant added at the end",
            "#[non_exhaustive] pub enum E { A, B, C }",
            "#[non_exhaustive] pub enum E { A, B, C, D }",
        ),
        (
            "variant added in front",
            "#[non_exhaustive] pub enum E { A, B, C }",
            "#[non_exhaustive] pub enum E { D, A, B, C }",
        ),
        (
            "variant of `repr(C)` added at the end",
            "#[repr(C)] #[non_exhaustive] pub enum E { A, B, C }",
            "#[repr(C)] #[non_exhaustive] pub enum E { A, B, C, D }",
        ),
        (
            "`repr` added",
            "pub enum E { A, B, C }",
            "#[repr(u16)] pub enum E { A, B, C }",
        ),
    ];
    let (kind, before, after) = *draw.pick(&cases);
    let marked = if before.contains("non_exhaustive") {
        "_ => {}"
    } else {
        ""
    };
    let user = format!(
        "const _: () = {{ assert!(l::E::B as i64 == 1); assert!(l::E::C as i64 == 2); }}; fn all(x: l::E) {{ match x {{ l::E::A => {{}} l::E::B => {{}} l::E::C => {{}} {marked} }} }}"
    );
    Change::new(&format!("counted numbers of an enum: {kind}"), before, after, &user)
}
