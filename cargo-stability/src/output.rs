//! What is printed: the result to stdout, everything else to stderr. No other module prints.
//!
//! Everything passes the [`guard`], since what is printed holds texts of other people.

pub mod guard;

use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anstyle::{AnsiColor, Style};

use stability::render::escape::line;

use self::guard::Form;
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

    /// Prints what was asked for. Escape codes in it are taken out where colours are not wanted.
    ///
    /// # Errors
    ///
    /// Those of stdout. That nobody reads on is none.
    pub fn result(self, text: &str, form: Form) -> io::Result<()> {
        let text = guard::guarded(text, form);
        let mut stdout = AutoStream::new(io::stdout().lock(), self.choice(&io::stdout()));
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
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
        self.message(&format!("{ERROR}error{ERROR:#}: {}", guard::report(&text.to_string())));
    }

    /// Passes on what a compiler has to say, with its colours.
    pub fn diagnostic(self, rendered: &str) {
        // Cargo's progress stands on the line of the cursor.
        let clear = if io::stderr().is_terminal() { "\r\x1b[K" } else { "" };
        self.message(&format!("{clear}{}", guard::guarded(rendered.trim_end(), Form::Text)));
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
            columns: self.columns(),
        }
    }

    /// The columns that a table may have.
    pub fn columns(self) -> usize {
        let (least, without_terminal) = COLUMNS;
        let terminal = terminal_size::terminal_size_of(io::stdout());
        terminal
            .map_or(without_terminal, |(terminal_size::Width(columns), _)| {
                usize::from(columns)
            })
            .max(least)
    }

    fn choice(self, stream: &impl anstream::stream::RawStream) -> ColorChoice {
        match self.color {
            ColorChoice::Auto => AutoStream::choice(stream),
            decided => decided,
        }
    }

    fn message(self, text: &str) {
        let mut stderr = AutoStream::new(io::stderr().lock(), self.choice(&io::stderr()));
        // Where stderr is closed, nobody can be told.
        let _ = writeln!(stderr, "{text}");
    }
}

/// A path within a message.
pub fn shown(path: impl AsRef<Path>) -> String {
    line(&path.as_ref().to_string_lossy())
}
