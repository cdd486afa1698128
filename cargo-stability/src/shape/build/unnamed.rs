//! Types that users get values of and cannot name: what these values can do is kept at the items that show them. Of traits that users
//! cannot name and that an item requires, what implements them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use stability_policy::shape::model::{Adt, Detail, Fields, Implementation, ItemShape, Shape, TraitShape};
use stability_policy::shape::text::paths;
use stability_policy::shape::types::each_text;

use super::{Builder, set};
use crate::shape::canonical::{Canon, Header};
use crate::shape::node::Names;
use crate::shape::rustdoc::{Document, Id, Inner};

/// What types and traits of the package are called that have no public path: `~Name`, or by the whole path of the definition where several have the
/// same name.
pub fn names(document: &Document, public: &HashMap<Id, String>) -> HashMap<Id, String> {
    let unnamed = document.index.values().filter(|item| {
        let is_type = matches!(
            item.inner(),
            Some(Inner::Struct(_) | Inner::Enum(_) | Inner::Union(_) | Inner::Trait(_))
        );
        is_type && item.crate_id == 0 && !public.contains_key(&item.id)
    });
    let mut by_name = BTreeMap::<&str, Vec<Id>>::new();
    for item in unnamed {
        by_name
            .entry(item.name.as_deref().unwrap_or_default())
            .or_default()
            .push(item.id);
    }
    let name_of = |name: &str, id: Id, is_only: bool| {
        let definition = document.paths.get(&id).filter(|_| !is_only);
        let whole = definition.map(|it| it.path.iter().skip(1).cloned().collect::<Vec<_>>().join("::"));
        format!("~{}", whole.as_deref().unwrap_or(name))
    };
    let named = by_name.iter().flat_map(|(name, ids)| {
        ids.iter()
            .map(|id| (*id, name_of(name, *id, ids.len() == 1)))
            .collect::<Vec<_>>()
    });
    named.collect()
}

impl Builder<'_> {
    /// Adds to each item the types without a public path that it shows, and those that these show.
    pub fn attach_unnamed(&self, shape: &mut Shape) {
        let shown: BTreeMap<String, BTreeSet<String>> = shape
            .items
            .iter()
            .map(|(key, item)| (key.clone(), unnamed_in(item)))
            .filter(|(_, names)| !names.is_empty())
            .collect();
        if shown.is_empty() {
            return;
        }
        let described = self.unnamed();
        for (key, names) in shown {
            let mut open: Vec<String> = names.into_iter().collect();
            let mut found = BTreeMap::new();
            while let Some(name) = open.pop() {
                let own = format!("type {name}");
                if found.contains_key(&own) {
                    continue;
                }
                let members = format!("value {name}::");
                let of_type = described
                    .iter()
                    .filter(|(key, _)| **key == own || key.starts_with(&members));
                for (key, item) in of_type {
                    open.extend(unnamed_in(item));
                    found.insert(key.clone(), item.clone());
                }
            }
            if let Some(item) = shape.items.get_mut(&key) {
                item.unnamed = found;
            }
        }
    }

    /// What the values of all such types can do. Nobody can construct one or match all of it.
    fn unnamed(&self) -> BTreeMap<String, ItemShape> {
        let mut ids = self.ids.clone();
        let unnamed = names(self.document, self.ids);
        ids.extend(unnamed.clone());
        let builder = Builder {
            document: self.document,
            canon: Canon::new(self.document, &ids, self.canon.versions, self.canon.edition),
            ids: &ids,
            shows_serde: self.shows_serde,
        };
        let mut found = Vec::new();
        for (id, name) in &unnamed {
            match self.document.item(*id) {
                Some(item) if matches!(item.inner(), Some(Inner::Trait(_))) => {
                    let detail = Detail::Trait(TraitShape {
                        is_sealed: true,
                        implementations: self.implementations_of(*id),
                        ..TraitShape::default()
                    });
                    found.push((format!("type {name}"), super::of(item, detail)));
                }
                Some(item) => builder.item(item, &BTreeSet::new(), &mut found),
                None => {}
            }
        }
        builder.methods(&mut found);
        let is_unnamed = |key: &str| key.split_once(' ').is_some_and(|(_, id)| id.starts_with('~'));
        let mut shape = Shape {
            package: String::new(),
            items: found.into_iter().filter(|(key, _)| is_unnamed(key)).collect(),
        };
        builder.implementations(&mut shape);
        for item in shape.items.values_mut() {
            if let Detail::Struct(adt) | Detail::Enum(adt) | Detail::Union(adt) = &mut item.detail {
                let of_values = Adt {
                    generics: std::mem::take(&mut adt.generics),
                    bounds: std::mem::take(&mut adt.bounds),
                    implements: std::mem::take(&mut adt.implements),
                    fields: adt.fields.take().map(|it| Fields {
                        has_private: true,
                        ..it
                    }),
                    ..Adt::default()
                };
                *adt = of_values;
            }
        }
        shape.items
    }

    /// The implementations of a trait for what users can name.
    fn implementations_of(&self, id: Id) -> BTreeMap<String, Implementation> {
        let of_trait = self
            .impls()
            .filter(|(_, it)| it.trait_.as_ref().is_some_and(|of| of.id == id) && !it.is_negative);
        let headers = of_trait.filter_map(|(_, it)| {
            let Header { mut scope, for_, of } = self.canon.header(it);
            let mut names = Names::of([]);
            let (on, of) = (names.text(&for_), names.text(&of?));
            let bounds = set(&self.canon.generics(&it.generics, &mut scope).bounds);
            let implementation = Implementation {
                bounds,
                types: BTreeMap::new(),
            };
            (!on.contains('~')).then(|| (format!("{of} for {on}"), implementation))
        });
        headers.collect()
    }
}

fn unnamed_in(item: &ItemShape) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    each_text(item, &mut |_, text| {
        // What has the supertrait is what implements the trait.
        if text.starts_with("Self: ~") {
            return;
        }
        let names = paths(text).into_iter().filter(|path| path.starts_with('~'));
        found.extend(names.map(str::to_owned));
    });
    found
}
