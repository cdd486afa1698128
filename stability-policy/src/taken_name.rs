//! The names that what was removed keeps.

use std::borrow::Cow;

use stability::contract::package_name;
use stability::route::shape;
use stability::{Kind, Namespace};

/// What tells a thing from every other, whatever the version of its package: its [`taken_name`] and its namespace.
pub fn identity<'a>(package: &'a str, id: &'a str, kind: Kind) -> (&'a str, Cow<'a, str>, Namespace) {
    let (package, id) = taken_name(package, id, kind);
    (package, id, kind.namespace())
}

/// What users find a thing by, whatever it is: package and id, of a route without the names of its parameters. What is unique
/// over all packages has no package here.
pub fn taken_name<'a>(package: &'a str, id: &'a str, kind: Kind) -> (&'a str, Cow<'a, str>) {
    let package = match kind.namespace() {
        Namespace::Code | Namespace::Surface => "",
        _ => package_name(package),
    };
    let id = match kind {
        Kind::Route => shape(id).collect(),
        _ => Cow::Borrowed(id),
    };
    (package, id)
}
