//! What was done, what was left, and where a document and the routes differ.

use std::fmt;

use serde_json::Value;
use stability::route::Route;

/// What [`annotate`](super::annotate) did, and what it left.
///
/// Shown, it is one line for each thing that somebody may want to do something about.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Report<'r> {
    /// The operations of the routes, in the order of the document, whether or not there was anything left to write.
    pub applied: Vec<Operation>,
    /// The routes that the document does not have, by path and method.
    pub not_in_document: Vec<&'r Route>,
    /// The operations that no route has, in the order of the document.
    pub not_in_registry: Vec<Operation>,
    /// Values in the document that a route contradicts; they were left as they are.
    pub conflicts: Vec<Difference>,
    /// Parts of the document that were left for another reason.
    pub skipped: Vec<Skipped>,
}

/// Where a document and the routes differ, as [`check`](super::check) finds it.
///
/// Shown, it is one line for each.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Disagreements<'r> {
    /// The routes that the document does not have, by path and method.
    pub not_in_document: Vec<&'r Route>,
    /// The operations that no route has, in the order of the document.
    pub not_in_registry: Vec<Operation>,
    /// What the operations of the routes say and do not say, in the order of the document: first what is contradicted,
    /// then what is missing.
    pub differences: Vec<Difference>,
    /// Parts of the document that could not be compared.
    pub skipped: Vec<Skipped>,
}

impl Report<'_> {
    /// Of a model that cannot be read.
    #[cfg(any(feature = "aide", feature = "utoipa"))]
    pub(super) fn without_json() -> Self {
        Self {
            skipped: Vec::from([Skipped {
                pointer: String::new(),
                reason: Reason::NoJson,
            }]),
            ..Self::default()
        }
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Disagreements<'_> {
    /// Whether the two agree, and all was compared.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// An operation, as the document has it.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub struct Operation {
    /// The method, in the capitals of HTTP.
    pub method: String,
    /// The path template, as the document has it.
    pub path: String,
}

/// A value that is not what the route says.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Where it is or should be, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// The value that was found.
    pub found: Option<Value>,
    /// What the route says.
    pub expected: Option<Value>,
}

/// A part of the document that was left.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// Where it is, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// Why.
    pub reason: Reason,
}

/// Why a part of a document was left.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The document is of no version 3 of OpenAPI.
    UnknownVersion,
    /// A model of a framework cannot be written as JSON.
    NoJson,
    /// There is no object where OpenAPI has one.
    NotAnObject,
    /// There is no array where OpenAPI has one.
    NotAnArray,
    /// A path item refers to something outside the document, to nothing, or to another reference.
    Unresolved,
    /// Others refer to the path item as well: to write there would be to write into their operations.
    SharedPathItem,
    /// Another route, which comes first by its path, has the operation and promises something else.
    SecondRoute,
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = &self.pointer;
        match (&self.found, &self.expected) {
            (Some(found), Some(expected)) => write!(f, "{pointer}: found {found}, expected {expected}"),
            (Some(found), None) => write!(f, "{pointer}: found {found}, which must be removed"),
            (None, Some(expected)) => write!(f, "{pointer}: {expected} is missing"),
            (None, None) => write!(f, "{pointer}"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UnknownVersion => "the version of OpenAPI is not 3.0, 3.1 or 3.2",
            Self::NoJson => "the model cannot be written as JSON",
            Self::NotAnObject => "expected an object",
            Self::NotAnArray => "expected an array",
            Self::Unresolved => "the reference does not lead to a path item of this document; write the path item here",
            Self::SharedPathItem => "several paths share this path item by reference; give each path its own",
            Self::SecondRoute => {
                "two routes with different promises have this operation; correct the method or path of one of them"
            }
        })
    }
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pointer = if self.pointer.is_empty() {
            "the document"
        } else {
            &self.pointer
        };
        write!(f, "{pointer}: {}", self.reason)
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_lines(
            f,
            &self.not_in_document,
            &self.not_in_registry,
            &self.conflicts,
            &self.skipped,
        )
    }
}

impl fmt::Display for Disagreements<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_lines(
            f,
            &self.not_in_document,
            &self.not_in_registry,
            &self.differences,
            &self.skipped,
        )
    }
}

fn write_lines(
    f: &mut fmt::Formatter<'_>,
    not_in_document: &[&Route],
    not_in_registry: &[Operation],
    differences: &[Difference],
    skipped: &[Skipped],
) -> fmt::Result {
    for route in not_in_document {
        writeln!(f, "{route}: the document has no operation for this route")?;
    }
    for operation in not_in_registry {
        writeln!(f, "{operation}: there is no route for this operation")?;
    }
    for difference in differences {
        writeln!(f, "{difference}")?;
    }
    for skipped in skipped {
        writeln!(f, "{skipped}")?;
    }
    Ok(())
}
