//! Words in a text, words for kinds, and parts of sentences that many findings have.

use std::borrow::Cow;
use std::fmt;

use semver::Version;
use stability::Kind;

use crate::Bump;

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

/// What records that the promise of `item` is broken in one release.
pub fn record_exception(item: impl fmt::Display) -> String {
    exception_with(item, "`migration`")
}

/// The same for an addition, after which users have nothing to do. An exception of this kind has a migration in any case.
pub fn record_addition(item: impl fmt::Display) -> String {
    exception_with(item, "`migration = \"not needed\"`")
}

fn exception_with(item: impl fmt::Display, migration: &str) -> String {
    format!(
        "record an `[[exception]]` in stability.toml with `item = \"{item}\"`, `kind = \"correctness\"` (or `\"security\"`, with `affected`), \
         `version` (of this release), `reason`, {migration} and `issue` (a URL)"
    )
}

/// The release that is so much larger than the full release `version`, by its number: `2.0.0 (the next major release)`.
pub fn next_release(bump: Bump, version: &Version) -> String {
    match bump {
        Bump::None | Bump::PreRelease => "the next release".to_owned(),
        bump => format!("{} (the next {})", bump.after(version), bump.release()),
    }
}

/// What hides one finding. [`with_suppression_keys`] adds the keys of the entry to an advice that has these words.
pub const RECORD_SUPPRESSION: &str = "record a `[[suppression]]` in stability.toml";

/// An advice of a finding of `rule` about `subject`, with the keys of the entry that [`RECORD_SUPPRESSION`] names.
pub fn with_suppression_keys(advice: &str, rule: &str, subject: &str) -> String {
    let keys = suppression_keys(rule, subject);
    advice.replace(RECORD_SUPPRESSION, &format!("{RECORD_SUPPRESSION} with {keys}"))
}

/// The keys of a `[[suppression]]` that hides what `rule` reports of `subject`.
pub fn suppression_keys(rule: &str, subject: &str) -> String {
    format!("`rule = \"{rule}\"`, `item = \"{subject}\"` and `reason`")
}

/// What to do about a question that only a trial answers.
pub fn tried(trial: &str) -> String {
    format!("{trial}; if that works, {RECORD_SUPPRESSION}; if not, undo the change")
}

/// Two ways to choose from. A first one that has a comma ends with a semicolon: `keep a, and add b; or undo the change`.
pub fn either(first: impl fmt::Display, second: impl fmt::Display) -> String {
    let first = first.to_string();
    let mark = if first.contains(',') { ';' } else { ',' };
    format!("{first}{mark} or {second}")
}

/// The first of several things, and how many there are beside them: `` `a` was removed; `b` was removed; 2 more changes ``.
pub fn first_of<T: fmt::Display>(things: impl IntoIterator<Item = T>, noun: &str) -> String {
    const SHOWN: usize = 3;
    let mut things = things.into_iter();
    let mut shown: Vec<String> = things.by_ref().take(SHOWN).map(|it| it.to_string()).collect();
    match things.count() {
        0 => {}
        1 => shown.push(format!("1 more {noun}")),
        more => shown.push(format!("{more} more {noun}s")),
    }
    shown.join("; ")
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

#[cfg(test)]
mod tests {
    use super::{either, first_of};

    #[test]
    fn a_semicolon_parts_what_has_commas() {
        assert_eq!(
            either("undo the change", "make a release"),
            "undo the change, or make a release"
        );
        assert_eq!(
            either("keep a, and add b", "make a release"),
            "keep a, and add b; or make a release"
        );
    }

    #[test]
    fn three_things_are_shown_and_the_others_counted() {
        for (count, expected) in [
            (1, "1"),
            (3, "1; 2; 3"),
            (4, "1; 2; 3; 1 more change"),
            (6, "1; 2; 3; 3 more changes"),
        ] {
            assert_eq!(first_of(1..=count, "change"), expected);
        }
    }
}
