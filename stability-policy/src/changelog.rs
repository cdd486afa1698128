//! The entries of the changelog about the releases that are judged, and the names they use.

use std::collections::BTreeMap;

use stability::contract::Item;

use super::Comparison;
use super::markdown_entries::{Entries, Entry};
use crate::diff::Change;

/// The entries under some headings of the release of each package that has changed.
pub struct ChangelogEntries<'a>(BTreeMap<&'a str, Entries>);

impl<'a> ChangelogEntries<'a> {
    /// Reads the entries under `headings`, letter case aside; `None` where no changelog was looked for.
    pub fn under(comparison: &Comparison<'a>, headings: &[&[String]]) -> Option<Self> {
        comparison.evidence.changelog.as_ref()?;
        // A package that was removed as a whole is not among those of now.
        let changed = comparison.changes().iter().map(|judged| judged.change.package);
        let mut entries = BTreeMap::new();
        for package in comparison.packages().chain(changed) {
            entries
                .entry(package)
                .or_insert_with(|| read(comparison, package, headings));
        }
        Some(Self(entries))
    }

    /// The entries of the releases of `package` since the baseline that name one of `names`.
    pub fn naming(&self, package: &str, names: &[String]) -> Vec<&Entry> {
        let entries = self.0.get(package);
        let found = entries.map(|entries| names.iter().flat_map(|name| entries.naming(name)));
        found.into_iter().flatten().collect()
    }
}

fn read(comparison: &Comparison<'_>, package: &str, headings: &[&[String]]) -> Entries {
    let is_asked = |title: &str| headings.iter().any(|headings| is_one_of(title, headings));
    let mut text = String::new();
    let sections = comparison
        .releases
        .changelog_releases(package)
        .flat_map(|release| &release.sections);
    for section in sections.filter(|section| is_asked(&section.title)) {
        // A heading between them parts the last entry of one from the first of the next.
        text.push_str("\n\n# -\n\n");
        text.push_str(&section.text);
    }
    Entries::read(&text)
}

/// Whether `title` is one of `headings`, whatever signs are around it: `⚠ BREAKING CHANGES` is `Breaking changes`.
fn is_one_of(title: &str, headings: &[String]) -> bool {
    let plain = |text: &str| text.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let title = plain(title);
    headings.iter().any(|heading| plain(heading) == title)
}

/// The names that a text may use for an item: its id, what readers call it, and every end of its path between the two.
pub fn names(item: &Item) -> Vec<String> {
    let mut names = Vec::from([item.id.clone()]);
    let mut rest = item.id.as_str();
    while let Some((_, after)) = rest.split_once("::") {
        if after.len() < item.name.len() {
            break;
        }
        names.push(after.to_string());
        rest = after;
    }
    if !names.contains(&item.name) {
        names.push(item.name.clone());
    }
    names
}

/// The names that a text may use for a change: those of its item, with and without its member, or its feature.
pub fn names_of(change: &Change<'_>) -> Vec<String> {
    let Some(item) = change.before.or(change.after) else {
        return Vec::from([change.fact.feature().map_or_else(|| change.name(), ToString::to_string)]);
    };
    let mut names = names(item);
    if let Some(member) = &change.member {
        let with: Vec<String> = names.iter().map(|name| format!("{name}::{member}")).collect();
        names.extend(with);
    }
    names
}
