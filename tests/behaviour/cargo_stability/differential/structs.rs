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
