//! Modules with the same parent do not need each other in a circle. A module and its submodules are one unit.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::visit::{self, Visit};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const PACKAGES: [&str; 4] = [
    "stability-http",
    "stability-macros",
    "stability-policy",
    "stability-runtime",
];

#[test]
fn no_modules_need_each_other_in_a_circle() {
    let found = PACKAGES.iter().flat_map(|package| {
        let sources = Sources::read(&Path::new(ROOT).join(package).join("src"));
        let circles = sources.circles();
        circles.into_iter().map(move |circle| format!("{package}: {circle}"))
    });
    let found: Vec<String> = found.collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn a_circle_is_found_through_imports_and_macros() {
    for (from, to, is_circle) in [
        ("use super::b;", "fn f() { super::a::g() }", true),
        ("use super::{self as all, b::{F, G}};", "use crate::a;", true),
        (
            "fn f() { println!(\"{}\", super::b::f()) }",
            "type T = crate::a::T;",
            true,
        ),
        // Through what the parent re-exports.
        ("use super::InB;", "use super::a::T;", true),
        ("use super::b;", "use super::a_b::T;", false),
        ("use super::b;", "#[cfg(test)] mod tests { use crate::a; }", false),
        (
            "use super::b;",
            "/// [`crate::a`]\nfn f() -> &'static str { \"crate::a\" }",
            false,
        ),
        // A macro that users call is expanded elsewhere.
        ("use super::b;", "macro_rules! m { () => { $crate::a::f() } }", false),
    ] {
        let mut sources = Sources::default();
        for (module, text) in [("", "pub use self::b::InB;"), ("a", from), ("b", to), ("a_b", "")] {
            let module = module.split("::").filter(|part| !part.is_empty()).map(str::to_owned);
            sources.add(module.collect(), text);
        }
        let expected: &[&str] = if is_circle { &["a b"] } else { &[] };
        assert_eq!(sources.circles(), expected, "{from} {to}");
    }
}

/// The segments of a path.
type Segments = Vec<String>;

/// The modules of a package.
#[derive(Default)]
struct Sources {
    modules: BTreeMap<Segments, Module>,
}

/// What a module names.
#[derive(Default)]
struct Module {
    paths: Vec<Segments>,
    /// What `use` gives a name here.
    imports: BTreeMap<String, Segments>,
}

impl Sources {
    fn read(folder: &Path) -> Self {
        let mut sources = Self::default();
        sources.read_below(folder, &[]);
        sources
    }

    fn read_below(&mut self, folder: &Path, parent: &[String]) {
        for entry in fs::read_dir(folder).expect("a folder of sources") {
            let path = entry.expect("an entry").path();
            let stem = path
                .file_stem()
                .and_then(|stem| stem.to_str())
                .expect("a name in Unicode");
            let mut module = parent.to_vec();
            module.push(stem.to_owned());
            if path.is_dir() {
                self.read_below(&path, &module);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !is_test(stem) {
                if stem == "lib" {
                    module.clear();
                }
                self.add(module, &fs::read_to_string(&path).expect("a source"));
            }
        }
    }

    fn add(&mut self, module: Segments, text: &str) {
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{}: {error}", module.join("::")));
        let mut named = Named { sources: self, module };
        named.module();
        named.visit_file(&file);
    }

    /// The module that `path`, written in `module`, leads to; `None` where it leads out of the package.
    fn target(&self, module: &[String], path: &[String], steps: usize) -> Option<Segments> {
        // A name that is imported from itself leads nowhere.
        let steps = steps.checked_sub(1)?;
        let mut at: Segments = match path.first()?.as_str() {
            "crate" => Vec::new(),
            "self" => module.to_vec(),
            "super" => module.split_last()?.1.to_vec(),
            name if self.modules.contains_key(&child(module, name)) => child(module, name),
            name => {
                let import = self.modules.get(module)?.imports.get(name)?;
                let whole: Segments = import.iter().chain(&path[1..]).cloned().collect();
                return if whole == path {
                    None
                } else {
                    self.target(module, &whole, steps)
                };
            }
        };
        for (index, segment) in path.iter().enumerate().skip(1) {
            if segment == "super" {
                at.pop();
            } else if self.modules.contains_key(&child(&at, segment)) {
                at.push(segment.clone());
            } else if let Some(import) = self.modules.get(&at).and_then(|it| it.imports.get(segment)) {
                let whole: Segments = import.iter().chain(&path[index + 1..]).cloned().collect();
                return self.target(&at, &whole, steps);
            } else {
                break;
            }
        }
        Some(at)
    }

    /// The sets of modules that need each other, each with its parent.
    fn circles(&self) -> Vec<String> {
        let mut needs: BTreeMap<Segments, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
        for (from, module) in &self.modules {
            for to in module.paths.iter().filter_map(|path| self.target(from, path, 16)) {
                let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
                if let (Some(one), Some(other)) = (from.get(shared), to.get(shared)) {
                    let siblings = needs.entry(from[..shared].to_vec()).or_default();
                    siblings.entry(one).or_default().insert(other.clone());
                }
            }
        }
        let circles = needs.iter().flat_map(|(parent, siblings)| {
            let circle = |module: &&str| {
                let there = reached(siblings, module);
                let back = there.iter().filter(|other| reached(siblings, other).contains(module));
                let names: Vec<String> = back.map(|name| child(parent, name).join("::")).collect();
                (!names.is_empty()).then(|| names.join(" "))
            };
            siblings.keys().filter_map(circle).collect::<BTreeSet<String>>()
        });
        circles.collect()
    }
}

/// What a module needs, directly or through others.
fn reached<'a>(siblings: &'a BTreeMap<&str, BTreeSet<String>>, from: &str) -> BTreeSet<&'a str> {
    let needed = |module: &str| siblings.get(module).into_iter().flatten().map(String::as_str);
    let mut reached: BTreeSet<&str> = BTreeSet::new();
    let mut left: Vec<&str> = needed(from).collect();
    while let Some(module) = left.pop() {
        if reached.insert(module) {
            left.extend(needed(module));
        }
    }
    reached
}

fn child(module: &[String], name: &str) -> Segments {
    let mut child = module.to_vec();
    child.push(name.to_owned());
    child
}

/// Whether a file of this name is compiled for tests alone.
fn is_test(stem: &str) -> bool {
    ["tests", "samples"].contains(&stem)
}

/// Collects what a file names.
struct Named<'a> {
    sources: &'a mut Sources,
    module: Segments,
}

impl Named<'_> {
    fn module(&mut self) -> &mut Module {
        self.sources.modules.entry(self.module.clone()).or_default()
    }

    fn import(&mut self, tree: &syn::UseTree, before: &[String]) {
        let mut add = |name: String, path: Segments| {
            let module = self.module();
            module.paths.push(path.clone());
            module.imports.insert(name, path);
        };
        match tree {
            syn::UseTree::Path(path) => self.import(&path.tree, &child(before, &path.ident.to_string())),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before)),
            syn::UseTree::Name(name) if name.ident == "self" => {
                let name = before.last().cloned().unwrap_or_default();
                add(name, before.to_vec());
            }
            syn::UseTree::Name(name) => add(name.ident.to_string(), child(before, &name.ident.to_string())),
            syn::UseTree::Rename(rename) if rename.ident == "self" => add(rename.rename.to_string(), before.to_vec()),
            syn::UseTree::Rename(rename) => add(rename.rename.to_string(), child(before, &rename.ident.to_string())),
            syn::UseTree::Glob(_) => self.module().paths.push(before.to_vec()),
        }
    }

    /// The paths among the tokens of a macro; those after `$` are of the place where it is called.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path = Segments::new();
        let mut colons = 0;
        let mut is_foreign = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if colons == 2 || path.is_empty() => {
                    path.push(ident.to_string());
                    colons = 0;
                    continue;
                }
                TokenTree::Ident(ident) => {
                    self.path(std::mem::take(&mut path), is_foreign);
                    path.push(ident.to_string());
                    (colons, is_foreign) = (0, false);
                    continue;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' && !path.is_empty() => {
                    colons += 1;
                    continue;
                }
                TokenTree::Punct(punct) => {
                    self.path(std::mem::take(&mut path), is_foreign);
                    is_foreign = punct.as_char() == '$';
                }
                TokenTree::Group(group) => {
                    self.path(std::mem::take(&mut path), is_foreign);
                    is_foreign = false;
                    if group.delimiter() != Delimiter::None {
                        self.tokens(group.stream());
                    }
                }
                TokenTree::Literal(_) => {
                    self.path(std::mem::take(&mut path), is_foreign);
                    is_foreign = false;
                }
            }
            colons = 0;
        }
        self.path(path, is_foreign);
    }

    fn path(&mut self, path: Segments, is_foreign: bool) {
        if path.len() > 1 && !is_foreign {
            self.module().paths.push(path);
        }
    }
}

impl<'ast> Visit<'ast> for Named<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes: &[syn::Attribute] = match item {
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Impl(item) => &item.attrs,
            syn::Item::Macro(item) => &item.attrs,
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            _ => &[],
        };
        if !attributes.iter().any(is_for_tests) {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        if item.content.is_some() {
            self.module.push(item.ident.to_string());
            self.module();
            visit::visit_item_mod(self, item);
            self.module.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.import(&item.tree, &[]);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            let segments = path.segments.iter().map(|segment| segment.ident.to_string());
            self.path(segments.collect(), false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.tokens(call.tokens.clone());
    }

    /// Attributes are compared when they are expanded.
    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}

/// `#[cfg(test)]`, alone or with more conditions.
fn is_for_tests(attribute: &syn::Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute.meta.require_list().is_ok_and(|list| {
            let condition = list.tokens.to_string();
            condition == "test" || condition.starts_with("all (test") || condition.starts_with("all(test")
        })
}
