//! The contract as a page of Markdown.

#[cfg(test)]
mod tests;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::{self, Write};

use super::escape::{code, heading, link, paragraph, prose};
use super::prose::{
    EXCLUDED, InArea, NO_AREA, NOTHING, Names, PLANNED, Summary, WHAT_TO_DO, areas, audience, called, dates, promise,
    release, speaks, tiers, title,
};
use crate::contract::{Contract, Deprecated, Deprecations, InForce, Item, Member, Since};

/// Writes the contract as a page of Markdown: a legend, the items by area and tier, and what is deprecated.
///
/// Notes may hold code spans; whatever else in them could be read as Markdown or HTML is escaped.
///
/// # Errors
///
/// Those of the writer.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn markdown(contract: &Contract, out: &mut dyn Write) -> fmt::Result {
    let page = Page {
        contract,
        names: Names::of(contract),
        deprecations: contract.deprecations(),
    };
    writeln!(out, "# {}", heading(&title(contract)))?;
    page.standing(out)?;
    if contract.items().is_empty() && contract.areas().is_empty() {
        return writeln!(out, "\n{NOTHING} {WHAT_TO_DO}");
    }
    page.legend(out)?;
    for area in areas(contract) {
        page.area(&area, out)?;
    }
    page.deprecated(out)
}

/// The lines of a list of some items of the contract, with their members.
pub fn item_lines<'a>(contract: &'a Contract, items: impl IntoIterator<Item = &'a Item>) -> String {
    let page = Page {
        contract,
        names: Names::of(contract),
        deprecations: contract.deprecations(),
    };
    let mut lines = String::new();
    for item in items {
        // Writing to a `String` does not fail.
        let _ = page.item(item, &mut lines);
    }
    lines
}

struct Page<'a> {
    contract: &'a Contract,
    names: Names<'a>,
    deprecations: Deprecations<'a>,
}

impl<'a> Page<'a> {
    /// How far the contract is settled, what it applies to, and who speaks.
    fn standing(&self, out: &mut dyn Write) -> fmt::Result {
        let mut parts = Vec::new();
        if let Some(header) = self.contract.header() {
            parts.push(format!("State: **{}**", header.state));
            if let Some(scope) = &header.scope {
                parts.push(format!("applies to {}", code(&scope.to_string())));
            }
        }
        if let Some(package) = self.contract.package() {
            parts.push(format!("package {} {}", code(&package.name), package.version));
        }
        if !parts.is_empty() {
            writeln!(out, "\n{}", parts.join(" · "))?;
        }
        if self.contract.packages().len() > 1 {
            let packages = self.contract.packages().iter();
            let packages: Vec<String> = packages
                .map(|source| format!("{} {}", code(&source.package.name), source.package.version))
                .collect();
            writeln!(out, "\nPackages of this contract: {}.", packages.join(", "))?;
        }
        Ok(())
    }

    fn legend(&self, out: &mut dyn Write) -> fmt::Result {
        let items = self.contract.items();
        writeln!(out, "\n{}.\n", Summary(items, &self.deprecations))?;
        for tier in tiers(items) {
            writeln!(out, "- **{tier}**: {}. {}", audience(tier), promise(tier))?;
        }
        Ok(())
    }

    fn area(&self, area: &InArea<'a>, out: &mut dyn Write) -> fmt::Result {
        writeln!(out, "\n## {}", heading(area.name.unwrap_or(NO_AREA)))?;
        for said in &area.said {
            for words in [&said.text, &said.note].into_iter().flatten() {
                writeln!(out, "\n{}", paragraph(words))?;
            }
        }
        for tier in area.tiers() {
            writeln!(out, "\n### {}\n\n{}", capitalised(tier.as_str()), promise(tier))?;
            let mut items = area.items.iter().filter(|item| item.tier == tier).peekable();
            if items.peek().is_some() {
                writeln!(out)?;
            }
            for item in items {
                self.item(item, out)?;
            }
        }
        excluded_and_planned(area, out)
    }

    fn item(&self, item: &'a Item, out: &mut dyn Write) -> fmt::Result {
        let facts = Facts {
            since: item.since.as_ref(),
            reserved: false,
            until: item.until.as_ref(),
            gate: Gate {
                feature: item.feature.as_deref(),
                cfg: item.cfg.as_deref(),
                was: item.was.as_deref(),
            },
            item: Some(item),
            deprecated: self.deprecations.of(item).into_iter().next(),
            text: item.text.as_deref(),
            note: item.note.as_deref(),
            docs: item.docs.as_deref(),
            issue: item.issue.as_deref(),
        };
        // Of the package that the page is about, nothing needs to be said.
        let principal = self
            .contract
            .package()
            .is_some_and(|package| package.name == item.package);
        let package = match self.contract.packages() {
            [] | [_] => String::new(),
            _ if principal => String::new(),
            _ => format!(" of {}", code(&item.package)),
        };
        let name = code(&called(self.names.name(item), item));
        writeln!(out, "- {name} — {}{package}{facts}", item.kind)?;
        self.members(item, &item.members, &mut Vec::new(), out)
    }

    /// The members that have something of their own to say, as nested bullets; `path` leads to what has them.
    fn members(
        &self,
        item: &'a Item,
        members: &'a [Member],
        path: &mut Vec<&'a str>,
        out: &mut dyn Write,
    ) -> fmt::Result {
        for member in members.iter().filter(|member| speaks(member)) {
            path.push(&member.name);
            let facts = Facts {
                since: member.since.as_ref(),
                reserved: member.reserved,
                until: member.until.as_ref(),
                gate: Gate {
                    feature: member.feature.as_deref(),
                    cfg: member.cfg.as_deref(),
                    was: member.was.as_deref(),
                },
                item: None,
                deprecated: self.deprecations.of_member(item, &path.join("::")).into_iter().next(),
                text: None,
                note: member.note.as_deref(),
                docs: member.docs.as_deref(),
                issue: member.issue.as_deref(),
            };
            let tier = member.tier.map_or_else(String::new, |tier| format!(", {tier}"));
            let indent = 2 * path.len();
            let name = code(&member.name);
            writeln!(out, "{:indent$}- {name} — {}{tier}{facts}", "", member.kind)?;
            self.members(item, &member.members, path, out)?;
            path.pop();
        }
        Ok(())
    }

    /// The deprecated items, without their members.
    fn deprecated(&self, out: &mut dyn Write) -> fmt::Result {
        let mut lines = String::new();
        for item in self.contract.items() {
            let name = self.names.name(item);
            if let Some(deprecated) = &item.deprecated {
                deprecation(name, deprecated, &mut lines)?;
            }
            deprecated_members(&mut vec![name], &item.members, &mut lines)?;
        }
        match lines.as_str() {
            "" => Ok(()),
            lines => write!(out, "\n## Deprecated\n\n{lines}"),
        }
    }
}

fn excluded_and_planned(area: &InArea<'_>, out: &mut dyn Write) -> fmt::Result {
    let mut excluded = area.said.iter().flat_map(|said| &said.excludes).peekable();
    if excluded.peek().is_some() {
        writeln!(out, "\n{EXCLUDED}\n")?;
    }
    for words in excluded {
        writeln!(out, "- {}", paragraph(words))?;
    }
    let mut planned = area.said.iter().flat_map(|said| &said.planned).peekable();
    if planned.peek().is_some() {
        writeln!(out, "\n{PLANNED}\n")?;
    }
    for planned in planned {
        let text = planned.text.as_ref().map(|text| format!(": {}", prose(text)));
        writeln!(out, "- {}{}", paragraph(&planned.name), text.unwrap_or_default())?;
    }
    Ok(())
}

/// The names of containers are put together only where a member is deprecated.
fn deprecated_members<'a>(path: &mut Vec<&'a str>, members: &'a [Member], out: &mut dyn Write) -> fmt::Result {
    for member in members {
        path.push(&member.name);
        if let Some(deprecated) = &member.deprecated {
            deprecation(&path.join("::"), deprecated, out)?;
        }
        deprecated_members(path, &member.members, out)?;
        path.pop();
    }
    Ok(())
}

/// One line of the list of deprecations.
fn deprecation(name: &str, deprecated: &Deprecated, out: &mut dyn Write) -> fmt::Result {
    write!(out, "- {} — deprecated{}", code(name), Terms(deprecated))?;
    if let Some(note) = &deprecated.note {
        write!(out, ": {}", prose(note))?;
    }
    if let Some(url) = &deprecated.link {
        write!(out, " ({})", link("more", url))?;
    }
    writeln!(out)
}

/// When a deprecation began and ends, and what takes the place of the item.
struct Terms<'a>(&'a Deprecated);

impl fmt::Display for Terms<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let dates = dates(self.0);
        if !dates.is_empty() {
            write!(f, " {}", prose(&dates))?;
        }
        match self.0.replacement.as_ref().or(self.0.successor.as_ref()) {
            // A path is code, words are words.
            Some(words) if words.contains([' ', '`']) => write!(f, "; use {}", prose(words)),
            Some(path) => write!(f, "; use {}", code(path)),
            None => Ok(()),
        }
    }
}

/// Facts about an item or a member after its kind.
struct Facts<'a> {
    since: Option<&'a Since>,
    reserved: bool,
    until: Option<&'a semver::Version>,
    gate: Gate<'a>,
    /// Facts about items alone.
    item: Option<&'a Item>,
    deprecated: Option<InForce<'a>>,
    text: Option<&'a str>,
    note: Option<&'a str>,
    docs: Option<&'a str>,
    issue: Option<&'a str>,
}

/// What must be turned on for an item.
struct Gate<'a> {
    feature: Option<&'a str>,
    cfg: Option<&'a str>,
    /// Its former name.
    was: Option<&'a str>,
}

impl fmt::Display for Gate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(feature) = self.feature {
            write!(f, ", with the feature {}", code(feature))?;
        }
        if let Some(cfg) = self.cfg {
            write!(f, ", with {}", code(&format!("--cfg {cfg}")))?;
        }
        match self.was {
            Some(was) => write!(f, " (was {})", code(was)),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Facts<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(since) = self.since {
            write!(f, ", since {}", release(since))?;
        }
        if self.reserved {
            f.write_str(", reserved")?;
        }
        if let Some(until) = self.until {
            write!(f, "{}until {until}", if self.reserved { " " } else { ", " })?;
        }
        self.gate.fmt(f)?;
        if let Some(item) = self.item {
            shape(item, f)?;
            for (at, build) in item.builds.iter().enumerate() {
                write!(
                    f,
                    "{} {}",
                    if at == 0 { ", only in the build" } else { "," },
                    code(build)
                )?;
            }
        }
        if let Some(audience) = self.item.and_then(|item| item.audience.as_deref()) {
            write!(f, ", for {}", prose(audience))?;
        }
        match self.deprecated {
            Some(InForce { with: Some(with), .. }) => write!(f, ", **deprecated** with {}", code(with))?,
            Some(InForce { deprecated, .. }) => write!(f, ", **deprecated**{}", Terms(deprecated))?,
            None => {}
        }
        for (at, words) in [self.text, self.note].into_iter().flatten().enumerate() {
            let before = if at == 0 { ":" } else { " —" };
            write!(f, "{before} {}", prose(words))?;
        }
        for (word, address) in [("docs", self.docs), ("issue", self.issue)] {
            if let Some(address) = address {
                write!(f, " ({})", link(word, address))?;
            }
        }
        Ok(())
    }
}

/// The friends and the twin of a trait; the marker and the namespaces of a document.
fn shape(item: &Item, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if let Some(sealed) = &item.sealed {
        f.write_str(", sealed")?;
        for (at, friend) in sealed.friends.iter().enumerate() {
            let before = if at == 0 { " but open to" } else { "," };
            write!(f, "{before} {}", code(friend))?;
        }
    }
    if let Some(tier) = item.implement {
        write!(f, ", {tier} for those who implement it")?;
    }
    if let Some(twin) = &item.erased {
        write!(f, ", `dyn` as {}", code(twin))?;
    }
    if let Some(marker) = &item.schema {
        write!(f, ", says {}", code(&marker.to_string()))?;
    }
    if let Some(namespaces) = &item.namespaces {
        let (core, community) = (format!("{}…", namespaces.core), format!("{}…", namespaces.community));
        write!(f, ", open to the keys {} and {}", code(&core), code(&community))?;
    }
    Ok(())
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}
