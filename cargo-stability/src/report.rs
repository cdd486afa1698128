//! A verdict as people and machines read it.
//!
//! Each form takes a [`Judgement`] and a writer. What the findings say may come from anyone who writes to the project: nothing
//! in it breaks a form, or moves a terminal. Texts are shown through [`line()`], and then escaped as the form asks.

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
use stability::render::escape::line;
use stability_policy::{Finding, Level, Place, Verdict};

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

    /// The file that stands for the whole project, where a form wants a file for what is in none.
    fn whole(&self) -> String;

    /// The text of such a file; `None` where it cannot be read.
    fn text(&self, path: &str) -> Option<String>;
}

/// Where a finding stands.
struct Spot {
    path: String,
    line: Option<u32>,
}

impl Judgement<'_> {
    /// Where a finding stands; `None` of what stands nowhere, or no longer: the lines of its file are others now.
    fn spot(&self, finding: &Finding) -> Option<Spot> {
        if matches!(finding.place, Place::Baseline(_)) {
            return None;
        }
        let path = self.sources.path(&finding.package, &finding.place)?;
        let line = match &finding.place {
            Place::Source(location) => location.line,
            Place::Policy { line } | Place::File { line, .. } => *line,
            _ => 0,
        };
        Some(Spot {
            path,
            line: (line > 0).then_some(line),
        })
    }

    /// The file of a removed subject of a finding.
    fn old_file(&self, finding: &Finding) -> Option<String> {
        let is_gone = matches!(finding.place, Place::Baseline(_));
        let path = is_gone.then(|| self.sources.path(&finding.package, &finding.place));
        path.flatten()
    }

    /// Where the removed subject of a finding was: `it was in src/foo.rs, in the contract of v1.4.0`.
    fn was(&self, finding: &Finding) -> Option<String> {
        let file = self.old_file(finding)?;
        Some(format!(
            "it was in {}, in the contract of {}",
            line(&file),
            line(&self.baseline)
        ))
    }

    /// What is wrong, where a removed subject was, and what to do, a line each.
    fn message(&self, finding: &Finding) -> String {
        let was = self.was(finding).map_or_else(String::new, |was| format!("\n{was}"));
        format!("{}{was}\nhelp: {}", line(&finding.message), line(&finding.advice))
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
