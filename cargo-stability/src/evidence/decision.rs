//! Decision records: Markdown files that say what state the decision is in.

use stability_policy::Decision;

use super::field::field;

/// Reads a decision record out of the text of `file`.
pub(super) fn parse(file: String, text: String) -> Decision {
    Decision {
        file,
        state: field(&text, "status"),
        text,
    }
}
