//! What lines state, one submission at a time.

use alloc::borrow::Cow;
use alloc::format;
use alloc::rc::Rc;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::MAX_LENGTH;
use crate::contract::json::fields::object;
use crate::contract::json::place::{Path, Place};
use crate::contract::json::read::{Fault, Object, Text, parse};
use crate::contract::statement::Statement;
use crate::contract::{Item, JsonError, Location, Since, State, path};
use crate::kind::{Kind, Namespace};
use crate::registry;
use crate::tier::Tier;

/// The version of the form that is read; `__register!` writes it.
const VERSION: u64 = 2;

/// The records of one submission.
#[derive(Debug, Default)]
pub(in crate::contract) struct Submission {
    pub package: String,
    pub version: String,
    pub module: Rc<str>,
    pub headers: Vec<DeclaredHeader>,
    pub areas: Vec<String>,
    pub records: Vec<Record>,
    pub statements: Vec<Statement>,
    pub implementations: Vec<CoveredImpl>,
}

/// The record of one item, from one line.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::contract) struct Record {
    /// Of a sealed trait: the path of its definition, whatever path its users know it by.
    pub sealed: Option<String>,
    /// The module that it is in.
    pub module: Rc<str>,
    /// Its id in the contract.
    pub id: String,
    /// Whether the line states the id.
    pub has_id: bool,
    /// The trait that it implements, by the path of its definition.
    pub implements: Option<String>,
    /// The package that promises it, by its place among those of the contract.
    pub package: usize,
    /// The item; `None` without a tier, since that promises nothing.
    pub item: Option<Item>,
}

object! {
    /// The first line of a submission.
    read struct Head {
        pub stability: u64 => required,
        pub package: String => required,
        pub version: String => required,
        pub module: String,
    }
}

object! {
    /// A line that is not about an item.
    read struct Declaration {
        pub contract: Option<DeclaredHeader>,
        pub areas: Vec<String>,
        pub statement: Option<Statement>,
        pub implementation: Option<CoveredImpl>,
    }
}

object! {
    /// An inherent `impl` under a tier, in which a macro call writes what no record is about.
    #[derive(Clone, Debug, PartialEq)]
    read struct CoveredImpl {
        /// The type, as it is written.
        pub name: String => required,
        pub tier: Tier => required,
        pub since: Option<Since>,
        pub location: Location,
    }
}

object! {
    /// The header of a package, as `contract!` states it.
    #[derive(Clone, Debug, PartialEq)]
    read struct DeclaredHeader {
        pub name: String => required,
        pub state: State => required,
        pub scope: Option<String>,
        pub areas: Vec<DeclaredArea>,
        pub tiers: Vec<DeclaredTier>,
        pub paths: Vec<DeclaredPath>,
    }
}

object! {
    /// A public module, with the modules whose items users find in it.
    #[derive(Clone, Debug, PartialEq)]
    read struct DeclaredPath {
        pub public: String => required,
        pub modules: Vec<String>,
    }
}

object! {
    /// The tier of what has no attribute, with the modules in which it is in force.
    #[derive(Clone, Debug, PartialEq)]
    read struct DeclaredTier {
        pub tier: Tier => required,
        pub since: Option<Since>,
        pub modules: Vec<String>,
    }
}

object! {
    /// An area, with the modules whose items belong to it.
    #[derive(Clone, Debug, PartialEq)]
    read struct DeclaredArea {
        pub name: String => required,
        pub modules: Vec<String>,
    }
}

/// The kind of a line, by its first key.
#[derive(PartialEq)]
pub(super) enum Line {
    First,
    Declaration,
    Record,
}

impl Line {
    pub(super) fn of(line: &str) -> Self {
        let inside = line.trim_start().strip_prefix('{').map(str::trim_start);
        match inside.and_then(|inside| inside.strip_prefix('"')?.split('"').next()) {
            Some("stability") => Self::First,
            Some("contract" | "areas" | "statement" | "implementation") => Self::Declaration,
            _ => Self::Record,
        }
    }
}

impl Submission {
    /// Reads the first line.
    pub(super) fn read(line: &str) -> Result<Self, JsonError> {
        check_length(line)?;
        let head = parse::<Head, _>(line, Text::Line, Head::finish);
        // Before anything else, so that another form is refused as such and not for a key that it does not have.
        if head.as_ref().map_or(true, |head| head.stability != VERSION) {
            check_version(line)?;
        }
        let head = head?;
        Ok(Self::new(head.package, head.version, head.module))
    }

    fn new(package: String, version: String, module: String) -> Self {
        // Where the compiler was called without cargo, nothing but the module names the package.
        let package = match package.as_str() {
            "" => module.split("::").next().unwrap_or_default().to_string(),
            _ => package,
        };
        Self {
            package,
            version,
            module: module.into(),
            ..Self::default()
        }
    }

    /// The records that a macro submitted, and each line that cannot be read.
    pub(in crate::contract) fn of(submission: &registry::Submission) -> (Self, Vec<JsonError>) {
        let registry::Submission {
            package, module, lines, ..
        } = submission;
        let mut read = Self::new(
            package.name.to_string(),
            package.version.to_string(),
            (*module).to_string(),
        );
        let text: Cow<'_, str> = match lines {
            [text] => Cow::Borrowed(*text),
            pieces => Cow::Owned(pieces.concat()),
        };
        let lines = text.lines().filter(|line| !line.is_empty());
        let errors = lines.filter_map(|line| read.add(line).err()).collect();
        (read, errors)
    }

    /// Reads a line after the first.
    pub(super) fn add(&mut self, line: &str) -> Result<(), JsonError> {
        check_length(line)?;
        match Line::of(line) {
            Line::Declaration => {
                let declaration = parse::<Declaration, _>(line, Text::Line, Declaration::finish)?;
                self.headers
                    .extend(declaration.contract.map(|header| header.below(&self.module)));
                self.areas.extend(declaration.areas);
                self.statements.extend(declaration.statement);
                self.implementations.extend(declaration.implementation);
            }
            Line::First | Line::Record => {
                let record = parse::<Item, _>(line, Text::Line, |draft| Record::of(draft, &self.module))?;
                self.records.push(record);
            }
        }
        Ok(())
    }
}

impl DeclaredHeader {
    /// The header with whole paths of modules, of a `contract!` in `module`.
    fn below(mut self, module: &str) -> Self {
        let root = module.split("::").next().unwrap_or_default();
        let areas = self.areas.iter_mut().map(|area| &mut area.modules);
        let tiers = self.tiers.iter_mut().map(|tier| &mut tier.modules);
        let paths = self.paths.iter_mut().map(|path| &mut path.modules);
        for declared in areas.chain(tiers).chain(paths).flatten() {
            let (first, rest) = declared.split_once("::").unwrap_or((declared, ""));
            *declared = match first {
                "self" => path::join(module, rest),
                "crate" => path::join(root, rest),
                _ => continue,
            };
        }
        self
    }
}

impl Record {
    /// The content of a line in `module`.
    fn of(mut draft: <Item as Object<'_>>::Draft, module: &Rc<str>) -> Result<Self, Fault> {
        if draft.package.is_some() {
            return Err(Fault::Other(
                "it has the key `package`, which only the first line of a submission may have".into(),
            ));
        }
        let kind = draft.kind.ok_or(Fault::Missing("kind"))?;
        let name = draft.name.take().ok_or(Fault::Missing("name"))?;
        let definition = match kind {
            // A route is not named by its handler.
            Kind::Route => name.clone(),
            Kind::Macro => path::at_root(&path::join(module, &name)),
            _ => path::join(module, &name),
        };
        let within = match path::modules_in(&name, kind) {
            "" => Rc::clone(module),
            below => path::join(module, below).into(),
        };
        draft.name = Some(match kind.namespace() {
            Namespace::Feature | Namespace::Guarantee | Namespace::Schema | Namespace::Surface => name,
            _ => path::name(draft.id.as_ref().unwrap_or(&name), kind),
        });
        let sealed = draft.sealed.is_some().then(|| definition.clone());
        let has_id = draft.id.is_some();
        let id = draft.id.get_or_insert(definition).clone();
        if let Some(Some(implements)) = &mut draft.implements {
            *implements = path::sealed_trait(implements);
        }
        let implements = draft.implements.clone().flatten();
        if let Some(location) = &mut draft.location {
            location.normalise();
        }
        // It is known when all packages are.
        draft.package = Some(String::new());
        let item = match draft.tier {
            Some(_) => Some(Item::finish(draft)?),
            None => None,
        };
        Ok(Self {
            sealed,
            module: within,
            id,
            has_id,
            implements,
            package: 0,
            item,
        })
    }
}

fn check_length(line: &str) -> Result<(), JsonError> {
    if line.len() <= MAX_LENGTH {
        return Ok(());
    }
    let message = format!(
        "it has {} bytes, but a line may have at most {MAX_LENGTH}: make the item smaller",
        line.len(),
    );
    Err(JsonError::at(line, 0, message))
}

/// Refuses another form than ours, where the line has one.
fn check_version(line: &str) -> Result<(), JsonError> {
    let stated = Place::new(line).find(&Path::key("stability"));
    let advice = match stated.parse::<u64>() {
        Ok(found) if found > VERSION => {
            "read the file with a later version of `cargo stability`, or build it with the `stability-runtime` that belongs to \
             this one"
        }
        Ok(found) if found < VERSION => {
            "build the file again, with the `stability-runtime` that belongs to this program"
        }
        _ => return Ok(()),
    };
    let message =
        format!("the line has the format version {stated}, but this program reads version {VERSION}: {advice}");
    Err(JsonError::at(line, 0, message))
}
