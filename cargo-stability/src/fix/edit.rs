//! What is to be written in one file.

use std::collections::BTreeSet;
use std::ops::Range;

use cargo_metadata::Package;

use super::path::{self, Target, is_member};
use crate::tokens::Token;
use crate::uses::Use;

/// A change of a text.
#[derive(Clone, Debug)]
pub struct Edit<'a> {
    pub range: Range<usize>,
    pub text: String,
    /// The use for which it is made.
    pub used: &'a Use,
    /// Where the new name ends in `text`; `None` where it has none.
    pub name_end: Option<usize>,
    /// The new name.
    name: String,
}

impl Edit<'_> {
    /// The new name.
    pub fn new_name(&self) -> &str {
        &self.name
    }
}

/// What becomes of a use.
pub enum Planned<'a> {
    Edit(Edit<'a>),
    /// It is left, for a reason.
    Left(&'a Use, String),
    /// It has the name that an import gives it, and that is changed instead.
    ByImport,
}

/// Plans the edits of one file.
pub fn plan<'a, 'p>(
    text: &str,
    tokens: &[Token],
    uses: &[&'a Use],
    user: impl Fn(&Use) -> Option<&'p Package>,
) -> Vec<Planned<'a>> {
    let file = File {
        text,
        tokens,
        imported: imported(tokens, uses, false),
        exported: imported(tokens, uses, true),
    };
    uses.iter()
        .flat_map(|used| match path::target(&used.item, user(used)) {
            Ok(target) => file.plan(used, &target),
            Err(reason) => vec![Planned::Left(used, reason)],
        })
        .collect()
}

/// The items that an import of the file brings in under their own names: those of `pub use`, or of the others.
fn imported<'a>(tokens: &[Token], uses: &[&'a Use], is_public: bool) -> BTreeSet<&'a str> {
    let imports = uses.iter().filter(|used| {
        let found = name_token(tokens, used).and_then(|at| import_around(tokens, at));
        found.is_some_and(|import| (import.start != import.keyword) == is_public)
    });
    imports.map(|used| used.item.path.as_str()).collect()
}

struct File<'t, 'a> {
    text: &'t str,
    tokens: &'t [Token],
    imported: BTreeSet<&'a str>,
    exported: BTreeSet<&'a str>,
}

/// A `use`.
struct Import {
    /// The token with which it begins: of its visibility, or `use`.
    start: usize,
    /// The token `use`.
    keyword: usize,
}

/// The token of the name that rustc points at.
fn name_token(tokens: &[Token], used: &Use) -> Option<usize> {
    let (start, end) = used.place.bytes;
    let name = path::last(&used.item.path);
    let is_it = |token: &Token| token.is_name && token.text.trim_start_matches("r#") == name;
    // Of a field of a literal or a pattern rustc shows all of `name: value`, of an access all of `value.name`.
    let at_end = tokens.iter().position(|token| token.range.end == end && is_it(token));
    let at_start = || {
        tokens
            .iter()
            .position(|token| token.range.start == start && is_it(token))
    };
    let names_value = |at: &usize| tokens.get(at + 1).is_some_and(|token| token.text == ":");
    if used.item.kind == "field" {
        return at_start().filter(names_value).or(at_end).or_else(at_start);
    }
    at_end.or_else(at_start)
}

/// The `use` in whose tree a token is.
fn import_around(tokens: &[Token], at: usize) -> Option<Import> {
    let in_tree = |token: &Token| token.is_name || matches!(token.text.as_str(), ":" | "{" | "}" | "," | "*");
    let before = tokens[..at]
        .iter()
        .rposition(|token| token.text == "use" || !in_tree(token))?;
    if tokens[before].text != "use" {
        return None;
    }
    let mut start = before;
    if start > 0 && tokens[start - 1].text == ")" {
        let open = tokens[..start].iter().rposition(|token| token.text == "(")?;
        start = open;
    }
    if start > 0 && tokens[start - 1].text == "pub" {
        start -= 1;
    } else {
        start = before;
    }
    Some(Import { start, keyword: before })
}

impl<'a> File<'_, 'a> {
    fn plan(&self, used: &'a Use, target: &Target) -> Vec<Planned<'a>> {
        let (start, end) = used.place.bytes;
        let Some(at) = name_token(self.tokens, used) else {
            let name = path::last(&used.item.path);
            let is_alias = self.text.get(start..end).is_some_and(|named| named != name);
            return vec![if is_alias {
                Planned::ByImport
            } else {
                Planned::Left(used, "its name is in a string".to_owned())
            }];
        };
        match (import_around(self.tokens, at), target) {
            (Some(import), Target::Renamed(name)) => vec![self.renamed_import(used, at, &import, name)],
            (Some(import), Target::Moved(path)) => self.moved_import(used, at, &import, path),
            (None, target) => vec![self.named(used, at, target)],
        }
    }

    /// A name in an expression, a type or a pattern.
    fn named(&self, used: &'a Use, at: usize, target: &Target) -> Planned<'a> {
        let item = used.item.path.as_str();
        let name = target.name();
        let first = self.path_start(at);
        let is_single = first == at;
        if !is_member(&used.item) {
            let begins = self.tokens[first].text.as_str();
            if self.exported.contains(item) && (is_single || matches!(begins, "crate" | "self" | "super")) {
                return Planned::ByImport;
            }
        }
        if used.item.kind == "field" && self.is_shorthand(at, used) {
            let field = &self.tokens[at].text;
            let (text, end) = (format!("{name}: {field}"), name.len());
            return edit(used, self.tokens[at].range.clone(), text, Some(end), name);
        }
        match target {
            Target::Moved(path) if !is_single || !self.imported.contains(item) => {
                let before = first.checked_sub(1).map(|before| self.tokens[before].text.as_str());
                if matches!(before, Some("$" | ">")) {
                    return Planned::Left(used, "its path begins with a type or a macro's `$crate`".to_owned());
                }
                let text = path.join("::");
                let end = text.len();
                let range = self.tokens[first].range.start..self.tokens[at].range.end;
                edit(used, range, text, Some(end), name)
            }
            _ => edit(
                used,
                self.tokens[at].range.clone(),
                name.to_owned(),
                Some(name.len()),
                name,
            ),
        }
    }

    /// The leaf of an import gets another name; what others may import from here keeps its own.
    fn renamed_import(&self, used: &'a Use, at: usize, import: &Import, name: &str) -> Planned<'a> {
        let old = &self.tokens[at].text;
        let text = if self.keeps_name(at, import) && old != name {
            format!("{name} as {old}")
        } else {
            name.to_owned()
        };
        edit(used, self.tokens[at].range.clone(), text, Some(name.len()), name)
    }

    /// The leaf of an import leads elsewhere: alone it is written anew, and out of a group it gets an import of its own.
    fn moved_import(&self, used: &'a Use, at: usize, import: &Import, path: &[String]) -> Vec<Planned<'a>> {
        let name = path.last().map_or("", String::as_str);
        let old = &self.tokens[at].text;
        let full = path.join("::");
        let alias = if self.keeps_name(at, import) && old != name {
            format!(" as {old}")
        } else {
            String::new()
        };
        let end_of_leaf = if self.is_text(at + 1, "as") { at + 2 } else { at };
        let leaf = self.leaf_start(at, import);
        let is_alone = leaf == import.keyword + 1;
        let range_of = |from: usize, to: usize| self.tokens[from].range.start..self.tokens[to].range.end;
        if is_alone {
            let text = format!("{full}{alias}");
            return vec![edit(used, range_of(leaf, at), text, Some(full.len()), name)];
        }
        let has_attribute = import.start > 0 && self.is_text(import.start - 1, "]");
        if has_attribute {
            return vec![Planned::Left(
                used,
                "its import has an attribute and would have to be split".to_owned(),
            )];
        }
        // With its comma, and else with the one before it.
        let removed = if self.is_text(end_of_leaf + 1, ",") {
            let after = self.tokens[end_of_leaf + 1].range.end;
            let blanks = self.text[after..].len() - self.text[after..].trim_start_matches(' ').len();
            self.tokens[leaf].range.start..after + blanks
        } else if self.is_text(leaf - 1, ",") {
            self.tokens[leaf - 1].range.start..self.tokens[end_of_leaf].range.end
        } else {
            range_of(leaf, end_of_leaf)
        };
        let removed = self.with_line(removed);
        let start = self.tokens[import.start].range.start;
        let line = self.text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let indent = &self.text[line..start];
        let indent = if indent.trim().is_empty() { indent } else { "" };
        let head = &self.text[start..self.tokens[import.keyword].range.end];
        let own_alias = &self.text[self.tokens[at].range.end..self.tokens[end_of_leaf].range.end];
        let text = format!("{head} {full}{own_alias}{alias};\n{indent}");
        let end = head.len() + 1 + full.len();
        vec![
            edit(used, start..start, text, Some(end), name),
            edit(used, removed, String::new(), None, name),
        ]
    }

    /// The range with its line, if nothing else is on that.
    fn with_line(&self, range: Range<usize>) -> Range<usize> {
        let start = self.text[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
        let end = self.text[range.end..].find('\n').map(|newline| range.end + newline + 1);
        let is_blank = |range: Range<usize>| self.text[range].trim().is_empty();
        match end {
            Some(end) if is_blank(start..range.start) && is_blank(range.end..end) => start..end,
            _ => range,
        }
    }

    /// Whether an import is a re-export without an alias.
    fn keeps_name(&self, at: usize, import: &Import) -> bool {
        import.start != import.keyword && !self.is_text(at + 1, "as")
    }

    fn is_text(&self, at: usize, text: &str) -> bool {
        self.tokens.get(at).is_some_and(|token| token.text == text)
    }

    /// Where the path begins that ends with the name at `at`.
    fn path_start(&self, at: usize) -> usize {
        let mut first = at;
        while first >= 2 && self.is_text(first - 1, ":") && self.is_text(first - 2, ":") {
            if first >= 3 && self.tokens[first - 3].is_name {
                first -= 3;
            } else {
                // A path of the edition 2015, or one behind arguments.
                return first;
            }
        }
        first
    }

    /// Where the leaf of an import begins that ends with the name at `at`.
    fn leaf_start(&self, at: usize, import: &Import) -> usize {
        let before = self.tokens[..at]
            .iter()
            .rposition(|token| token.text == "{" || token.text == ",");
        before.map_or(import.keyword, |before| before.max(import.keyword)) + 1
    }

    /// Whether a field is named without a value: `S { field }`.
    fn is_shorthand(&self, at: usize, used: &Use) -> bool {
        let (start, end) = used.place.bytes;
        let is_between =
            |at: usize, texts: &[&str]| self.tokens.get(at).is_some_and(|it| texts.contains(&it.text.as_str()));
        self.tokens[at].range == (start..end)
            && at > 0
            && is_between(at - 1, &["{", ","])
            && is_between(at + 1, &["}", ","])
    }
}

fn edit<'a>(used: &'a Use, range: Range<usize>, text: String, name_end: Option<usize>, name: &str) -> Planned<'a> {
    Planned::Edit(Edit {
        range,
        text,
        used,
        name_end,
        name: name.to_owned(),
    })
}
