//! What is printed: the result to stdout, everything else to stderr. No other module prints.
//!
//! Everything passes [`sanitize`], since what is printed holds texts of other people.

pub mod sanitize;

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};
use anyhow::{Result, anyhow};
use stability::render::escape::line;

use self::sanitize::{Syntax, sanitize, sanitize_message};
use crate::args::{Color, MessageArgs};
use crate::report::text::Style as ReportStyle;

const ERROR: Style = AnsiColor::Red.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const NOTE: Style = AnsiColor::Green.on_default().bold();

/// The least columns that a table is given, and those where there is no terminal.
const COLUMNS: (usize, usize) = (40, 100);

/// Where the program prints, and how.
#[derive(Clone, Copy, Debug)]
pub struct Output {
    color: ColorChoice,
    quiet: bool,
}

impl Output {
    /// Prints as the arguments say.
    pub fn new(args: MessageArgs) -> Self {
        let color = match args.color {
            Color::Auto => ColorChoice::Auto,
            Color::Always => ColorChoice::Always,
            Color::Never => ColorChoice::Never,
        };
        // What clap and renderers print by themselves takes the same choice.
        color.write_global();
        Self {
            color,
            quiet: args.quiet,
        }
    }

    /// Whether only warnings and errors are printed.
    pub const fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Prints the result. Escape codes in it are taken out where colours are not wanted. A reader that has closed the pipe does not
    /// want more.
    pub fn result(self, text: &str, syntax: Syntax) -> Result<()> {
        let text = sanitize(text, syntax);
        let mut stdout = AutoStream::new(io::stdout().lock(), self.choice(&io::stdout()));
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(anyhow!("cannot write the result: {error}")),
            _ => Ok(()),
        }
    }

    /// Says what is being done, in the form of cargo: `    Building nika`.
    pub fn step(self, verb: &str, what: impl Display) {
        if !self.quiet {
            self.message(&format!("{NOTE}{verb:>12}{NOTE:#} {}", line(&what.to_string())));
        }
    }

    /// Says what should be known.
    pub fn note(self, text: impl Display) {
        if !self.quiet {
            self.message(&format!("{NOTE}note{NOTE:#}: {}", line(&text.to_string())));
        }
    }

    /// Says what is probably not meant so.
    pub fn warning(self, text: impl Display) {
        self.message(&format!("{WARNING}warning{WARNING:#}: {}", line(&text.to_string())));
    }

    /// Says why the command could not complete. The text may have several lines.
    pub fn error(self, text: impl Display) {
        self.message(&format!(
            "{ERROR}error{ERROR:#}: {}",
            sanitize_message(&text.to_string())
        ));
    }

    /// Passes on what a compiler has to say, with its colours.
    pub fn diagnostic(self, rendered: &str) {
        // Cargo's progress is on the line of the cursor.
        let clear = if io::stderr().is_terminal() { "\r\x1b[K" } else { "" };
        self.message(&format!("{clear}{}", sanitize(rendered.trim_end(), Syntax::Text)));
    }

    /// Whether what others render for stderr should have colours.
    pub fn stderr_has_color(self) -> bool {
        self.choice(&io::stderr()) != ColorChoice::Never
    }

    /// The word of cargo's option `--color`.
    pub const fn color_word(self) -> &'static str {
        match self.color {
            ColorChoice::Always | ColorChoice::AlwaysAnsi => "always",
            ColorChoice::Never => "never",
            ColorChoice::Auto => "auto",
        }
    }

    /// How findings are shown: with colours where stdout has them.
    pub fn style(self) -> ReportStyle {
        ReportStyle {
            color: self.choice(&io::stdout()) != ColorChoice::Never,
            columns: columns(),
        }
    }

    fn choice(self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(stream),
            decided => decided,
        }
    }

    fn message(self, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.choice(&io::stderr()));
        // Where stderr is closed, there is no other place to say it.
        let _ = writeln!(stderr, "{text}");
    }
}

/// The columns that a table may have.
pub fn columns() -> usize {
    let (least, without_terminal) = COLUMNS;
    let terminal = terminal_size::terminal_size_of(io::stdout());
    let columns = terminal.map_or(without_terminal, |(width, _)| width.0.into());
    columns.max(least)
}

/// A path within a message.
pub fn printable(path: impl AsRef<Path>) -> String {
    line(&path.as_ref().to_string_lossy())
}
