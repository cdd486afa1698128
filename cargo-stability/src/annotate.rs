//! Writes attributes above items in a source file, where the lexer finds the items.
//!
//! What a macro call makes is left alone: an attribute there is the macro's to read.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What came of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Annotated {
    pub text: String,
    /// The lines of items above which nothing was written.
    pub left: BTreeSet<usize>,
}

/// The text with `attribute` above each item that begins in one of `lines`, before its other attributes and after its documentation;
/// `None` where the text is not Rust.
pub fn annotate(text: &str, lines: &BTreeSet<usize>, attribute: &str) -> Option<Annotated> {
    let tokens: TokenStream = text.parse().ok()?;
    let mut places = BTreeSet::new();
    let mut found = BTreeSet::new();
    find(tokens, lines, &mut places, &mut found);
    let mut written = String::with_capacity(text.len());
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        if let Some((_, column)) = places.iter().find(|(at, _)| *at == number) {
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
        left: lines.difference(&found).copied().collect(),
    })
}

fn byte_of(line: &str, column: usize) -> usize {
    line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
}

/// Adds the line and column of the first attribute of each item, or of the item where it has none.
fn find(
    tokens: TokenStream,
    lines: &BTreeSet<usize>,
    places: &mut BTreeSet<(usize, usize)>,
    found: &mut BTreeSet<usize>,
) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut first_attribute = None;
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
                at += 2;
                continue;
            }
            (TokenTree::Ident(word), next)
                if lines.contains(&start.line) && !found.contains(&start.line) && begins_item(word, next) =>
            {
                places.insert(first_attribute.unwrap_or((start.line, start.column)));
                found.insert(start.line);
            }
            (TokenTree::Group(group), _) if !is_of_macro(&tokens[..at]) => find(group.stream(), lines, places, found),
            _ => {}
        }
        first_attribute = None;
        at += 1;
    }
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
    use super::annotate;

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
        let annotated = annotate(SOURCE, &[6, 8, 14, 18, 21].into(), "#[x]").unwrap();
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
    fn what_is_not_rust_is_left_alone() {
        assert_eq!(annotate("fn {", &[1].into(), "#[x]"), None);
        let annotated = annotate("pub fn a() {}\r\n", &[1].into(), "#[x]").unwrap();
        assert_eq!(annotated.text, "#[x]\r\npub fn a() {}\r\n");
        // Lines in texts and comments are no items.
        let text = "const A: &str = \"\npub fn a() {}\n\"; /*\npub fn b() {}\n*/\n";
        let annotated = annotate(text, &[2, 4].into(), "#[x]").unwrap();
        assert_eq!((annotated.text.as_str(), annotated.left), (text, [2, 4].into()));
    }
}
