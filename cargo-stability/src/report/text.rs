//! For a person at a terminal: each finding at its line, and the verdict in a line at the end.

use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level as Severity, Origin, Renderer, Snippet};
use stability::render::escape::{is_hidden, line};
use stability_policy::{Level, Place, PolicyError};

use super::{Entry, Judgement};

/// How it looks.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    /// Whether it is coloured.
    pub color: bool,
    /// The columns of the terminal.
    pub columns: usize,
}

impl Style {
    fn renderer(self) -> Renderer {
        let renderer = if self.color {
            Renderer::styled()
        } else {
            Renderer::plain()
        };
        renderer.term_width(self.columns)
    }
}

/// The findings and a summary.
pub fn render(judgement: &Judgement<'_>, style: Style) -> String {
    let renderer = style.renderer();
    let reported = judgement.entries().filter(|entry| entry.reason.is_none());
    let findings = reported.map(|entry| format!("{}\n\n", renderer.render(&[group(judgement, &entry)])));
    let gaps = judgement.gaps().into_iter().map(|gap| format!("{gap}\n"));
    findings.collect::<String>()
        + &format!("{}: {}\n", judgement.title(), judgement.summary())
        + &gaps.collect::<String>()
}

/// What is wrong with the policy in the file `path`, whose text is `text`.
pub fn render_policy_error(error: &PolicyError, path: &str, text: &str, style: Style) -> String {
    let renderer = style.renderer();
    let mistakes = error.mistakes().iter().map(|mistake| {
        let snippet = Snippet::source(printable_source(text))
            .path(line(path))
            .annotation(AnnotationKind::Primary.span(mistake.span.clone()));
        let group = Severity::ERROR
            .primary_title(line(&mistake.message))
            .element(snippet)
            .element(Severity::HELP.message(line(&mistake.help)));
        format!("{}\n\n", renderer.render(&[group]))
    });
    mistakes.collect()
}

fn group<'a>(judgement: &Judgement<'_>, entry: &Entry<'_>) -> Group<'a> {
    let finding = entry.finding;
    let severity = match finding.level {
        Level::Deny => Severity::ERROR,
        Level::Warn | Level::Allow => Severity::WARNING,
    };
    let keeps = match finding.clauses.join(", ") {
        clauses if clauses.is_empty() => clauses,
        clauses => format!("keeps {clauses}; "),
    };
    let was = judgement.former_place(entry).map(|was| Severity::NOTE.message(was));
    severity
        .primary_title(line(&finding.message))
        .id(finding.rule)
        .elements(place(judgement, entry))
        .element(Severity::HELP.message(line(&finding.advice)))
        .elements(was)
        .element(Severity::NOTE.message(format!("{keeps}cargo stability explain {}", finding.rule)))
}

/// The line of the source, or else its place.
fn place<'a>(judgement: &Judgement<'_>, entry: &Entry<'_>) -> Option<Element<'a>> {
    if let Place::Commit { id } = &entry.finding.place {
        return Some(Origin::path(line(&format!("commit {id}"))).into());
    }
    let path = entry.current_path()?;
    let number = entry.line.map(|number| number as usize);
    Some(snippet(judgement, path, number).unwrap_or_else(|| {
        let origin = Origin::path(line(path));
        number.map_or(origin.clone(), |number| origin.line(number)).into()
    }))
}

fn snippet<'a>(judgement: &Judgement<'_>, path: &str, number: Option<usize>) -> Option<Element<'a>> {
    let text = judgement.sources.text(path)?;
    let source = printable_source(text.lines().nth(number? - 1)?);
    let annotation = AnnotationKind::Primary.span(without_blanks(&source)?);
    let snippet = Snippet::source(source).line_start(number?).path(line(path));
    Some(snippet.annotation(annotation).into())
}

/// The source with a sign for each character that would move the terminal, of as many bytes, so that the places stay. Those of
/// ASCII have their signs from the renderer.
fn printable_source(text: &str) -> String {
    let printable = |character: char| match character.len_utf8() {
        2 if is_hidden(character) => '¿',
        3 if is_hidden(character) => char::REPLACEMENT_CHARACTER,
        4 if is_hidden(character) => '\u{1fbc4}',
        _ => character,
    };
    text.chars().map(printable).collect()
}

/// The part of a line between its blanks; `None` where it has nothing else.
fn without_blanks(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let end = line.trim_end().len();
    (start < end).then_some(start..end)
}
