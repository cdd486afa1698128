//! A verdict as people and machines read it.
//!
//! `Judgement::entries` is the model: every finding with its place in the repository. Each form is a file with a function
//! `render`, which turns the model into text. What the findings say may come from anyone who writes to the project: nothing in it
//! breaks a form, or moves a terminal. Texts are shown through [`line()`], and then escaped as the form asks.

pub(crate) mod github;
mod gitlab;
mod json;
mod junit;
mod markdown;
pub(crate) mod sarif;
pub(crate) mod summary;
#[cfg(test)]
mod tests;
pub(crate) mod text;

use anyhow::Result;
use clap::ValueEnum;
use jiff::civil::Date;
use semver::Version;
use serde::Serialize;
use stability::render::escape::line;
use stability_policy::{Finding, Place, Verdict};

pub use self::text::Style;
use crate::output::sanitize::Syntax;
use crate::shape::Uncovered;

/// A form of findings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For a person at a terminal.
    #[default]
    Text,
    /// For a program.
    Json,
    /// For a code scanner: SARIF 2.1.
    Sarif,
    /// For GitHub Actions: annotations on the lines of a change.
    Github,
    /// For GitLab: a Code Quality report.
    Gitlab,
    /// For a test report.
    Junit,
    /// For a comment in a review.
    Markdown,
}

/// A verdict in a form.
///
/// # Errors
///
/// That the form cannot hold it.
pub fn render(judgement: &Judgement<'_>, format: ReportFormat, style: Style) -> Result<String> {
    match format {
        ReportFormat::Text => Ok(text::render(judgement, style)),
        ReportFormat::Json => json::render(judgement),
        ReportFormat::Sarif => sarif::render(judgement),
        ReportFormat::Github => Ok(github::render(judgement)),
        ReportFormat::Gitlab => gitlab::render(judgement),
        ReportFormat::Junit => junit::render(judgement),
        ReportFormat::Markdown => Ok(markdown::render(judgement)),
    }
}

impl From<ReportFormat> for Syntax {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Text => Self::Text,
            ReportFormat::Json | ReportFormat::Sarif | ReportFormat::Gitlab => Self::Json,
            ReportFormat::Github => Self::Annotations,
            ReportFormat::Junit => Self::Xml,
            ReportFormat::Markdown => Self::Markdown,
        }
    }
}

/// A verdict, and what it was made of.
pub struct Judgement<'a> {
    /// What the rules say.
    pub verdict: &'a Verdict,
    /// The packages that were judged, in the order in which they are named.
    pub packages: Vec<Package>,
    /// Where the contract last promised was read: `stability/contract.json`, `the revision v1.4.0`. Empty where the contract alone was
    /// judged.
    pub baseline: String,
    /// The day on which was judged.
    pub today: Option<Date>,
    /// The public items of which nothing is promised; `None` where the compiler was not asked.
    pub uncovered: Option<&'a [Uncovered]>,
    /// Where the places are in the repository.
    pub sources: &'a dyn SourceFiles,
}

/// A package that was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// The version at the baseline; `None` where it is new.
    pub from: Option<Version>,
    /// The version that was judged.
    pub to: Version,
}

/// The files of the repository.
pub trait SourceFiles {
    /// The file of a place of `package`, below the root of the repository, with `/` between its parts; `None` where it has none.
    /// Of [`Place::Baseline`], where the file was.
    fn path(&self, package: &str, place: &Place) -> Option<String>;

    /// The file for findings that have none, where a form wants one.
    fn fallback(&self) -> String;

    /// The text of such a file; `None` where it cannot be read.
    fn text(&self, path: &str) -> Option<String>;
}

/// A finding, and where it is in the repository.
struct Entry<'a> {
    finding: &'a Finding,
    /// Why it is suppressed; `None` where it is reported.
    reason: Option<&'a str>,
    /// Its file; of a removed subject, the file that it was in.
    path: Option<String>,
    /// Its line. A removed subject has none: the lines of its file are others now.
    line: Option<u32>,
}

impl<'a> Judgement<'a> {
    /// The findings in the order of the verdict, reported and then suppressed.
    fn entries(&self) -> impl Iterator<Item = Entry<'a>> {
        let reported = self.verdict.findings.iter().map(|finding| (finding, None));
        let suppressed = self.verdict.suppressed.iter();
        let suppressed = suppressed.map(|it| (&it.finding, Some(it.reason.as_str())));
        reported.chain(suppressed).map(|(finding, reason)| {
            let line = match &finding.place {
                Place::Source(location) => location.line,
                Place::Policy { line } | Place::File { line, .. } => *line,
                _ => 0,
            };
            Entry {
                finding,
                reason,
                path: self.sources.path(&finding.package, &finding.place),
                line: (line > 0).then_some(line),
            }
        })
    }

    /// The reported findings, those that refuse the change first.
    fn by_level(&self) -> Vec<Entry<'a>> {
        let mut reported: Vec<_> = self.entries().filter(|entry| entry.reason.is_none()).collect();
        reported.sort_by_key(|entry| std::cmp::Reverse(entry.finding.level));
        reported
    }

    /// A file for every finding: for one that has none, or no longer, that of the whole project.
    fn file(&self, entry: &Entry<'_>) -> String {
        let former = || entry.former_path().filter(|path| self.sources.text(path).is_some());
        let path = entry.current_path().or_else(former);
        path.map_or_else(|| self.sources.fallback(), ToOwned::to_owned)
    }

    /// What is wrong, where a removed subject was, and what to do, a line each.
    fn message(&self, entry: &Entry<'_>) -> String {
        let was = self
            .former_place(entry)
            .map_or_else(String::new, |was| format!("\n{was}"));
        let Finding { message, advice, .. } = entry.finding;
        format!("{}{was}\nhelp: {}", line(message), line(advice))
    }

    /// Where the removed subject of a finding was: `it was in src/foo.rs, in the contract of v1.4.0`.
    fn former_place(&self, entry: &Entry<'_>) -> Option<String> {
        let file = line(entry.former_path()?);
        Some(format!("it was in {file}, in the contract of {}", line(&self.baseline)))
    }
}

impl Entry<'_> {
    /// The file in which the finding is now.
    fn current_path(&self) -> Option<&str> {
        self.path.as_deref().filter(|_| !self.is_removed())
    }

    /// The line of that file.
    fn current_line(&self) -> Option<u32> {
        self.current_path().and(self.line)
    }

    /// The file of a removed subject.
    fn former_path(&self) -> Option<&str> {
        self.path.as_deref().filter(|_| self.is_removed())
    }

    fn is_removed(&self) -> bool {
        matches!(self.finding.place, Place::Baseline(_))
    }

    /// `src/lib.rs:12`.
    fn position(&self) -> Option<String> {
        let path = self.current_path()?;
        Some(
            self.line
                .map_or_else(|| path.to_owned(), |line| format!("{path}:{line}")),
        )
    }
}
