//! From what rustdoc describes to the shape.

mod fields;
mod implementations;
mod traits;
pub mod unnamed;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use cargo_metadata::Edition;
use stability::Kind;
use stability_policy::shape::model::{Detail, Function, ItemShape, Shape};
use stability_policy::shape::text::number;

use self::fields::{is_unsized, take_inferred};
use super::canonical::{Canon, Scope, abi};
use super::literal::literal;
use super::node::{Names, Node};
use super::origin::{DeprecatedPart, Origin, Place};
use super::paths::{Public, Space, space_of};
use super::rustdoc::{self, Document, FieldsKind, Id, Impl, Inner, Item, Type, VariantKind};
use super::{Described, macros};

/// Traits of the standard library that no user can name.
const INTERNAL: [&str; 2] = ["std::marker::Freeze", "std::marker::UnsafeUnpin"];

/// The package of this edition that the document describes; `versions` has the compatible version of each library that it uses.
pub fn describe(document: &Document, versions: &BTreeMap<String, String>, edition: Edition) -> Described {
    let public = Public::of(document);
    let ids = public.ids();
    let builder = Builder {
        document,
        ids: &ids,
        canon: Canon::new(document, &ids, versions, edition),
        shows_serde: document.shows_serde(),
    };
    let mut found = Vec::new();
    for (id, paths) in &public.items {
        if let Some(item) = document.item(*id) {
            builder.item(item, paths, &mut found);
        }
    }
    for ((space, path), id) in &public.foreign {
        found.extend(builder.foreign(*space, path, *id));
    }
    builder.methods(&mut found);
    let mut shape = Shape {
        package: document
            .item(document.root)
            .and_then(|it| it.name.clone())
            .unwrap_or_default(),
        items: found.into_iter().collect(),
    };
    builder.implementations(&mut shape);
    Builder::take_fulfilled(&mut shape);
    builder.attach_unnamed(&mut shape);
    Described {
        origins: builder.origins(&shape),
        re_exports: builder.re_exports(&public.foreign),
        definitions: builder.definitions(),
        imports: builder.imports(&shape),
        taken: public
            .taken
            .iter()
            .map(|(space, path)| format!("{} {path}", space.word()))
            .collect(),
        shape,
    }
}

struct Builder<'a> {
    document: &'a Document,
    ids: &'a HashMap<Id, String>,
    canon: Canon<'a>,
    /// Whether an item without an attribute of serde is known to have none.
    shows_serde: bool,
}

fn of(item: &Item, detail: Detail) -> ItemShape {
    ItemShape {
        paths: BTreeSet::new(),
        deprecated: item.deprecation.is_some(),
        must_use: item.has("must_use"),
        unnamed: BTreeMap::new(),
        detail,
    }
}

impl Builder<'_> {
    fn item(&self, item: &Item, paths: &BTreeSet<String>, found: &mut Vec<(String, ItemShape)>) {
        let Some(id) = self.ids.get(&item.id) else {
            return;
        };
        let mut scope = Scope::new();
        let detail = match item.inner() {
            Some(Inner::Module(_)) => Detail::Module,
            Some(Inner::Struct(it)) => {
                let mut adt = self.adt(item, &it.generics, &mut scope);
                let (fields, all) = self.struct_fields(&it.kind, &mut scope);
                take_inferred(&mut adt.bounds, &all);
                adt.fields = Some(fields);
                adt.is_unsized = all.last().is_some_and(|last| is_unsized(last));
                adt.layout = adt.repr.contains('C').then_some(all);
                Detail::Struct(adt)
            }
            Some(Inner::Union(it)) => {
                let mut adt = self.adt(item, &it.generics, &mut scope);
                let (fields, all) = self.named(&it.fields, &mut scope, Item::is_public);
                adt.fields = Some(fields);
                adt.layout = adt.repr.contains('C').then_some(all);
                Detail::Union(adt)
            }
            Some(Inner::Enum(it)) => {
                let mut adt = self.adt(item, &it.generics, &mut scope);
                adt.variants = self.variants(&it.variants, &adt.repr, &mut scope);
                let mut variants = it.variants.iter().filter_map(|id| self.document.item(*id));
                adt.has_hidden = variants.any(Item::is_hidden);
                Detail::Enum(adt)
            }
            Some(Inner::Trait(it)) => {
                self.trait_items(id, it, found);
                self.trait_(item, id, it, &mut scope)
            }
            Some(Inner::Function(it)) => Detail::Function(self.function(item, it, &scope, None)),
            Some(Inner::Constant { type_, value }) => {
                let type_ = plain(&self.canon.ty(type_, &mut scope));
                // Compilers round floats when they show them.
                let is_float = matches!(type_.as_str(), "f32" | "f64");
                let evaluated = value.value.as_deref().map(number).filter(|_| !is_float);
                Detail::Constant {
                    value: evaluated.or_else(|| literal(&value.expr)),
                    type_,
                    has_default: false,
                }
            }
            Some(Inner::Static(it)) => Detail::Static {
                type_: plain(&self.canon.ty(&it.type_, &mut scope)),
                is_mutable: it.is_mutable,
                is_unsafe: it.is_unsafe,
            },
            Some(Inner::TypeAlias(it)) => {
                let generics = self.canon.declared(&it.generics, &mut scope);
                Detail::Alias {
                    generics: lifetimes_first(it.generics.params.len() - generics.params.len(), &generics.params),
                    of: plain(&self.canon.ty(&it.type_, &mut scope)),
                }
            }
            Some(Inner::ExternType) => Detail::ExternType,
            Some(Inner::ExternCrate { name }) => Detail::ReExport {
                of: format!("crate {name}"),
            },
            Some(Inner::Macro(source)) => Detail::Macro {
                arms: macros::arms(source),
            },
            Some(Inner::ProcMacro(it)) => Detail::ProcMacro {
                form: it.kind.clone(),
                helpers: it.helpers.iter().cloned().collect(),
            },
            _ => Detail::Unknown,
        };
        let space = item.inner().and_then(space_of).unwrap_or(Space::Type);
        let mut shape = of(item, detail);
        shape.paths = paths.iter().filter(|path| *path != id).cloned().collect();
        found.push((format!("{} {id}", space.word()), shape));
    }

    fn foreign(&self, space: Space, path: &str, id: Id) -> Option<(String, ItemShape)> {
        let item = self.document.item(id)?;
        let of_ = match item.inner()? {
            Inner::Use(import) => {
                let written = rustdoc::Path {
                    written: import.source.clone(),
                    id: import.id.unwrap_or(u32::MAX),
                    args: None,
                };
                let (name, _) = self.canon.name(&written);
                if import.is_glob { format!("{name}::*") } else { name }
            }
            _ => format!("variant {}", item.name.as_deref()?),
        };
        Some((
            format!("{} {path}", space.word()),
            of(item, Detail::ReExport { of: of_ }),
        ))
    }

    fn add_member(of_: &str, item: &Item, detail: Detail, found: &mut Vec<(String, ItemShape)>) {
        if let Some(name) = &item.name {
            let space = item.inner().and_then(space_of).unwrap_or(Space::Value);
            found.push((format!("{} {of_}::{name}", space.word()), of(item, detail)));
        }
    }

    fn function(&self, item: &Item, it: &rustdoc::Function, around: &Scope, on: Option<&Node>) -> Function {
        let canon = self.canon.function(&it.sig, &it.generics, around);
        let parts = on.into_iter().chain(&canon.inputs).chain([&canon.output]);
        let mut names = Names::of(parts.chain(&canon.generics.params).chain(&canon.generics.bounds));
        Function {
            on: on.map(|on| names.text(on)).unwrap_or_default(),
            inputs: canon.inputs.iter().map(|input| names.text(input)).collect(),
            output: names.text(&canon.output),
            generics: canon.generics.params.iter().map(|param| names.text(param)).collect(),
            bounds: set_with(&canon.generics.bounds, &mut names),
            early: canon.early,
            is_const: it.header.is_const,
            is_async: it.header.is_async,
            is_unsafe: it.header.is_unsafe || item.has("target_feature"),
            is_variadic: it.sig.is_c_variadic,
            abi: abi(&it.header.abi),
            output_implements: None,
            target_features: item.target_features(),
            export_name: item.export_name(),
            has_default: false,
            names: Vec::new(),
        }
    }

    /// The keys of public items by the paths of their definitions.
    fn definitions(&self) -> BTreeMap<(Space, String), String> {
        let keys = self.ids.iter().filter_map(|(id, path)| {
            let space = self.document.inner(*id).and_then(space_of)?;
            let definition = self.document.paths.get(id)?.path.join("::");
            Some(((space, definition), format!("{} {path}", space.word())))
        });
        keys.collect()
    }

    /// Where public items are defined, and what their implementation is.
    fn origins(&self, shape: &Shape) -> BTreeMap<String, Origin> {
        let mut origins = BTreeMap::new();
        for (id, path) in self.ids {
            let Some((item, space)) = self
                .document
                .item(*id)
                .and_then(|item| Some((item, space_of(item.inner()?)?)))
            else {
                continue;
            };
            let definition = self.document.paths.get(id).map(|it| it.path.join("::"));
            let definition = definition.unwrap_or_else(|| path.clone());
            let origin = Origin {
                deprecated_parts: self.deprecated_parts(item),
                ..Origin::of(item, definition, None)
            };
            origins.insert(format!("{} {path}", space.word()), origin);
        }
        for (block, it) in self.impls().filter(|(_, it)| it.trait_.is_none()) {
            let Some((_, of)) = self.home(&it.for_) else {
                continue;
            };
            let owner = origins.get(&format!("type {of}")).map(|it| it.definition.clone());
            for item in it.items.iter().filter_map(|id| self.document.item(*id)) {
                let (Some(name), Some(owner)) = (&item.name, &owner) else {
                    continue;
                };
                let place = block.span.as_ref().map(Place::of);
                let origin = Origin::of(item, format!("{owner}::{name}"), place);
                let key = format!("value {of}::{name}");
                let of_instance = format!("{key} for {}", plain(&self.canon.header(it).for_));
                let key = if shape.items.contains_key(&of_instance) {
                    of_instance
                } else {
                    key
                };
                origins.insert(key, origin);
            }
        }
        origins
    }

    /// The fields, variants or items of a trait that belong to an item.
    fn parts(&self, of: &Item) -> Vec<&Item> {
        let ids: Vec<Id> = match of.inner() {
            Some(Inner::Struct(it)) => fields_of(&it.kind),
            Some(Inner::Union(it)) => it.fields.clone(),
            Some(Inner::Enum(it)) => it.variants.clone(),
            Some(Inner::Trait(it)) => it.items.clone(),
            Some(Inner::Variant(it)) => match &it.kind {
                VariantKind::Plain => Vec::new(),
                VariantKind::Tuple(ids) => ids.iter().flatten().copied().collect(),
                VariantKind::Struct { fields } => fields.clone(),
            },
            _ => Vec::new(),
        };
        ids.iter().filter_map(|id| self.document.item(*id)).collect()
    }

    /// What belongs to an item and is deprecated by itself. rustdoc says of all that belongs to something deprecated that it is, too.
    fn deprecated_parts(&self, of: &Item) -> Vec<DeprecatedPart> {
        let items = self.parts(of).into_iter().filter(|item| !item.is_hidden());
        let parts = items.filter_map(|item| {
            let kind = match item.inner()? {
                Inner::StructField(_) => Kind::Field,
                Inner::Variant(_) => Kind::Variant,
                Inner::Function(_) => Kind::Method,
                Inner::AssocConst { .. } => Kind::AssociatedConst,
                Inner::AssocType { .. } => Kind::AssociatedType,
                _ => return None,
            };
            Some(DeprecatedPart {
                name: item.name.clone()?,
                kind,
                deprecated: item
                    .deprecation
                    .clone()
                    .filter(|it| of.deprecation.as_ref() != Some(it)),
                parts: self.deprecated_parts(item),
            })
        });
        parts
            .filter(|part| part.deprecated.is_some() || !part.parts.is_empty())
            .collect()
    }

    /// The keys of what each `use` brings, by its module, its source and the name that it gives.
    fn imports(&self, shape: &Shape) -> BTreeMap<(String, String, String), Vec<String>> {
        let mut found = BTreeMap::new();
        let key = |id: Id| {
            let space = self.document.inner(id).and_then(space_of)?;
            Some(format!("{} {}", space.word(), self.ids.get(&id)?))
        };
        for module in self.document.index.values().filter(|it| it.crate_id == 0) {
            let (Some(Inner::Module(parts)), Some(summary)) = (module.inner(), self.document.paths.get(&module.id))
            else {
                continue;
            };
            for item in parts.items.iter().filter_map(|id| self.document.item(*id)) {
                let Some(Inner::Use(import)) = item.inner() else {
                    continue;
                };
                let target = import.id.and_then(|id| Some((id, self.document.inner(id)?)));
                let brought = match target {
                    Some((_, Inner::Module(of))) if import.is_glob => {
                        of.items.iter().filter_map(|id| key(*id)).collect()
                    }
                    Some((id, _)) if !import.is_glob => key(id).into_iter().collect(),
                    _ => Vec::new(),
                };
                // What other packages define has a key of its own.
                let name = if import.is_glob { "*" } else { &import.name };
                let at = |module: &String| format!("{module}::{name}");
                let module_id = self.ids.get(&module.id);
                let own = module_id
                    .map(at)
                    .into_iter()
                    .flat_map(|path| ["type", "value", "macro"].map(|space| format!("{space} {path}")));
                let foreign = own.filter(|key| shape.items.contains_key(key));
                let brought: Vec<String> = brought.into_iter().chain(foreign).collect();
                let module = summary.path.join("::");
                found.insert((module, import.source.clone(), name.to_owned()), brought);
            }
        }
        found
    }

    fn impls(&self) -> impl Iterator<Item = (&Item, &Impl)> {
        let items = self
            .document
            .index
            .values()
            .filter(|item| item.crate_id == 0 && !item.is_hidden());
        items.filter_map(|item| match item.inner() {
            Some(Inner::Impl(it)) => Some((item, it)),
            _ => None,
        })
    }

    /// Where each `use` is that brings what another package defines.
    fn re_exports(&self, foreign: &BTreeMap<(Space, String), Id>) -> BTreeMap<String, Place> {
        let found = foreign.iter().filter_map(|((space, path), id)| {
            let span = self.document.item(*id)?.span.as_ref()?;
            Some((format!("{} {path}", space.word()), Place::of(span)))
        });
        found.collect()
    }

    /// What is public of inherent `impl`s.
    fn methods(&self, found: &mut Vec<(String, ItemShape)>) {
        for (_, it) in self.impls().filter(|(_, it)| it.trait_.is_none()) {
            let Some((target, id)) = self.home(&it.for_) else {
                continue;
            };
            let header = self.canon.header(it);
            let on = plain(&header.for_);
            let around = header.scope.clone().with_self(header.for_.clone());
            let bounds = self.canon.generics(&it.generics, &mut header.scope.clone()).bounds;
            let implied = self.bounds_of_type(target);
            let is_whole = self.is_whole(target, &on);
            for item in it.items.iter().filter_map(|id| self.document.item(*id)) {
                if !item.is_public() || item.is_hidden() {
                    continue;
                }
                let detail = match item.inner() {
                    Some(Inner::Function(function)) => {
                        let mut shape = self.function(item, function, &around, Some(&header.for_));
                        for part in shape.inputs.iter_mut().chain([&mut shape.output]) {
                            *part = with_self(part, &on);
                        }
                        shape.bounds.extend(set(&bounds));
                        shape.bounds.retain(|bound| !implied.contains(bound));
                        if is_whole {
                            shape.on.clear();
                        }
                        shape.names = self.names_of_fields(target, function, &shape.output);
                        Detail::Function(shape)
                    }
                    Some(Inner::AssocConst { type_, value }) => Detail::Constant {
                        type_: plain(&self.canon.ty(type_, &mut around.clone().of_constant())),
                        value: value.as_deref().and_then(literal),
                        has_default: false,
                    },
                    _ => Detail::Unknown,
                };
                Self::add_member(id, item, detail, found);
                if let Some((key, _)) = found.last_mut().filter(|_| !is_whole) {
                    key.push_str(" for ");
                    key.push_str(&on);
                }
            }
        }
    }

    /// Where a function takes fields of the type and returns it: the names of its parameters.
    fn names_of_fields(&self, target: Id, function: &rustdoc::Function, output: &str) -> Vec<String> {
        let Some(Inner::Struct(target)) = self.document.inner(target) else {
            return Vec::new();
        };
        let FieldsKind::Plain { fields } = &target.kind else {
            return Vec::new();
        };
        let fields: BTreeSet<&str> = fields
            .iter()
            .filter_map(|id| self.document.item(*id)?.name.as_deref())
            .collect();
        let names = function.sig.inputs.iter().map(|(name, _)| name.as_str());
        let takes_fields = names.clone().all(|name| fields.contains(name));
        if output == "Self" && takes_fields && names.len() > 1 {
            names.map(str::to_owned).collect()
        } else {
            Vec::new()
        }
    }

    /// The public type of the package that a type is, behind references.
    fn home(&self, ty: &Type) -> Option<(Id, &str)> {
        match ty {
            Type::ResolvedPath(path) => {
                let is_type = matches!(
                    self.document.inner(path.id),
                    Some(Inner::Struct(_) | Inner::Enum(_) | Inner::Union(_))
                );
                self.ids
                    .get(&path.id)
                    .filter(|_| is_type)
                    .map(|id| (path.id, id.as_str()))
            }
            Type::BorrowedRef { type_, .. } => self.home(type_),
            Type::DynTrait(object) => {
                let id = object.traits.first()?.trait_.id;
                self.ids.get(&id).map(|path| (id, path.as_str()))
            }
            _ => None,
        }
    }

    fn bounds_of_type(&self, id: Id) -> BTreeSet<String> {
        let generics = match self.document.inner(id) {
            Some(Inner::Struct(it)) => &it.generics,
            Some(Inner::Enum(it)) => &it.generics,
            Some(Inner::Union(it)) => &it.generics,
            _ => return BTreeSet::new(),
        };
        set(&self.canon.declared(generics, &mut Scope::new()).bounds)
    }

    /// Whether the text is the type with all its parameters in their order.
    fn is_whole(&self, id: Id, on: &str) -> bool {
        let Some(name) = self.ids.get(&id) else { return false };
        let generics = match self.document.inner(id) {
            Some(Inner::Struct(it)) => &it.generics,
            Some(Inner::Enum(it)) => &it.generics,
            Some(Inner::Union(it)) => &it.generics,
            _ => return false,
        };
        let rest = on.strip_prefix(name.as_str()).unwrap_or(on);
        let rest = rest
            .strip_prefix('<')
            .and_then(|it| it.strip_suffix('>'))
            .unwrap_or(rest);
        let mut lifetimes = 0..;
        let mut others = 0..;
        // Lifetimes can be left out, and rustdoc leaves out the defaults of constants.
        let arguments = rest.split(", ").filter(|it| !it.is_empty());
        let given = arguments.clone().filter(|it| !it.starts_with('\'')).count();
        let expected = generics.params.iter().filter(|it| !it.is_lifetime()).count();
        given == expected
            && arguments.clone().all(|arg| match arg.strip_prefix("'T") {
                Some(number) => lifetimes.next().is_some_and(|it: usize| number == it.to_string()),
                None => others.next().is_some_and(|it: usize| arg == format!("T{it}")),
            })
    }
}

fn fields_of(kind: &FieldsKind) -> Vec<Id> {
    match kind {
        FieldsKind::Unit => Vec::new(),
        FieldsKind::Tuple(ids) => ids.iter().flatten().copied().collect(),
        FieldsKind::Plain { fields } => fields.clone(),
    }
}

/// A node on its own.
fn plain(node: &Node) -> String {
    Names::of([node]).text(node)
}

/// A text with `Self` in the place of the type.
fn with_self(text: &str, of: &str) -> String {
    let is_path = |letter: Option<char>| letter.is_some_and(|it| it.is_alphanumeric() || matches!(it, '_' | ':' | '<'));
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(of) {
        let after = &rest[at + of.len()..];
        let is_whole =
            !is_path(after.chars().next()) && !is_path(rest[..at].chars().next_back().filter(|it| *it != '<'));
        out.push_str(&rest[..at]);
        out.push_str(if is_whole { "Self" } else { of });
        rest = after;
    }
    out + rest
}

fn texts(nodes: &[Node]) -> Vec<String> {
    nodes.iter().map(plain).collect()
}

fn set(nodes: &[Node]) -> BTreeSet<String> {
    texts(nodes).into_iter().filter(|it| !it.is_empty()).collect()
}

/// Bounds, which name lifetimes in an order that does not depend on how they are written.
fn set_with(nodes: &[Node], names: &mut Names) -> BTreeSet<String> {
    let mut nodes: Vec<&Node> = nodes.iter().collect();
    nodes.sort_by_cached_key(|node| node.blank());
    let texts = nodes.into_iter().map(|node| names.text(node));
    texts.filter(|it| !it.is_empty()).collect()
}

/// All parameters in their order, where lifetimes come first as Rust asks for.
fn lifetimes_first(lifetimes: usize, others: &[Node]) -> Vec<String> {
    let lifetimes = std::iter::repeat_n("'".to_owned(), lifetimes);
    lifetimes.chain(texts(others)).collect()
}
