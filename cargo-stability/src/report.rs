//! A verdict as people and machines read it.
//!
//! Each form takes a [`Judgement`] and a writer. What the findings say may come from anyone who writes to the project: nothing
//! in it breaks a form, or moves a terminal.

pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod sarif;
mod summary;
#[cfg(test)]
mod tests;
pub mod text;

use jiff::civil::Date;
use semver::Version;
use serde::Serialize;
use stability::policy::{Finding, Level, Place, Verdict};

/// A verdict, and what it was made of.
pub struct Judgement<'a> {
    /// What the rules say.
    pub verdict: &'a Verdict,
    /// The packages that were judged, in the order in which they are named.
    pub packages: Vec<Package>,
    /// Where the contract last promised was read: `stability/contract.json`, `the revision v1.4.0`.
    pub baseline: String,
    /// The day on which was judged.
    pub today: Option<Date>,
    /// Where the places are in the repository.
    pub sources: &'a dyn Sources,
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
pub trait Sources {
    /// The file of a place of `package`, below the root of the repository, with `/` between its parts; `None` where it has none.
    /// Of [`Place::Baseline`], where the file was.
    fn path(&self, package: &str, place: &Place) -> Option<String>;

    /// The text of such a file; `None` where it cannot be read.
    fn text(&self, path: &str) -> Option<String>;
}

/// Where a finding stands.
struct Spot {
    path: String,
    line: Option<u32>,
}

impl Judgement<'_> {
    fn spot(&self, finding: &Finding) -> Option<Spot> {
        let path = self.sources.path(&finding.package, &finding.place)?;
        let line = match &finding.place {
            Place::Source(location) | Place::Baseline(location) => location.line,
            Place::Policy { line } | Place::File { line, .. } => *line,
            _ => 0,
        };
        Some(Spot {
            path,
            line: (line > 0).then_some(line),
        })
    }

    /// How many findings are of this level.
    fn count(&self, level: Level) -> usize {
        let findings = self.verdict.findings.iter();
        findings.filter(|finding| finding.level == level).count()
    }
}

/// `src/lib.rs:12`.
impl std::fmt::Display for Spot {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.path)?;
        self.line.map_or(Ok(()), |line| write!(f, ":{line}"))
    }
}

/// The text on one line: a control character is written as its escape.
fn visible(text: &str) -> String {
    let mut visible = String::with_capacity(text.len());
    for character in text.chars() {
        if is_format(character) {
            visible.extend(character.escape_default());
        } else {
            visible.push(character);
        }
    }
    visible
}

/// Whether it moves what is shown, or is no character at all: control characters, line separators, what turns the direction of
/// writing, and what XML refuses.
fn is_format(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}')
}
