//! Whether a use of a trait implements it, which may have another tier. Rustc reports both in the same words.

use std::ops::Range;
use std::path::Path;

use crate::files;
use crate::tokens::{self, Token};

/// Whether these bytes of a file name the trait of an `impl`; `None` where the file cannot be read.
pub fn is_implementation(file: &Path, bytes: Range<usize>) -> Option<bool> {
    let text = files::read_text(file, files::MAX_TEXT).ok()?;
    let tokens = tokens::read(&text).ok()?;
    let words = tokens.iter().enumerate().filter(|(_, token)| token.text == "impl");
    let mut traits = words.filter_map(|(at, _)| implemented(&tokens[at + 1..]));
    Some(traits.any(|path| path.start <= bytes.start && bytes.end <= path.end))
}

/// Where the path of the trait is, without its last arguments, in what follows `impl`.
fn implemented(tokens: &[Token]) -> Option<Range<usize>> {
    let mut rest = tokens;
    if rest.first()?.text == "<" {
        rest = &rest[arguments(rest)?..];
    }
    while matches!(&*rest.first()?.text, "const" | "!" | "?") {
        rest = &rest[1..];
    }
    let start = rest.first()?.range.start;
    let mut end = None;
    loop {
        let first = rest.first()?;
        match &*first.text {
            // The type position `impl for<'a> Trait<'a>` has no path before the word.
            "for" => return end.map(|end| start..end),
            "<" => rest = &rest[arguments(rest)?..],
            ":" | "$" => rest = &rest[1..],
            "where" => return None,
            _ if first.is_name => {
                end = Some(first.range.end);
                rest = &rest[1..];
            }
            _ => return None,
        }
    }
}

/// The number of tokens from `<` to its `>`.
fn arguments(tokens: &[Token]) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        let is_arrow = at > 0 && matches!(&*tokens[at - 1].text, "-" | "=");
        match &*token.text {
            "<" => depth += 1,
            ">" if !is_arrow => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::is_implementation;

    #[test]
    fn a_trait_is_implemented_between_impl_and_for() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("lib.rs");
        for (text, expected) in [
            ("impl Play for Mine {}", true),
            ("unsafe impl<T: Fn() -> u8> dep::Play for W<T> {}", true),
            ("impl Play<Vec<u8>> for Mine where Mine: Sized {}", true),
            (
                "macro_rules! m { ($t:ident) => { impl $crate::dep::Play for $t {} } }",
                true,
            ),
            ("impl !Play for Mine {}", true),
            ("impl<T: Play> Other for W<T> {}", false),
            ("impl Other<dyn Play> for Mine {}", false),
            ("impl Other for Box<dyn Play> {}", false),
            ("impl Other for T where T: Play {}", false),
            ("fn f() -> impl Play { for _ in 0..1 {} }", false),
            ("fn f(it: impl Play, more: impl for<'a> Fn(&'a u8)) {}", false),
            ("fn f<T>() -> impl Play where for<'a> T: Fn(&'a u8) {}", false),
            ("impl Mine { fn f(it: &dyn Play) {} }", false),
            ("// The file ends.\nimpl Play", false),
        ] {
            fs::write(&file, text).unwrap();
            let at = text.rfind("Play").unwrap();
            assert_eq!(is_implementation(&file, at..at + 4), Some(expected), "{text}");
        }
        assert_eq!(is_implementation(&folder.path().join("none.rs"), 0..1), None);
    }
}
