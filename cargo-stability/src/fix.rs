//! Rewriting uses of deprecated items whose replacement is a path to something of the same form.
//!
//! What is written is checked by rustc before it stays: every new name must lead to an item of the same kind and declaration as the
//! old one, as the notes of both say, and the code must compile. An item for which that does not hold is left as it was, wherever it is
//! used, and listed.

#![allow(clippy::similar_names, reason = "use, uses, used and user are the words of the subject")]

mod edit;
mod path;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anstream::adapter::strip_str;
use anyhow::{Result, anyhow};
use cargo_metadata::Package;
use rustfix::{CodeFix, LinePosition, LineRange, Replacement, Snippet, Solution, Suggestion};

use self::edit::{Edit, Planned};
use crate::context::Context;
use crate::files;
use crate::uses::{Compilation, Failure, Found, Item, Omitted, Use};

/// What was rewritten, and what was not.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The text of each file that changes: before and after.
    pub files: BTreeMap<PathBuf, (String, String)>,
    /// How many places change.
    pub places: usize,
    /// The deprecated uses that stay, each with the reason.
    pub left: Vec<(Use, String)>,
    /// Code that was not looked at.
    pub omitted: Vec<Omitted>,
}

/// Finds what can be rewritten, writes it, and checks it. What does not pass is put back. The texts that pass stay written if they are
/// to be kept.
pub fn run(compilation: &Compilation<'_>, keeps: bool, context: &Context) -> Result<Fixed> {
    let Found { uses, omitted, .. } = compilation.uses(context)?;
    let deprecated: Vec<&Use> = uses.iter().filter(|used| used.item.deprecated.is_some()).collect();
    let mut refused: BTreeMap<String, String> = BTreeMap::new();
    loop {
        let plan = Plan::new(&deprecated, &refused, compilation)?;
        if plan.edits.is_empty() {
            return Ok(plan.fixed(BTreeMap::new(), omitted));
        }
        let written = Written::new(plan.texts()?)?;
        let (after, failures) = compilation.run(context)?;
        let mut wrong = plan.wrong(&after.uses);
        if !failures.is_empty() {
            wrong = plan.blamed(&failures);
        }
        if wrong.is_empty() {
            let files = if keeps { written.keep() } else { written.files.clone() };
            return Ok(plan.fixed(files, omitted));
        }
        // `written` puts the files back.
        refused.extend(wrong);
    }
}

/// What is to be written where.
struct Plan<'a> {
    originals: BTreeMap<PathBuf, String>,
    /// By file, in the order of their places.
    edits: BTreeMap<PathBuf, Vec<Edit<'a>>>,
    left: Vec<(&'a Use, String)>,
}

impl<'a> Plan<'a> {
    fn new(uses: &[&'a Use], refused: &BTreeMap<String, String>, compilation: &Compilation<'_>) -> Result<Self> {
        let mut plan = Self {
            originals: BTreeMap::new(),
            edits: BTreeMap::new(),
            left: Vec::new(),
        };
        let mut by_file: BTreeMap<&Path, Vec<&'a Use>> = BTreeMap::new();
        for used in uses {
            if let Some(reason) = refused.get(&used.item.path) {
                plan.left.push((used, reason.clone()));
            } else if used.place.is_macro {
                plan.left
                    .push((used, "a macro of another package writes it".to_owned()));
            } else if !used.place.file.starts_with(compilation.workspace.root())
                || used.place.file.starts_with(compilation.workspace.target())
            {
                plan.left.push((used, "it is in a file that was generated".to_owned()));
            } else {
                by_file.entry(&used.place.file).or_default().push(used);
            }
        }
        for (file, uses) in by_file {
            let text = files::read_text(file, files::MAX_TEXT)?;
            let tokens =
                crate::tokens::read(&text).map_err(|reason| anyhow!("cannot read `{}`: {reason}", file.display()))?;
            let mut edits = Vec::new();
            for planned in edit::plan(&text, &tokens, &uses, |used| user(used, compilation)) {
                match planned {
                    Planned::Edit(edit) => edits.push(edit),
                    Planned::Left(used, reason) => plan.left.push((used, reason)),
                    Planned::ByImport => {}
                }
            }
            edits.sort_by_key(|edit: &Edit<'_>| edit.range.clone().start);
            edits.dedup_by(|one, other| one.range == other.range && one.text == other.text);
            if !edits.is_empty() {
                plan.originals.insert(file.to_owned(), text);
                plan.edits.insert(file.to_owned(), edits);
            }
        }
        Ok(plan)
    }

    /// The new text of each file.
    fn texts(&self) -> Result<BTreeMap<PathBuf, (String, String)>> {
        let mut texts = BTreeMap::new();
        for (file, edits) in &self.edits {
            let original = &self.originals[file];
            let mut fix = CodeFix::new(original);
            for edit in edits {
                fix.apply(&suggestion(file, edit))
                    .map_err(|reason| anyhow!("cannot rewrite `{}`: {reason}", file.display()))?;
            }
            texts.insert(file.clone(), (original.clone(), fix.finish()?));
        }
        Ok(texts)
    }

    /// The items of which a new name leads to something else, each with the reason.
    fn wrong(&self, after: &[Use]) -> BTreeMap<String, String> {
        let mut wrong = BTreeMap::new();
        for (file, edits) in &self.edits {
            let mut shift = 0_isize;
            for edit in edits {
                let Edit {
                    range,
                    text,
                    used,
                    name_end,
                    ..
                } = edit;
                if let Some(name_end) = name_end {
                    let end = (range.start + name_end).saturating_add_signed(shift);
                    // Of a field of a literal or a pattern rustc shows all of `name: value`.
                    let is_there = |(from, to): (usize, usize)| to == end || from + edit.new_name().len() == end;
                    let found = after
                        .iter()
                        .filter(|it| it.place.file == *file && is_there(it.place.bytes));
                    if let Some(reason) = difference(&used.item, found, edit.new_name()) {
                        wrong.entry(used.item.path.clone()).or_insert(reason);
                    }
                }
                shift += text.len().cast_signed() - range.len().cast_signed();
            }
        }
        wrong
    }

    /// The items whose new names may be why the code does not compile: those on the lines of an error, or else in its files, or else all.
    fn blamed(&self, failures: &[Failure]) -> BTreeMap<String, String> {
        let mut on_lines = BTreeMap::new();
        let mut in_files = BTreeMap::new();
        let mut all = BTreeMap::new();
        for (file, edits) in &self.edits {
            let mut shift = 0_isize;
            for edit in edits {
                let start = edit.range.start.saturating_add_signed(shift);
                let end = start + edit.text.len();
                shift += edit.text.len().cast_signed() - edit.range.len().cast_signed();
                let item = || edit.used.item.path.clone();
                let reason = |failure: &Failure| {
                    let first = strip_str(failure.message.lines().next().unwrap_or_default());
                    format!("the code does not compile with the replacement: {first}")
                };
                for failure in failures {
                    for (place, (from, to)) in &failure.places {
                        if place == file {
                            in_files.entry(item()).or_insert_with(|| reason(failure));
                            if *from <= end && start <= *to {
                                on_lines.entry(item()).or_insert_with(|| reason(failure));
                            }
                        }
                    }
                    all.entry(item()).or_insert_with(|| reason(failure));
                }
            }
        }
        [on_lines, in_files, all]
            .into_iter()
            .find(|it| !it.is_empty())
            .unwrap_or_default()
    }

    fn fixed(self, files: BTreeMap<PathBuf, (String, String)>, omitted: Vec<Omitted>) -> Fixed {
        let mut left: Vec<(Use, String)> = self
            .left
            .into_iter()
            .map(|(used, reason)| (used.clone(), reason))
            .collect();
        left.sort_by(|(one, _), (other, _)| one.place.cmp(&other.place));
        Fixed {
            places: self
                .edits
                .values()
                .flatten()
                .filter(|edit| edit.name_end.is_some())
                .count(),
            files,
            left,
            omitted,
        }
    }
}

/// Why what is found at a new name is not of the form of the old item; `None` if it is.
fn difference<'u>(old: &Item, found: impl Iterator<Item = &'u Use>, name: &str) -> Option<String> {
    let named: Vec<&Use> = found.filter(|used| path::last(&used.item.path) == name).collect();
    let Some(new) = named.iter().find(|used| used.item.shape.is_some()) else {
        return Some(format!(
            "the declaration of its replacement `{name}` is not known: an attribute of `stability` on that would state it"
        ));
    };
    let is_alias = || {
        let target = old
            .shape
            .as_ref()
            .and_then(|shape| shape.split_once(" = "))
            .map(|(_, target)| target);
        let target = target.map(|target| target.split('<').next().unwrap_or_default().trim());
        old.kind == "type" && target.is_some_and(|target| path::last(target) == name)
    };
    let is_same = named
        .iter()
        .any(|used| used.item.kind == old.kind && used.item.shape == old.shape);
    if is_same || is_alias() {
        return None;
    }
    let declared = |item: &Item| item.shape.clone().unwrap_or_default();
    Some(format!(
        "`{}` is declared differently: `{}` instead of `{}`",
        new.item.path,
        declared(&new.item),
        declared(old)
    ))
}

/// The package that a use is in.
fn user<'c>(used: &Use, compilation: &Compilation<'c>) -> Option<&'c Package> {
    compilation
        .users
        .iter()
        .find(|user| user.name.as_str() == used.user)
        .copied()
}

/// An edit as rustfix takes it. Of a place it looks at the bytes alone.
fn suggestion(file: &Path, edit: &Edit<'_>) -> Suggestion {
    let nowhere = || LinePosition { line: 1, column: 1 };
    let snippet = Snippet {
        file_name: file.to_string_lossy().into_owned(),
        line_range: LineRange {
            start: nowhere(),
            end: nowhere(),
        },
        range: edit.range.clone(),
    };
    Suggestion {
        message: String::new(),
        snippets: vec![snippet.clone()],
        solutions: vec![Solution {
            message: String::new(),
            replacements: vec![Replacement {
                snippet,
                replacement: edit.text.clone(),
            }],
        }],
    }
}

/// Files that were rewritten; they are put back unless they are kept.
struct Written {
    files: BTreeMap<PathBuf, (String, String)>,
    /// Those that are to be put back.
    temporary: BTreeSet<PathBuf>,
    _deferred: crate::interrupt::Deferred,
}

impl Written {
    fn new(files: BTreeMap<PathBuf, (String, String)>) -> Result<Self> {
        let mut written = Self {
            files,
            temporary: BTreeSet::new(),
            _deferred: crate::interrupt::defer(),
        };
        for (file, (_, after)) in &written.files {
            files::write(file, after)?;
            written.temporary.insert(file.clone());
        }
        Ok(written)
    }

    fn keep(mut self) -> BTreeMap<PathBuf, (String, String)> {
        self.temporary.clear();
        std::mem::take(&mut self.files)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        for file in &self.temporary {
            if let Some((before, _)) = self.files.get(file) {
                // The next attempt, or git, has it where this fails.
                let _ = files::write(file, before);
            }
        }
    }
}
