//! The contract as Markdown, in a file of its own or between marks.

use std::ops::Range;

use stability::contract::Contract;

use super::error::{BEGIN, DocumentError, END};

/// The text with the contract in it; ends of lines stay as they are in the file.
pub fn written(text: Option<&str>, contract: &Contract) -> Result<String, DocumentError> {
    let page = contract.to_markdown();
    let Some(text) = text else {
        return Ok(page);
    };
    let page = if text.contains("\r\n") {
        page.replace('\n', "\r\n")
    } else {
        page
    };
    Ok(match region(text)? {
        Some(region) => format!("{}{page}{}", &text[..region.start], &text[region.end..]),
        None => page,
    })
}

/// The first line, counted from 1, in which two texts differ, the ends of lines aside; `None` where they are the same.
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

/// What stands between the marks, each on a line of its own; `None` where there are none.
fn region(text: &str) -> Result<Option<Range<usize>>, DocumentError> {
    let (mut begin, mut end) = (None, None);
    let mut at = 0;
    for (line, number) in text.split_inclusive('\n').zip(1..) {
        let next = at + line.len();
        match line.trim() {
            BEGIN if begin.is_none() && end.is_none() => begin = Some((next, number)),
            END if begin.is_some() && end.is_none() => end = Some(at),
            BEGIN | END => return Err(DocumentError::Marks { line: number }),
            _ => {}
        }
        at = next;
    }
    match (begin, end) {
        (None, _) => Ok(None),
        (Some((begin, _)), Some(end)) => Ok(Some(begin..end)),
        (Some((_, line)), None) => Err(DocumentError::Marks { line }),
    }
}

#[cfg(test)]
mod tests {

    use super::{first_difference, written};
    use crate::DocumentError;
    use stability::contract::Contract;

    #[test]
    fn text_around_the_marks_stays() {
        let contract = Contract::default();
        let page = contract.to_markdown();
        let around = |inside: &str| format!("a\n<!-- stability:begin -->\n{inside}<!-- stability:end -->\nb");
        assert_eq!(written(Some(&around("stale\n")), &contract), Ok(around(&page)));
        assert_eq!(written(Some("stale"), &contract), Ok(page.clone()));
        assert_eq!(written(None, &contract), Ok(page));
        // Once more changes nothing.
        let text = written(Some(&around("")), &contract).unwrap();
        assert_eq!(written(Some(&text), &contract), Ok(text.clone()));
    }

    #[test]
    fn ends_of_lines_stay() {
        let text = "a\r\n<!-- stability:begin -->\r\n<!-- stability:end -->\r\n";
        let text = written(Some(text), &Contract::default()).unwrap();
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
            let found = written(Some(&text), &Contract::default());
            assert_eq!(found, Err(DocumentError::Marks { line }), "{text}");
        }
        // In the middle of a line it is a word about the mark.
        assert!(written(Some("write `<!-- stability:begin -->` there"), &Contract::default()).is_ok());
    }

    #[test]
    fn the_first_difference_has_a_line() {
        assert_eq!(first_difference("a\nb\nc", "a\nb\nc\n"), None);
        assert_eq!(first_difference("a\nb\nc", "a\nx\nc"), Some(2));
        assert_eq!(first_difference("a", "a\nb"), Some(2));
    }
}
