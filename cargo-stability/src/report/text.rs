//! For a person at a terminal: each finding at its line, and the verdict in a line at the end.

use std::io::{self, Write};
use std::ops::Range;

use annotate_snippets::{AnnotationKind, Element, Group, Level as Severity, Origin, Renderer, Snippet};
use stability::render::escape::{is_hidden, line};
use stability_policy::{Finding, Level, Place, PolicyError};

use super::{Judgement, Spot};

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

/// Writes the findings and a summary.
///
/// # Errors
///
/// Those of the writer.
pub fn write(judgement: &Judgement<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = style.renderer();
    for finding in &judgement.verdict.findings {
        writeln!(out, "{}\n", renderer.render(&[group(judgement, finding)]))?;
    }
    writeln!(out, "{}: {}", judgement.title(), judgement.summary())
}

/// Writes what is wrong with the policy in the file `path`, whose text is `text`.
///
/// # Errors
///
/// Those of the writer.
pub fn policy_error(error: &PolicyError, path: &str, text: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let renderer = style.renderer();
    for mistake in error.mistakes() {
        let snippet = Snippet::source(shown_source(text))
            .path(line(path))
            .annotation(AnnotationKind::Primary.span(mistake.span.clone()));
        let group = Severity::ERROR
            .primary_title(line(&mistake.message))
            .element(snippet)
            .element(Severity::HELP.message(line(&mistake.help)));
        writeln!(out, "{}\n", renderer.render(&[group]))?;
    }
    Ok(())
}

fn group<'a>(judgement: &Judgement<'_>, finding: &Finding) -> Group<'a> {
    let severity = match finding.level {
        Level::Deny => Severity::ERROR,
        Level::Warn | Level::Allow => Severity::WARNING,
    };
    let clauses = finding.clauses.join(", ");
    let keeps = if clauses.is_empty() {
        String::new()
    } else {
        format!("keeps {clauses}; ")
    };
    let mut group = severity
        .primary_title(line(&finding.message))
        .id(finding.rule)
        .elements(place(judgement, finding))
        .element(Severity::HELP.message(line(&finding.advice)));
    if let Some(was) = judgement.was(finding) {
        group = group.element(Severity::NOTE.message(was));
    }
    group.element(Severity::NOTE.message(format!("{keeps}cargo stability explain {}", finding.rule)))
}

/// The line of the source; where there is none, its place.
fn place<'a>(judgement: &Judgement<'_>, finding: &Finding) -> Option<Element<'a>> {
    if let Place::Commit { id } = &finding.place {
        return Some(Origin::path(line(&format!("commit {id}"))).into());
    }
    let spot = judgement.spot(finding)?;
    Some(snippet(judgement, &spot).unwrap_or_else(|| {
        let origin = Origin::path(line(&spot.path));
        spot.line
            .map_or(origin.clone(), |number| origin.line(number as usize))
            .into()
    }))
}

fn snippet<'a>(judgement: &Judgement<'_>, spot: &Spot) -> Option<Element<'a>> {
    let number = spot.line? as usize;
    let text = judgement.sources.text(&spot.path)?;
    let source = shown_source(text.lines().nth(number - 1)?);
    let span = without_blanks(&source)?;
    let annotation = AnnotationKind::Primary.span(span);
    let snippet = Snippet::source(source).line_start(number).path(line(&spot.path));
    Some(snippet.annotation(annotation).into())
}

/// The source with a sign for each character that would move the terminal, of as many bytes, so that the places stay. Those of
/// ASCII have their signs from the renderer.
fn shown_source(text: &str) -> String {
    let shown = |character: char| match character.len_utf8() {
        2 if is_hidden(character) => '¿',
        3 if is_hidden(character) => char::REPLACEMENT_CHARACTER,
        4 if is_hidden(character) => '\u{1fbc4}',
        _ => character,
    };
    text.chars().map(shown).collect()
}

/// The part of a line between its blanks; `None` where it has nothing else.
fn without_blanks(line: &str) -> Option<Range<usize>> {
    let start = line.len() - line.trim_start().len();
    let end = line.trim_end().len();
    (start < end).then_some(start..end)
}
