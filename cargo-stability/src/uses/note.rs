//! What a diagnostic of rustc says of an item.

use std::fmt;

use anyhow::{Result, anyhow};
use serde::{Deserialize, Serialize};
use stability::Tier;

use super::Item;
use super::promises::Index;

/// How the notes begin that the macros write.
pub const PREFIX: &str = "stability-use:";

/// What a note says, as `expand/use_note.rs` of the macros writes it.
#[derive(Debug, Default, Deserialize)]
pub struct Note {
    pub package: Option<String>,
    pub version: Option<String>,
    pub id: Option<String>,
    pub kind: String,
    pub name: String,
    pub tier: String,
    /// The tier for those who implement it.
    pub implement: Option<String>,
    pub since: Option<String>,
    pub area: Option<String>,
    pub deprecated: Option<Deprecation>,
    pub shape: Option<String>,
}

/// The note of an item in a copy with marks: `http@1.5.0#17`. It is short, since rustc works for each letter of it in each use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Short<'a> {
    pub package: &'a str,
    pub version: &'a str,
    /// The number of the item in the contract; `None` in the note of the crate, which everything else inherits.
    pub number: Option<usize>,
}

impl<'a> Short<'a> {
    /// What a note says; `None` if it is one of the macros.
    pub fn of(note: &'a str) -> Option<Self> {
        if note.starts_with('{') {
            return None;
        }
        let (package, rest) = note.split_once('@')?;
        let (version, number) = match rest.split_once('#') {
            Some((version, number)) => (version, Some(number.parse().ok()?)),
            None => (rest, None),
        };
        Some(Self {
            package,
            version,
            number,
        })
    }
}

impl fmt::Display for Short<'_> {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { package, version, .. } = self;
        write!(to, "{PREFIX}{package}@{version}")?;
        match self.number {
            Some(number) => write!(to, "#{number}"),
            None => Ok(()),
        }
    }
}

/// What an item says of its deprecation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Deprecation {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remove_in: Option<String>,
    /// Whether the replacement is a path, and no words.
    #[serde(default, skip_serializing)]
    pub is_path: bool,
}

/// The item that a diagnostic of the lint `code` is about; `None` of one that is not about a use of a dependency. `crates` gives the
/// package that the user calls by the name of a crate, and `is_implementation` says whether a trait is implemented there,
/// if that is known. `index` has what contracts from elsewhere promise.
pub fn item(
    code: &str,
    message: &str,
    package_of: impl Fn(&str) -> Option<String>,
    is_implementation: impl Fn() -> Option<bool>,
    index: &Index<'_>,
) -> Result<Option<Item>> {
    let Some(rest) = message
        .strip_prefix("use of deprecated ")
        .or_else(|| message.strip_prefix("use of "))
    else {
        return Ok(None);
    };
    let Some((kind, rest)) = rest.split_once(" `") else {
        return Ok(None);
    };
    let Some((path, rest)) = rest.split_once('`') else {
        return Ok(None);
    };
    let path = plain_path(path);
    let said = rest.split_once(": ").map(|(_, said)| said);
    if let Some(note) = said.and_then(|said| said.strip_prefix(PREFIX)) {
        return promised(note, &path, kind, package_of, is_implementation, index).map(Some);
    }
    if code != "deprecated" {
        // The standard library plans deprecations too.
        return Ok(None);
    }
    let package = path.split("::").next().and_then(package_of);
    Ok(package.map(|package| Item {
        package,
        version: String::new(),
        path: path.clone(),
        kind: kind.to_owned(),
        tier: None,
        is_implemented: false,
        since: None,
        area: None,
        deprecated: Some(Deprecation {
            note: said.map(ToOwned::to_owned),
            ..Deprecation::default()
        }),
        shape: None,
    }))
}

fn promised(
    note: &str,
    path: &str,
    kind: &str,
    package_of: impl Fn(&str) -> Option<String>,
    is_implementation: impl Fn() -> Option<bool>,
    index: &Index<'_>,
) -> Result<Item> {
    let cannot_read = |reason: &dyn fmt::Display| {
        anyhow!(
            "cannot read what `{path}` promises: {reason}: the package is built with another version of `stability-runtime`, \
             for which another version of `cargo stability` is needed"
        )
    };
    let note = match Short::of(note) {
        Some(short) => index
            .note(short)
            .ok_or_else(|| cannot_read(&"the contract has no such item"))?,
        None => serde_json::from_str(note).map_err(|reason| cannot_read(&reason))?,
    };
    let tier_of = |word: &str| match word {
        // Of a package that is marked by a contract, which may promise it.
        "" => Ok(None),
        word => word
            .parse::<Tier>()
            .map(Some)
            .map_err(|_| cannot_read(&"its tier is unknown")),
    };
    let own = tier_of(&note.tier)?;
    let implement = note.implement.as_deref().map(tier_of).transpose()?;
    let implement = implement.filter(|tier| match is_implementation() {
        Some(is_implementation) => is_implementation,
        // The weaker of the two, so that no use of it is taken for a stronger one.
        None => *tier < own,
    });
    let is_implemented = implement.is_some();
    let tier = implement.unwrap_or(own);
    let package = note.package.unwrap_or_default();
    let (called, below) = path.split_once("::").unwrap_or((path, ""));
    // An `extern crate` may give a crate another name, by which rustc calls it then. One that re-exports the item has its own.
    let krate = package_of(called).unwrap_or_else(|| package.clone()).replace('-', "_");
    // An item without a promise of its own has that of the module around it.
    let is_own = path.rsplit("::").next() == Some(note.name.as_str());
    let path = match note.id {
        Some(id) if is_own => id,
        // Of a macro rustc repeats what is written.
        _ if note.kind == "macro" => format!("{}::{}", package.replace('-', "_"), note.name),
        _ if below.is_empty() => krate,
        _ => format!("{krate}::{below}"),
    };
    Ok(Item {
        package,
        version: note.version.unwrap_or_default(),
        path,
        kind: if is_own || note.kind == "macro" {
            note.kind
        } else {
            kind.to_owned()
        },
        tier,
        is_implemented,
        since: note.since,
        area: note.area,
        deprecated: note.deprecated,
        shape: note.shape.filter(|_| is_own),
    })
}

/// A path without arguments: `dep::Set::<T>::get` is `dep::Set::get`.
fn plain_path(path: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    let mut rest = path.char_indices().peekable();
    while let Some((at, character)) = rest.next() {
        let opens = path[at..].starts_with("::<");
        match character {
            ':' if opens && depth == 0 => {
                depth = 1;
                rest.next();
                rest.next();
            }
            '<' if depth > 0 => depth += 1,
            '>' if depth > 0 && !path[..at].ends_with('-') => depth -= 1,
            character if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use stability::Tier;

    use super::{Short, item, plain_path};
    use crate::uses::promises::Index;

    const NOTE: &str = r#"stability-use:{"package":"dep-a","version":"1.4.0","kind":"method","name":"get","tier":"beta","since":"1.2.0","deprecated":{"since":"1.3.0","replacement":"Self::take","is_path":true},"shape":"fn _(&self): `x`"}"#;

    fn no_package(_: &str) -> Option<String> {
        None
    }

    #[test]
    fn a_note_is_read_out_of_either_message() {
        for message in [
            format!("use of method `dep_a::Set::<T>::get` that will be deprecated in a future Rust version: {NOTE}"),
            format!("use of deprecated method `dep_a::Set::<T>::get`: {NOTE}"),
        ] {
            let item = item("deprecated", &message, no_package, || Some(false), &Index::default())
                .unwrap()
                .unwrap();
            assert_eq!((item.path.as_str(), item.kind.as_str()), ("dep_a::Set::get", "method"));
            assert_eq!((item.package.as_str(), item.tier), ("dep-a", Some(Tier::Beta)));
            assert_eq!(item.since.as_deref(), Some("1.2.0"));
            let deprecated = item.deprecated.unwrap();
            assert_eq!(deprecated.replacement.as_deref(), Some("Self::take"));
            assert!(deprecated.is_path);
        }
    }

    #[test]
    fn what_a_module_hands_down_is_named_by_its_own_path() {
        let note = r#"stability-use:{"package":"dep","kind":"mod","name":"inner","tier":"stable"}"#;
        let message =
            format!("use of function `dep::inner::f` that will be deprecated in a future Rust version: {note}");
        let item = item(
            "deprecated_in_future",
            &message,
            no_package,
            || Some(false),
            &Index::default(),
        )
        .unwrap()
        .unwrap();
        assert_eq!((item.path.as_str(), item.kind.as_str()), ("dep::inner::f", "function"));
    }

    #[test]
    fn a_crate_is_named_as_its_package() {
        let note = r#"stability-use:{"package":"dep-a","kind":"fn","name":"f","tier":"stable"}"#;
        let of = |name: &str| match name {
            "renamed" => Some("dep-a".to_owned()),
            "facade" => Some("facade".to_owned()),
            _ => None,
        };
        for (path, expected) in [
            ("renamed::f", "dep_a::f"),
            ("by_extern_crate::f", "dep_a::f"),
            ("dep_a::f", "dep_a::f"),
            ("facade::inner::f", "facade::inner::f"),
        ] {
            let message = format!("use of function `{path}` that will be deprecated in a future Rust version: {note}");
            let item = item("deprecated_in_future", &message, of, || Some(false), &Index::default())
                .unwrap()
                .unwrap();
            assert_eq!(item.path, expected);
        }
    }

    #[test]
    fn a_macro_is_named_by_its_package() {
        let note = r#"stability-use:{"package":"dep-a","kind":"macro","name":"make","tier":"stable"}"#;
        let message = format!("use of macro `make` that will be deprecated in a future Rust version: {note}");
        let item = item(
            "deprecated_in_future",
            &message,
            no_package,
            || Some(false),
            &Index::default(),
        )
        .unwrap()
        .unwrap();
        assert_eq!(item.path, "dep_a::make");
    }

    #[test]
    fn a_deprecation_without_a_promise_is_one_of_a_dependency() {
        let of = |name: &str| (name == "dep").then(|| "dep-package".to_owned());
        let found = item(
            "deprecated",
            "use of deprecated function `dep::old`: use `new`: it is better",
            of,
            || Some(false),
            &Index::default(),
        );
        let found = found.unwrap().unwrap();
        assert_eq!((found.package.as_str(), found.tier), ("dep-package", None));
        assert_eq!(
            found.deprecated.unwrap().note.as_deref(),
            Some("use `new`: it is better")
        );
        let own = item(
            "deprecated",
            "use of deprecated function `inner::old`",
            of,
            || Some(false),
            &Index::default(),
        );
        assert_eq!(own.unwrap(), None);
    }

    #[test]
    fn plans_of_the_standard_library_are_not_uses() {
        let message = "use of method `std::error::Error::cause` that will be deprecated in a future Rust version: no";
        assert_eq!(
            item(
                "deprecated_in_future",
                message,
                no_package,
                || Some(false),
                &Index::default()
            )
            .unwrap(),
            None
        );
    }

    #[test]
    fn a_note_of_another_form_is_an_error() {
        let message = "use of function `dep::f` that will be deprecated in a future Rust version: stability-use:{";
        let error = item(
            "deprecated_in_future",
            message,
            no_package,
            || Some(false),
            &Index::default(),
        )
        .unwrap_err();
        assert!(
            error.to_string().starts_with("cannot read what `dep::f` promises: "),
            "{error}"
        );
    }

    #[test]
    fn a_short_note_is_read_as_it_is_written() {
        for number in [None, Some(17)] {
            let short = Short {
                package: "http",
                version: "1.5.0-a.1+b",
                number,
            };
            let note = short.to_string();
            assert_eq!(Short::of(note.strip_prefix(super::PREFIX).unwrap()), Some(short));
        }
        assert_eq!(Short::of("{\"package\":\"a@1#2\"}"), None);
    }

    #[test]
    fn a_path_has_no_arguments() {
        assert_eq!(plain_path("a::B::<C, D<E>>::f"), "a::B::f");
        assert_eq!(plain_path("a::B::<fn() -> C>::f"), "a::B::f");
        assert_eq!(plain_path("a::b"), "a::b");
    }
}
