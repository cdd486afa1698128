//! Which deprecations cover an item: its own, and those of what it belongs to.
//!
//! Records and `contract.json` say only what was written. What belongs to a deprecated type, trait or module is deprecated with
//! it, as rustc has it; so is what belongs to a deprecated command, and the schema of a deprecated struct. This is the only
//! place that knows what belongs to what.

use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::path::{join, split_last};
use super::{Contract, Deprecated, Item, Marker};
use crate::kind::{Kind, Namespace};

/// How many containers of an item are asked: nobody nests deeper, and a path of a foreign file may be as long as the file.
const MAX_DEPTH: usize = 64;

/// A deprecation that covers an item or a member.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InForce<'a> {
    /// The deprecation.
    pub deprecated: &'a Deprecated,
    /// The name of what is deprecated, where that is not the item or member itself: `Old`.
    pub with: Option<&'a str>,
}

/// The deprecations of a contract, by what they cover.
///
/// ```
/// use stability::Contract;
///
/// let contract = Contract::from_lines([
///     r#"{"stability":2,"package":"nika","version":"1.4.0","module":"nika"}"#,
///     r#"{"kind":"struct","name":"Old","tier":"stable","deprecated":{"since":"1.2.0","note":"use New"}}"#,
///     r#"{"kind":"method","name":"Old::run","tier":"stable"}"#,
/// ])?;
/// let deprecations = contract.deprecations();
/// let [_, method] = contract.items() else { unreachable!() };
/// assert_eq!(method.deprecated, None);
/// assert_eq!(deprecations.of(method)[0].with, Some("Old"));
/// # Ok::<(), stability::contract::lines::LinesError>(())
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default)]
pub struct Deprecations<'a> {
    /// The deprecated items that contain other items, by package and id.
    owners: BTreeMap<(&'a str, &'a str), &'a Item>,
    /// The deprecated structs that are read and written under a marker.
    documents: Vec<(&'a str, &'a Marker, &'a Item)>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability::Contract"))]
impl Contract {
    /// The deprecations, by what they cover.
    pub fn deprecations(&self) -> Deprecations<'_> {
        let mut deprecations = Deprecations::default();
        let items = self.items().iter().chain(&self.left_out);
        for item in items.filter(|item| item.deprecated.is_some()) {
            if is_owner(item.kind) {
                deprecations.owners.insert((scope(item), &item.id), item);
            }
            if let Some(marker) = item.schema.as_ref().filter(|_| item.kind == Kind::Struct) {
                deprecations.documents.push((&item.package, marker, item));
            }
        }
        deprecations
    }
}

/// An alias has nothing of its own: what it leads to is reached by its own path.
const fn is_owner(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Struct | Kind::Enum | Kind::Union | Kind::Trait | Kind::Mod | Kind::Command
    )
}

/// The package in which the id names something; a command is the same in all of them.
fn scope(item: &Item) -> &str {
    match item.kind.namespace() {
        Namespace::Surface => "",
        _ => &item.package,
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl<'a> Deprecations<'a> {
    /// The deprecations of an item: its own first, then those of its containers, the nearest first.
    pub fn of(&self, item: &'a Item) -> Vec<InForce<'a>> {
        let own = item
            .deprecated
            .as_ref()
            .map(|deprecated| InForce { deprecated, with: None });
        let mut found: Vec<InForce<'a>> = own.into_iter().collect();
        self.add_inherited(item, &mut found);
        found
    }

    /// The deprecations of a member, by its path in the item: `Closed::reason`. A member that the item does not list has those of the item.
    pub fn of_member(&self, item: &'a Item, member: &str) -> Vec<InForce<'a>> {
        // What it is in, the outermost first.
        let mut chain = Vec::from([(item.name.as_str(), item.deprecated.as_ref())]);
        let mut members = item.members.as_slice();
        for name in member.split("::") {
            let Some(member) = members.iter().find(|member| member.name == name) else {
                chain.push(("", None));
                break;
            };
            chain.push((&member.name, member.deprecated.as_ref()));
            members = &member.members;
        }
        let nearest_first = chain.into_iter().rev().enumerate();
        let covers = nearest_first.filter_map(|(at, (name, deprecated))| {
            let deprecated = deprecated?;
            let with = (at > 0).then_some(name);
            Some(InForce { deprecated, with })
        });
        let mut found: Vec<InForce<'a>> = covers.collect();
        self.add_inherited(item, &mut found);
        found
    }

    fn add_inherited(&self, item: &'a Item, found: &mut Vec<InForce<'a>>) {
        if self.owners.is_empty() && self.documents.is_empty() {
            return;
        }
        let owners = self.owners_of(item).into_iter();
        found.extend(owners.filter_map(|owner| {
            let deprecated = owner.deprecated.as_ref()?;
            let with = Some(owner.name.as_str());
            Some(InForce { deprecated, with })
        }));
    }

    /// The deprecated containers of the item, the nearest first.
    fn owners_of(&self, item: &Item) -> Vec<&'a Item> {
        match item.kind {
            Kind::Command | Kind::CommandOption | Kind::ExitCode => self.commands_of(&item.name),
            Kind::Schema => {
                let is_it = |(package, marker, _): &&(&str, &Marker, &Item)| {
                    *package == item.package && item.schema.as_ref() == Some(*marker)
                };
                self.documents.iter().filter(is_it).map(|(_, _, item)| *item).collect()
            }
            kind if matches!(
                kind.namespace(),
                Namespace::Type | Namespace::Value | Namespace::Macro | Namespace::Import
            ) =>
            {
                self.containers_of(item)
            }
            _ => Vec::new(),
        }
    }

    /// The commands whose names `name` begins with: `nika run --fast` belongs to `nika run`.
    fn commands_of(&self, name: &str) -> Vec<&'a Item> {
        let ends = name.rmatch_indices(' ').take(MAX_DEPTH).map(|(at, _)| &name[..at]);
        ends.filter_map(|command| self.owners.get(&("", format!("command {command}").as_str())).copied())
            .collect()
    }

    /// The types, traits and modules that the paths of an item lead through: that of its record, and those that the compiler knows.
    fn containers_of(&self, item: &Item) -> Vec<&'a Item> {
        let known = item.shape.0.keys().filter_map(|key| key.split_once(' '));
        let known = known.map(|(_, path)| path.split(" for ").next().unwrap_or(path));
        // A trait's shape has its items too, which lead through it.
        let known = known.filter(|path| split_last(path).1 == split_last(&item.id).1);
        let mut found: Vec<&Item> = Vec::new();
        for path in core::iter::once(item.id.as_str()).chain(known) {
            for container in containers(path, item.kind) {
                if let Some(owner) = self.owners.get(&(item.package.as_str(), container.as_str())).copied()
                    && owner.id != item.id
                    && !found.iter().any(|known| core::ptr::eq(*known, owner))
                {
                    found.push(owner);
                }
            }
        }
        found
    }
}

/// The paths that `path` leads through, the nearest first; of an implementation, `a::<Old as b::Trait>`, the type and the trait too.
fn containers(path: &str, kind: Kind) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = match kind {
        Kind::Impl => path,
        _ => split_last(path).0,
    };
    while !rest.is_empty() && found.len() < MAX_DEPTH {
        let (module, last) = split_last(rest);
        match last.strip_prefix('<').and_then(|inside| inside.strip_suffix('>')) {
            Some(implementation) => {
                let names = split_as(implementation);
                found.extend(names.into_iter().filter_map(|name| resolved(module, name)));
            }
            None => found.push(join(module, without_arguments(last))),
        }
        rest = module;
    }
    found
}

/// The type and the trait of `Old<T> as b::Trait`.
fn split_as(implementation: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    for (at, c) in implementation.char_indices() {
        match c {
            '<' | '(' | '[' => depth += 1,
            '>' | ')' | ']' => depth = depth.saturating_sub(1),
            ' ' if depth == 0 && implementation[at..].starts_with(" as ") => {
                return Vec::from([&implementation[..at], &implementation[at + 4..]]);
            }
            _ => {}
        }
    }
    Vec::from([implementation])
}

/// The path of what is written as `name` in `module`.
fn resolved(module: &str, name: &str) -> Option<String> {
    let name = without_arguments(name.trim_start_matches(['&', ' ']));
    let (first, rest) = name.split_once("::").unwrap_or((name, ""));
    match first {
        "" => None,
        "crate" => Some(join(module.split("::").next().unwrap_or_default(), rest)),
        "self" => Some(join(module, rest)),
        "super" => Some(join(split_last(module).0, rest)),
        _ => Some(join(module, name)),
    }
}

fn without_arguments(name: &str) -> &str {
    name.split('<').next().unwrap_or(name).trim_end_matches("::").trim_end()
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use crate::contract::Contract;

    /// The deprecations of each item and each member of a contract, as `what: own, with Old`.
    fn covered(lines: &[&str]) -> Vec<String> {
        let head = r#"{"stability":2,"package":"nika","version":"1.4.0","module":"nika"}"#;
        let contract = Contract::from_lines(core::iter::once(head).chain(lines.iter().copied())).unwrap();
        let deprecations = contract.deprecations();
        let shown = |found: Vec<super::InForce<'_>>| -> String {
            let found = found
                .iter()
                .map(|it| it.with.map_or("own".into(), |with| format!("with {with}")));
            found.collect::<Vec<String>>().join(", ")
        };
        let mut all = Vec::new();
        for item in contract.items() {
            all.push(format!("{}: {}", item.id, shown(deprecations.of(item))));
            for member in &item.members {
                let found = shown(deprecations.of_member(item, &member.name));
                all.push(format!("{}.{}: {found}", item.id, member.name));
                for inner in &member.members {
                    let path = format!("{}::{}", member.name, inner.name);
                    all.push(format!(
                        "{}.{path}: {}",
                        item.id,
                        shown(deprecations.of_member(item, &path))
                    ));
                }
            }
        }
        all
    }

    #[test]
    fn members_of_a_deprecated_type_are_deprecated() {
        let lines = [
            r#"{"kind":"struct","name":"Old","tier":"stable","deprecated":{"since":"1.2.0"},"members":[{"name":"a","kind":"field"},{"name":"b","kind":"field","deprecated":{"since":"1.1.0"}}]}"#,
            r#"{"kind":"method","name":"Old::run","tier":"stable"}"#,
            r#"{"kind":"method","name":"Old<T>::go","tier":"stable","deprecated":{"since":"1.3.0"}}"#,
            r#"{"kind":"impl","name":"<Old as core::fmt::Display>","tier":"stable"}"#,
            r#"{"kind":"impl","name":"<New as From<Old>>","tier":"stable"}"#,
            r#"{"kind":"method","name":"Older::run","tier":"stable"}"#,
            r#"{"kind":"fn","name":"Old","tier":"stable"}"#,
        ];
        assert_eq!(
            covered(&lines),
            [
                "nika::<New as From<Old>>: ",
                "nika::<Old as core::fmt::Display>: with Old",
                "nika::Old: own",
                "nika::Old.a: with Old",
                "nika::Old.b: own, with Old",
                "nika::Old: ",
                "nika::Old::run: with Old",
                "nika::Old<T>::go: own, with Old",
                "nika::Older::run: ",
            ]
        );
    }

    #[test]
    fn unselected_containers_still_deprecate_their_members() {
        let selected = crate::contract::samples::deprecated_type().filtered(|item| item.name == "Old::run");
        let [method] = selected.items() else {
            panic!("one method")
        };
        assert_eq!(selected.deprecations().of(method)[0].with, Some("Old"));
    }

    #[test]
    fn items_of_a_deprecated_module_or_enum_are_deprecated() {
        let lines = [
            r#"{"kind":"mod","name":"old","tier":"stable","deprecated":{}}"#,
            r#"{"kind":"mod","name":"old::deep","tier":"stable"}"#,
            r#"{"kind":"fn","name":"old::deep::f","tier":"stable"}"#,
            r#"{"kind":"fn","name":"older::f","tier":"stable"}"#,
            r#"{"kind":"enum","name":"E","tier":"stable","deprecated":{},"members":[{"name":"V","kind":"variant","members":[{"name":"0","kind":"field"}]}]}"#,
            r#"{"kind":"enum","name":"F","tier":"stable","members":[{"name":"V","kind":"variant","deprecated":{},"members":[{"name":"0","kind":"field"}]}]}"#,
            r#"{"kind":"type","name":"Alias","tier":"stable","deprecated":{}}"#,
            r#"{"kind":"method","name":"Alias::f","tier":"stable"}"#,
        ];
        assert_eq!(
            covered(&lines),
            [
                "nika::Alias: own",
                "nika::Alias::f: ",
                "nika::E: own",
                "nika::E.V: with E",
                "nika::E.V::0: with E",
                "nika::F: ",
                "nika::F.V: own",
                "nika::F.V::0: with V",
                "nika::old: own",
                "nika::old::deep: with old",
                "nika::old::deep::f: with old",
                "nika::older::f: ",
            ]
        );
    }

    #[test]
    fn options_of_a_deprecated_command_are_deprecated() {
        let lines = [
            r#"{"kind":"command","name":"nika run","id":"command nika run","tier":"stable","deprecated":{}}"#,
            r#"{"kind":"command","name":"nika run now","id":"command nika run now","tier":"stable"}"#,
            r#"{"kind":"option","name":"nika run --fast","id":"option nika run --fast","tier":"stable"}"#,
            r#"{"kind":"exit-code","name":"nika run 2","id":"exit_code nika run 2","tier":"stable"}"#,
            r#"{"kind":"option","name":"nika running --fast","id":"option nika running --fast","tier":"stable"}"#,
            r#"{"kind":"struct","name":"Document","tier":"stable","deprecated":{},"schema":{"key":"schema","value":"nika/run@1"}}"#,
            r#"{"kind":"schema","name":"nika/run@1","id":"schema nika/run@1","tier":"stable","schema":{"key":"schema","value":"nika/run@1"}}"#,
        ];
        assert_eq!(
            covered(&lines),
            [
                "command nika run: own",
                "command nika run now: with nika run",
                "exit_code nika run 2: with nika run",
                "nika::Document: own",
                "option nika run --fast: with nika run",
                "option nika running --fast: ",
                "schema nika/run@1: with Document",
            ]
        );
    }
}
