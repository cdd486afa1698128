//! What bounds say besides what is written: supertraits are implied.

use std::collections::BTreeSet;

use crate::shape::model::{Detail, Shape};
use crate::shape::text::{split, substituted};

/// What follows from a bound in the standard library, by supertraits or by implementations for all: with the same arguments.
const SUPERTRAITS: [(&str, &[&str]); 18] = [
    ("std::clone::Clone", &["std::marker::Sized"]),
    ("std::default::Default", &["std::marker::Sized"]),
    ("std::marker::Copy", &["std::clone::Clone"]),
    ("std::cmp::Eq", &["std::cmp::PartialEq"]),
    ("std::cmp::PartialOrd", &["std::cmp::PartialEq"]),
    ("std::cmp::Ord", &["std::cmp::Eq", "std::cmp::PartialOrd"]),
    ("std::error::Error", &["std::fmt::Debug", "std::fmt::Display"]),
    ("std::ops::function::Fn", &["std::ops::function::FnMut"]),
    ("std::ops::function::FnMut", &["std::ops::function::FnOnce"]),
    ("std::fmt::Display", &["std::string::ToString"]),
    ("std::ops::deref::DerefMut", &["std::ops::deref::Deref"]),
    ("std::ops::index::IndexMut", &["std::ops::index::Index"]),
    ("std::io::BufRead", &["std::io::Read"]),
    ("std::any::Any", &["'static"]),
    (
        "std::iter::traits::iterator::Iterator",
        &["std::iter::traits::collect::IntoIterator"],
    ),
    (
        "std::iter::traits::double_ended::DoubleEndedIterator",
        &["std::iter::traits::iterator::Iterator"],
    ),
    (
        "std::iter::traits::exact_size::ExactSizeIterator",
        &["std::iter::traits::iterator::Iterator"],
    ),
    (
        "std::iter::traits::marker::FusedIterator",
        &["std::iter::traits::iterator::Iterator"],
    ),
];

/// What follows from a conversion: another one, and whether it is of the same type into the same.
const CONVERSE: [(&str, &str, bool); 4] = [
    ("std::convert::From", "std::convert::Into", false),
    ("std::convert::From", "std::convert::TryFrom", true),
    ("std::convert::Into", "std::convert::TryInto", true),
    ("std::convert::TryFrom", "std::convert::TryInto", false),
];

/// Some bounds with all that they imply.
pub struct Implied(BTreeSet<String>);

impl Implied {
    pub fn of(bounds: &BTreeSet<String>, shape: &Shape) -> Self {
        let mut all = bounds.clone();
        let mut open: Vec<String> = bounds.iter().cloned().collect();
        while let Some(bound) = open.pop() {
            let Some((subject, of)) = bound.split_once(": ") else {
                continue;
            };
            let (name, args) = of.split_at(of.find(['<', '(']).unwrap_or(of.len()));
            let of_std = SUPERTRAITS
                .iter()
                .find(|(sub, _)| *sub == name)
                .map(|(_, supers)| *supers);
            let of_std = of_std.into_iter().flatten().map(|it| format!("{subject}: {it}{args}"));
            let converse = args.strip_prefix('<').and_then(|it| it.strip_suffix('>')).into_iter();
            let converse = converse.flat_map(|other| {
                let converse = CONVERSE.iter().filter(|(it, ..)| *it == name);
                converse.map(move |(_, implied, is_same)| {
                    let (subject, other) = if *is_same { (subject, other) } else { (other, subject) };
                    format!("{subject}: {implied}<{other}>")
                })
            });
            let own = match shape.items.get(&format!("type {name}")).map(|it| &it.detail) {
                Some(Detail::Trait(it)) => Some(it),
                _ => None,
            };
            let own = own.into_iter().flat_map(|it| {
                let given = of_trait(&it.generics, args);
                let supers = it.bounds.iter().filter_map(|bound| bound.strip_prefix("Self: "));
                let supers = supers
                    .map(|it| substituted(it, &given.iter().map(|(name, is)| (&**name, &**is)).collect::<Vec<_>>()));
                supers.map(|it| format!("{subject}: {it}")).collect::<Vec<_>>()
            });
            for implied in of_std.chain(converse).chain(own) {
                if all.insert(implied.clone()) {
                    open.push(implied);
                }
            }
        }
        Self(all)
    }

    /// Whether the bound is `Sized` of a parameter, which it is without a bound.
    fn is_sized(&self, bound: &str) -> bool {
        let subject = bound.strip_suffix(": std::marker::Sized").filter(|it| *it != "Self");
        subject.is_some_and(|it| !self.0.contains(&format!("{it}: ?std::marker::Sized")))
    }

    pub fn has(&self, bound: &str) -> bool {
        self.0.contains(bound) || self.is_sized(bound)
    }
}

/// What the parameters of a trait are in a bound with these arguments: `T0` is `u8` of `<u8>`.
fn of_trait(generics: &[String], args: &str) -> Vec<(String, String)> {
    let args = args
        .strip_prefix('<')
        .and_then(|it| it.strip_suffix('>'))
        .unwrap_or_default();
    let args: Vec<&str> = split(args, ", ")
        .filter(|it| !it.is_empty() && !it.contains(" = "))
        .collect();
    let lifetimes = generics.iter().filter(|it| *it == "'").count();
    let (of_lifetimes, of_types): (Vec<&str>, Vec<&str>) = args.iter().partition(|it| it.starts_with('\''));
    let mut found: Vec<(String, String)> = Vec::new();
    found.extend(
        (0..lifetimes)
            .zip(of_lifetimes)
            .map(|(at, is)| (format!("'T{at}"), is.to_owned())),
    );
    let types = generics.iter().filter(|it| *it != "'");
    for (at, generic) in types.enumerate() {
        let default = generic.split_once(" = ").map(|(_, default)| default);
        if let Some(is) = of_types.get(at).copied().or(default) {
            found.push((format!("T{at}"), is.to_owned()));
        }
    }
    found
}

/// Whether the bound takes a requirement away: `T0: ?std::marker::Sized`.
pub fn is_relaxed(bound: &str) -> bool {
    bound.contains(": ?")
}

/// Whether a bound is about a parameter that only one of the sides has; that is reported as a change of the generics.
pub fn names_other(bound: &str, letter: char, old: &[String], new: &[String]) -> bool {
    let count = |generics: &[String]| generics.iter().filter(|it| *it != "'").count();
    let (old, new) = (count(old), count(new));
    (old.min(new)..old.max(new)).any(|at| bound.contains(&format!("{letter}{at}")))
}
