//! Paths as text: `a::b::<Foo as c::Display>`.

use alloc::format;
use alloc::string::{String, ToString};

use crate::kind::Kind;

/// The path of `name` below `module`.
pub(super) fn join(module: &str, name: &str) -> String {
    match (module, name) {
        ("", path) | (path, "") => path.to_string(),
        (module, name) => format!("{module}::{name}"),
    }
}

/// The path without its last segment, and that segment. A `::` inside brackets separates nothing.
pub fn split_last(path: &str) -> (&str, &str) {
    let mut depth = 0_usize;
    let mut before = '\0';
    let mut separator = None;
    for (at, c) in path.char_indices() {
        match c {
            '<' | '(' | '[' | '{' => depth += 1,
            // The `>` of an arrow closes nothing.
            '>' if before == '-' => {}
            '>' | ')' | ']' | '}' => depth = depth.saturating_sub(1),
            ':' if before == ':' && depth == 0 => separator = Some(at),
            _ => {}
        }
        before = c;
    }
    match separator {
        Some(at) => (&path[..at - 1], &path[at + 1..]),
        None => ("", path),
    }
}

/// The inline modules that the item `name` is in; a module is in itself.
pub(super) fn modules_in(name: &str, kind: Kind) -> &str {
    match kind {
        Kind::Mod => name,
        // The id of a route is no path of Rust.
        Kind::Route => "",
        _ => split_last(name).0,
    }
}

/// The name of the item at `path` for readers; see [`Item::name`](super::Item::name).
pub(super) fn name(path: &str, kind: Kind) -> String {
    let (container, last) = split_last(path);
    match kind {
        Kind::Method | Kind::AssociatedConst | Kind::AssociatedType | Kind::Field | Kind::Variant => {
            match split_last(container).1 {
                // A macro that does not see the type writes the line of the attribute for it: `{impl#12}::new`.
                unseen if unseen.starts_with('{') => last.to_string(),
                owner => join(owner, last),
            }
        }
        // The id of a route is no path of Rust.
        Kind::Route => path.to_string(),
        _ => last.to_string(),
    }
}

/// The id of a macro at `path`: `#[macro_export]` puts it at the root of the package.
pub(super) fn at_root(path: &str) -> String {
    let (module, name) = split_last(path);
    let root = module.split("::").next().unwrap_or_default();
    join(root, name)
}

/// The definition id of the trait that the sealing module `seal` belongs to: `a::b::__seal_Provider` gives
/// `a::b::Provider`.
pub(super) fn sealed_trait(seal: &str) -> String {
    let (module, name) = split_last(seal);
    join(module, name.strip_prefix("__seal_").unwrap_or(name))
}

#[cfg(test)]
mod tests {
    use super::{at_root, join, name, sealed_trait, split_last};
    use crate::kind::Kind;

    #[test]
    fn the_last_segment_may_hold_separators_in_brackets() {
        for (path, expected) in [
            ("Foo", ("", "Foo")),
            ("a::b::Foo", ("a::b", "Foo")),
            ("a::<b::Foo as c::Display>", ("a", "<b::Foo as c::Display>")),
            ("<Foo as Display>::fmt", ("<Foo as Display>", "fmt")),
            ("a::<fn() -> x::Y as T>::go", ("a::<fn() -> x::Y as T>", "go")),
            ("<[a::B; 2] as T>", ("", "<[a::B; 2] as T>")),
            ("é::ü", ("é", "ü")),
            ("::", ("", "")),
            (":", ("", ":")),
            (">>a::b", (">>a", "b")),
            ("", ("", "")),
        ] {
            assert_eq!(split_last(path), expected, "{path}");
        }
    }

    #[test]
    fn a_name_keeps_its_type() {
        assert_eq!(name("a::inner::Foo", Kind::Struct), "Foo");
        assert_eq!(name("a::Foo::new", Kind::Method), "Foo::new");
        assert_eq!(name("new", Kind::Method), "new");
        assert_eq!(name("a::{impl#12}::new", Kind::Method), "new");
        assert_eq!(name("a::<Foo as Display>", Kind::Impl), "<Foo as Display>");
        assert_eq!(name("GET /a::b/{c}", Kind::Route), "GET /a::b/{c}");
        assert_eq!(name("a::<Foo as b::T>::N", Kind::AssociatedConst), "<Foo as b::T>::N");
    }

    #[test]
    fn ids_are_derived_from_modules() {
        assert_eq!(join("", "Foo"), "Foo");
        assert_eq!(at_root("nika::macros::deep::say"), "nika::say");
        assert_eq!(at_root("say"), "say");
        assert_eq!(sealed_trait("a::b::__seal_Provider"), "a::b::Provider");
        assert_eq!(sealed_trait("__seal_Provider"), "Provider");
    }
}
