//! How much of what is public has a tier: the model of `coverage`, and its text and JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde::Serialize;
use stability::contract::Item;
use stability::render::escape::line;
use stability::{Contract, Kind, Namespace};
use stability_policy::{Finding, Unmarked};

use crate::report::summary::features_off;
use crate::shape::Uncovered;

/// How much of what is public has a tier.
#[derive(Serialize)]
pub struct Coverage<'a> {
    whole: Share,
    packages: BTreeMap<String, Share>,
    /// By the path of the module.
    modules: BTreeMap<String, Share>,
    /// By area. What has no tier counts to the area of its module, where all that is marked in the module is of one.
    areas: BTreeMap<String, Share>,
    unmarked: Vec<UnmarkedItem<'a>>,
    /// The features that no build turned on.
    features_off: &'a [String],
    /// What is exposed, and what is not reached.
    findings: &'a [Finding],
}

/// How many public items there are, and how many of them have a tier.
#[derive(Clone, Copy, Default, Serialize)]
struct Share {
    public: usize,
    marked: usize,
    percent: usize,
}

#[derive(Serialize)]
struct UnmarkedItem<'a> {
    item: &'a str,
    kind: Kind,
    package: &'a str,
    #[serde(skip_serializing_if = "String::is_empty")]
    file: &'a String,
    line: u32,
    reason: &'a str,
}

/// The name of the area of what belongs to none.
const NO_AREA: &str = "";

impl Share {
    fn add(&mut self, is_marked: bool) {
        self.public += 1;
        self.marked += usize::from(is_marked);
        self.percent = self.marked * 100 / self.public;
    }

    fn shown(self) -> String {
        format!("{:>3} % {:>5} of {:<5}", self.percent, self.marked, self.public)
    }
}

impl<'a> Coverage<'a> {
    pub fn of(
        contract: &Contract,
        uncovered: &'a [Uncovered],
        features_off: &'a [String],
        findings: &'a [Finding],
    ) -> Self {
        let items: Vec<&Item> = contract.items().iter().filter(|item| is_counted(item)).collect();
        let containers: BTreeSet<&str> = contract
            .items()
            .iter()
            .filter(|it| is_type(it.kind))
            .map(|it| it.id.as_str())
            .collect();
        let unmarked_types = uncovered
            .iter()
            .filter(|it| is_type(it.kind))
            .map(|it| it.item.as_str());
        let containers: BTreeSet<&str> = containers.into_iter().chain(unmarked_types).collect();
        let module = |id: &str| {
            let (mut of, _) = id.rsplit_once("::").unwrap_or((id, ""));
            while let (true, Some((outer, _))) = (containers.contains(of), of.rsplit_once("::")) {
                of = outer;
            }
            of.to_owned()
        };
        let mut areas_of: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
        for item in &items {
            let area = item.area.as_deref().unwrap_or(NO_AREA);
            areas_of.entry(module(&item.id)).or_default().insert(area);
        }
        let mut coverage = Self {
            whole: Share::default(),
            packages: BTreeMap::new(),
            modules: BTreeMap::new(),
            areas: BTreeMap::new(),
            unmarked: uncovered.iter().map(UnmarkedItem::of).collect(),
            features_off,
            findings,
        };
        for item in &items {
            let area = item.area.as_deref().unwrap_or(NO_AREA);
            coverage.add(item.package_name(), module(&item.id), area, true);
        }
        for it in uncovered {
            let module = module(&it.item);
            let areas = areas_of.get(&module).filter(|areas| areas.len() == 1);
            let area = areas.and_then(|areas| areas.first().copied()).unwrap_or(NO_AREA);
            coverage.add(&it.package, module, area, false);
        }
        coverage
    }

    fn add(&mut self, package: &str, module: String, area: &str, is_marked: bool) {
        self.whole.add(is_marked);
        self.packages.entry(package.to_owned()).or_default().add(is_marked);
        self.modules.entry(module).or_default().add(is_marked);
        self.areas.entry(area.to_owned()).or_default().add(is_marked);
    }

    /// As lines for a terminal.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        let mut table = |title: &str, shares: &BTreeMap<String, Share>| {
            // Writing to a `String` does not fail.
            let _ = writeln!(text, "\n{title}");
            for (name, share) in shares {
                let name = if name.is_empty() { "(no area)" } else { name };
                let _ = writeln!(text, "  {} {}", share.shown(), line(name));
            }
        };
        if self.packages.len() > 1 {
            table("packages", &self.packages);
        }
        if self.areas.keys().any(|area| area != NO_AREA) {
            table("areas", &self.areas);
        }
        table("modules", &self.modules);
        if !self.unmarked.is_empty() {
            let _ = writeln!(text, "\nwithout a tier");
        }
        for it in &self.unmarked {
            let place = match it.file.as_str() {
                "" => String::new(),
                file => format!("  {}:{}", line(file), it.line),
            };
            let _ = writeln!(text, "  {:<9} {}{place}", it.kind.as_str(), line(it.item));
        }
        if !self.findings.is_empty() {
            let _ = writeln!(text, "\nexposed");
        }
        for finding in self.findings {
            let _ = writeln!(text, "  {}", line(&finding.to_string()));
        }
        let Share {
            public,
            marked,
            percent,
        } = self.whole;
        let items = if public == 1 { "item has" } else { "items have" };
        let gap = features_off(self.features_off).map_or_else(String::new, |gap| format!("{gap}\n"));
        format!("{marked} of {public} public {items} a tier ({percent} %)\n{gap}{text}")
    }
}

impl<'a> UnmarkedItem<'a> {
    fn of(it: &'a Uncovered) -> Self {
        Self {
            item: &it.item,
            kind: it.kind,
            package: &it.package,
            file: &it.location.file,
            line: it.location.line,
            reason: it.reason,
        }
    }
}

/// Whether the item is one of those that count as public: modules and implementations only hold others.
fn is_counted(item: &Item) -> bool {
    let is_rust = matches!(
        item.kind.namespace(),
        Namespace::Type | Namespace::Value | Namespace::Macro | Namespace::Import
    );
    is_rust && !matches!(item.kind, Kind::Mod | Kind::Impl)
}

const fn is_type(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Struct | Kind::Enum | Kind::Union | Kind::Trait | Kind::TypeAlias
    )
}

/// What has no tier, as the rules take it.
pub fn evidence(uncovered: &[Uncovered]) -> Vec<Unmarked> {
    let unmarked = uncovered.iter().map(|it| Unmarked {
        package: it.package.clone(),
        item: it.item.clone(),
        reason: it.reason.to_owned(),
        file: it.location.file.clone(),
        line: it.location.line,
    });
    unmarked.collect()
}

#[cfg(test)]
mod tests {
    use stability::contract::Location;
    use stability::{Contract, Kind};

    use super::Coverage;
    use crate::shape::Uncovered;

    fn unmarked(item: &str, kind: Kind, line: u32) -> Uncovered {
        Uncovered {
            package: "nika".to_owned(),
            item: item.to_owned(),
            kind,
            location: Location::new("src/lib.rs".to_owned(), line),
            block: None,
            reason: "it has no attribute",
        }
    }

    #[test]
    fn shares_are_by_module_and_area() {
        let item = |id: &str, kind: &str, area: &str| {
            let name = id.rsplit("::").next().unwrap_or(id);
            format!(
                r#"{{ "id": "{id}", "kind": "{kind}", "name": "{name}", "tier": "stable", "package": "nika", "area": "{area}" }}"#
            )
        };
        let items = [
            item("nika::memory", "mod", "Memory"),
            item("nika::memory::Frame", "struct", "Memory"),
            item("nika::memory::Frame::len", "method", "Memory"),
            item("nika::ask", "fn", "Asking"),
        ];
        let contract = Contract::from_json(&format!(
            r#"{{ "schema": "stability/contract@1", "contract": null, "package": {{ "name": "nika", "version": "1.0.0" }}, "items": [{}] }}"#,
            items.join(",")
        ))
        .unwrap();
        let uncovered = [
            unmarked("nika::Other", Kind::Struct, 3),
            unmarked("nika::Other::new", Kind::Method, 5),
            unmarked("nika::memory::Frame::width", Kind::Method, 9),
        ];
        let text = Coverage::of(&contract, &uncovered, &[], &[]).to_text();
        assert_eq!(
            text,
            "3 of 6 public items have a tier (50 %)

areas
   33 %     1 of 3     Asking
   66 %     2 of 3     Memory

modules
   33 %     1 of 3     nika
   66 %     2 of 3     nika::memory

without a tier
  struct    nika::Other  src/lib.rs:3
  method    nika::Other::new  src/lib.rs:5
  method    nika::memory::Frame::width  src/lib.rs:9
"
        );
    }
}
