//! Words in a text, and words for kinds.

use std::borrow::Cow;

use stability::Kind;

/// What people call a kind: `function`, and not `fn`.
pub fn kind_name(kind: Kind) -> Cow<'static, str> {
    match kind {
        Kind::TypeAlias => "type alias".into(),
        Kind::Mod => "module".into(),
        Kind::Fn => "function".into(),
        Kind::Const => "constant".into(),
        Kind::AssociatedConst => "associated constant".into(),
        Kind::Impl => "implementation".into(),
        Kind::Use => "re-export".into(),
        Kind::Env => "environment variable".into(),
        kind => kind.as_str().replace('-', " ").into(),
    }
}

/// The place of the first `word` in `text` that has no letter, digit or `_` beside it.
pub fn find_word(text: &str, word: &str) -> Option<usize> {
    find(text, word, |c| c.is_alphanumeric() || c == '_')
}

/// Whether `text` has `word` by itself, and not as a part of a longer name.
pub fn has_word(text: &str, word: &str) -> bool {
    find_word(text, word).is_some()
}

/// Whether `words` are in `text`, with no letter, digit, `_`, `-` or `/` beside them.
pub fn has_words(text: &str, words: &str) -> bool {
    find(text, words, |c| c.is_alphanumeric() || matches!(c, '_' | '-' | '/')).is_some()
}

fn find(text: &str, words: &str, is_part: impl Fn(char) -> bool) -> Option<usize> {
    let is_whole = |at: &usize| {
        let (before, after) = (&text[..*at], &text[*at + words.len()..]);
        !before.ends_with(&is_part) && !after.starts_with(&is_part)
    };
    let mut found = text.match_indices(words).map(|(at, _)| at).filter(is_whole);
    found.next().filter(|_| !words.is_empty())
}
