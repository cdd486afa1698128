//! Which area an item belongs to.

<<<<<<< HEAD:stability-runtime/src/contract/area.rs
use alloc::string::String;
use alloc::vec::Vec;

use super::header::State;
use super::json::fields::object;
use super::path;
use crate::kind::Kind;
=======
use super::record::DeclaredHeader;
>>>>>>> main:stability-runtime/src/contract/lines/area.rs

object! {
    /// The header of a package, as `contract!` states it.
    #[derive(Clone, Debug, PartialEq)]
    read struct DeclaredHeader {
        pub name: String => required,
        pub state: State => required,
        pub scope: Option<String>,
        pub areas: Vec<DeclaredArea>,
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

impl DeclaredHeader {
    /// The header with whole paths of modules, of a `contract!` in `module`.
    pub(super) fn below(mut self, module: &str) -> Self {
        let root = module.split("::").next().unwrap_or_default();
        for declared in self.areas.iter_mut().flat_map(|area| &mut area.modules) {
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

/// The area that `header` gives to `module`: that of the longest module path that leads there, and of two equal ones the first.
pub(in crate::contract) fn of_module<'a>(header: &'a DeclaredHeader, module: &str) -> Option<&'a str> {
    let mut best: Option<(usize, &str)> = None;
    for area in &header.areas {
        for declared in &area.modules {
            if leads_to(declared, module) && best.is_none_or(|(length, _)| declared.len() > length) {
                best = Some((declared.len(), &area.name));
            }
        }
    }
    best.map(|(_, name)| name)
}

/// Whether `module` is `declared` or lies inside it.
fn leads_to(declared: &str, module: &str) -> bool {
    module
        .strip_prefix(declared)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;
    use alloc::vec;

<<<<<<< HEAD:stability-runtime/src/contract/area.rs
    use super::{DeclaredArea, DeclaredHeader, module_of, of_module};
    use crate::contract::State;
=======
    use super::of_module;
    use crate::contract::State;
    use crate::contract::lines::record::{DeclaredArea, DeclaredHeader};
    use crate::contract::path::module_of;
>>>>>>> main:stability-runtime/src/contract/lines/area.rs
    use crate::kind::Kind;

    #[track_caller]
    fn check(module: &str, kind: Kind, name: &str, expected: Option<&str>) {
        let area = |name: &str, modules: [&str; 2]| DeclaredArea {
            name: name.to_string(),
            modules: modules.map(ToString::to_string).into(),
        };
        let header = DeclaredHeader {
            name: "Nika".to_string(),
            state: State::Locked,
            scope: None,
            areas: vec![
                area("Memory", ["nika::memory", "nika::memory::frames"]),
                area("Stores", ["nika::memory::store", "nika::memory"]),
            ],
        };
        assert_eq!(of_module(&header, &module_of(module, name, kind)), expected);
    }

    #[test]
    fn the_longest_module_path_wins() {
        check("nika::memory", Kind::Struct, "Frame", Some("Memory"));
        check("nika::memory::deep", Kind::Struct, "Frame", Some("Memory"));
        check("nika::memory::store", Kind::Struct, "Frame", Some("Stores"));
        check("nika", Kind::Struct, "memory::store::Frame", Some("Stores"));
        check(
            "nika::memory",
            Kind::Impl,
            "<nika::memory::store::A as B>",
            Some("Memory"),
        );
    }

    #[test]
    fn a_module_path_leads_by_whole_segments() {
        check("nika::memory_map", Kind::Struct, "Frame", None);
        check("nika", Kind::Struct, "Frame", None);
        check("nika", Kind::Mod, "memory", Some("Memory"));
        check("nika", Kind::Fn, "memory", None);
    }
}
