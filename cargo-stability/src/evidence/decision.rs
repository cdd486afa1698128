//! Decision records: Markdown files that say what state the decision is in.

use stability_policy::Decision;

/// The word that a record has before its state.
const KEY: &str = "status";

/// Reads a decision record out of the text of `file`.
pub(super) fn parse(file: String, text: String) -> Decision {
    Decision {
        file,
        state: state(&text),
        text,
    }
}

/// The state: what follows `Status:` on a line, in front matter or in a list; or the first words under a heading `Status`.
fn state(text: &str) -> Option<String> {
    let mut under_heading = false;
    for line in text.lines() {
        let plain = line
            .trim()
            .trim_start_matches(['-', '*', '+', '>', '|', ' '])
            .replace(['*', '_', '`'], "");
        let plain = plain.trim();
        if let Some(title) = plain.strip_prefix('#') {
            let title = title.trim_start_matches('#').trim();
            if let Some(state) = after_key(title) {
                return Some(state);
            }
            under_heading = title.eq_ignore_ascii_case(KEY);
        } else if under_heading && !plain.is_empty() {
            return Some(bare(plain));
        } else if let Some(state) = after_key(plain) {
            return Some(state);
        }
    }
    None
}

/// `Status: Accepted`, and the row of a table, `| Status | Accepted |`.
fn after_key(line: &str) -> Option<String> {
    let (key, state) = line.split_once([':', '|'])?;
    let state = bare(state);
    (key.trim().eq_ignore_ascii_case(KEY) && !state.is_empty()).then_some(state)
}

fn bare(state: &str) -> String {
    state.trim_matches(['"', '\'', ' ', '|', '.']).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{parse, state};

    #[test]
    fn a_state_is_found_in_each_of_the_common_forms() {
        for text in [
            "# 7. Title\n\nStatus: Accepted\n",
            "# 7. Title\n\n## Status\n\nAccepted\n\n## Context\n",
            "---\nstatus: \"Accepted\"\n---\n# Title",
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
    fn the_state_is_taken_as_it_is_written() {
        assert_eq!(
            state("Status: Superseded by 0009").as_deref(),
            Some("Superseded by 0009")
        );
        assert_eq!(
            state("## Status\n\n*proposed*, 2026-01-01").as_deref(),
            Some("proposed, 2026-01-01")
        );
    }

    #[test]
    fn a_text_without_a_state_has_none() {
        for text in [
            "",
            "# Title",
            "The status of this is open.",
            "Status:",
            "## Status\n## Context",
        ] {
            assert_eq!(state(text), None, "{text}");
        }
        let decision = parse("docs/0001.md".to_owned(), "text".to_owned());
        assert_eq!((decision.file.as_str(), decision.state), ("docs/0001.md", None));
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "([#*:| \\n-]|[sS]tatus|é){0,60}") {
            let _ = state(&text);
        }
    }
}
