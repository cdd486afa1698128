//! What types implement: those of the package by their shape, a few of the standard library by a table. What neither says is not known.

use std::collections::BTreeSet;

use super::bounds::Implied;
use crate::shape::model::{Detail, Shape};
use crate::shape::text::{covers, split};

/// Traits that a type implements where all its parts do.
const BY_PARTS: [&str; 14] = [
    "std::clone::Clone",
    "std::marker::Copy",
    "std::fmt::Debug",
    "std::default::Default",
    "std::cmp::PartialEq",
    "std::cmp::Eq",
    "std::cmp::PartialOrd",
    "std::cmp::Ord",
    "std::hash::Hash",
    "std::marker::Send",
    "std::marker::Sync",
    "std::marker::Unpin",
    "std::panic::unwind_safe::UnwindSafe",
    "std::panic::unwind_safe::RefUnwindSafe",
];

const DISPLAY: [&str; 2] = ["std::fmt::Display", "std::string::ToString"];

const COPY: &str = "std::marker::Copy";

const DEFAULT: &str = "std::default::Default";

/// Conversions into a type, of itself and of others.
const CONVERSIONS: [(&str, &str); 8] = [
    ("[u8]", "std::convert::AsRef<[u8]>"),
    ("std::vec::Vec<u8>", "std::convert::AsRef<[u8]>"),
    ("str", "std::convert::AsRef<str>"),
    ("str", "std::convert::AsRef<[u8]>"),
    ("std::string::String", "std::convert::AsRef<str>"),
    ("std::string::String", "std::convert::AsRef<[u8]>"),
    ("std::path::PathBuf", "std::convert::AsRef<std::path::Path>"),
    ("std::path::Path", "std::convert::AsRef<std::path::Path>"),
];

/// Whether the type fulfils the bound; `None` where that is not known. `given` are the bounds of the parameters in the type.
pub fn fulfils(ty: &str, bound: &str, given: &Implied, shape: &Shape) -> Option<bool> {
    let is_given = || given.has(&format!("{ty}: {bound}"));
    if bound.starts_with('?') || (bound != SIZED || is_parameter(ty)) && is_given() {
        return Some(true);
    }
    let reflexive = [
        "std::convert::Into",
        "std::convert::From",
        "std::borrow::Borrow",
        "std::borrow::BorrowMut",
    ];
    if reflexive.iter().any(|name| bound == format!("{name}<{ty}>")) || CONVERSIONS.contains(&(ty, bound)) {
        return Some(true);
    }
    if let Some(parts) = ty.strip_prefix("(impl ").or_else(|| ty.strip_prefix("(dyn ")) {
        let parts = split(parts.strip_suffix(')')?, " + ")
            .map(|part| format!("X: {part}"))
            .collect::<BTreeSet<_>>();
        let is_said = Implied::of(&parts, shape).has(&format!("X: {bound}"));
        // Its bounds are all that users know of `impl Trait`; what is behind `dyn` can have more.
        let is_impl = ty.starts_with("(impl ");
        return if is_said {
            Some(bound != SIZED || is_impl)
        } else {
            (is_impl && !is_own(bound, shape) || bound == SIZED).then_some(false)
        };
    }
    if bound == SIZED {
        let is_slice = ty.starts_with('[') && split(&ty[1..ty.len() - 1], "; ").count() == 1;
        return Some(ty != "str" && !is_slice);
    }
    if bound == "'static" {
        let has_lifetime = ty
            .replace("&'static ", "")
            .replace("<'static>", "")
            .contains(['\'', '&']);
        return (!has_lifetime && !is_parameter(ty)).then_some(true);
    }
    if is_own(bound, shape) {
        return of_own_trait(ty, bound, shape);
    }
    if let Some(item) = shape.items.get(&format!("type {ty}")) {
        return match &item.detail {
            Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it) if it.generics.is_empty() => {
                let is_common = BY_PARTS.contains(&bound) || DISPLAY[0] == bound;
                it.implements
                    .contains_key(bound)
                    .then_some(true)
                    .or(is_common.then_some(false))
            }
            _ => None,
        };
    }
    of_std(ty, bound, given, shape)
}

const SIZED: &str = "std::marker::Sized";

fn is_parameter(ty: &str) -> bool {
    ty.strip_prefix(['T', 'F'])
        .is_some_and(|rest| rest.starts_with(|it: char| it.is_ascii_digit()))
}

fn is_own(bound: &str, shape: &Shape) -> bool {
    let name = &bound[..bound.find(['<', '(']).unwrap_or(bound.len())];
    shape.items.contains_key(&format!("type {name}"))
}

/// A trait of the package: nobody else implements it for a type that is not theirs.
fn of_own_trait(ty: &str, bound: &str, shape: &Shape) -> Option<bool> {
    let name = &bound[..bound.find(['<', '(']).unwrap_or(bound.len())];
    let Detail::Trait(of) = &shape.items.get(&format!("type {name}"))?.detail else {
        return None;
    };
    let header = format!("{bound} for {ty}");
    if of.implementations.get(&header).is_some_and(|it| it.bounds.is_empty()) {
        return Some(true);
    }
    let own = shape.items.get(&format!("type {ty}")).map(|it| &it.detail);
    if let Some(Detail::Struct(it) | Detail::Enum(it) | Detail::Union(it)) = own
        && it.implements.get(bound).is_some_and(|it| it.bounds.is_empty())
    {
        return Some(true);
    }
    let is_open =
        is_parameter(ty) || of.implementations.keys().any(|general| covers(general, &header)) || own.is_none();
    (!is_open).then_some(false)
}

fn of_std(ty: &str, bound: &str, given: &Implied, shape: &Shape) -> Option<bool> {
    let is_known = BY_PARTS.contains(&bound) || DISPLAY.contains(&bound);
    if !is_known || is_parameter(ty) {
        // Callers put anything into a parameter that fulfils what is given.
        return is_known.then_some(false);
    }
    let all = |parts: &mut dyn Iterator<Item = &str>| {
        let known: Vec<Option<bool>> = parts.map(|part| fulfils(part, bound, given, shape)).collect();
        if known.contains(&Some(false)) {
            return Some(false);
        }
        (!known.contains(&None)).then_some(true)
    };
    let args = |name: &str| ty.strip_prefix(name)?.strip_prefix('<')?.strip_suffix('>');
    match ty {
        "f32" | "f64" => Some(!["std::cmp::Eq", "std::cmp::Ord", "std::hash::Hash"].contains(&bound)),
        "bool" | "char" => Some(true),
        "str" => Some(!["std::clone::Clone", COPY, DEFAULT].contains(&bound)),
        "()" => Some(!DISPLAY.contains(&bound)),
        "std::string::String" => Some(bound != COPY),
        _ if is_integer(ty) => Some(true),
        _ if ty.starts_with('&') => match bound {
            "std::clone::Clone" | COPY => Some(!ty.starts_with("&mut ")),
            "std::cmp::PartialEq" | "std::cmp::Eq" | "std::fmt::Debug" | "std::fmt::Display" => {
                all(&mut std::iter::once(ty.trim_start_matches('&')))
            }
            _ => None,
        },
        _ if args("std::vec::Vec").is_some() || args("std::boxed::Box").is_some() => match bound {
            COPY => Some(false),
            DEFAULT if ty.starts_with("std::vec") => Some(true),
            _ if DISPLAY.contains(&bound) && ty.starts_with("std::vec") => Some(false),
            _ => all(&mut args("std::vec::Vec").or(args("std::boxed::Box")).into_iter()),
        },
        _ if args("std::option::Option").is_some() => match bound {
            DEFAULT => Some(true),
            _ if DISPLAY.contains(&bound) => Some(false),
            _ => all(&mut args("std::option::Option").into_iter()),
        },
        _ if ty.starts_with('(') && ty.ends_with(')') && !DISPLAY.contains(&bound) => {
            all(&mut split(&ty[1..ty.len() - 1], ", "))
        }
        _ => None,
    }
}

fn is_integer(ty: &str) -> bool {
    let digits = ty.strip_prefix(['u', 'i']).unwrap_or_default();
    ["8", "16", "32", "64", "128", "size"].contains(&digits)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::bounds::Implied;
    use super::fulfils;
    use crate::shape::model::Shape;

    #[test]
    fn what_is_not_sure_is_not_known() {
        let shape = Shape::default();
        let given = Implied::of(&BTreeSet::from(["F0: std::cmp::Ord".to_owned()]), &shape);
        for (ty, bound, expected) in [
            ("u8", "std::marker::Copy", Some(true)),
            ("u8", "std::convert::Into<u8>", Some(true)),
            ("u8", "std::convert::Into<u16>", None),
            ("u8", "std::ops::arith::Add", None),
            ("f32", "std::cmp::Ord", Some(false)),
            ("str", "std::marker::Sized", Some(false)),
            ("[u8]", "std::marker::Sized", Some(false)),
            ("[u8; 2]", "std::marker::Sized", Some(true)),
            ("(dyn std::fmt::Debug)", "std::marker::Sized", Some(false)),
            ("(dyn std::fmt::Debug)", "std::fmt::Debug", Some(true)),
            ("(dyn std::fmt::Debug)", "std::fmt::Display", None),
            ("(impl std::cmp::Ord)", "std::cmp::PartialEq", Some(true)),
            ("(impl std::cmp::Ord)", "std::marker::Copy", Some(false)),
            ("(impl std::cmp::Ord)", "std::marker::Sized", Some(true)),
            ("std::vec::Vec<u8>", "std::marker::Copy", Some(false)),
            ("std::vec::Vec<u8>", "std::clone::Clone", Some(true)),
            ("std::vec::Vec<other::S>", "std::clone::Clone", None),
            ("(u8, f32)", "std::cmp::Eq", Some(false)),
            ("&str", "std::clone::Clone", Some(true)),
            ("&mut u8", "std::clone::Clone", Some(false)),
            ("&str", "'static", None),
            ("&'static str", "'static", Some(true)),
            ("F0", "std::cmp::Eq", Some(true)),
            ("F0", "std::clone::Clone", Some(false)),
            ("F0", "other::T", None),
            ("std::vec::Vec<F0>", "std::clone::Clone", Some(false)),
            ("other::S", "std::clone::Clone", None),
        ] {
            assert_eq!(fulfils(ty, bound, &given, &shape), expected, "{ty}: {bound}");
        }
    }
}
