//! Columns of text for a terminal, without lines but for one below the titles.
//!
//! Every letter is looked at a fixed number of times, however long its word is, and no more than one row is held.
//!
//! We lay the table out ourselves: `comfy-table` holds every row, and breaks a word of n letters in n² steps.

use alloc::string::String;
use alloc::vec::Vec;
use core::fmt::{self, Write};
use core::mem::take;

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// The space between two columns.
const GAP: &str = "  ";
/// The space that must be free after a word to start a word that is longer than a line.
const LEAST_PART: usize = 3;

/// The columns of a table, each as wide as its widest cell.
pub(super) struct Table {
    widths: Vec<usize>,
}

impl Table {
    /// A table with these titles.
    pub(super) fn new(titles: &[String]) -> Self {
        let mut table = Self {
            widths: alloc::vec![0; titles.len()],
        };
        table.measure(titles);
        table
    }

    /// Makes room for a row.
    pub(super) fn measure(&mut self, cells: &[String]) {
        for (width, cell) in self.widths.iter_mut().zip(cells) {
            let widest = cell.split('\n').map(columns).max();
            *width = (*width).max(widest.unwrap_or_default());
        }
    }

    /// The table in `width` columns: what needs less than its share gets what it needs, and the others share the rest.
    pub(super) fn arranged(mut self, width: usize) -> Self {
        let mut free = width.saturating_sub(GAP.len() * self.widths.len().saturating_sub(1));
        let mut open: Vec<&mut usize> = self.widths.iter_mut().collect();
        loop {
            let share = free / open.len().max(1);
            let (fits, wide): (Vec<&mut usize>, Vec<_>) = open.into_iter().partition(|width| **width <= share);
            open = wide;
            if fits.is_empty() || open.is_empty() {
                break;
            }
            free -= fits.into_iter().map(|width| *width).sum::<usize>();
        }
        let count = open.len();
        for (at, width) in open.into_iter().enumerate() {
            *width = (free / count + usize::from(at < free % count)).max(1);
        }
        self
    }

    /// Writes the titles and the line below them.
    pub(super) fn write_titles(&self, titles: &[String], out: &mut dyn Write) -> fmt::Result {
        self.write_row(titles, out)?;
        let width = self.widths.iter().sum::<usize>() + GAP.len() * self.widths.len().saturating_sub(1);
        writeln!(out, "{}", "─".repeat(width))
    }

    /// Writes a row in as many lines as its longest cell takes.
    pub(super) fn write_row(&self, cells: &[String], out: &mut dyn Write) -> fmt::Result {
        let mut cells: Vec<_> = cells
            .iter()
            .zip(&self.widths)
            .map(|(cell, width)| wrapped(cell, *width).into_iter())
            .collect();
        let lines = cells.iter().map(ExactSizeIterator::len).max().unwrap_or_default();
        for _ in 0..lines {
            let mut line = String::new();
            let mut pending = 0;
            for (cell, width) in cells.iter_mut().zip(&self.widths) {
                let text = cell.next().unwrap_or_default();
                if !text.is_empty() {
                    line.extend(core::iter::repeat_n(' ', take(&mut pending)));
                    line.push_str(&text);
                }
                pending += width.saturating_sub(columns(&text)) + GAP.len();
            }
            write_line(&line, out)?;
        }
        Ok(())
    }
}

/// Writes a line without the blanks at its end. None starts with `::`, which the log of a GitHub workflow would take for a command.
pub(super) fn write_line(line: &str, out: &mut dyn Write) -> fmt::Result {
    let line = line.trim_end();
    let words = line.trim_start();
    let blanks = line.len() - words.len();
    match words.strip_prefix(':').filter(|rest| rest.starts_with(':')) {
        Some(rest) => writeln!(out, "{:blanks$}\\u{{3a}}{rest}", ""),
        None => writeln!(out, "{line}"),
    }
}

/// The text in lines of at most `width` columns, which end where it has line breaks and else between words; a word that is
/// longer than a line is broken.
pub(super) fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = Lines {
        width,
        done: Vec::new(),
        line: None,
        used: 0,
        measured: 0,
    };
    for line in text.split('\n') {
        for word in line.split(' ') {
            lines.push(word);
        }
        lines.finish_line();
    }
    lines.done
}

/// Lines that are being filled.
struct Lines {
    width: usize,
    done: Vec<String>,
    /// The line that words are put into, and how many columns they take.
    line: Option<String>,
    used: usize,
    /// How many bytes were measured.
    measured: usize,
}

impl Lines {
    fn push(&mut self, word: &str) {
        self.measured += word.len();
        let columns = columns(word);
        let space = usize::from(self.line.is_some());
        let free = self.width.saturating_sub(self.used + space);
        let breaks = columns > self.width;
        let is_full = self.used + space + columns > self.width;
        if is_full && (!breaks || free < LEAST_PART) && self.line.is_some() {
            self.finish_line();
        }
        match &mut self.line {
            Some(line) => {
                line.push(' ');
                self.used += 1;
            }
            None => self.line = Some(String::new()),
        }
        if breaks {
            self.push_broken(word);
        } else {
            self.append(word, columns);
        }
    }

    /// Fills the line, and then others.
    fn push_broken(&mut self, word: &str) {
        let mut rest = word;
        while !rest.is_empty() {
            let end = part_end(rest);
            let (part, after) = rest.split_at(end);
            self.measured += part.len();
            let columns = columns(part);
            if self.used + columns > self.width && self.used > 0 {
                self.finish_line();
            }
            self.append(part, columns);
            rest = after;
        }
    }

    fn append(&mut self, text: &str, columns: usize) {
        self.line.get_or_insert_default().push_str(text);
        self.used += columns;
    }

    fn finish_line(&mut self) {
        self.done.push(take(&mut self.line).unwrap_or_default());
        self.used = 0;
    }
}

/// How many columns a terminal gives to a text.
fn columns(text: &str) -> usize {
    text.width()
}

/// The end of the first letter, with the marks that belong to it.
fn part_end(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    let next = letters.find(|(_, letter)| letter.width().is_none_or(|width| width > 0));
    next.map_or(text.len(), |(at, _)| at)
}

#[cfg(test)]
mod tests {
    use alloc::string::String;

    use super::{Lines, Table, wrapped};

    #[test]
    fn lines_end_between_words_and_where_the_text_says() {
        assert_eq!(wrapped("one two three", 7), ["one two", "three"]);
        assert_eq!(wrapped("one\n  two", 7), ["one", "  two"]);
        assert_eq!(wrapped("", 7), [""]);
        assert_eq!(wrapped("one two ", 7), ["one two", ""]);
    }

    #[test]
    fn a_word_that_is_longer_than_a_line_is_broken() {
        assert_eq!(wrapped("ab abcdefghij", 6), ["ab abc", "defghi", "j"]);
        assert_eq!(wrapped("abcd abcdefghij", 6), ["abcd", "abcdef", "ghij"]);
        assert_eq!(wrapped("日本語日本語", 5), ["日本", "語日", "本語"]);
        assert_eq!(wrapped("日", 1), ["日"]);
    }

    #[test]
    fn the_rest_is_shared_among_the_wide_columns() {
        let cells = |cells: [&str; 3]| cells.map(String::from);
        let (long, longer) = ("x".repeat(30), "x".repeat(50));
        let mut table = Table::new(&cells(["a", "b", "c"]));
        table.measure(&cells(["123", &long, &longer]));
        assert_eq!(table.arranged(30).widths, [3, 12, 11]);
    }

    /// Twice for each letter of a word that is broken: as a word, and as a letter.
    #[test]
    fn every_letter_is_measured_a_fixed_number_of_times() {
        for (word, count) in [(1_000_000, 1), (1000, 1000), (1, 1_000_000)] {
            let mut lines = Lines {
                width: 40,
                done: alloc::vec::Vec::new(),
                line: None,
                used: 0,
                measured: 0,
            };
            for _ in 0..count {
                lines.push(&"x".repeat(word));
            }
            assert!(
                lines.measured <= 2 * word * count,
                "{} for {count} words of {word}",
                lines.measured
            );
        }
    }
}
