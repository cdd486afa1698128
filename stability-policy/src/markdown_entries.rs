//! The entries of a Markdown text: what each is about, and how much it says.

use std::collections::BTreeMap;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::words::has_words;

/// The headings whose entries are closed.
const CLOSED: [&str; 2] = ["removed", "closed"];

/// The entries of a Markdown text.
///
/// An entry begins with a heading, an item of a list that is in no other one, or a row of a table, and goes on to the next.
#[derive(Debug, Default)]
pub struct Entries {
    entries: Vec<Entry>,
    /// Which entries name each path.
    paths: BTreeMap<String, Vec<usize>>,
}

/// One entry.
#[derive(Debug, Default)]
pub struct Entry {
    /// Its words, with those in code spans and without blocks of code.
    text: String,
    /// Its words outside of code.
    prose: String,
    /// Its code spans.
    spans: Vec<String>,
    /// Its blocks of code, each with its language.
    blocks: Vec<(String, String)>,
    /// Whether it has a link.
    linked: bool,
    /// Whether it is struck or ticked, or under a heading `Removed` or `Closed`.
    pub closed: bool,
}

impl Entries {
    /// Reads them. Every text is Markdown; what is in comments of HTML is not seen.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader::default();
        let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
        for event in Parser::new_ext(text, options) {
            reader.event(event);
        }
        reader.close();
        let mut paths: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (at, entry) in reader.entries.iter().enumerate() {
            let spans = entry.spans.iter().flat_map(|span| paths_in(span));
            let full = paths_in(&entry.prose).filter(|path| path.contains("::"));
            for path in spans.chain(full) {
                let entries = paths.entry(path.to_string()).or_default();
                if entries.last() != Some(&at) {
                    entries.push(at);
                }
            }
        }
        Self {
            entries: reader.entries,
            paths,
        }
    }

    /// The entries that name `name` in a code span, or outside of one by its full path or several words: `nika::Foo`, `GET /skills`. One
    /// word of a text, such as `get`, is English.
    ///
    /// A path is named by itself, not as the beginning or end of a longer one.
    pub fn naming(&self, name: &str) -> Vec<&Entry> {
        if is_path(name) {
            let found = self.paths.get(name).map(Vec::as_slice).unwrap_or_default();
            return found.iter().map(|at| &self.entries[*at]).collect();
        }
        self.entries
            .iter()
            .filter(|entry| has_words(&entry.prose, name) || entry.spans.iter().any(|span| span_names(span, name)))
            .collect()
    }
}

impl Entry {
    /// Whether it is about what is called `name`: its first code span names it, or its words where it has none.
    pub fn is_about(&self, name: &str) -> bool {
        match self.spans.first() {
            Some(first) => span_names(first, name),
            None if is_path(name) => name.contains("::") && paths_in(&self.prose).any(|path| path == name),
            None => has_words(&self.prose, name),
        }
    }

    /// Whether it says more of what is called one of `names` than that it has changed: in words, and with a second code span, a block
    /// of code, a link, or more than three words besides the name.
    pub fn says_more_than(&self, names: &[String]) -> bool {
        let other = self
            .spans
            .iter()
            .any(|span| !names.iter().any(|name| span_names(span, name)));
        let mut words = self.text.clone();
        for name in self.spans.iter().chain(names) {
            words = words.replace(name.as_str(), " ");
        }
        let words = words
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty());
        let words = words.count();
        words > 0 && (other || self.linked || self.code().next().is_some()) || words > 3
    }

    /// Whether it shows what to write before and after: in two blocks of code that differ, in one that says `before` and `after`, or in
    /// a `diff` with lines of both.
    pub fn has_example(&self) -> bool {
        let both = |(language, code): &(String, String)| {
            let starts = |sign| {
                code.lines()
                    .any(|line| line.strip_prefix(sign).is_some_and(|rest| !rest.trim().is_empty()))
            };
            let lower = code.to_lowercase();
            let says = |word| has_words(&lower, word);
            language == "diff" && starts('-') && starts('+') || says("before") && says("after")
        };
        let mut code = self.code();
        let first = code.next();
        code.any(|other| Some(other) != first) || self.blocks.iter().any(both)
    }

    /// The code of its blocks that are not empty.
    fn code(&self) -> impl Iterator<Item = &str> {
        self.blocks
            .iter()
            .map(|(_, code)| code.trim())
            .filter(|code| !code.is_empty())
    }
}

/// Gathers entries from the events of a parser.
#[derive(Default)]
struct Reader {
    entries: Vec<Entry>,
    entry: Entry,
    /// The headings above, each with whether its entries are closed.
    headings: Vec<(HeadingLevel, bool)>,
    lists: usize,
    in_block: bool,
}

impl Reader {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_block => {
                if let Some((_, block)) = self.entry.blocks.last_mut() {
                    block.push_str(&text);
                }
            }
            Event::Text(text) => {
                self.entry.text.push_str(&text);
                self.entry.prose.push_str(&text);
            }
            Event::Code(code) => {
                self.entry.text.push_str(&code);
                // No word goes on across a span.
                self.entry.prose.push('`');
                self.entry.spans.push(code.to_string());
            }
            Event::SoftBreak | Event::HardBreak => self.space(),
            Event::TaskListMarker(true) => self.entry.closed = true,
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.headings.retain(|(above, _)| *above < level);
                self.open();
            }
            Tag::List(_) => self.lists += 1,
            Tag::Item if self.lists == 1 => self.open(),
            Tag::Item | Tag::Paragraph => self.space(),
            Tag::TableHead | Tag::TableRow => self.open(),
            Tag::CodeBlock(kind) => {
                self.in_block = true;
                let language = match kind {
                    pulldown_cmark::CodeBlockKind::Fenced(language) => language.to_string(),
                    pulldown_cmark::CodeBlockKind::Indented => String::new(),
                };
                self.entry.blocks.push((language, String::new()));
            }
            Tag::Link { .. } => self.entry.linked = true,
            // What is struck from its beginning is struck as a whole.
            Tag::Strikethrough if self.entry.text.trim().is_empty() => self.entry.closed = true,
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => {
                let title = self.entry.text.trim().to_lowercase();
                let closed = CLOSED.contains(&title.as_str());
                self.headings.push((level, closed));
                self.entry.closed |= closed;
                self.space();
            }
            TagEnd::List(_) => self.lists -= 1,
            TagEnd::CodeBlock => self.in_block = false,
            TagEnd::Table => self.open(),
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell => self.space(),
            _ => {}
        }
    }

    fn space(&mut self) {
        self.entry.text.push(' ');
        self.entry.prose.push(' ');
    }

    /// Begins an entry, and closes the one before it.
    fn open(&mut self) {
        self.close();
        self.entry.closed = self.headings.iter().any(|(_, closed)| *closed);
    }

    fn close(&mut self) {
        let entry = std::mem::take(&mut self.entry);
        if !entry.text.trim().is_empty() || !entry.blocks.is_empty() {
            self.entries.push(entry);
        }
    }
}

/// Whether `name` is one path of Rust, of one segment or more.
fn is_path(name: &str) -> bool {
    !name.is_empty() && paths_in(name).next() == Some(name)
}

/// The paths of Rust in a text, each as long as it goes: `nika::Foo` and `new` in `nika::Foo.new()`.
fn paths_in(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let runs = text.split(move |c: char| !is_part(c) && c != ':');
    runs.flat_map(|run| {
        // A colon alone ends a sentence; two join segments.
        let mut rest = run.trim_matches(':');
        let mut paths = Vec::new();
        while let Some(at) = single_colon(rest) {
            paths.push(rest[..at].trim_matches(':'));
            rest = rest[at + 1..].trim_matches(':');
        }
        paths.push(rest);
        paths
    })
    .filter(|path| !path.is_empty())
}

/// The place of the first colon that is not one of two.
fn single_colon(text: &str) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find(':') {
        let start = at + found;
        let length = text[start..].bytes().take_while(|byte| *byte == b':').count();
        if length != 2 {
            return Some(start);
        }
        at = start + length;
    }
    None
}

/// Whether a code span names what is called `name`. A name of several words, such as that of a route or a command, may be the
/// beginning of another one, and is all of the span.
fn span_names(span: &str, name: &str) -> bool {
    if is_path(name) {
        paths_in(span).any(|path| path == name)
    } else if name.contains(' ') {
        span.trim() == name
    } else {
        has_words(span, name)
    }
}
