//! What is said of areas besides their items.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::item::Location;
use super::stated::Statement;
use crate::tier::Tier;

/// What a package says of an area of its contract besides its items.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::contract::Area"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Area {
    /// Its name.
    pub name: String,
    /// The package that says it, as [`Item::package`](super::Item::package) has it.
    pub package: String,
    /// The tier of what is in it, unless that states its own.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub tier: Option<Tier>,
    /// What it is, in words.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub text: Option<String>,
    /// What its users should do.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub note: Option<String>,
    /// What it does not cover, in words.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub excludes: Vec<String>,
    /// What is announced and promised to no one yet.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub planned: Vec<Planned>,
}

/// Something that is announced, and promised to no one yet.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::contract::Planned"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Planned {
    /// Its name.
    pub name: String,
    /// What it will be, in words.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub text: Option<String>,
}

/// Brings together what the package labelled `package` says of each area, in the order of its source.
pub(super) fn merge(mut statements: Vec<Statement>, package: &str) -> Vec<Area> {
    let place = |statement: &Statement| Location {
        file: statement.file.replace('\\', "/"),
        line: statement.line,
    };
    // Equal ones side by side, whatever the linker did: the same source may be linked twice.
    statements.sort_by_cached_key(|statement| (statement.area.clone(), place(statement)));
    statements.dedup();
    let mut areas: Vec<Area> = Vec::new();
    for statement in statements {
        if areas.last().is_none_or(|area| area.name != statement.area) {
            areas.push(Area {
                name: statement.area.clone(),
                package: package.to_string(),
                tier: None,
                text: None,
                note: None,
                excludes: Vec::new(),
                planned: Vec::new(),
            });
        }
        if let Some(area) = areas.last_mut() {
            area.add(statement);
        }
    }
    areas
}

impl Area {
    fn add(&mut self, statement: Statement) {
        self.tier = self.tier.or(statement.tier);
        append(&mut self.text, statement.text);
        append(&mut self.note, statement.note);
        for words in statement.excludes {
            if !self.excludes.contains(&words) {
                self.excludes.push(words);
            }
        }
        for planned in statement.planned {
            if !self.planned.iter().any(|said| said.name == planned.name) {
                self.planned.push(planned);
            }
        }
    }
}

fn append(text: &mut Option<String>, more: Option<String>) {
    let Some(more) = more else { return };
    match text {
        Some(text) if text.contains(&more) => {}
        Some(text) => {
            text.push(' ');
            text.push_str(&more);
        }
        None => *text = Some(more),
    }
}
