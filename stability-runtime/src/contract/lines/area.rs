//! Which area an item belongs to.

use super::record::DeclaredHeader;

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

/// The public module that `header` names for `module`.
pub(in crate::contract) fn public_module<'a>(header: &'a DeclaredHeader, module: &str) -> Option<&'a str> {
    let mut paths = header.paths.iter();
    let path = paths.find(|path| path.modules.iter().any(|declared| declared == module))?;
    Some(&path.public)
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

    use super::of_module;
    use crate::contract::State;
    use crate::contract::lines::record::{DeclaredArea, DeclaredHeader};
    use crate::contract::path::{join, modules_in};
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
            tiers: vec![],
            paths: vec![],
            areas: vec![
                area("Memory", ["nika::memory", "nika::memory::frames"]),
                area("Stores", ["nika::memory::store", "nika::memory"]),
            ],
        };
        assert_eq!(of_module(&header, &join(module, modules_in(name, kind))), expected);
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
