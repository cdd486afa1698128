//! The pages that people read first: short sentences, and words that a reader knows.
//!
//! The measure is the Flesch-Kincaid grade, the years of school that a text asks for. Syllables are groups of vowels, so a grade is
//! an estimate. Headings, tables and blocks of code are left out, and code in a sentence counts as a word of one syllable.

use std::fs;
use std::path::Path;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
const MAX_GRADE: f64 = 12.0;
const MAX_WORDS: usize = 30;

#[test]
fn pages_have_short_sentences_and_common_words() {
    let root = Path::new(ROOT);
    let mut pages: Vec<_> = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"]
        .map(|page| root.join(page))
        .into();
    let docs = fs::read_dir(root.join("docs")).expect("the folder of the pages can be read");
    let docs = docs.map(|entry| entry.expect("the folder of the pages can be read").path());
    pages.extend(docs.filter(|path| path.extension().is_some_and(|extension| extension == "md")));
    let mut wrong = Vec::new();
    for page in pages {
        let text = fs::read_to_string(&page).expect("a page is text");
        let sentences = sentences(&text);
        let long = sentences.iter().filter(|sentence| words(sentence).count() > MAX_WORDS);
        let page = page.display();
        wrong.extend(long.map(|it| format!("{page}: a sentence has {} words: {it}", words(it).count())));
        let grade = grade(&sentences);
        if grade > MAX_GRADE {
            wrong.push(format!(
                "{page}: the grade is {grade:.1}, and at most {MAX_GRADE} is plain"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn sentences_are_prose_alone() {
    let page = "# A title\n\nOne `cargo check` is\nenough. Two! Is [a link](b.md) three?\n\n```sh\nno. prose\n```\n\n\
                | a. | table |\n|---|---|\n\n- An item.\n- Another, version 1.2.0";
    assert_eq!(
        sentences(page),
        [
            "One code is enough.",
            "Two!",
            "Is a link three?",
            "An item.",
            "Another, version 1.2.0"
        ]
    );
}

#[test]
fn long_words_and_sentences_have_a_high_grade() {
    let plain = ["The cat sat on the mat.".to_owned()];
    assert!((grade(&plain) + 1.45).abs() < 0.01);
    let learned = ["Comprehensibility necessitates the consideration of unfamiliar terminology.".to_owned()];
    assert!(grade(&learned) > 20.0);
}

#[test]
fn syllables_are_groups_of_vowels() {
    for (word, expected) in [
        ("change", 1),
        ("table", 2),
        ("released", 2),
        ("needed", 2),
        ("policy", 3),
        ("1.2.0", 1),
    ] {
        assert_eq!(syllables(word), expected, "{word}");
    }
}

/// The sentences of a page in Markdown.
fn sentences(page: &str) -> Vec<String> {
    let mut blocks = vec![String::new()];
    let mut left_out = 0;
    for event in Parser::new_ext(page, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::Heading { .. } | Tag::Table(_) | Tag::Image { .. }) => left_out += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Heading(_) | TagEnd::Table | TagEnd::Image) => left_out -= 1,
            Event::Start(Tag::Paragraph | Tag::Item) | Event::End(TagEnd::Paragraph | TagEnd::Item) => {
                blocks.push(String::new());
            }
            _ if left_out > 0 => {}
            Event::Text(text) => blocks.last_mut().expect("there is one").push_str(&text),
            Event::Code(_) => blocks.last_mut().expect("there is one").push_str("code"),
            Event::SoftBreak | Event::HardBreak => blocks.last_mut().expect("there is one").push(' '),
            _ => {}
        }
    }
    let ends = |word: &str| word.trim_end_matches(['"', '”', ')']).ends_with(['.', '!', '?']);
    let mut found = Vec::new();
    for block in blocks {
        let words: Vec<&str> = block.split_whitespace().collect();
        found.extend(
            words
                .split_inclusive(|word| ends(word))
                .map(|sentence| sentence.join(" ")),
        );
    }
    found
}

fn words(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric))
}

/// The grade of Kincaid, Fishburne, Rogers and Chissom (1975).
#[expect(clippy::cast_precision_loss, reason = "no page has that many words")]
fn grade(sentences: &[String]) -> f64 {
    let words: Vec<&str> = sentences.iter().flat_map(|sentence| words(sentence)).collect();
    let syllables: usize = words.iter().map(|word| syllables(word)).sum();
    let (count, syllables, sentences) = (words.len() as f64, syllables as f64, sentences.len() as f64);
    0.39 * (count / sentences) + 11.8 * (syllables / count) - 15.59
}

/// The groups of vowels, without an `e` that is silent at the end.
fn syllables(word: &str) -> usize {
    let letters = word.to_lowercase();
    let letters = letters.trim_matches(|letter: char| !letter.is_ascii_alphabetic());
    let is_vowel = |letter: char| "aeiouy".contains(letter);
    let groups = letters
        .split(|letter: char| !is_vowel(letter))
        .filter(|group| !group.is_empty())
        .count();
    // The letters before which the `e` of an ending is spoken: `table`, `needed`, `changes`.
    let spoken = match letters.chars().next_back() {
        Some('d') => "ltd",
        Some('s') => "lsxzhgc",
        _ => "l",
    };
    let stem = letters.strip_suffix(['s', 'd']).unwrap_or(letters).strip_suffix('e');
    let is_silent = stem.is_some_and(|stem| !stem.ends_with(|letter: char| spoken.contains(letter)));
    groups.saturating_sub(is_silent.into()).max(1)
}
