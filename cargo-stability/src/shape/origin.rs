//! Where a public item is defined.

use std::path::Path;

use stability::Kind;

use super::rustdoc::{Deprecation, Item, Span};

/// Where a public item is defined, and what its definition says that is no shape.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The path of its definition; of a method, that of its type's, and its name.
    pub definition: String,
    pub place: Option<Place>,
    /// Of a method: where its `impl` is.
    pub block: Option<Place>,
    /// Its deprecation.
    pub deprecated: Option<Deprecation>,
    /// What belongs to it and is deprecated by itself.
    pub deprecated_parts: Vec<DeprecatedPart>,
}

/// A field, a variant or an item of a trait that is deprecated by itself, or has such fields.
#[derive(Clone, Debug)]
pub struct DeprecatedPart {
    pub name: String,
    pub kind: Kind,
    pub deprecated: Option<Deprecation>,
    pub parts: Vec<DeprecatedPart>,
}

/// Lines of a file, as the compiler was called with it.
#[derive(Clone, Debug)]
pub struct Place {
    pub file: String,
    pub first: u32,
    pub last: u32,
}

impl Origin {
    pub fn of(item: &Item, definition: String, block: Option<Place>) -> Self {
        Self {
            definition,
            place: item.span.as_ref().map(Place::of),
            block,
            deprecated: item.deprecation.clone(),
            deprecated_parts: Vec::new(),
        }
    }
}

impl Place {
    pub fn of(span: &Span) -> Self {
        Self {
            file: span.filename.clone(),
            first: span.begin.0,
            last: span.end.0,
        }
    }

    /// The file below the folder of its package. The compiler is called with it from that folder or from one further out.
    pub fn below(&self, folder: &Path) -> String {
        let file = self.file.replace('\\', "/");
        let folder = folder.to_string_lossy().replace('\\', "/");
        let mut outer = folder.as_str();
        loop {
            if let Some(rest) = file.strip_prefix(outer).and_then(|rest| rest.strip_prefix('/')) {
                return rest.to_owned();
            }
            match outer.trim_start_matches('/').split_once('/') {
                Some((_, rest)) => outer = rest,
                None => return file,
            }
        }
    }
}

/// Whether `file` is `below`, seen from a folder further out.
pub fn is_below(file: &str, below: &str) -> bool {
    let outside = file.len().checked_sub(below.len());
    outside.is_some_and(|at| {
        let ends = file
            .bytes()
            .zip(0..)
            .skip(at)
            .map(|(byte, _)| if byte == b'\\' { b'/' } else { byte });
        ends.eq(below.bytes()) && (at == 0 || matches!(file.as_bytes()[at - 1], b'/' | b'\\'))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Place, is_below};

    #[test]
    fn a_path_of_another_machine_is_the_same_place() {
        assert!(is_below(r"C:\nika\src\lib.rs", "src/lib.rs"));
        assert!(is_below("src/lib.rs", "src/lib.rs"));
        assert!(!is_below("lib.rs", "src/lib.rs"));
        assert!(!is_below("other/xsrc/lib.rs", "src/lib.rs"));
    }

    #[test]
    fn a_file_is_seen_from_its_package() {
        for (file, below) in [
            ("src/lib.rs", "src/lib.rs"),
            ("crates/nika/src/lib.rs", "src/lib.rs"),
            ("/home/user/crates/nika/src/lib.rs", "src/lib.rs"),
            ("nika/src/lib.rs", "src/lib.rs"),
            ("other/src/lib.rs", "other/src/lib.rs"),
        ] {
            let place = Place {
                file: file.to_owned(),
                first: 1,
                last: 1,
            };
            assert_eq!(place.below(Path::new("/home/user/crates/nika")), below, "{file}");
        }
    }
}
