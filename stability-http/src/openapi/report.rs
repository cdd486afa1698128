//! The result of annotating, and the differences between a document and the routes.

use std::fmt;

use serde_json::Value;
use stability::route::Route;

/// The result of [`annotate`](super::annotate): what it could not write.
///
/// `Display` writes one line for each entry that may need a change.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Report<'r> {
    /// The operations of the routes, in the order of the document, whether or not something had to be written.
    pub applied: Vec<Operation>,
    /// The routes that the document does not have, by path and method.
    pub not_in_document: Vec<&'r Route>,
    /// The operations that no route has, in the order of the document.
    pub not_in_registry: Vec<Operation>,
    /// Values in the document that differ from a route; they were not changed.
    pub conflicts: Vec<Difference>,
    /// Parts of the document that were not changed for another reason.
    pub skipped: Vec<Skipped>,
}

/// The differences between a document and the routes that [`check`](super::check) found.
///
/// `Display` writes one line for each difference.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Disagreements<'r> {
    /// The routes that the document does not have, by path and method.
    pub not_in_document: Vec<&'r Route>,
    /// The operations that no route has, in the order of the document.
    pub not_in_registry: Vec<Operation>,
    /// The differences in the operations of the routes, in the order of the document: first wrong values, then missing values.
    pub differences: Vec<Difference>,
    /// Parts of the document that could not be compared.
    pub skipped: Vec<Skipped>,
}

impl Report<'_> {
    /// The report for a model that cannot be read.
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
    /// Whether there is no difference, and everything was compared.
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

/// A value that differs from the value of the route.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Difference {
    /// Where it is or should be, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// The value that was found.
    pub found: Option<Value>,
    /// The value of the route.
    pub expected: Option<Value>,
}

/// A part of the document that was skipped.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Skipped {
    /// Where it is, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// The reason.
    pub reason: Reason,
}

/// Why a part of a document was skipped.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Reason {
    /// The version of the document is not 3.0, 3.1 or 3.2 of OpenAPI.
    UnknownVersion,
    /// A model of a framework cannot be written as JSON.
    NoJson,
    /// The value is not an object, but OpenAPI needs one.
    NotAnObject,
    /// The value is not an array, but OpenAPI needs one.
    NotAnArray,
    /// A path item refers to something outside the document, to nothing, or to another reference.
    Unresolved,
    /// Other paths refer to the path item, so a change would also change their operations.
    SharedPathItem,
    /// Another route, with an earlier path, has the same operation and a different promise.
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
