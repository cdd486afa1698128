//! MESSAGES.md: every message of the cases, so that messages can be read side by side.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use super::{files, folders, package};

const INTRODUCTION: &str = "# Messages

Every error and note that the cases in this folder expect, with the case that shows it. Some are those of
the compiler itself, such as `cannot find attribute …`. With the codes E0080 and E0277, the compiler also reports texts of the macros.
`cargo xtask bless messages` writes this page.
";

/// The page as it must be.
fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    for folder in folders(&package()) {
        let mut cases: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for file in files(&folder, "stderr") {
            let text = fs::read_to_string(&file).expect("an expected file is text");
            let case = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            for message in messages(&text) {
                let cases = cases.entry(message).or_default();
                if !cases.contains(&case) {
                    cases.push(case.clone());
                }
            }
        }
        if cases.is_empty() {
            continue;
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy();
        let _ = write!(page, "\n## {name}\n\n| message | case |\n|---|---|\n");
        for (message, cases) in cases {
            let _ = writeln!(page, "| {} | {} |", message.replace('|', "\\|"), cases.join(", "));
        }
    }
    page
}

/// The errors, warnings and notes in what the compiler wrote, without the lines of code that it shows.
fn messages(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut in_message = false;
    for line in text.lines() {
        let is_start = line.starts_with("error") || line.starts_with("warning");
        let note = line.trim_start().strip_prefix("= ");
        if is_start || note.is_some() {
            let message = note.unwrap_or(line).trim();
            let message = message.strip_prefix("error: ").unwrap_or(message);
            in_message = !message.contains("this error originates in");
            if in_message {
                found.push(message.to_owned());
            }
        } else if line.trim().is_empty() || line.trim_start().starts_with(['|', '-', '.', ':']) {
            in_message = false;
        } else if let (true, Some(message)) = (in_message && line.starts_with(' '), found.last_mut()) {
            let _ = write!(message, " {}", line.trim());
        } else {
            in_message = false;
        }
    }
    found
}

fn path() -> PathBuf {
    package().join("MESSAGES.md")
}

/// Writes the page; the cases were written before.
pub fn bless() {
    fs::write(path(), page()).expect("the page can be written");
}

#[test]
fn the_page_has_every_message() {
    // While the cases are written, the page is written after them.
    if super::is_blessing() {
        return;
    }
    let written = fs::read_to_string(path()).unwrap_or_default();
    assert!(
        written == page(),
        "MESSAGES.md differs from the expected messages: run `cargo xtask bless messages`"
    );
}

#[test]
fn messages_are_read_without_code() {
    let text = "error: field `a` is wrong: write `b`\n --> a/b.rs\n  |\n  | a: u8,\n  | ^\n\nerror[E0080]: one\n              two\n  \
                --> c.rs\n  |\n  = note: only `x` may\n  = note: this error originates in the macro `y`\n";
    assert_eq!(
        messages(text),
        [
            "field `a` is wrong: write `b`",
            "error[E0080]: one two",
            "note: only `x` may"
        ]
    );
}
