//! What implements what.

use std::collections::{BTreeMap, BTreeSet};

use stability_policy::shape::model::{Detail, Implementation, Shape};
use stability_policy::shape::text::{is_by_self, serde_trait};

use super::{Builder, INTERNAL, fields_of, plain, set};
use crate::shape::canonical::{Header, Scope};
use crate::shape::node::Names;
use crate::shape::rustdoc::{self, Id, Inner, Item};

/// What a derive of `PartialEq` adds: constants of the type are patterns.
const STRUCTURAL: &str = "std::marker::StructuralPartialEq";

impl Builder<'_> {
    /// The implementations of traits, at the type that they are for; else at the trait.
    pub fn implementations(&self, shape: &mut Shape) {
        for (item, it) in self.impls() {
            let Some(path) = it.trait_.as_ref().filter(|_| it.blanket.is_none() && !it.is_negative) else {
                continue;
            };
            let Header { mut scope, for_, of } = self.canon.header(it);
            let mut names = Names::of([]);
            let on = names.text(&for_);
            let of = of.map(|of| names.text(&of)).unwrap_or_default();
            let by_self = of
                .strip_suffix(&format!("<{on}>"))
                .filter(|of| is_by_self(of))
                .map(str::to_owned);
            let of = by_self.unwrap_or(of);
            let of_type = self.home(&it.for_).or_else(|| self.home_in_args(path));
            let is_of_unnamed = of_type.is_some_and(|(_, id)| id.starts_with('~'));
            if INTERNAL.contains(&of.as_str()) || of.contains('~') || on.contains('~') && !is_of_unnamed {
                continue;
            }
            if of == STRUCTURAL && of_type.is_some_and(|(target, _)| self.is_no_pattern(target)) {
                continue;
            }
            let bounds = set(&self.canon.generics(&it.generics, &mut scope).bounds);
            let mut scope = scope.with_self(for_);
            let types = it.items.iter().filter_map(|id| self.document.item(*id));
            let types = types.filter_map(|item| match item.inner() {
                Some(Inner::AssocType { type_: Some(ty), .. }) => {
                    Some((item.name.clone()?, plain(&self.canon.ty(ty, &mut scope))))
                }
                _ => None,
            });
            let implementation = Implementation {
                types: types.collect(),
                bounds,
            };
            let trait_id = self.ids.get(&path.id);
            if let Some((target, id)) = of_type
                && let Some(Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt)) =
                    shape.items.get_mut(&format!("type {id}")).map(|it| &mut it.detail)
            {
                let key = if self.is_whole(target, &on) && on.starts_with(id) {
                    of
                } else {
                    format!("{of} for {on}")
                };
                if let Some(name) = serde_trait(&key) {
                    if item.has("automatically_derived") {
                        adt.serde_private = self.private_fields(target);
                        adt.serde_words = self
                            .document
                            .item(target)
                            .filter(|_| self.shows_serde)
                            .map(|item| self.serde_words(item));
                    } else {
                        adt.serde_by_hand.insert(name.to_owned());
                    }
                }
                let bounds = implementation.bounds.difference(&adt.bounds).cloned().collect();
                adt.implements.insert(
                    key,
                    Implementation {
                        bounds,
                        ..implementation
                    },
                );
            } else if let Some(id) = trait_id
                && let Some(Detail::Trait(trait_)) = shape.items.get_mut(&format!("type {id}")).map(|it| &mut it.detail)
            {
                trait_.implementations.insert(format!("{of} for {on}"), implementation);
            }
        }
    }

    /// The words of serde on a type and on all that belongs to it, by the path in it.
    fn serde_words(&self, of: &Item) -> BTreeMap<String, String> {
        let mut found = BTreeMap::from([(String::new(), of.serde_words())]);
        for item in self.parts(of) {
            let name = item.name.clone().unwrap_or_default();
            for (inner, words) in self.serde_words(item) {
                let path = if inner.is_empty() {
                    name.clone()
                } else {
                    format!("{name}::{inner}")
                };
                found.insert(path, words);
            }
        }
        found.retain(|_, words| !words.is_empty());
        found
    }

    /// The private fields of a struct with their types, by name or number.
    fn private_fields(&self, id: Id) -> BTreeMap<String, String> {
        let fields = self.fields_of_struct(id).into_iter();
        let private = fields.filter(|(item, _)| !item.is_public());
        private
            .filter_map(|(item, ty)| Some((item.name.clone()?, ty)))
            .collect()
    }

    /// The fields of a struct with their types.
    fn fields_of_struct(&self, id: Id) -> Vec<(&Item, String)> {
        let Some(Inner::Struct(it)) = self.document.item(id).and_then(Item::inner) else {
            return Vec::new();
        };
        let ids = fields_of(&it.kind);
        let mut scope = Scope::new();
        self.canon.declared(&it.generics, &mut scope);
        let items = ids.iter().filter_map(|id| self.document.item(*id));
        let typed = items.filter_map(|item| match item.inner() {
            Some(Inner::StructField(ty)) => Some((item, plain(&self.canon.ty(ty, &mut scope)))),
            _ => None,
        });
        typed.collect()
    }

    /// Whether rustc refuses a constant of the struct as a pattern, whatever it derives, since a field is of a type whose equality is
    /// written by hand.
    fn is_no_pattern(&self, id: Id) -> bool {
        const BY_HAND: [&str; 18] = [
            "Arc",
            "BTreeMap",
            "BTreeSet",
            "Box",
            "Cell",
            "Cow",
            "HashMap",
            "HashSet",
            "LinkedList",
            "NonNull",
            "OnceCell",
            "OsString",
            "PathBuf",
            "Rc",
            "RefCell",
            "String",
            "Vec",
            "VecDeque",
        ];
        self.fields_of_struct(id).iter().any(|(_, ty)| {
            let name = ty.split('<').next().unwrap_or(ty);
            let last = name.rsplit("::").next().unwrap_or(name);
            name.starts_with("std::") && BY_HAND.contains(&last)
        })
    }

    /// Takes bounds away that every user can see fulfilled: of a type without parameters, that it implements what it does. A derive of
    /// serde with a default writes such a bound.
    pub fn take_fulfilled(shape: &mut Shape) {
        for (key, item) in &mut shape.items {
            let (Some(id), Detail::Struct(adt) | Detail::Enum(adt)) = (key.strip_prefix("type "), &mut item.detail)
            else {
                continue;
            };
            if !adt.generics.is_empty() {
                continue;
            }
            let fulfilled: BTreeSet<String> = adt.implements.keys().map(|name| format!("{id}: {name}")).collect();
            for implementation in adt.implements.values_mut() {
                implementation.bounds.retain(|bound| !fulfilled.contains(bound));
            }
        }
    }

    /// The first public type of the package among the arguments of a trait: of `From<Frame> for String`, `Frame`.
    fn home_in_args(&self, path: &rustdoc::Path) -> Option<(Id, &str)> {
        if self.ids.contains_key(&path.id) {
            return None;
        }
        match path.args.as_deref()? {
            rustdoc::Args::AngleBracketed { args, .. } => args.iter().find_map(|arg| match arg {
                rustdoc::Arg::Type(ty) => self.home(ty),
                _ => None,
            }),
            _ => None,
        }
    }
}
