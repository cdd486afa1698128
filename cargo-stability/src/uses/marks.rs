//! Marks in a copy of a dependency that has no attributes, by a contract from elsewhere.
//!
//! This runs in the call of rustc that compiles the dependency, with the features and the `cfg` of the user's build: rustdoc says where
//! each item of the contract is defined, the copy gets a note above each, and rustc compiles the copy. So neither `Cargo.toml` nor
//! `Cargo.lock` changes, and a dependency may come from anywhere.
//!
//! What a macro of the package writes has no place of its own. It inherits a note of the crate, which promises nothing, and its path
//! leads to the item of the contract. Only macros inherit nothing.
//!
//! ```text
//! <folder>/<package>/contract.json         what is promised of it
//!                   /<unit>/<library>.json  what rustdoc wrote
//!                   /<unit>/source          the copy with marks
//!                   /<unit>/marked.json     what has no mark, and why
//!                   /<unit>/paths.json      the item to which each other path leads
//! ```

use std::collections::{BTreeMap, HashMap};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, anyhow, bail};
use cargo_metadata::Edition;
use proc_macro2::Literal;
use semver::Version;
use serde::{Deserialize, Serialize};
use stability::contract::Item;
use stability::{Kind, Tier};

use super::note::Short;
use crate::annotate::{Above, annotate};
use crate::description::Call;
use crate::shape::{self, Located};
use crate::{files, read};

/// The file that has what is promised of a package.
pub const CONTRACT: &str = "contract.json";

/// The file that says what came of the marks.
pub const MARKED: &str = "marked.json";

/// The file with the item of the contract to which each path leads, by which rustc may call it. The paths of the items are left out.
pub const PATHS: &str = "paths.json";

/// The folder with a copy.
const SOURCE: &str = "source";

/// What came of the marks in a library.
#[derive(Debug, Serialize, Deserialize)]
pub struct Marked {
    /// The version of the package.
    pub version: String,
    /// The folder of the package.
    pub folder: PathBuf,
    /// The copy that was compiled.
    pub source: PathBuf,
    /// The file of the copy that rustc was called with.
    pub root: PathBuf,
    /// The items without a mark, whose uses rustc does not report.
    pub unseen: Vec<Unseen>,
}

/// A promised item whose uses cannot be found.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Unseen {
    pub item: String,
    pub kind: String,
    pub tier: Tier,
    /// Why.
    pub reason: String,
}

/// The package that rustc is called for.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub name: String,
    pub version: String,
    pub folder: PathBuf,
}

const NOT_FOUND: &str = "this version has no such item with these features";
const RE_EXPORT: &str = "rustc does not report uses of a re-export";
const NO_ITEM: &str = "it is not an item of Rust";
const MACRO: &str = "a macro that another macro writes has no place of its own";

/// The arguments of rustc with a copy that has marks in the place of the source, where `folder` has a contract of the package.
pub fn mark(
    arguments: &[OsString],
    package: &Compiled,
    folder: &Path,
    rustdoc: Option<&OsStr>,
) -> Result<Vec<OsString>> {
    let folder = folder.join(&package.name);
    let (Some(call), Some(contract)) = (Call::of(arguments), read::json_if_present(&folder.join(CONTRACT))?) else {
        return Ok(arguments.to_vec());
    };
    let promised = contract.packages().iter().find(|it| it.package.name == package.name);
    let version: Version = package.version.parse()?;
    if promised.is_none_or(|it| !is_compatible(&it.package.version, &version)) {
        return Ok(arguments.to_vec());
    }
    if arguments.iter().any(|it| is_runtime(it)) {
        bail!("it has attributes, which `uses` reads: leave out its contract");
    }
    let json = call.described(rustdoc, &folder)?;
    let unit = folder.join(call.unit());
    let library = shape::Package {
        name: package.name.clone(),
        library: call.library.clone(),
        folder: package.folder.clone(),
        // Texts are not compared here, and only they depend on the edition.
        described: shape::read(&json, &BTreeMap::new(), Edition::default())?,
    };
    let mut marks = Marks {
        package,
        files: BTreeMap::new(),
        modules: BTreeMap::new(),
        unseen: Vec::new(),
        paths: BTreeMap::new(),
        numbers: (0..)
            .zip(contract.items())
            .map(|(at, it)| (std::ptr::from_ref(it), at))
            .collect(),
    };
    for located in shape::located(&contract, &library) {
        marks.add(&located);
    }
    let source = unit.join(SOURCE);
    copy(&package.folder, &source)?;
    let (arguments, root) = with_source(arguments, &package.folder, &source)?;
    marks.modules.insert(root.clone(), marks.note(None));
    marks.write(&source)?;
    keep_times(&package.folder, &source)?;
    let marked = Marked {
        version: package.version.clone(),
        folder: package.folder.clone(),
        root: source.join(root),
        source,
        unseen: marks.unseen,
    };
    marks.paths.retain(|path, id| path != id);
    let paths: Vec<(String, String)> = marks.paths.into_iter().collect();
    fs::write(unit.join(PATHS), serde_json::to_vec(&paths)?)?;
    fs::write(unit.join(MARKED), serde_json::to_vec(&marked)?)?;
    Ok(arguments)
}

/// Whether an argument hands over the library of the runtime: `stability=…/libstability-0f.rmeta`.
fn is_runtime(argument: &OsStr) -> bool {
    let argument = argument.to_string_lossy();
    let file = argument.split_once('=').map(|(_, file)| Path::new(file));
    let name = file.and_then(Path::file_name).unwrap_or_default();
    name.to_string_lossy().starts_with("libstability-")
}

/// Whether one version is an update of the other, as cargo sees it.
fn is_compatible(one: &Version, other: &Version) -> bool {
    let key = |it: &Version| match (it.major, it.minor) {
        (0, 0) => (0, 0, it.patch),
        (0, minor) => (0, minor, 0),
        (major, _) => (major, 0, 0),
    };
    key(one) == key(other)
}

struct Marks<'a> {
    package: &'a Compiled,
    /// What is written above which line of which file, with the item that it is about.
    files: BTreeMap<PathBuf, BTreeMap<usize, (Above, &'a Item)>>,
    /// The note that is written into files that are modules.
    modules: BTreeMap<PathBuf, String>,
    unseen: Vec<Unseen>,
    paths: BTreeMap<String, String>,
    /// The place of each item in the contract.
    numbers: HashMap<*const Item, usize>,
}

impl<'a> Marks<'a> {
    fn add(&mut self, located: &Located<'a>) {
        let Located { item, places, paths } = located;
        let paths = paths.iter().map(|path| (path.clone(), item.id.clone()));
        self.paths.extend(paths);
        if places.is_empty() {
            let reason = match item.kind {
                Kind::Use => RE_EXPORT,
                kind if shape::is_rust(kind) => NOT_FOUND,
                _ => NO_ITEM,
            };
            return self.leave(item, reason);
        }
        for place in places {
            let file = PathBuf::from(place.below(&self.package.folder));
            let note = self.note(self.numbers.get(&std::ptr::from_ref(*item)).copied());
            if item.kind == Kind::Mod && is_module(&file, name_of(item)) {
                self.modules.insert(file, note);
                continue;
            }
            let above = Above {
                attribute: format!("#[{}]", deprecated(&note)),
                name: Some(name_of(item).to_owned()),
                not_beside: Some("deprecated"),
            };
            let lines = self.files.entry(file).or_default();
            let (_, marked) = lines.entry(place.first as usize).or_insert((above, item));
            // Another item of the line inherits the note of the crate.
            if item.kind == Kind::Macro && marked.id != item.id {
                self.leave(item, MACRO);
            }
        }
    }

    fn leave(&mut self, item: &Item, reason: &str) {
        self.unseen.push(Unseen {
            item: item.id.clone(),
            kind: item.kind.as_str().to_owned(),
            tier: item.tier,
            reason: reason.to_owned(),
        });
    }

    /// The note of an item; without one, what everything inherits that has no note.
    fn note(&self, number: Option<usize>) -> String {
        let short = Short {
            package: &self.package.name,
            version: &self.package.version,
            number,
        };
        short.to_string()
    }

    /// Writes the marks into the copy.
    fn write(&mut self, copy: &Path) -> Result<()> {
        for (file, lines) in std::mem::take(&mut self.files) {
            let path = copy.join(&file);
            let text = files::read_text_if_present(&path, files::MAX_TEXT)?;
            let above = lines.iter().map(|(line, (above, _))| (*line, above.clone())).collect();
            let annotated = text.and_then(|text| annotate(&text, &above));
            for (line, (_, item)) in &lines {
                let is_left = annotated.as_ref().is_none_or(|it| it.left.contains(line));
                if is_left && item.kind == Kind::Macro {
                    self.leave(item, MACRO);
                }
            }
            if let Some(annotated) = annotated {
                files::replace(&path, &annotated.text)?;
            }
        }
        for (file, note) in std::mem::take(&mut self.modules) {
            let path = copy.join(file);
            let text = files::read_text(&path, files::MAX_TEXT)?;
            files::replace(&path, &format!("#![{}]\n{text}", deprecated(&note)))?;
        }
        self.unseen.sort();
        self.unseen.dedup();
        Ok(())
    }
}

fn deprecated(note: &str) -> String {
    format!("{DEPRECATED}{})", Literal::string(note))
}

const DEPRECATED: &str = "deprecated(since = \"TBD\", note = ";

/// The place in the source that a line and a column of its copy, which has this text, come from.
pub fn unmarked(copy: &str, (line, column): (usize, usize)) -> (usize, usize) {
    let (mut original, mut before) = (1, 0);
    for text in copy.lines().take(line.saturating_sub(1)) {
        match before_mark(text) {
            // What follows a mark is of the same line.
            Some(start) if start.trim().is_empty() => before = 0,
            Some(start) => before += start.chars().count(),
            None => (original, before) = (original + 1, 0),
        }
    }
    (original, column + before)
}

/// What is before the mark that a line ends with.
fn before_mark(line: &str) -> Option<&str> {
    let at = line.rfind(DEPRECATED).filter(|_| line.ends_with("\")]"))?;
    line[..at].strip_suffix("#[").or_else(|| line[..at].strip_suffix("#!["))
}

/// The file of a package that a file below the folder with its copies is the copy of.
pub fn original(copy: &Path, copies: &Path, package: &Path) -> Option<PathBuf> {
    let mut below = copy.strip_prefix(copies).ok()?.components().skip(1);
    let source = below.next()?;
    (source.as_os_str() == SOURCE).then(|| package.join(below.collect::<PathBuf>()))
}

/// The last segment of the path.
fn name_of(item: &Item) -> &str {
    item.id.rsplit("::").next().unwrap_or(&item.id)
}

/// Whether the file is the module of this name, and not one with such a module in it.
fn is_module(file: &Path, name: &str) -> bool {
    let stem = file.file_stem().unwrap_or_default();
    let above = file.parent().and_then(Path::file_name).unwrap_or_default();
    stem == name || stem == "mod" && above == name
}

/// Copies a package.
fn copy(from: &Path, to: &Path) -> Result<()> {
    each_file(from, to, &mut |path| {
        let to = to.join(path.strip_prefix(from)?);
        fs::create_dir_all(to.parent().unwrap_or(&to))?;
        fs::copy(path, to)
            .map(drop)
            .with_context(|| format!("cannot copy `{}`", path.display()))
    })
}

/// The files of a package, without what was built of it and what git knows. The copy may be in the folder of the package, in that of all
/// that is built, which cargo does not tag where this program has made it.
fn each_file(folder: &Path, copy: &Path, found: &mut dyn FnMut(&Path) -> Result<()>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot list `{}`", folder.display()))?;
    for entry in entries {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if path.is_dir() {
            if !path.join("CACHEDIR.TAG").is_file() && !copy.starts_with(&path) && name != ".git" {
                each_file(&path, copy, found)?;
            }
        } else if path.is_file() {
            found(&path)?;
        }
    }
    Ok(())
}

/// Gives each file of a copy the time of its original. Cargo compiles again what is younger than its last call of rustc, and the copy
/// is made in that call.
fn keep_times(from: &Path, to: &Path) -> Result<()> {
    each_file(from, to, &mut |path| {
        let modified = fs::metadata(path)?.modified()?;
        set_modified(&to.join(path.strip_prefix(from)?), modified)
    })
}

fn set_modified(path: &Path, time: SystemTime) -> Result<()> {
    // On Unix the owner may do it with a file that nobody may write.
    let file = fs::File::options().read(true).write(cfg!(windows)).open(path)?;
    file.set_modified(time)
        .with_context(|| format!("cannot set the time of `{}`", path.display()))
}

/// Lets cargo compile a library again whose source has changed since the copy was made: it looks at the files of the copy alone.
pub fn refresh(marked: &Path) -> Result<()> {
    let Marked {
        folder, source, root, ..
    } = serde_json::from_str(&files::read_text(marked, files::MAX_CONTRACT)?)?;
    let mut is_stale = !folder.is_dir();
    if !is_stale {
        each_file(&folder, &source, &mut |path| {
            let copied = fs::metadata(source.join(path.strip_prefix(&folder)?)).and_then(|it| it.modified());
            is_stale |= copied.ok() != Some(fs::metadata(path)?.modified()?);
            Ok(())
        })?;
    }
    if is_stale {
        set_modified(&root, SystemTime::now())?;
    }
    Ok(())
}

/// The arguments with the root of the copy, and which file of the package that is.
fn with_source(arguments: &[OsString], folder: &Path, copy: &Path) -> Result<(Vec<OsString>, PathBuf)> {
    let mut arguments = arguments.to_vec();
    let is_root = |it: &&mut OsString| Path::new(it).extension().is_some_and(|it| it == "rs");
    let root = arguments
        .iter_mut()
        .find(is_root)
        .ok_or_else(|| anyhow!("rustc has no file"))?;
    let file = std::env::current_dir()?.join(&*root);
    let below = file
        .strip_prefix(folder)
        .map_err(|_| anyhow!("`{}` is not in the folder of its package", file.display()))?
        .to_owned();
    *root = copy.join(&below).into();
    Ok((arguments, below))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{deprecated, is_compatible, is_module, original, unmarked};
    use crate::annotate::{Above, annotate};

    #[test]
    fn a_place_in_a_copy_is_one_in_the_source() {
        let source = "mod a;\n/// A.\npub fn b() {}\n    pub const C: u8 = 1; pub const D: u8 = 2;\npub fn e() {}\n";
        let above = |name: &str| Above {
            attribute: format!("#[{}]", deprecated("p@1.0.0#1")),
            name: Some(name.to_owned()),
            not_beside: None,
        };
        for (line, name) in [(3, "b"), (4, "C"), (4, "D"), (5, "e")] {
            let annotated = annotate(source, &[(line, above(name))].into()).unwrap().text;
            let copy = format!("#![{}]\n{annotated}", deprecated("p@1.0.0"));
            for wanted in ["mod a", "fn b", "const C", "const D", "fn e"] {
                let place = |text: &str| {
                    let at = text.find(wanted).unwrap();
                    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
                    (text[..at].matches('\n').count() + 1, at - start + 1)
                };
                assert_eq!(unmarked(&copy, place(&copy)), place(source), "{wanted} in {copy}");
            }
        }
        let [copies, package] = ["/t/marks/p", "/p"].map(Path::new);
        let file = |file: &str| original(Path::new(file), copies, package);
        assert_eq!(
            file("/t/marks/p/p-0f/source/src/a.rs").as_deref(),
            Some(Path::new("/p/src/a.rs"))
        );
        assert_eq!(file("/t/marks/p/p-0f/p.json"), None);
        assert_eq!(file("/p/src/a.rs"), None);
    }

    #[test]
    fn versions_are_compatible_as_cargo_has_it() {
        for (one, other, expected) in [
            ("1.2.0", "1.9.3", true),
            ("1.2.0", "2.0.0", false),
            ("0.3.1", "0.3.7", true),
            ("0.3.1", "0.4.0", false),
            ("0.0.1", "0.0.2", false),
        ] {
            let [one, other] = [one, other].map(|it| it.parse().unwrap());
            assert_eq!(is_compatible(&one, &other), expected, "{one} {other}");
        }
    }

    #[test]
    fn a_file_is_a_module_by_its_name() {
        for (file, expected) in [
            ("src/map.rs", true),
            ("src/map/mod.rs", true),
            ("src/lib.rs", false),
            ("src/set/mod.rs", false),
        ] {
            assert_eq!(is_module(Path::new(file), "map"), expected, "{file}");
        }
    }
}
