//! How much code there is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::{fs, io};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What is counted, by folder.
const PACKAGES: [&str; 5] = [
    "stability-macros",
    "stability-runtime",
    "stability-policy",
    "stability-http",
    "cargo-stability",
];

#[derive(Clone, Copy, Default)]
struct Size {
    /// The lines that a token begins on.
    lines: usize,
    /// Names, literals, signs, and both ends of each group.
    tokens: usize,
}

/// The size of each package, as a table in Markdown.
pub fn table(workspace: &Path) -> io::Result<String> {
    let mut table = "| | lines | tokens |\n|---|--:|--:|\n".to_owned();
    let mut whole = Size::default();
    for package in PACKAGES {
        let size = of_folder(&workspace.join(package).join("src"))?;
        let _ = writeln!(table, "| `{package}` | {} | {} |", size.lines, size.tokens);
        whole.lines += size.lines;
        whole.tokens += size.tokens;
    }
    let _ = writeln!(table, "| all | {} | {} |", whole.lines, whole.tokens);
    Ok(table)
}

fn of_folder(folder: &Path) -> io::Result<Size> {
    let mut size = Size::default();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let of_entry = match path.extension() {
            _ if path.file_stem().is_some_and(|stem| stem == "tests") => continue,
            None if path.is_dir() => of_folder(&path)?,
            Some(ending) if ending == "rs" => of_source(&fs::read_to_string(&path)?)
                .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?,
            _ => continue,
        };
        size.lines += of_entry.lines;
        size.tokens += of_entry.tokens;
    }
    Ok(size)
}

fn of_source(text: &str) -> syn::Result<Size> {
    let (mut lines, mut tokens) = (BTreeSet::new(), 0);
    add(without_tests(text.parse()?), &mut lines, &mut tokens);
    Ok(Size {
        lines: lines.len(),
        tokens,
    })
}

/// The tokens without documentation, and without each item under `#[cfg(test)]`.
fn without_tests(stream: TokenStream) -> Vec<TokenTree> {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    let is_sign = |at: usize, sign: char| matches!(trees.get(at), Some(TokenTree::Punct(it)) if it.as_char() == sign);
    let mut kept = Vec::new();
    let mut at = 0;
    while let Some(tree) = trees.get(at) {
        let inner = usize::from(is_sign(at + 1, '!'));
        let attribute = match trees.get(at + 1 + inner) {
            Some(TokenTree::Group(group)) if is_sign(at, '#') => group.stream().to_string(),
            _ => String::new(),
        };
        if attribute.starts_with("doc =") {
            at += 2 + inner;
        } else if attribute == "cfg (test)" {
            // The item ends with its block or its semicolon.
            let is_end = |tree: &TokenTree| match tree {
                TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
                TokenTree::Punct(sign) => sign.as_char() == ';',
                _ => false,
            };
            let length = trees[at..].iter().position(is_end);
            at = length.map_or(trees.len(), |length| at + length + 1);
        } else {
            kept.push(tree.clone());
            at += 1;
        }
    }
    kept
}

fn add(trees: Vec<TokenTree>, lines: &mut BTreeSet<usize>, tokens: &mut usize) {
    for tree in trees {
        lines.insert(tree.span().start().line);
        match tree {
            TokenTree::Group(group) => {
                lines.insert(group.span_close().start().line);
                *tokens += 2;
                add(without_tests(group.stream()), lines, tokens);
            }
            _ => *tokens += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::of_source;

    #[test]
    fn comments_and_tests_do_not_count() {
        let text = "//! About.\n\n/// Adds.\npub fn add(a: u8) -> u8 {\n    // One more.\n    a + 1\n}\n\n#[cfg(test)]\nmod tests {\n    fn f() {}\n}\n";
        let size = of_source(text).unwrap();
        assert_eq!((size.lines, size.tokens), (3, 16));
    }
}
