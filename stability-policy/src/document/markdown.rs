//! Regions of a Markdown file: what is between marks is written, and everything around them is kept.

use std::ops::Range;

use super::error::{BEGIN, DocumentError, END};

/// What is between two marks, each on a line of its own.
pub struct Region<'t> {
    /// The word after `stability:begin`; empty where it has no name.
    pub name: &'t str,
    inside: Range<usize>,
}

/// The text with the page of each region in it; ends of lines stay as they are in the file. A region without a page stays too.
pub fn written(text: &str, page: impl Fn(&str) -> Option<String>) -> Result<String, DocumentError> {
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for region in regions(text)? {
        let Some(page) = page(region.name) else {
            continue;
        };
        let page = if text.contains("\r\n") {
            page.replace('\n', "\r\n")
        } else {
            page
        };
        written.push_str(&text[at..region.inside.start]);
        written.push_str(&page);
        at = region.inside.end;
    }
    written.push_str(&text[at..]);
    Ok(written)
}

/// The first line, counted from 1, in which two texts differ, the ends of lines aside; `None` where they are the same.
#[cfg_attr(
    feature = "promises",
    stability::evolving(since = "0.1.0", until = "0.3.0", path = "stability_policy::first_difference")
)]
pub fn first_difference(text: &str, expected: &str) -> Option<u32> {
    let (mut found, mut wanted) = (text.lines(), expected.lines());
    let mut line = 1;
    loop {
        match (found.next(), wanted.next()) {
            (None, None) => return None,
            (one, other) if one != other => return Some(line),
            _ => line += 1,
        }
    }
}

/// The regions of a text, in their order.
pub fn regions(text: &str) -> Result<Vec<Region<'_>>, DocumentError> {
    let mut regions = Vec::new();
    let mut open: Option<(&str, usize, u32)> = None;
    let mut at = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let next = at + line.len();
        match (beginning(line.trim()), open) {
            (Some(name), None) => open = Some((name, next, number)),
            (None, Some((name, start, _))) if line.trim() == END => {
                regions.push(Region {
                    name,
                    inside: start..at,
                });
                open = None;
            }
            (Some(_), Some(_)) => return Err(DocumentError::Marks { line: number }),
            (None, _) if line.trim() == END => return Err(DocumentError::Marks { line: number }),
            (None, _) => {}
        }
        at = next;
    }
    match open {
        Some((_, _, line)) => Err(DocumentError::Marks { line }),
        None => Ok(regions),
    }
}

/// The name of the region that a line begins: `policy` of `<!-- stability:begin policy -->`.
fn beginning(line: &str) -> Option<&str> {
    let (before, after) = BEGIN.split_once(" -->")?;
    let name = line.strip_prefix(before)?.strip_suffix("-->")?;
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_name = name.starts_with(' ') && name.ends_with(' ') && name.trim().chars().all(is_of_name);
    (is_name && after.is_empty()).then(|| name.trim())
}

#[cfg(test)]
mod tests {

    use super::{first_difference, written};
    use crate::DocumentError;

    fn with_page(text: &str) -> Result<String, DocumentError> {
        written(text, |name| (name != "other").then(|| format!("page {name}\n")))
    }

    #[test]
    fn text_around_the_marks_stays() {
        let around = |inside: &str| format!("a\n<!-- stability:begin -->\n{inside}<!-- stability:end -->\nb");
        let text = with_page(&around("stale\n")).unwrap();
        assert_eq!(text, around("page \n"));
        // Once more changes nothing.
        assert_eq!(with_page(&text), Ok(text.clone()));
    }

    #[test]
    fn each_region_has_the_page_of_its_name() {
        let region =
            |name: &str, inside: &str| format!("<!-- stability:begin {name} -->\n{inside}<!-- stability:end -->\n");
        let text = format!(
            "a\n{}b\n{}c\n{}",
            region("x", ""),
            region("other", "mine\n"),
            region("y", "old\n")
        );
        let expected = format!(
            "a\n{}b\n{}c\n{}",
            region("x", "page x\n"),
            region("other", "mine\n"),
            region("y", "page y\n")
        );
        assert_eq!(with_page(&text), Ok(expected));
        // What is not a name is not a mark, so that the end has no counterpart.
        assert!(with_page(&region("../x", "")).is_err());
    }

    #[test]
    fn ends_of_lines_stay() {
        let text = "a\r\n<!-- stability:begin -->\r\n<!-- stability:end -->\r\n";
        let text = with_page(text).unwrap();
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
        assert_eq!(first_difference(&text, &text.replace("\r\n", "\n")), None);
    }

    #[test]
    fn marks_are_a_pair() {
        let (begin, end) = ("<!-- stability:begin -->\n", "  <!-- stability:end -->\n");
        for (text, line) in [
            (format!("a\n{begin}"), 2),
            (end.into(), 1),
            (format!("{end}{begin}"), 1),
            (format!("{begin}{begin}{end}"), 2),
            (format!("{begin}{end}{end}"), 3),
        ] {
            assert_eq!(with_page(&text), Err(DocumentError::Marks { line }), "{text}");
        }
        // In the middle of a line it is a word about the mark.
        assert!(with_page("write `<!-- stability:begin -->` there").is_ok());
    }

    #[test]
    fn the_first_difference_has_a_line() {
        assert_eq!(first_difference("a\nb\nc", "a\nb\nc\n"), None);
        assert_eq!(first_difference("a\nb\nc", "a\nx\nc"), Some(2));
        assert_eq!(first_difference("a", "a\nb"), Some(2));
    }
}
