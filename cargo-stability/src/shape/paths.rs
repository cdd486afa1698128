//! By which paths users reach the items of a package.
//!
//! Re-exports and globs are followed to what they bring; a path with a `doc(hidden)` segment promises nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::rustdoc::{Document, Id, Inner, Item, Use};

/// In which of its three namespaces a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Space {
    Type,
    Value,
    Macro,
}

impl Space {
    pub fn word(self) -> &'static str {
        match self {
            Self::Type => "type",
            Self::Value => "value",
            Self::Macro => "macro",
        }
    }
}

/// What is public.
#[derive(Default)]
pub struct Public {
    /// The paths of each item of the package, by its number.
    pub items: BTreeMap<Id, BTreeSet<String>>,
    /// Paths to what other packages define and to variants, with the number of the `use` or of the variant.
    pub foreign: BTreeMap<(Space, String), Id>,
    /// Paths that a private item takes from what a glob brings.
    pub taken: BTreeSet<(Space, String)>,
}

impl Public {
    pub fn of(document: &Document) -> Self {
        let mut walk = Walk {
            document,
            open: Vec::new(),
            found: Self::default(),
        };
        if let Some(root) = document.item(document.root) {
            walk.item(root, root.name.as_deref().unwrap_or_default());
        }
        for paths in walk.found.items.values_mut() {
            // By convention nobody names these where there is another path.
            if paths.iter().any(|path| !is_unofficial(path)) {
                paths.retain(|path| !is_unofficial(path));
            }
        }
        walk.found
    }

    /// The id of each item: the shortest path, ties broken alphabetically.
    pub fn ids(&self) -> HashMap<Id, String> {
        let depth = |path: &String| path.matches("::").count();
        let shortest = |paths: &BTreeSet<String>| paths.iter().min_by_key(|path| depth(path)).cloned();
        let ids = self.items.iter();
        ids.filter_map(|(id, paths)| Some((*id, shortest(paths)?))).collect()
    }
}

/// Whether a part of the path begins with `__`.
pub fn is_unofficial(path: &str) -> bool {
    path.split("::").any(|segment| segment.starts_with("__"))
}

/// The namespace of an item of the package.
pub fn space_of(inner: &Inner) -> Option<Space> {
    match inner {
        Inner::Module(_)
        | Inner::Struct(_)
        | Inner::Enum(_)
        | Inner::Union(_)
        | Inner::Trait(_)
        | Inner::TypeAlias(_)
        | Inner::ExternType
        | Inner::ExternCrate { .. }
        | Inner::AssocType { .. } => Some(Space::Type),
        Inner::Function(_)
        | Inner::Constant { .. }
        | Inner::Static(_)
        | Inner::AssocConst { .. }
        | Inner::Variant(_) => Some(Space::Value),
        Inner::Macro(_) | Inner::ProcMacro(_) => Some(Space::Macro),
        Inner::Use(_) | Inner::StructField(_) | Inner::Impl(_) => None,
    }
}

struct Walk<'a> {
    document: &'a Document,
    /// The modules that are being walked through, since one can be re-exported inside itself.
    open: Vec<Id>,
    found: Public,
}

impl<'a> Walk<'a> {
    fn item(&mut self, item: &'a Item, path: &str) {
        if item.is_hidden() {
            return;
        }
        if let Some(Inner::Module(module)) = item.inner() {
            if self.open.contains(&item.id) {
                return;
            }
            self.open.push(item.id);
            self.found.items.entry(item.id).or_default().insert(path.to_owned());
            self.module(&module.items, path, &BTreeSet::new());
            self.open.pop();
        } else {
            self.found.items.entry(item.id).or_default().insert(path.to_owned());
        }
    }

    /// The children of a module, except for names that are `taken` by what is nearer than a glob.
    fn module(&mut self, children: &[Id], path: &str, taken: &BTreeSet<(Space, String)>) {
        let mut named = taken.clone();
        let mut globs = Vec::new();
        for item in children.iter().filter_map(|id| self.document.item(*id)) {
            if !item.is_public() {
                // Nobody outside can name it, nor what a glob brings under this name.
                if let Some((space, name)) = item.inner().and_then(space_of).zip(item.name.as_ref()) {
                    self.found.taken.insert((space, format!("{path}::{name}")));
                    named.insert((space, name.clone()));
                }
                continue;
            }
            if let Some(Inner::Use(import)) = item.inner() {
                if import.is_glob {
                    globs.push((item, import));
                    continue;
                }
                let name = (self.space(import), import.name.clone());
                if !taken.contains(&name) {
                    self.import(item, import, &format!("{path}::{}", import.name));
                    named.insert(name);
                }
            } else if let Some(name) = &item.name {
                let name = (item.inner().and_then(space_of).unwrap_or(Space::Type), name.clone());
                if !taken.contains(&name) {
                    self.item(item, &format!("{path}::{}", name.1));
                    named.insert(name);
                }
            }
        }
        for (item, import) in globs {
            self.glob(item, import, path, &named);
        }
    }

    fn space(&self, import: &Use) -> Space {
        let Some(id) = import.id else {
            return Space::Type;
        };
        if let Some(space) = self.document.inner(id).and_then(space_of) {
            return space;
        }
        match self.document.paths.get(&id).map(|it| it.kind.as_str()) {
            Some("macro" | "proc_attribute" | "proc_derive") => Space::Macro,
            Some("function" | "constant" | "static") => Space::Value,
            _ => Space::Type,
        }
    }

    /// What the package has itself, by its number.
    fn own(&self, id: Option<Id>) -> Option<&'a Item> {
        self.document.item(id?).filter(|target| target.crate_id == 0)
    }

    /// Whether a path that leads nowhere is one of the package itself, which is hidden then.
    fn is_hidden(&self, import: &Use) -> bool {
        let summary = import.id.and_then(|id| self.document.paths.get(&id));
        let is_foreign = summary.is_some_and(|it| it.crate_id != 0);
        !is_foreign && matches!(import.source.split("::").next(), Some("crate" | "self" | "super"))
    }

    fn import(&mut self, item: &'a Item, import: &Use, path: &str) {
        if item.is_hidden() {
            return;
        }
        match self.own(import.id).map(|target| (target, target.inner())) {
            // An import of an import.
            Some((target, Some(Inner::Use(further)))) => self.import(target, further, path),
            Some((target, Some(Inner::Variant(_)))) => {
                self.found.foreign.insert((Space::Value, path.to_owned()), target.id);
            }
            Some((target, _)) => self.item(target, path),
            None if self.is_hidden(import) => {}
            None => {
                self.found
                    .foreign
                    .insert((self.space(import), path.to_owned()), item.id);
            }
        }
    }

    fn glob(&mut self, item: &'a Item, import: &Use, path: &str, taken: &BTreeSet<(Space, String)>) {
        if item.is_hidden() {
            return;
        }
        match self.own(import.id).map(|target| (target.id, target.inner())) {
            Some((id, Some(Inner::Module(module)))) => {
                if !self.open.contains(&id) {
                    self.open.push(id);
                    self.module(&module.items, path, taken);
                    self.open.pop();
                }
            }
            Some((_, Some(Inner::Enum(target)))) => {
                for variant in target.variants.iter().filter_map(|id| self.document.item(*id)) {
                    let name = variant.name.clone().unwrap_or_default();
                    if !variant.is_hidden() && !taken.contains(&(Space::Value, name.clone())) {
                        self.found
                            .foreign
                            .insert((Space::Value, format!("{path}::{name}")), variant.id);
                    }
                }
            }
            Some(_) => {}
            None if self.is_hidden(import) => {}
            None => {
                self.found
                    .foreign
                    .insert((Space::Type, format!("{path}::{}::*", import.source)), item.id);
            }
        }
    }
}
