//! What is wrong with a policy, and where.

use std::error::Error;
use std::fmt;
use std::ops::Range;

use stability::render::escape::line;

/// Everything that is wrong with a policy.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    mistakes: Vec<Mistake>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl PolicyError {
    /// The mistakes, in the order of the text; there is at least one.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }
}

/// A line for each mistake.
impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, mistake) in self.mistakes.iter().enumerate() {
            let separator = if at == 0 { "" } else { "\n" };
            write!(f, "{separator}{mistake}")?;
        }
        Ok(())
    }
}

impl Error for PolicyError {}

/// One thing that is wrong with a policy.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Mistake {
    /// Where it is in the text, in bytes; within the text, and between its characters.
    pub span: Range<usize>,
    /// The line where it begins, counted from 1.
    pub line: u32,
    /// The column where it begins, in characters, counted from 1.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// `line 3, column 7: what is wrong: what to write instead`.
impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            message,
            help,
            ..
        } = self;
        let words = stability::render::escape::line(&format!("{message}: {help}"));
        write!(f, "line {line}, column {column}: {words}")
    }
}

/// The mistakes found so far in a text.
pub struct Mistakes {
    /// Where each line but the first begins.
    lines: Vec<usize>,
    found: Vec<(Range<usize>, String, String)>,
}

impl Mistakes {
    pub fn in_text(text: &str) -> Self {
        Self {
            lines: text.match_indices('\n').map(|(at, _)| at + 1).collect(),
            found: Vec::new(),
        }
    }

    pub fn add(&mut self, span: Range<usize>, message: impl fmt::Display, help: impl fmt::Display) {
        self.found.push((span, message.to_string(), help.to_string()));
    }

    /// The line of a byte, counted from 1.
    pub fn line(&self, at: usize) -> u32 {
        number(self.lines_before(at))
    }

    fn lines_before(&self, at: usize) -> usize {
        self.lines.partition_point(|start| *start <= at)
    }

    /// An error if there is a mistake.
    pub fn check(mut self, text: &str) -> Result<(), PolicyError> {
        if self.found.is_empty() {
            return Ok(());
        }
        let found = std::mem::take(&mut self.found);
        let mut mistakes: Vec<Mistake> = found
            .into_iter()
            .map(|(span, message, help)| {
                // What `toml` misses at the end lies beyond it.
                let start = boundary(text, span.start);
                let before = self.lines_before(start);
                let line_start = before.checked_sub(1).map_or(0, |last| self.lines[last]);
                Mistake {
                    span: start..boundary(text, span.end.max(start)),
                    line: number(before),
                    column: number(text[line_start..start].chars().count()),
                    message,
                    help,
                }
            })
            .collect();
        mistakes.sort_by(|a, b| (a.span.start, &a.message).cmp(&(b.span.start, &b.message)));
        mistakes.dedup();
        Err(PolicyError { mistakes })
    }
}

/// The start of the character at `at`, or the end of the text.
fn boundary(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// What is counted from 0, counted from 1.
fn number(index: usize) -> u32 {
    u32::try_from(index.saturating_add(1)).unwrap_or(u32::MAX)
}

/// A word of the text within a message: in backticks, on one line, cut where it is long.
pub struct Quoted<'t>(pub &'t str);

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 60;
        let mut characters = self.0.chars();
        let shown: String = characters.by_ref().take(LONGEST).collect();
        let more = if characters.next().is_some() { "…" } else { "" };
        write!(f, "`{}{more}`", line(&shown))
    }
}

/// Words as a person lists them: `` `a`, `b` or `c` ``.
pub struct OneOf<'t>(pub &'t [&'t str], pub &'static str);

impl fmt::Display for OneOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(words, conjunction) = self;
        for (at, word) in words.iter().enumerate() {
            let last = at + 1 == words.len();
            match at {
                0 => {}
                _ if last => write!(f, " {conjunction} ")?,
                _ => f.write_str(", ")?,
            }
            write!(f, "`{word}`")?;
        }
        Ok(())
    }
}
