//! Writes attributes above items in a source file, where the lexer finds the items.
//!
//! What a macro call makes is left alone: an attribute there is the macro's to read.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What is written above the item that begins in a line.
#[derive(Clone, Debug)]
pub struct Above {
    pub attribute: String,
    /// The name of the item; without one it is any public item, or an `impl`.
    pub name: Option<String>,
    /// An attribute beside which this one is not written.
    pub not_beside: Option<&'static str>,
}

impl Above {
    /// Above any item.
    pub fn any(attribute: &str) -> Self {
        Self {
            attribute: attribute.to_owned(),
            name: None,
            not_beside: None,
        }
    }
}

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Annotated {
    pub text: String,
    /// The lines of items above which nothing was written.
    pub left: BTreeSet<usize>,
}

/// The text with an attribute above each item that begins in one of `lines`, before its other attributes and after its documentation;
/// `None` where the text is not Rust.
pub fn annotate(text: &str, lines: &BTreeMap<usize, Above>) -> Option<Annotated> {
    let tokens: TokenStream = text.parse().ok()?;
    let mut places = BTreeMap::new();
    let mut found = BTreeSet::new();
    find(tokens, lines, &mut places, &mut found);
    let mut written = String::with_capacity(text.len());
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if let Some((column, attribute)) = places.get(&number) {
            let (before, after) = line.split_at(byte_of(line, *column));
            let ending = if line.ends_with("\r\n") { "\r\n" } else { "\n" };
            let indent: String = if before.trim().is_empty() {
                before.to_owned()
            } else {
                String::new()
            };
            written.extend([before, attribute, ending, &indent, after]);
        } else {
            written.push_str(line);
        }
    }
    Some(Annotated {
        text: written,
        left: lines.keys().filter(|line| !found.contains(line)).copied().collect(),
    })
}

fn byte_of(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

/// Adds, by its line, the column of the first attribute of each item, or of the item where it has none, and what is written there.
fn find<'a>(
    tokens: TokenStream,
    lines: &'a BTreeMap<usize, Above>,
    places: &mut BTreeMap<usize, (usize, &'a str)>,
    found: &mut BTreeSet<usize>,
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut first_attribute = None;
    let mut attributes = Vec::new();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let start = token.span().start();
        match (token, tokens.get(at + 1)) {
            (TokenTree::Punct(punct), Some(TokenTree::Group(group)))
                if punct.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
            {
                if !is_documentation(group.stream()) {
                    first_attribute.get_or_insert((start.line, start.column));
                }
                attributes.push(group.stream());
                at += 2;
                continue;
            }
            (TokenTree::Ident(_), _) if !found.contains(&start.line) => {
                let above = lines.get(&start.line).filter(|above| begins(above, &tokens[at..]));
                if let Some(above) = above {
                    found.insert(start.line);
                    let has = |word: &&str| attributes.iter().any(|attribute| mentions(attribute.clone(), word));
                    if !above.not_beside.as_ref().is_some_and(has) {
                        let (line, column) = first_attribute.unwrap_or((start.line, start.column));
                        places.insert(line, (column, &above.attribute));
                    }
                }
            }
            (TokenTree::Group(group), _) if !is_of_macro(&tokens[..at]) => find(group.stream(), lines, places, found),
            _ => {}
        }
        first_attribute = None;
        attributes.clear();
        at += 1;
    }
}

/// Whether the item that is meant begins here.
fn begins(above: &Above, tokens: &[TokenTree]) -> bool {
    match (&above.name, tokens.first()) {
        (None, Some(TokenTree::Ident(word))) => begins_item(word, tokens.get(1)),
        (Some(name), _) => name_of(tokens).as_ref() == Some(name),
        _ => false,
    }
}

/// The words before the name of an item. The last ones are followed by it, whatever word that is.
const MODIFIERS: [&str; 10] = [
    "pub", "unsafe", "safe", "async", "const", "extern", "static", "mut", "auto", "default",
];
const DEFINING: [&str; 8] = ["fn", "struct", "enum", "union", "trait", "type", "mod", "macro_rules"];

/// The name of the item that begins with these tokens, if one does.
fn name_of(tokens: &[TokenTree]) -> Option<String> {
    let mut words = 0;
    let mut is_next = false;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if !is_next && DEFINING.iter().any(|known| word == known) => is_next = true,
            TokenTree::Ident(word) if !is_next && MODIFIERS.iter().any(|known| word == known) => words += 1,
            TokenTree::Ident(name) if is_next || words > 0 => {
                return Some(name.to_string().trim_start_matches("r#").to_owned());
            }
            // `pub(crate)`, `extern "C"`, `macro_rules!`
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis && words > 0 => {}
            TokenTree::Literal(_) if words > 0 => {}
            TokenTree::Punct(punct) if punct.as_char() == '!' && is_next => {}
            _ => return None,
        }
    }
    None
}

fn mentions(attribute: TokenStream, word: &str) -> bool {
    attribute.into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == word,
        TokenTree::Group(group) => mentions(group.stream(), word),
        _ => false,
    })
}

/// Whether the word begins a public item or an `impl`. A `use` brings what is decided elsewhere; a macro that an attribute has written
/// anew is no longer found by its absolute path.
fn begins_item(word: &proc_macro2::Ident, next: Option<&TokenTree>) -> bool {
    let is_use = matches!(next, Some(TokenTree::Ident(next)) if next == "use");
    match word.to_string().as_str() {
        "pub" => !is_use,
        "impl" => true,
        "unsafe" => matches!(next, Some(TokenTree::Ident(next)) if next == "impl"),
        _ => false,
    }
}

/// Whether a group after these tokens is what a macro is called with: `name!`, or `macro_rules! name`.
fn is_of_macro(before: &[TokenTree]) -> bool {
    let is_mark = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
    let is_name = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Ident(_)));
    let from_end = |at: usize| before.len().checked_sub(at).and_then(|at| before.get(at));
    is_mark(from_end(1)) && is_name(from_end(2)) || is_name(from_end(1)) && is_mark(from_end(2)) && is_name(from_end(3))
}

fn is_documentation(attribute: TokenStream) -> bool {
    matches!(attribute.into_iter().next(), Some(TokenTree::Ident(word)) if word == "doc")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{Above, annotate};

    fn lines<const N: usize>(lines: [usize; N]) -> BTreeMap<usize, Above> {
        lines.map(|line| (line, Above::any("#[x]"))).into()
    }

    const SOURCE: &str = "//! A library.

/// Documented.
#[derive(Clone)]
#[must_use]
pub struct Frame { pub width: u8 }

impl Frame {
    /// A method.
    pub fn new() -> Self { Self { width: 1 } }
}

pub mod inner {
    pub fn ä() {} pub fn b() {}
}

bitflags! {
    pub struct Flags: u8 { const A = 1; }
}

pub use inner::b;
";

    #[test]
    fn attributes_are_before_the_others_and_after_documentation() {
        let annotated = annotate(SOURCE, &lines([6, 8, 14, 18, 21])).unwrap();
        assert_eq!(
            annotated.text,
            SOURCE
                .replace("#[derive(Clone)]", "#[x]\n#[derive(Clone)]")
                .replace("impl Frame", "#[x]\nimpl Frame")
                .replace("    pub fn ä", "    #[x]\n    pub fn ä")
        );
        assert_eq!(annotated.left, [18, 21].into(), "what a macro makes, and a `use`");
    }

    #[test]
    fn an_item_is_meant_by_its_name() {
        let text = "pub fn a() {} pub(crate) const unsafe extern \"C\" fn b() {}
#[deprecated]
pub struct C;
macro_rules! d { () => {} }
make! { pub fn e() {} }
pub mod f {}
pub fn union() {}
pub const H: u8 = 1;
";
        let above = |name: &str| Above {
            attribute: format!("#[{name}]"),
            name: Some(name.to_owned()),
            not_beside: Some("deprecated"),
        };
        let lines = [(1, "b"), (3, "C"), (4, "d"), (5, "e"), (6, "g"), (7, "union"), (8, "H")]
            .map(|(line, name)| (line, above(name)));
        let annotated = annotate(text, &lines.into()).unwrap();
        assert_eq!(annotated.left, [5, 6].into(), "what a macro makes, and another item");
        let expected = text
            .replace("pub(crate)", "#[b]\npub(crate)")
            .replace("macro_rules", "#[d]\nmacro_rules")
            .replace("pub fn union", "#[union]\npub fn union")
            .replace("pub const H", "#[H]\npub const H");
        assert_eq!(annotated.text, expected);
    }

    #[test]
    fn what_is_not_rust_is_left_alone() {
        assert_eq!(annotate("fn {", &lines([1])), None);
        let annotated = annotate("pub fn a() {}\r\n", &lines([1])).unwrap();
        assert_eq!(annotated.text, "#[x]\r\npub fn a() {}\r\n");
        // Lines in texts and comments are no items.
        let text = "const A: &str = \"\npub fn a() {}\n\"; /*\npub fn b() {}\n*/\n";
        let annotated = annotate(text, &lines([2, 4])).unwrap();
        assert_eq!((annotated.text.as_str(), annotated.left), (text, [2, 4].into()));
    }
}
