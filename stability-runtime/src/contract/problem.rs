//! What keeps submissions from being a contract.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::error::Error;
use core::fmt;

use super::item::Location;
use crate::kind::{Kind, Namespace};
use crate::visible::line;

/// Everything that is wrong with a contract.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractError {
    problems: Vec<Problem>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl ContractError {
    /// An error if there is a problem; the same problem found twice counts once.
    pub(super) fn check(mut problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            return Ok(());
        }
        problems.sort();
        problems.dedup();
        Err(Self { problems })
    }

    #[cfg(any(feature = "inventory", feature = "linkme"))]
    pub(super) fn too_early() -> Self {
        Self {
            problems: alloc::vec![Problem::TooEarly],
        }
    }

    /// The problems, sorted; there is at least one.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }
}

/// The problem, or all of them as a list.
impl fmt::Display for ContractError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [problem] = self.problems.as_slice() {
            return problem.fmt(f);
        }
        write!(f, "the contract has {} problems:", self.problems.len())?;
        for problem in &self.problems {
            write!(f, "\n- {problem}")?;
        }
        Ok(())
    }
}

impl Error for ContractError {}

/// One thing that is wrong with a contract. Its text says what, where, and what to write instead.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::contract::Problem"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Problem {
    /// The contract was asked for before the constructors had run that collect it: by another constructor, before `main`, or
    /// in a wasm module whose host does not call them.
    TooEarly,
    /// An expected package submitted no promises.
    MissingPackage {
        /// The package.
        package: String,
    },
    /// A package has more than one header.
    DuplicateHeader {
        /// The package.
        package: String,
        /// The names in its headers.
        names: Vec<String>,
    },
    /// A header's scope is no version requirement.
    MalformedScope {
        /// The package.
        package: String,
        /// The text that was found.
        found: String,
        /// The error.
        reason: String,
    },
    /// A package's version is no version.
    MalformedPackageVersion {
        /// The package.
        package: String,
        /// The text that was found.
        found: String,
        /// The error.
        reason: String,
    },
    /// Two things are promised under one id.
    DuplicateId {
        /// The package.
        package: String,
        /// The id.
        id: String,
        /// The kind of the second.
        kind: Kind,
        /// The place of one.
        first: Location,
        /// The place of the other.
        second: Location,
    },
    /// Two packages use one error code.
    DuplicateCode {
        /// The code.
        code: String,
        /// The package that uses it, and where.
        first: (String, Location),
        /// The other package, and where.
        second: (String, Location),
    },
    /// Two packages have a schema of one name.
    DuplicateSchema {
        /// The name, without the version.
        schema: String,
        /// The package that has it, and where.
        first: (String, Location),
        /// The other package, and where.
        second: (String, Location),
    },
    /// Two packages promise one command, setting, variable or other part of the surface.
    DuplicateEntry {
        /// The id.
        id: String,
        /// The package that promises it, and where.
        first: (String, Location),
        /// The other package, and where.
        second: (String, Location),
    },
    /// Two handlers are registered for one route of a package; the names of parameters make no other route.
    DuplicateRoute {
        /// The package.
        package: String,
        /// The route as one handler has it, and where.
        first: (String, Location),
        /// The route as the other has it, and where.
        second: (String, Location),
    },
    /// An item names an area that its package does not declare.
    UnknownArea {
        /// The package.
        package: String,
        /// The item.
        id: String,
        /// Where the item is.
        location: Location,
        /// The area.
        area: String,
        /// The area that was probably meant.
        nearest: Option<String>,
    },
    /// A line that a macro wrote cannot be read.
    UnreadableLine {
        /// The package.
        package: String,
        /// The module of the macro.
        module: String,
        /// The error, with its place in the line.
        reason: String,
    },
}

/// One line: what it names comes from other packages.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&line(&Words(self).to_string()))
    }
}

/// What to do about two things of one id.
fn cure_of_duplicate(kind: Kind) -> &'static str {
    match kind.namespace() {
        Namespace::Feature | Namespace::Schema | Namespace::Surface => "keep one",
        Namespace::Guarantee => "keep one, or change the id of the other",
        // The attribute of a method does not see its type.
        _ if matches!(kind, Kind::Fn | Kind::Const) => {
            "if they are in an `impl`, write an attribute on the `impl` too, which adds its type to their names; otherwise \
             remove one of the two attributes, or add `path = \"…\"` with another path to one"
        }
        _ => "remove one of the two attributes, or add `path = \"…\"` with another path to one",
    }
}

/// The text of a problem, with unescaped names.
struct Words<'p>(&'p Problem);

impl fmt::Display for Words<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Problem::TooEarly => f.write_str(crate::registry::TOO_EARLY),
            Problem::MissingPackage { package } => write!(
                f,
                "the package `{package}` has submitted no promises. The linker drops a package that the program does not name: \
                 write `use {} as _;` in the program. If that line is there, give an item of the package a tier, or build it with \
                 the feature `inventory` or `linkme` of `stability-runtime`",
                package.replace('-', "_"),
            ),
            Problem::DuplicateHeader { package, names } => {
                write!(f, "the package `{package}` has {} headers, ", names.len())?;
                for (at, name) in names.iter().enumerate() {
                    write!(f, "{}`{name}`", if at == 0 { "" } else { " and " })?;
                }
                f.write_str(": keep one `stability::contract!`")
            }
            Problem::MalformedScope { package, found, reason } => write!(
                f,
                "the scope `{found}` of the package `{package}` is not a version requirement ({reason}): write for \
                 example `>=0.80.0, <2.0.0`",
            ),
            Problem::MalformedPackageVersion { package, found, reason } => write!(
                f,
                "the version `{found}` of the package `{package}` is not a version ({reason}): write a full \
                 version, for example `1.0.0`",
            ),
            Problem::DuplicateId {
                package,
                id,
                kind,
                first,
                second,
            } => {
                let cure = cure_of_duplicate(*kind);
                write!(
                    f,
                    "`{id}` is promised twice in the package `{package}`, at {first} and at {second}: {cure}",
                )
            }
            Problem::DuplicateCode { code, first, second } => write!(
                f,
                "the error code `{code}` is used by the package `{}` at {} and by `{}` at {}: change the namespace \
                 of one of them",
                first.0, first.1, second.0, second.1,
            ),
            Problem::DuplicateSchema { schema, first, second } => write!(
                f,
                "the schema `{schema}` is used by the package `{}` at {} and by `{}` at {}: rename one of them",
                first.0, first.1, second.0, second.1,
            ),
            Problem::DuplicateRoute { package, first, second } => {
                write!(f, "the route `{}` at {}", first.0, first.1)?;
                if first.0 == second.0 {
                    write!(f, " has a second handler at {}", second.1)?;
                } else {
                    write!(f, " is also `{}` at {}", second.0, second.1)?;
                }
                write!(
                    f,
                    " in the package `{package}`: remove one of the two attributes, or correct its method or path"
                )
            }
            Problem::DuplicateEntry { id, first, second } => write!(
                f,
                "`{id}` is promised by the package `{}` at {} and by `{}` at {}: remove one of the two promises",
                first.0, first.1, second.0, second.1,
            ),
            Problem::UnknownArea {
                package,
                id,
                location,
                area,
                nearest,
            } => {
                write!(
                    f,
                    "`{id}` at {location} names the area `{area}`, which the package `{package}` does not declare: ",
                )?;
                match nearest {
                    Some(nearest) => write!(f, "write `area = \"{nearest}\"`, or"),
                    None => f.write_str("name one that it does, or"),
                }?;
                write!(f, " add `\"{area}\" = []` to the `areas` of its `stability::contract!`")
            }
            Problem::UnreadableLine {
                package,
                module,
                reason,
            } => write!(
                f,
                "a line of the package `{package}` from the module `{module}` cannot be read: {reason}",
            ),
        }
    }
}
