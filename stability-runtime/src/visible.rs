//! Characters that readers do not see, made visible.

use alloc::string::String;

/// Whether readers do not see the character, or see what is beside it moved.
///
/// These are control and format characters (among them those that turn the direction of writing), separators of lines and
/// paragraphs, characters without width that Unicode calls ignorable, and code points that are no characters.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{34f}' | '\u{600}'..='\u{605}' | '\u{61c}' | '\u{6dd}' | '\u{70f}'
        | '\u{890}' | '\u{891}' | '\u{8e2}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{110bd}' | '\u{110cd}'
        | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

/// The text on one line: each hidden character is written as its escape, `\u{1b}`.
///
/// So is the second `#` of `##[` and `##vso[`, which CI services take for a command wherever it is in a log.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        let is_command = c == '#' && line.ends_with('#') && opens_command(rest.as_str());
        if is_hidden(c) || is_command {
            line.extend(c.escape_unicode());
        } else {
            line.push(c);
        }
    }
    line
}

/// Whether `##` before this is the start of a command for a CI service.
fn opens_command(after: &str) -> bool {
    let is_word = |word: &str| {
        after
            .get(..word.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(word))
    };
    is_word("[") || is_word("vso[")
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::{is_hidden, line};

    #[test]
    fn invisible_characters_of_unicode_are_hidden() {
        let classes = r"^[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]$";
        let classes = Regex::new(classes).unwrap();
        for c in '\0'..=char::MAX {
            assert_eq!(
                is_hidden(c),
                classes.is_match(c.encode_utf8(&mut [0; 4])),
                "{}",
                c.escape_unicode()
            );
        }
    }

    #[test]
    fn hidden_characters_are_escaped_and_others_stay() {
        for (text, expected) in [
            ("a\n::error::b\r", r"a\u{a}::error::b\u{d}"),
            ("\u{1b}[31m\u{1b}]8;;x\u{7}", r"\u{1b}[31m\u{1b}]8;;x\u{7}"),
            ("a\u{202e}b\u{200f}c\u{61c}", r"a\u{202e}b\u{200f}c\u{61c}"),
            (
                "\u{feff}\u{e0041}\u{2028}\u{9b}\u{7f}",
                r"\u{feff}\u{e0041}\u{2028}\u{9b}\u{7f}",
            ),
            ("Größe 長さ é e\u{301} 🦀 \u{3000}", "Größe 長さ é e\u{301} 🦀 \u{3000}"),
        ] {
            assert_eq!(line(text), expected);
        }
    }

    #[test]
    fn no_word_is_a_command_of_a_ci_service() {
        for (text, expected) in [
            ("##[error]x", r"#\u{23}[error]x"),
            ("a ###[group]", r"a ##\u{23}[group]"),
            ("##VSO[task]", r"#\u{23}VSO[task]"),
            ("## a, #[b], ##a", "## a, #[b], ##a"),
        ] {
            assert_eq!(line(text), expected);
        }
    }
}
