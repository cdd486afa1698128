//! Facts about areas besides their items.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::item::Location;
use super::json::fields::object;
use crate::tier::Tier;

object! {
    /// The facts of a package about an area of its contract, besides its items.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Area {
        /// Its name.
        pub name: String => required,
        /// The package that says it, as [`Item::package`](super::Item::package) has it.
        pub package: String => required,
        /// The tier of what is in it, unless that states its own.
        pub tier: Option<Tier>,
        /// Its description.
        pub text: Option<String>,
        /// A note for users.
        pub note: Option<String>,
        /// What it does not cover.
        pub excludes: Vec<String>,
        /// Announced entries that are not promised yet.
        pub planned: Vec<Planned>,
    }
}

object! {
    /// Something that is announced, and promised to no one yet.
    #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub struct Planned {
        /// Its name.
        pub name: String => required,
        /// Its description.
        pub text: Option<String>,
    }
}

object! {
    /// The record of `surface!` about an area besides its entries: one line.
    #[derive(Clone, Debug, PartialEq)]
    read struct Statement {
        /// The area.
        pub area: String => required,
        /// The tier of the entries that do not state one, where it has one.
        pub tier: Option<Tier>,
        /// The description of the area.
        pub text: Option<String>,
        /// A note for users.
        pub note: Option<String>,
        /// What the area does not cover.
        pub excludes: Vec<String>,
        /// Announced entries that are not promised yet.
        pub planned: Vec<Planned>,
        /// Where it is in the source.
        pub location: Location,
    }
}

/// Brings together what the package labelled `package` says of each area, in the order of its source.
pub(super) fn merge(mut statements: Vec<Statement>, package: &str) -> Vec<Area> {
    for statement in &mut statements {
        statement.location.normalise();
    }
    // Equal ones side by side, whatever the linker did: the same source may be linked twice.
    statements.sort_by(|a, b| (&a.area, &a.location).cmp(&(&b.area, &b.location)));
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
