//! What every output passes last: nothing that others wrote into it moves a terminal, or commands a CI service.
//!
//! Each form escapes what it shows, with the functions of `stability::render::escape`. What one of them forgets is caught here.
//!
//! The forms escape texts of others through `render::escape`, where `line` makes hidden characters visible; this is the second
//! time, and knows only what a form may hold, so that nothing can be forgotten. Our colours pass; the colours of others were
//! escaped before. A line never starts with `::`, nor holds `##[`, because GitHub runners take both for commands.

use std::ops::Range;

use stability::render::escape::{is_hidden, line};

/// What a text is, which decides how it is escaped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// Lines for a terminal, with colours.
    Text,
    /// A page of Markdown.
    Markdown,
    /// JSON, and SARIF.
    Json,
    /// Commands for the log of a GitHub workflow.
    Annotations,
    /// XML, and HTML.
    Xml,
    /// What this program says of itself: manual pages and completions.
    Trusted,
}

/// How a line may begin.
enum LineStart {
    Any,
    /// Not with `::`, which a GitHub runner takes for a command, whatever blanks are before it. This takes the place of the
    /// first colon.
    NoCommand(&'static str),
}

const ESCAPED: LineStart = LineStart::NoCommand("\\u{3a}");

/// The text as it may be printed.
pub fn sanitize(text: &str, syntax: Syntax) -> String {
    match syntax {
        Syntax::Text => lines(text, &ESCAPED, true),
        Syntax::Markdown => lines(text, &LineStart::NoCommand("\\:"), false),
        Syntax::Annotations | Syntax::Xml => lines(text, &LineStart::Any, false),
        Syntax::Json => json(text),
        Syntax::Trusted => text.to_owned(),
    }
}

/// A message of several lines. Those after the first are of a file, or of another program; they are indented, so that none looks
/// like a message of ours.
pub fn sanitize_message(text: &str) -> String {
    let lines: Vec<String> = text
        .trim_end()
        .lines()
        .map(|line| lines(line, &ESCAPED, false))
        .collect();
    lines.join("\n  ")
}

fn lines(text: &str, start: &LineStart, colors: bool) -> String {
    let mut shown = String::with_capacity(text.len());
    for (at, whole) in text.split('\n').enumerate() {
        if at > 0 {
            shown.push('\n');
        }
        let mut rest = whole;
        let mut begun = false;
        while !rest.is_empty() {
            let color = color(rest).filter(|_| colors).unwrap_or(rest.len()..rest.len());
            let words = rest[..color.start].replace('\t', "    ");
            let first = words.trim_start();
            match start {
                LineStart::NoCommand(escape) if !begun && first.starts_with("::") => {
                    shown.extend([&words[..words.len() - first.len()], escape, &line(&first[1..])]);
                }
                _ => shown += &line(&words),
            }
            begun |= !first.is_empty();
            shown += &rest[color.clone()];
            rest = &rest[color.end..];
        }
    }
    shown
}

/// Where the first code for a colour is.
fn color(text: &str) -> Option<Range<usize>> {
    const OPENS: &str = "\u{1b}[";
    text.match_indices(OPENS).find_map(|(start, _)| {
        let after = start + OPENS.len();
        let length = text[after..].find(|c: char| !c.is_ascii_digit() && c != ';')?;
        let end = after + length;
        text[end..].starts_with('m').then_some(start..end + 1)
    })
}

/// JSON with the escapes of JSON for hidden characters, which says the same. They are only in strings, except for blanks.
fn json(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => shown.push(c),
            '\r' | '\t' => shown.push(' '),
            // So that `##[` is no command. It is only in strings.
            '#' if shown.ends_with('#') => shown += "\\u0023",
            c if is_hidden(c) => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    shown += &format!("\\u{unit:04x}");
                }
            }
            c => shown.push(c),
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Syntax, sanitize, sanitize_message};

    #[test]
    fn only_our_colours_and_line_ends_reach_a_terminal() {
        for (text, expected) in [
            (
                "\u{1b}[1m\u{1b}[91merror\u{1b}[0m: a\tb\n",
                "\u{1b}[1m\u{1b}[91merror\u{1b}[0m: a    b\n",
            ),
            ("\u{1b}[2Ja\u{1b}]8;;x\u{7}\u{1b}", r"\u{1b}[2Ja\u{1b}]8;;x\u{7}\u{1b}"),
            ("a\u{202e}b\r", r"a\u{202e}b\u{d}"),
            (
                "  ::error::a\na::b\n\u{1b}[1m::error::c",
                "  \\u{3a}:error::a\na::b\n\u{1b}[1m\\u{3a}:error::c",
            ),
            ("a ##[group]", r"a #\u{23}[group]"),
        ] {
            assert_eq!(sanitize(text, Syntax::Text), expected);
        }
        assert_eq!(
            sanitize("\u{1b}[1m::error::a", Syntax::Markdown),
            r"\u{1b}[1m::error::a"
        );
        assert_eq!(sanitize(" ::error::a", Syntax::Markdown), r" \::error::a");
        assert_eq!(
            sanitize("::error::a\u{200f}", Syntax::Annotations),
            r"::error::a\u{200f}"
        );
    }

    #[test]
    fn json_says_the_same() {
        let text = "{\r\n\t\"a\u{202e}\": [\"\u{e0041}##[error]\u{7f}\"]\n}";
        let shown = sanitize(text, Syntax::Json);
        assert_eq!(
            shown,
            "{ \n \"a\\u202e\": [\"\\udb40\\udc41#\\u0023[error]\\u007f\"]\n}"
        );
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        assert_eq!(value(&shown), value(&text.replace('\t', " ")));
    }

    #[test]
    fn further_lines_of_a_message_are_set_off() {
        assert_eq!(
            sanitize_message("a\nerror: b\n ::error::c\u{1b}[8m\n"),
            "a\n  error: b\n   \\u{3a}:error::c\\u{1b}[8m"
        );
    }
}
