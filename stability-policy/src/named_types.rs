//! The types that declarations name.

use std::collections::HashMap;

use stability::__internal::split_last;
use stability::contract::{Contract, Item};
use stability::{Kind, Tier};

use crate::exposure::may_name;

/// Types of a contract by the last segment of their paths.
pub struct Types<'a>(HashMap<&'a str, Vec<&'a Item>>);

impl<'a> Types<'a> {
    /// The types of `contract` that promise less than `tier`, and all that have the name of one of them.
    pub fn weaker_than(tier: Tier, contract: &'a Contract) -> Self {
        let types = || contract.items().iter().filter(|item| is_type(item.kind));
        let weaker = types().filter(|item| item.tier < tier);
        let mut by_name: HashMap<&str, Vec<&Item>> = weaker.map(|item| (split_last(&item.id).1, Vec::new())).collect();
        if !by_name.is_empty() {
            for item in types() {
                if let Some(named) = by_name.get_mut(split_last(&item.id).1) {
                    named.push(item);
                }
            }
        }
        Self(by_name)
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Those that `declaration` of `item` may name: of one package with it where there are such, and all of one name where
    /// the path does not tell them apart. The type itself is not among them.
    pub fn named_in<'t>(&'t self, declaration: &'t str, item: &'t Item) -> impl Iterator<Item = Vec<&'a Item>> + 't {
        paths(declaration).filter_map(move |path| {
            let mut named = self.0.get(names_backwards(path).next()?)?.clone();
            named.retain(|named| may_name(path, &named.id));
            if named.iter().any(|named| named.package == item.package) {
                named.retain(|named| named.package == item.package);
            }
            let is_itself = named.iter().any(|named| named.id == item.id);
            (!named.is_empty() && !is_itself).then_some(named)
        })
    }
}

/// The names in a path, the last first, without what says where it begins.
fn names_backwards(path: &str) -> impl Iterator<Item = &str> {
    let names = path.rsplit("::");
    names.filter(|name| !matches!(*name, "crate" | "self" | "super" | ""))
}

fn is_type(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Struct | Kind::Enum | Kind::Union | Kind::Trait | Kind::TypeAlias
    )
}

/// The paths in a declaration, whole: of `Vec<memory::Frame>` the first is `Vec` and the second `memory::Frame`.
fn paths(declaration: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | ':' | '#');
    declaration
        .split(move |c: char| !is_part(c))
        // A name before its type ends in one colon.
        .filter(|word| !word.ends_with(':'))
        .map(|word| word.trim_start_matches(':'))
        // What starts with a small letter and has no `::` is a word of the language, a parameter or a function.
        .filter(|word| word.contains("::") || word.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests {

    use super::paths;

    #[test]
    fn paths_are_read_whole() {
        for (declaration, expected) in [
            ("Vec<memory::Frame>", &["Vec", "memory::Frame"][..]),
            (
                "fn put(&self, frame: Frame) -> Result<(), crate::Error>",
                &["Frame", "Result", "crate::Error"],
            ),
            ("trait Store: Send + ::nika::Sealed", &["Send", "nika::Sealed"]),
            ("<T as Mode>::Output", &["T", "Mode", "Output"]),
            ("use nika::memory::Frame", &["nika::memory::Frame"]),
            ("&'a mut [u8]", &[]),
        ] {
            assert_eq!(paths(declaration).collect::<Vec<_>>(), expected, "{declaration}");
        }
    }
}
