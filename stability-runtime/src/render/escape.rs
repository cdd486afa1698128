//! Texts of users as parts of a Markdown page: nothing in them opens a structure of its own.
//!
//! For programs that compose a page of which a contract is a part. Each function takes the text as it is and gives it on one
//! line; what readers would not see is escaped by [`line()`].

use alloc::format;
use alloc::string::String;

pub use crate::visible::{is_hidden, line};

/// A code span. Its fence is longer than any run of backticks inside.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn code(text: &str) -> String {
    let text = line(text.trim());
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        run = if c == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    // A space on both sides is not shown; it parts the fence from a backtick, and keeps a span of spaces.
    let pad = if text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ')) {
        " "
    } else {
        ""
    };
    match text.as_str() {
        "" => String::new(),
        text => format!("{fence}{pad}{text}{pad}{fence}"),
    }
}

/// Running text: its code spans stay, whatever else has a meaning in Markdown or HTML is escaped.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn prose(text: &str) -> String {
    let text = running(text);
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text.as_str();
    let mut before = ' ';
    while let Some(c) = rest.chars().next() {
        if let Some(span) = code_span(rest) {
            escaped += &code(span.content);
            rest = &rest[span.length..];
            before = '`';
            continue;
        }
        if let Some(length) = mention(rest).filter(|_| !before.is_alphanumeric()) {
            escaped += &code(&rest[..length]);
            rest = &rest[length..];
            before = '`';
            continue;
        }
        rest = &rest[c.len_utf8()..];
        if is_meant(c, before, rest.chars().next()) {
            escaped.push('\\');
        }
        escaped.push(c);
        before = c;
    }
    escaped
}

/// Running text at the start of a line or list item, where more has a meaning: `#`, `-`, `1.`.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn paragraph(text: &str) -> String {
    let mut escaped = prose(text);
    let digits = escaped.chars().take_while(char::is_ascii_digit).count();
    let mark = escaped[digits..].chars().next();
    let opens = match mark {
        Some('#' | '-' | '+' | '=' | '"') => digits == 0,
        Some('.' | ')') => digits > 0,
        // The log of a GitHub workflow would take it for a command.
        Some(':') => digits == 0 && escaped.starts_with("::"),
        _ => false,
    };
    if opens {
        escaped.insert(digits, '\\');
    }
    escaped
}

/// A heading: a `#` at its end would be taken for its closing.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn heading(text: &str) -> String {
    let mut escaped = prose(text);
    if escaped.ends_with('#') {
        escaped.insert(escaped.len() - 1, '\\');
    }
    escaped
}

/// A cell of a table: the Markdown of one line, in which a `|` would end the cell even within code.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn cell(markdown: &str) -> String {
    let mut cell = String::with_capacity(markdown.len());
    let mut escaped = false;
    for c in markdown.chars() {
        if c == '|' && !escaped {
            cell.push('\\');
        }
        escaped = c == '\\' && !escaped;
        cell.push(c);
    }
    cell
}

/// A link, or the text alone where `address` is no address on the web.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn link(word: &str, address: &str) -> String {
    if !address.starts_with("https://") && !address.starts_with("http://") {
        return format!("{word} {}", prose(address));
    }
    let mut target = String::with_capacity(address.len());
    for c in address.chars() {
        match c {
            '<' => target += "%3C",
            '>' => target += "%3E",
            '\\' => target += "%5C",
            // In a table it would end the cell.
            '|' => target += "%7C",
            c if c.is_whitespace() || is_hidden(c) => target += "%20",
            c => target.push(c),
        }
    }
    format!("[{word}](<{target}>)")
}

/// Whether `c` would have a meaning between the two characters. An underscore inside a word has none.
fn is_meant(c: char, before: char, after: Option<char>) -> bool {
    match c {
        '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '$' => true,
        '_' => !(before.is_alphanumeric() && after.is_some_and(char::is_alphanumeric)),
        _ => false,
    }
}

/// The length of `@somebody` or `@group/team` at the start of `text`: in a comment on a code host, outside of code, it calls them.
fn mention(text: &str) -> Option<usize> {
    let name = text.strip_prefix('@')?;
    let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/');
    let length = name.find(|c| !is_of_name(c)).unwrap_or(name.len());
    (length > 0).then_some(1 + length)
}

struct Span<'a> {
    content: &'a str,
    length: usize,
}

/// The code span that `text` starts with.
fn code_span(text: &str) -> Option<Span<'_>> {
    let (content, length) = text
        .strip_prefix('`')?
        .split_once('`')
        .map(|(content, _)| (content, content.len() + 2))?;
    let single = !content.trim().is_empty() && !text[length..].starts_with('`');
    single.then_some(Span { content, length })
}

/// Words that may have been written on several lines, as one.
pub(super) fn running(text: &str) -> String {
    let is_blank = |c: char| matches!(c, '\n' | '\r' | '\t') || c.is_whitespace() && !is_hidden(c);
    let blanks = |c: char| if is_blank(c) { ' ' } else { c };
    line(&text.trim().chars().map(blanks).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::{cell, code, heading, link, paragraph, prose};

    #[test]
    fn a_code_span_outlasts_its_backticks() {
        assert_eq!(code("Foo<T>"), "`Foo<T>`");
        assert_eq!(code("a`b"), "``a`b``");
        assert_eq!(code("`b``"), "``` `b`` ```");
        assert_eq!(code("a\n# b"), r"`a\u{a}# b`");
        assert_eq!(code(""), "");
    }

    #[test]
    fn prose_keeps_code_spans_and_opens_nothing_else() {
        for (text, expected) in [
            ("use `exit <codes>`, not text", "use `exit <codes>`, not text"),
            ("a <script> & b", "a \\<script\\> \\& b"),
            ("AKSARA_*", "AKSARA\\_\\*"),
            ("tenant_field", "tenant_field"),
            ("one ` alone", "one \\` alone"),
            ("``two``", "\\`\\`two\\`\\`"),
            ("a | b\n\n# c", "a \\| b  # c"),
            ("[x](y)", "\\[x\\](y)"),
            ("a\u{202e}b", "a\\\\u{202e}b"),
            ("a\u{2028}`b\u{200f}`", "a\\\\u{2028}`b\\u{200f}`"),
            ("$x$", "\\$x\\$"),
            ("ask @acme/core, not a@b.example", "ask `@acme/core`, not a@b.example"),
            ("@ alone", "@ alone"),
        ] {
            assert_eq!(prose(text), expected);
        }
        assert_eq!(heading("C #"), "C \\#");
    }

    #[test]
    fn a_paragraph_opens_no_structure_at_its_start() {
        for (text, expected) in [
            ("# a", "\\# a"),
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("12. a", "12\\. a"),
            ("1) a", "1\\) a"),
            ("1 a - # b", "1 a - # b"),
            ("> a", "\\> a"),
            ("===", "\\==="),
            ("::error::a", "\\::error::a"),
            ("\n::error::a\n::error::b", "\\::error::a ::error::b"),
            ("", ""),
        ] {
            assert_eq!(paragraph(text), expected);
        }
    }

    #[test]
    fn a_cell_has_no_open_bar() {
        for (markdown, expected) in [
            ("`a|b`", "`a\\|b`"),
            ("a \\| b", "a \\| b"),
            ("`a\\|b`", "`a\\|b`"),
            ("\\\\|", "\\\\\\|"),
        ] {
            assert_eq!(cell(markdown), expected);
        }
    }

    #[test]
    fn an_address_stays_inside_its_link() {
        assert_eq!(link("docs", "https://a.b/c"), "[docs](<https://a.b/c>)");
        assert_eq!(link("docs", "https://a.b/>)\nc"), "[docs](<https://a.b/%3E)%20c>)");
        assert_eq!(link("issue", "#12"), "issue #12");
        assert_eq!(link("docs", "javascript:x"), "docs javascript:x");
    }
}
