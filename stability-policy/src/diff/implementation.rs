//! What an implementation promises: by its own mark, or else what the weaker of its type and its trait does.

use std::collections::BTreeMap;

use stability::contract::{Contract, Item};
use stability::{Kind, Tier};

use crate::shape::compare::{ChangeKind, Fact};

/// The promise of an implementation.
pub struct Promised<'a> {
    pub tier: Tier,
    /// The item of its own mark, where it has one.
    pub mark: Option<&'a Item>,
}

/// The promise of the implementation that a fact of the type `of` is about; `None` where it is about something else. `owners` has
/// the item of each key.
pub fn of<'a>(fact: &Fact, of: &Item, before: &'a Contract, owners: &BTreeMap<&str, &'a Item>) -> Option<Promised<'a>> {
    if !matches!(of.kind, Kind::Struct | Kind::Enum | Kind::Union | Kind::Use) {
        return None;
    }
    let header = match fact.change {
        ChangeKind::ImplRemoved | ChangeKind::ImplAdded | ChangeKind::BoundTightened | ChangeKind::BoundLoosened => {
            fact.member.as_deref()?
        }
        // It ends with the name of the associated type.
        ChangeKind::AssociatedTypeChanged => fact.member.as_deref()?.rsplit_once("::")?.0,
        _ => return None,
    };
    if let Some(mark) = mark_of(header, of, before) {
        return Some(Promised {
            tier: mark.tier,
            mark: Some(mark),
        });
    }
    let path = trait_of(header);
    let (package, rest) = path.split_once("::")?;
    let package = package.split('@').next().unwrap_or(package);
    let trait_ = owners.get(format!("type {package}::{rest}").as_str());
    let is_own = of.id.split("::").next() == Some(package);
    let tier = match trait_ {
        Some(trait_) => trait_.tier,
        // Of a trait of the package itself nothing is promised.
        None if is_own => Tier::Internal,
        None => return None,
    };
    Some(Promised { tier, mark: None })
}

/// The item of the mark of an implementation of the type `of`, where it has one.
pub fn mark_of<'a>(header: &str, of: &Item, contract: &'a Contract) -> Option<&'a Item> {
    let last = |path: &str| path.rsplit("::").next().unwrap_or(path).to_owned();
    let (type_name, trait_name) = (last(&of.id), last(trait_of(header)));
    let is_mark = |item: &&Item| {
        item.kind == Kind::Impl
            && item.package == of.package
            && parts(&item.name).is_some_and(|(of, by)| last(of) == type_name && last(by) == trait_name)
    };
    let mut marks = contract.items().iter().filter(is_mark);
    // Of several, which differ in their arguments, none is known to be the one.
    marks.next().filter(|_| marks.next().is_none())
}

/// The path of the trait in the header of an implementation.
fn trait_of(header: &str) -> &str {
    header.split(['<', ' ', '(']).next().unwrap_or(header)
}

/// Type and trait of `<Type as Trait>`, without their arguments.
fn parts(name: &str) -> Option<(&str, &str)> {
    let (of, by) = name.strip_prefix('<')?.strip_suffix('>')?.split_once(" as ")?;
    let head = |text: &'_ str| text.find('<').unwrap_or(text.len());
    Some((&of[..head(of)], &by[..head(by)]))
}
