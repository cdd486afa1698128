//! Which area an item belongs to.

use alloc::string::String;

use super::path;
use super::stated::{Header, Record};
use crate::kind::Kind;

/// The area that `header` gives to the module of `record`: that of the longest module path that leads there, and of two
/// equal ones the first.
pub(super) fn of_module<'a>(header: &'a Header, record: &Record) -> Option<&'a str> {
    let module = module_of(record);
    let mut best: Option<(usize, &str)> = None;
    for area in &header.areas {
        for declared in &area.modules {
            if leads_to(declared, &module) && best.is_none_or(|(length, _)| declared.len() > length) {
                best = Some((declared.len(), &area.name));
            }
        }
    }
    best.map(|(_, name)| name)
}

/// The module that `record` stands in, inline modules included; a module stands in itself.
fn module_of(record: &Record) -> String {
    let below = match record.kind {
        Kind::Mod => &record.name,
        _ => path::split_last(&record.name).0,
    };
    path::join(&record.module, below)
}

/// Whether `module` is `declared` or lies inside it.
fn leads_to(declared: &str, module: &str) -> bool {
    module
        .strip_prefix(declared)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

#[cfg(test)]
mod tests {
    use super::of_module;
    use crate::contract::stated;
    use crate::kind::Kind;
    use crate::record::{Area, Header, ModulePath, Record, State};

    const HEADER: Header = Header {
        name: "Nika",
        state: State::Locked,
        scope: None,
        areas: &[
            Area {
                name: "Memory",
                modules: &[
                    ModulePath {
                        base: "nika",
                        path: "memory",
                    },
                    ModulePath {
                        base: "nika::memory::frames",
                        path: "",
                    },
                ],
            },
            Area {
                name: "Stores",
                modules: &[
                    ModulePath {
                        base: "",
                        path: "nika::memory::store",
                    },
                    ModulePath {
                        base: "nika",
                        path: "memory",
                    },
                ],
            },
        ],
    };

    #[track_caller]
    fn check(module: &'static str, kind: Kind, name: &'static str, expected: Option<&str>) {
        let record = Record {
            module,
            ..Record::new(kind, name)
        };
        let (header, record) = (stated::Header::from(&HEADER), stated::Record::from(&record));
        assert_eq!(of_module(&header, &record), expected);
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
