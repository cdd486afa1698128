//! What bounds say besides what is written: supertraits are implied.

use std::collections::BTreeSet;

use crate::shape::model::{Detail, Shape};

/// Supertraits in the standard library, which get the same arguments.
const SUPERTRAITS: [(&str, &[&str]); 12] = [
    ("std::clone::Clone", &["std::marker::Sized"]),
    ("std::default::Default", &["std::marker::Sized"]),
    ("std::marker::Copy", &["std::clone::Clone"]),
    ("std::cmp::Eq", &["std::cmp::PartialEq"]),
    ("std::cmp::PartialOrd", &["std::cmp::PartialEq"]),
    ("std::cmp::Ord", &["std::cmp::Eq", "std::cmp::PartialOrd"]),
    ("std::error::Error", &["std::fmt::Debug", "std::fmt::Display"]),
    ("std::ops::function::Fn", &["std::ops::function::FnMut"]),
    ("std::ops::function::FnMut", &["std::ops::function::FnOnce"]),
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
            let own = match shape.items.get(&format!("type {name}")).map(|it| &it.detail) {
                Some(Detail::Trait(it)) if it.generics.is_empty() => Some(&it.bounds),
                _ => None,
            };
            let own = own.into_iter().flatten().filter_map(|it| it.strip_prefix("Self: "));
            let own = own.map(|it| format!("{subject}: {it}"));
            for implied in of_std.chain(own) {
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

/// Whether the bound takes a requirement away: `T0: ?std::marker::Sized`.
pub fn is_relaxed(bound: &str) -> bool {
    bound.contains(": ?")
}
