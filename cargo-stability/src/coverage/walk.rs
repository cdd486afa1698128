//! From the root of a library along everything that users can name.

use std::collections::BTreeMap;

use stability::Kind;

use super::rustdoc::{Document, Import, Inner, Item, Parts, Visibility};
use super::{CoverageError, PublicItem};

pub fn public_items(document: &Document) -> Result<Vec<PublicItem>, CoverageError> {
    let mut walk = Walk {
        document,
        open: Vec::new(),
        found: BTreeMap::new(),
    };
    let root = document.item(document.root)?;
    let name = root.name.clone().unwrap_or_default();
    walk.item(root, &name)?;
    let mut items: Vec<PublicItem> = walk.found.into_values().map(Found::into_item).collect();
    items.sort_by(|a, b| (&a.path, a.kind).cmp(&(&b.path, b.kind)));
    Ok(items)
}

struct Walk<'a> {
    document: &'a Document,
    /// The modules that are being walked through, since one can be re-exported inside itself.
    open: Vec<u32>,
    found: BTreeMap<u32, Found<'a>>,
}

/// An item, and every path to it.
struct Found<'a> {
    item: &'a Item,
    kind: Kind,
    paths: Vec<String>,
}

impl<'a> Walk<'a> {
    /// An item of a module.
    fn child(&mut self, id: u32, module: &str) -> Result<(), CoverageError> {
        // rustdoc leaves out what is hidden, and keeps its number in the lists.
        let Some(item) = self.document.index.get(&id) else {
            return Ok(());
        };
        if !matches!(item.visibility, Visibility::Public) {
            return Ok(());
        }
        let import = item.inner.parts().and_then(|parts| parts.import.as_ref());
        match (import, &item.name) {
            (Some(import), _) => self.import(item, import, module),
            (None, Some(name)) => self.item(item, &format!("{module}::{name}")),
            (None, None) => Ok(()),
        }
    }

    /// A re-export: of what the library has, another path; of what it has not, an item of its own.
    fn import(&mut self, item: &'a Item, import: &Import, module: &str) -> Result<(), CoverageError> {
        let own = |id| self.document.index.get(&id).filter(|target| target.crate_id == 0);
        match (import.id.and_then(own), import.is_glob) {
            (Some(target), false) => self.item(target, &format!("{module}::{}", import.name)),
            (Some(target), true) => match target.inner.parts() {
                Some(parts) if parts.module.is_some() => self.module(target, parts, module),
                // A glob of an enum brings its variants, which have its tier.
                _ => Ok(()),
            },
            // What is the library's own and not described is hidden.
            (None, _) if matches!(first_segment(&import.source), "crate" | "self" | "super") => Ok(()),
            (None, is_glob) => {
                let name = if is_glob { "*" } else { &import.name };
                self.add(item, Kind::Use, format!("{module}::{name}"));
                Ok(())
            }
        }
    }

    fn item(&mut self, item: &'a Item, path: &str) -> Result<(), CoverageError> {
        let parts = match &item.inner {
            Inner::Parts(parts) => parts,
            Inner::Word(word) => {
                // The others, such as the page of a keyword, are nothing that is used.
                if word == "extern_type" {
                    self.add(item, Kind::TypeAlias, path.to_owned());
                }
                return Ok(());
            }
        };
        if parts.module.is_some() {
            return self.module(item, parts, path);
        }
        if let Some(kind) = kind_of(parts) {
            self.add(item, kind, path.to_owned());
        }
        let types = [&parts.structure, &parts.enumeration, &parts.union];
        let mut implementations = types.into_iter().flatten().flat_map(|it| &it.impls);
        implementations.try_for_each(|id| self.implementation(*id, path))
    }

    fn module(&mut self, item: &'a Item, parts: &'a Parts, path: &str) -> Result<(), CoverageError> {
        if self.open.contains(&item.id) {
            return Ok(());
        }
        self.open.push(item.id);
        let mut children = parts.module.iter().flat_map(|module| &module.items);
        let walked = children.try_for_each(|id| self.child(*id, path));
        self.open.pop();
        walked
    }

    /// What is public of an inherent `impl` of the type at `path`.
    fn implementation(&mut self, id: u32, path: &str) -> Result<(), CoverageError> {
        let implementation = self
            .document
            .item(id)?
            .inner
            .parts()
            .and_then(|it| it.implementation.as_ref());
        let inherent = implementation.filter(|it| it.of.is_none());
        let ids = inherent.into_iter().flat_map(|it| &it.items);
        for item in ids.filter_map(|id| self.document.index.get(id)) {
            let kind = match item.inner.parts() {
                Some(parts) if parts.function.is_some() => Kind::Method,
                Some(parts) if parts.assoc_const.is_some() => Kind::AssociatedConst,
                _ => continue,
            };
            if let (Visibility::Public, Some(name)) = (&item.visibility, &item.name) {
                self.add(item, kind, format!("{path}::{name}"));
            }
        }
        Ok(())
    }

    fn add(&mut self, item: &'a Item, kind: Kind, path: String) {
        let found = self.found.entry(item.id).or_insert_with(|| Found {
            item,
            kind,
            paths: Vec::new(),
        });
        found.paths.push(path);
    }
}

impl Found<'_> {
    fn into_item(mut self) -> PublicItem {
        let depth = |path: &str| path.matches("::").count();
        self.paths.sort_by(|a, b| (depth(a), a).cmp(&(depth(b), b)));
        self.paths.dedup();
        let (file, line) = match &self.item.span {
            Some(span) => (span.filename.clone(), span.begin.0),
            None => (String::new(), 0),
        };
        let mut aliases = self.paths.split_off(1);
        aliases.sort();
        PublicItem {
            path: self.paths.remove(0),
            aliases,
            kind: self.kind,
            file,
            line,
        }
    }
}

fn kind_of(parts: &Parts) -> Option<Kind> {
    let kinds = [
        (parts.structure.is_some(), Kind::Struct),
        (parts.enumeration.is_some(), Kind::Enum),
        (parts.union.is_some(), Kind::Union),
        (parts.interface.is_some() || parts.trait_alias.is_some(), Kind::Trait),
        (parts.function.is_some(), Kind::Fn),
        (parts.type_alias.is_some(), Kind::TypeAlias),
        (parts.constant.is_some(), Kind::Const),
        (parts.variable.is_some(), Kind::Static),
        (parts.declarative.is_some() || parts.proc_macro.is_some(), Kind::Macro),
    ];
    kinds.into_iter().find(|(is_it, _)| *is_it).map(|(_, kind)| kind)
}

fn first_segment(path: &str) -> &str {
    path.split("::").next().unwrap_or(path)
}
