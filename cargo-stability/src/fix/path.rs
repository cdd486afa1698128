//! Where a replacement leads.

use cargo_metadata::Package;

use crate::uses::Item;

/// What takes the place of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Another name in the same module, type or trait.
    Renamed(String),
    /// A path from the name of a crate on.
    Moved(Vec<String>),
}

impl Target {
    /// The last name.
    pub fn name(&self) -> &str {
        match self {
            Self::Renamed(name) => name,
            Self::Moved(path) => path.last().map_or("", String::as_str),
        }
    }
}

/// The last name of a path.
pub fn last(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

/// Whether the item belongs to a type or trait.
pub fn is_member(item: &Item) -> bool {
    matches!(
        item.kind.as_str(),
        "method" | "field" | "variant" | "associated-const" | "associated-type"
    )
}

/// Where the replacement of a deprecated item leads for code of `user`; an error says why that is not known.
pub fn target(item: &Item, user: Option<&Package>) -> Result<Target, String> {
    let none = || "no replacement is stated".to_owned();
    let deprecated = item.deprecated.as_ref().ok_or_else(none)?;
    let replacement = deprecated.replacement.as_ref().ok_or_else(none)?;
    if !deprecated.is_path {
        return Err(format!("its replacement is a text, not a path: {replacement}"));
    }
    let is_name = |name: &&str| {
        let mut letters = name.strip_prefix("r#").unwrap_or(name).chars();
        letters
            .next()
            .is_some_and(|first| first.is_alphabetic() || first == '_')
            && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
    };
    let written: Vec<&str> = replacement.trim_start_matches("::").split("::").collect();
    if !written.iter().all(is_name) {
        return Err(format!("its replacement is not a plain path: {replacement}"));
    }
    let own: Vec<&str> = item.path.split("::").collect();
    let parent = &own[..own.len().saturating_sub(1)];
    let module = if is_member(item) {
        &parent[..parent.len().saturating_sub(1)]
    } else {
        parent
    };
    let full: Vec<&str> = match written.as_slice() {
        _ if replacement.starts_with("::") => written.clone(),
        [name] if item.kind == "field" => parent.iter().chain([name]).copied().collect(),
        [owner, name] if is_member(item) && parent.last() == Some(owner) => {
            parent.iter().chain([name]).copied().collect()
        }
        ["crate", rest @ ..] => own.iter().take(1).chain(rest).copied().collect(),
        ["self", rest @ ..] => module.iter().chain(rest).copied().collect(),
        path => {
            let supers = path.iter().take_while(|name| **name == "super").count();
            let around = &module[..module.len().saturating_sub(supers)];
            around.iter().chain(&path[supers..]).copied().collect()
        }
    };
    let (Some(name), Some(of)) = (full.last(), full.get(..full.len() - 1)) else {
        return Err(none());
    };
    if of == parent {
        return Ok(Target::Renamed((*name).to_owned()));
    }
    if is_member(item) && item.kind != "variant" {
        return Err(format!("its replacement belongs to another type: {replacement}"));
    }
    let mut path: Vec<String> = full.iter().map(|name| (*name).to_owned()).collect();
    // A package may call its dependency by another name.
    let rename = user
        .into_iter()
        .flat_map(|user| &user.dependencies)
        .find_map(|dependency| {
            let is_it = dependency.name.replace('-', "_") == path[0];
            dependency.rename.as_ref().filter(|_| is_it)
        });
    if let Some(rename) = rename {
        path[0] = rename.replace('-', "_");
    }
    Ok(Target::Moved(path))
}

#[cfg(test)]
mod tests {
    use super::{Target, target};
    use crate::uses::{Deprecation, Item};

    fn item(path: &str, kind: &str, replacement: &str, is_path: bool) -> Item {
        Item {
            package: "dep".to_owned(),
            version: "1.0.0".to_owned(),
            path: path.to_owned(),
            kind: kind.to_owned(),
            tier: None,
            is_implemented: false,
            since: None,
            area: None,
            deprecated: Some(Deprecation {
                replacement: Some(replacement.to_owned()),
                is_path,
                ..Deprecation::default()
            }),
            shape: None,
        }
    }

    #[test]
    fn a_replacement_is_seen_from_the_item() {
        let cases = [
            ("dep::a::old", "fn", "new", Ok("new")),
            ("dep::a::old", "fn", "self::new", Ok("new")),
            ("dep::a::old", "fn", "crate::a::new", Ok("new")),
            ("dep::a::old", "fn", "crate::b::new", Ok("=dep::b::new")),
            ("dep::a::old", "fn", "super::b::new", Ok("=dep::b::new")),
            ("dep::a::old", "fn", "b::new", Ok("=dep::a::b::new")),
            ("dep::old", "fn", "::other::new", Ok("=other::new")),
            ("dep::Volume::shout", "method", "Volume::loud", Ok("loud")),
            ("dep::Volume::gain", "field", "level", Ok("level")),
            ("dep::Mode::Old", "variant", "Mode::New", Ok("New")),
            ("dep::Mode::Old", "variant", "Kind::New", Ok("=dep::Kind::New")),
            (
                "dep::Volume::shout",
                "method",
                "Tone::loud",
                Err("its replacement belongs to another type: Tone::loud"),
            ),
            (
                "dep::old",
                "fn",
                "<A as B>::new",
                Err("its replacement is not a plain path: <A as B>::new"),
            ),
        ];
        for (path, kind, replacement, expected) in cases {
            let found = target(&item(path, kind, replacement, true), None);
            let found = found.map(|found| match found {
                Target::Renamed(name) => name,
                Target::Moved(path) => format!("={}", path.join("::")),
            });
            assert_eq!(
                found.as_deref().map_err(String::as_str),
                expected,
                "{path} {replacement}"
            );
        }
    }

    #[test]
    fn words_are_no_path() {
        let found = target(&item("dep::old", "fn", "another library", false), None);
        assert_eq!(
            found,
            Err("its replacement is a text, not a path: another library".to_owned())
        );
    }
}
