//! What documents in Markdown say of themselves: fields of their front matter, of a heading or a list, and boxes that are ticked.
//!
//! What is in a block of code or in a comment is shown to readers as an example, or not at all, and counts for nothing.

/// The value of the field `key`: in front matter; or else what follows `Key:` on a line, in a list or a table; or the first words under
/// a heading of that name.
pub(super) fn field(text: &str, key: &str) -> Option<String> {
    let (front, body) = front_matter(text);
    let of_front = front.lines().find_map(|line| after_key(line, key, &[':', '=']));
    of_front.or_else(|| in_body(body, key))
}

fn in_body(body: &str, key: &str) -> Option<String> {
    let mut under_heading = false;
    for line in shown(body).lines() {
        let plain = line
            .trim()
            .trim_start_matches(['-', '*', '+', '>', '|', ' '])
            .replace(['*', '_', '`'], "");
        let plain = plain.trim();
        if let Some(title) = plain.strip_prefix('#') {
            let title = title.trim_start_matches('#').trim();
            if let Some(value) = after_key(title, key, &[':', '|']) {
                return Some(value);
            }
            under_heading = title.eq_ignore_ascii_case(key);
        } else if under_heading && !plain.is_empty() {
            return Some(bare(plain));
        } else if let Some(value) = after_key(plain, key, &[':', '|']) {
            return Some(value);
        }
    }
    None
}

/// The boxes of lists, each with its words and whether it is ticked.
pub(super) fn boxes(text: &str) -> Vec<(String, bool)> {
    let (_, body) = front_matter(text);
    let shown = shown(body);
    let boxes = shown.lines().filter_map(|line| {
        let item = line.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let item = item.strip_prefix(['-', '*', '+', '.', ')'])?.trim_start();
        let (mark, words) = item.strip_prefix('[')?.split_once(']')?;
        let is_ticked = match mark {
            " " | "" => false,
            "x" | "X" => true,
            _ => return None,
        };
        Some((words.trim().to_owned(), is_ticked))
    });
    boxes.collect()
}

/// The front matter, between lines of `---` or `+++`, and what follows it.
fn front_matter(text: &str) -> (&str, &str) {
    let text = text.trim_start_matches('\u{feff}');
    let parts = ["---", "+++"].into_iter().find_map(|mark| {
        let rest = text.strip_prefix(mark)?;
        let rest = rest.strip_prefix('\n').or_else(|| rest.strip_prefix("\r\n"))?;
        let mut start = 0;
        for line in rest.split_inclusive('\n') {
            if line.trim_end() == mark {
                return Some((&rest[..start], &rest[start + line.len()..]));
            }
            start += line.len();
        }
        None
    });
    parts.unwrap_or(("", text))
}

/// The text without comments and blocks of code.
fn shown(text: &str) -> String {
    let mut without_comments = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        without_comments.push_str(before);
        rest = comment.split_once("-->").map_or("", |(_, after)| after);
    }
    without_comments.push_str(rest);
    let mut shown = String::new();
    let mut fence: Option<&str> = None;
    for line in without_comments.lines() {
        let start = line.trim_start();
        if let Some(mark) = fence {
            fence = fence.filter(|_| !start.starts_with(mark));
            continue;
        }
        fence = ["```", "~~~"].into_iter().find(|mark| start.starts_with(mark));
        if fence.is_none() {
            shown.push_str(line);
            shown.push('\n');
        }
    }
    shown
}

/// `Status: Accepted`, and the row of a table, `| Status | Accepted |`.
fn after_key(line: &str, key: &str, separators: &[char]) -> Option<String> {
    let (found, value) = line.split_once(separators)?;
    let value = bare(value);
    (found.trim().eq_ignore_ascii_case(key) && !value.is_empty()).then_some(value)
}

fn bare(value: &str) -> String {
    value.trim().trim_matches(['"', '\'', ' ', '|', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{boxes, field};

    fn state(text: &str) -> Option<String> {
        field(text, "status")
    }

    #[test]
    fn a_field_is_found_in_each_of_the_common_forms() {
        for text in [
            "# 7. Title\n\nStatus: Accepted\n",
            "# 7. Title\n\n## Status\n\nAccepted\n\n## Context\n",
            "---\nstatus: \"Accepted\"\n---\n# Title",
            "+++\r\nstatus = \"Accepted\"\r\n+++\r\n# Title",
            "---\ntitle: x\n---\n## Status\n\nAccepted",
            "* Status: Accepted\n* Date: 2026-01-01",
            "- **Status**: Accepted",
            "**Status:** Accepted",
            "| Status | Accepted |",
            "## Status: Accepted",
            "> STATUS: `Accepted`",
        ] {
            assert_eq!(state(text).as_deref(), Some("Accepted"), "{text}");
        }
    }

    #[test]
    fn the_value_is_taken_as_it_is_written() {
        assert_eq!(
            state("Status: Superseded by 0009").as_deref(),
            Some("Superseded by 0009")
        );
        assert_eq!(
            state("## Status\n\n*proposed*, 2026-01-01").as_deref(),
            Some("proposed, 2026-01-01")
        );
        // Front matter speaks for the document, whatever its text says.
        assert_eq!(
            state("---\nstatus: Proposed\n---\nStatus: Accepted").as_deref(),
            Some("Proposed")
        );
    }

    #[test]
    fn a_text_without_the_field_has_none() {
        for text in [
            "",
            "# Title",
            "The status of this is open.",
            "Status:",
            "## Status\n## Context",
            "```\nStatus: Accepted\n```",
            "<!-- Status: Accepted -->",
            "<!--\nStatus: Accepted\n",
        ] {
            assert_eq!(state(text), None, "{text}");
        }
    }

    #[test]
    fn boxes_are_those_of_lists() {
        let text =
            "- [x] one\n* [X] two\n1. [ ] three\n   - [ ] four\n\n[ ] no list\n- [link](a)\n```\n- [ ] code\n```\n";
        let found = boxes(text);
        let found: Vec<_> = found.iter().map(|(words, ticked)| (words.as_str(), *ticked)).collect();
        assert_eq!(found, [("one", true), ("two", true), ("three", false), ("four", false)]);
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "([#*:=| \\n\\[\\]x-]|---|<!--|[sS]tatus|é){0,60}") {
            let _ = (state(&text), boxes(&text));
        }
    }
}
