//! Phrases that readers stumble over: no source, page or message has one.

use std::fs;
use std::path::{Path, PathBuf};

/// What to write instead of each: the table in CONTRIBUTING.md.
const PHRASES: [&str; 33] = [
    "a field less",
    "a field more",
    "a member less",
    "a member more",
    "a method less",
    "a method more",
    "a variant less",
    "a variant more",
    "are gone",
    "are let in",
    "are none",
    "are told",
    "argument less",
    "argument more",
    "does not go with",
    "for who",
    "heard from",
    "is asked for",
    "is gone",
    "is let in",
    "is no friend",
    "is none",
    "is said",
    "is said of",
    "is told",
    "keeps its word",
    "provided for",
    "says nothing",
    "speaks of",
    "stand",
    "stands",
    "what is said",
    "where nothing is said",
];

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// Texts that the contracts of the examples record, or that repeat these: another word would change a promise.
const PROMISED: [&str; 6] = [
    "STABILITY.md",
    "docs/BETA-CONTRACT.md",
    "src/guarantees.rs",
    "src/surface.rs",
    "src/contract/stable.rs",
    "src/generated/openapi.rs",
];

#[test]
fn no_text_has_a_phrase_that_readers_stumble_over() {
    let mut wrong = Vec::new();
    for file in texts(Path::new(ROOT)) {
        let text = fs::read_to_string(&file).expect("the project's files are text");
        for (at, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            for phrase in PHRASES.into_iter().filter(|phrase| has_phrase(&line, phrase)) {
                wrong.push(format!(
                    "{}:{}: write another phrase than `{phrase}`",
                    file.display(),
                    at + 1
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_phrase_is_whole_words() {
    assert!(has_phrase("it stands.", "stands"));
    assert!(!has_phrase("who understands it", "stands"));
}

fn has_phrase(text: &str, phrase: &str) -> bool {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    text.match_indices(phrase).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + phrase.len()..]);
        !is_word(before.chars().next_back()) && !is_word(after.chars().next())
    })
}

/// What people read: sources, pages, messages.
fn texts(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("the project's folders can be read") {
        let path = entry.expect("the project's folders can be read").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            // Neither git's files nor what was built, nor packages of others.
            if !name.starts_with('.')
                && !["target", "wip", "corpus", "artifacts", "node_modules"].contains(&name.as_str())
            {
                found.extend(texts(&path));
            }
        } else {
            let extension = path.extension().unwrap_or_default().to_string_lossy().into_owned();
            let is_text = ["md", "rs", "stderr", "toml", "txt"].contains(&extension.as_str());
            let is_promised = path.starts_with(Path::new(ROOT).join("examples"))
                && PROMISED.iter().any(|promised| path.ends_with(promised));
            // This file, and the table of what to write instead.
            let is_about_phrases = ["phrases.rs", "CONTRIBUTING.md"].contains(&name.as_str());
            if is_text && !is_promised && !is_about_phrases {
                found.push(path);
            }
        }
    }
    found
}
