//! The contract as tables for a terminal.

#[cfg(test)]
mod tests;

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::fmt::{self, Write};
use core::iter::once;

use super::escape::{line, running};
use super::prose::{
    EXCLUDED, InArea, NO_AREA, NOTHING, Names, PLANNED, Summary, WHAT_TO_DO, areas, called, dates, speaks, title,
};
use super::table::{Table, wrapped, write_line};
use crate::contract::{Contract, Deprecated, Deprecations, InForce, Item, Member};
use crate::tier::Tier;

/// The least width that holds a table.
const MIN_WIDTH: usize = 40;
/// The least width that has room for packages and notes beside the items, rather than below them.
const WIDE: usize = 80;

/// Writes the contract as tables for a terminal, one for each area.
///
/// No line is longer than `width` columns; fewer than 40 are taken as 40. A line that would begin with `::`, which the log of a
/// GitHub workflow takes for a command, has an escape there and may be 5 columns longer.
///
/// # Errors
///
/// Those of the writer.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn text(contract: &Contract, width: usize, out: &mut dyn Write) -> fmt::Result {
    let width = width.max(MIN_WIDTH);
    paragraph(&title(contract), width, out)?;
    for line in standing(contract) {
        paragraph(&line, width, out)?;
    }
    if contract.items().is_empty() && contract.areas().is_empty() {
        writeln!(out)?;
        return paragraph(&format!("{NOTHING} {WHAT_TO_DO}"), width, out);
    }
    let deprecations = contract.deprecations();
    paragraph(&Summary(contract.items(), &deprecations).to_string(), width, out)?;

    let names = Names::with_modules(contract);
    let columns = Columns::of(contract, &deprecations, width);
    let areas = areas(contract);
    for area in &areas {
        writeln!(out)?;
        if area.name.is_some() || areas.len() > 1 {
            paragraph(area.name.unwrap_or(NO_AREA), width, out)?;
        }
        for said in &area.said {
            for words in [&said.text, &said.note].into_iter().flatten() {
                paragraph(words, width, out)?;
            }
        }
        if !area.items.is_empty() {
            table(&area.items, &names, &deprecations, &columns, width, out)?;
        }
        excluded_and_planned(area, width, out)?;
    }
    Ok(())
}

fn excluded_and_planned(area: &InArea<'_>, width: usize, out: &mut dyn Write) -> fmt::Result {
    let said = area.said.iter();
    let excluded: Vec<&str> = said
        .clone()
        .flat_map(|said| said.excludes.iter().map(String::as_str))
        .collect();
    let planned: Vec<&str> = said
        .flat_map(|said| said.planned.iter().map(|planned| planned.name.as_str()))
        .collect();
    for (title, list) in [(EXCLUDED, excluded), (PLANNED, planned)] {
        if !list.is_empty() {
            paragraph(&format!("{title} {}", list.join(", ")), width, out)?;
        }
    }
    Ok(())
}

/// How far the contract is settled, what it applies to, and who speaks.
fn standing(contract: &Contract) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(header) = contract.header() {
        lines.push(match &header.scope {
            Some(scope) => format!("{}, applies to {scope}", header.state),
            None => header.state.to_string(),
        });
    }
    let packages: Vec<String> = contract
        .packages()
        .iter()
        .map(|source| source.package.to_string())
        .collect();
    if !packages.is_empty() {
        lines.push(packages.join(", "));
    }
    lines
}

/// Which columns there are besides tier, kind and item.
struct Columns {
    since: bool,
    note: bool,
    package: bool,
    layout: Layout,
}

/// Where packages and notes are written: in columns of their own, or below the item.
#[derive(PartialEq)]
enum Layout {
    Beside,
    Below,
}

impl Columns {
    fn of<'a>(contract: &'a Contract, deprecations: &Deprecations<'a>, width: usize) -> Self {
        let (mut since, mut note) = (false, false);
        for row in contract
            .items()
            .iter()
            .flat_map(|item| rows(item, &item.name, deprecations))
        {
            since |= !row.since.is_empty();
            note |= !row.note.is_empty();
        }
        Self {
            since,
            note,
            package: contract.packages().len() > 1,
            layout: if width >= WIDE { Layout::Beside } else { Layout::Below },
        }
    }

    fn cells(&self, row: &Row) -> Vec<String> {
        let package = self.package.then_some(&row.package);
        let note = self.note.then_some(&row.note);
        let package = package.map(|package| line(package));
        let beside = package.into_iter().chain(note.map(|note| running(note)));
        let mut cells = vec![line(&row.tier)];
        if self.since {
            cells.push(line(&row.since));
        }
        cells.push(line(&row.kind));
        let item = line(&row.name);
        match self.layout {
            Layout::Beside => cells.extend(once(item).chain(beside)),
            Layout::Below => {
                let below = beside.filter(|cell| !cell.is_empty());
                let lines: Vec<String> = once(item).chain(below).collect();
                cells.push(lines.join("\n"));
            }
        }
        cells
    }
}

/// The row of an item or a member.
struct Row {
    tier: String,
    since: String,
    kind: String,
    name: String,
    package: String,
    note: String,
}

fn table<'a>(
    items: &[&'a Item],
    names: &Names<'a>,
    deprecations: &Deprecations<'a>,
    columns: &Columns,
    width: usize,
    out: &mut dyn Write,
) -> fmt::Result {
    let mut titles = Row {
        tier: "tier".to_string(),
        since: "since".to_string(),
        kind: "kind".to_string(),
        name: "item".to_string(),
        package: "package".to_string(),
        note: "note".to_string(),
    };
    if columns.layout == Layout::Below {
        titles.package.clear();
        titles.note.clear();
    }
    let titles = columns.cells(&titles);
    // The rows are made twice, so that they are never all there at once.
    let rows = || {
        let in_order = Tier::ALL
            .into_iter()
            .flat_map(|tier| items.iter().filter(move |item| item.tier == tier));
        in_order.flat_map(|item| rows(item, names.name(item), deprecations))
    };
    let mut table = Table::new(&titles);
    for row in rows() {
        table.measure(&columns.cells(&row));
    }
    let table = table.arranged(width);
    table.write_titles(&titles, out)?;
    for row in rows() {
        table.write_row(&columns.cells(&row), out)?;
    }
    Ok(())
}

/// The row of the item, and those of its members that have something of their own to say.
fn rows<'a>(item: &'a Item, name: &str, deprecations: &Deprecations<'a>) -> Vec<Row> {
    let mut rows = vec![Row {
        tier: item.tier.to_string(),
        since: item.since.as_ref().map_or_else(String::new, ToString::to_string),
        kind: item.kind.to_string(),
        name: called(name, item),
        package: item.package.clone(),
        note: item_note(item, deprecations.of(item).first()),
    }];
    let within = Within {
        item,
        deprecations,
        path: String::new(),
        tier: item.tier,
        depth: 0,
    };
    within.add_rows(&item.members, &mut rows);
    rows
}

/// The containers of the members at one depth.
struct Within<'a, 'd> {
    item: &'a Item,
    deprecations: &'d Deprecations<'a>,
    /// The variant that has them.
    path: String,
    tier: Tier,
    depth: usize,
}

impl Within<'_, '_> {
    fn add_rows(&self, members: &[Member], rows: &mut Vec<Row>) {
        for member in members.iter().filter(|member| speaks(member)) {
            let path = match self.path.as_str() {
                "" => member.name.clone(),
                outer => format!("{outer}::{}", member.name),
            };
            let tier = member.tier_in(self.tier);
            let covering = self.deprecations.of_member(self.item, &path);
            rows.push(Row {
                tier: tier.to_string(),
                since: member.since.as_ref().map_or_else(String::new, ToString::to_string),
                kind: member.kind.to_string(),
                name: format!("{}└ {}", "  ".repeat(self.depth), member.name),
                package: String::new(),
                note: member_note(member, covering.first()),
            });
            let inner = Within {
                path,
                tier,
                depth: self.depth + 1,
                ..*self
            };
            inner.add_rows(&member.members, rows);
        }
    }
}

/// What must be turned on for it: a feature or a `cfg`, with the name that it had.
fn gate([feature, cfg, was]: &[&Option<String>; 3]) -> Option<String> {
    let feature = feature.as_ref().map(|feature| format!("with feature {feature}"));
    let gate = feature.or_else(|| cfg.as_ref().map(|cfg| format!("with --cfg {cfg}")))?;
    Some(match was {
        Some(was) => format!("{gate} (was {was})"),
        None => gate,
    })
}

fn item_note(item: &Item, covering: Option<&InForce<'_>>) -> String {
    let sealed = item.sealed.as_ref().map(|sealed| match sealed.friends.as_slice() {
        [] => "sealed".to_string(),
        friends => format!("sealed but open to {}", friends.join(", ")),
    });
    let mut parts: Vec<String> = sealed.into_iter().collect();
    parts.extend(item.implement.map(|tier| format!("{tier} for those who implement it")));
    parts.extend(item.schema.as_ref().map(|marker| format!("says {marker}")));
    parts.extend(
        item.namespaces
            .as_ref()
            .map(|it| format!("open to keys {}… and {}…", it.core, it.community)),
    );
    parts.extend(item.erased.as_ref().map(|twin| format!("dyn as {twin}")));
    parts.extend(covering.map(covered));
    parts.extend(item.until.as_ref().map(|until| format!("until {until}")));
    parts.extend(gate(&[&item.feature, &item.cfg, &item.was]));
    parts.extend((!item.builds.is_empty()).then(|| format!("only in the build {}", item.builds.join(", "))));
    parts.extend(item.text.clone());
    parts.extend(item.note.clone());
    parts.join("; ")
}

fn member_note(member: &Member, covering: Option<&InForce<'_>>) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(covering.map(covered));
    parts.extend(member.reserved.then(|| "reserved".to_string()));
    parts.extend(member.until.as_ref().map(|until| format!("until {until}")));
    parts.extend(gate(&[&member.feature, &member.cfg, &member.was]));
    parts.extend(member.note.clone());
    parts.join("; ")
}

/// The deprecation itself, or what it comes from: `deprecated with Old`.
fn covered(covering: &InForce<'_>) -> String {
    match covering.with {
        Some(with) => format!("deprecated with {with}"),
        None => deprecation(covering.deprecated),
    }
}

/// `deprecated since 1.2.0, removal in 2.0.0, use Bar: it is faster`.
fn deprecation(deprecated: &Deprecated) -> String {
    let mut terms = vec![format!("deprecated {}", dates(deprecated)).trim_end().to_string()];
    let replacement = deprecated.replacement.as_ref().or(deprecated.successor.as_ref());
    terms.extend(replacement.map(|replacement| format!("use {replacement}")));
    match &deprecated.note {
        Some(note) => format!("{}: {note}", terms.join(", ")),
        None => terms.join(", "),
    }
}

/// Writes `text` in lines of at most `width` columns.
fn paragraph(text: &str, width: usize, out: &mut dyn Write) -> fmt::Result {
    for line in wrapped(&running(text), width) {
        write_line(&line, out)?;
    }
    Ok(())
}
