//! Phrases that readers stumble over: each may become rarer and never more frequent.

use std::collections::BTreeMap;
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
const RECORDED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/behaviour/phrases.txt");

#[test]
fn no_phrase_became_more_frequent() {
    let recorded = fs::read_to_string(RECORDED).expect("the counts are recorded");
    let recorded = counts(&recorded);
    let mut counted: BTreeMap<&str, usize> = PHRASES.into_iter().map(|phrase| (phrase, 0)).collect();
    for file in texts(Path::new(ROOT)) {
        let text = fs::read_to_string(&file)
            .expect("the project's files are text")
            .to_lowercase();
        for (phrase, count) in &mut counted {
            *count += occurrences(&text, phrase);
        }
    }
    let mut wrong = Vec::new();
    for (phrase, count) in &mut counted {
        let allowed = recorded.get(*phrase).copied().unwrap_or_default();
        if *count > allowed {
            wrong.push(format!(
                "`{phrase}` occurs {count} times and may occur {allowed} times: write another phrase"
            ));
        } else if *count < allowed && std::env::var_os("BLESS").is_none() {
            wrong.push(format!(
                "`{phrase}` occurs {count} times, recorded are {allowed}: run `cargo xtask bless phrases`"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let lines = counted.iter().map(|(phrase, count)| format!("{count} {phrase}\n"));
    if std::env::var_os("BLESS").is_some() {
        fs::write(RECORDED, lines.collect::<String>()).expect("the counts can be written");
    }
}

#[test]
fn only_whole_words_are_counted() {
    assert_eq!(occurrences("it stands. understands, stands", "stands"), 2);
    assert_eq!(occurrences("is\nnone", "is none"), 0);
}

/// The lines `COUNT PHRASE`.
fn counts(text: &str) -> BTreeMap<&str, usize> {
    let lines = text.lines().filter_map(|line| line.split_once(' '));
    lines
        .map(|(count, phrase)| (phrase, count.parse().expect("a count is a number")))
        .collect()
}

fn occurrences(text: &str, phrase: &str) -> usize {
    let is_word = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
    text.match_indices(phrase)
        .filter(|(at, _)| {
            let (before, after) = (&text[..*at], &text[at + phrase.len()..]);
            !is_word(before.chars().next_back()) && !is_word(after.chars().next())
        })
        .count()
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
            // The pages of the examples repeat what their records say.
            if is_text && !name.starts_with("phrases.") && name != "STABILITY.md" {
                found.push(path);
            }
        }
    }
    found
}
