//! A package that goes through its releases.

use crate::cargo_stability::{Ended, Project};
use crate::contract;

/// The library of the package.
pub const LIBRARY: &str = "src/lib.rs";
/// Its changelog.
pub const CHANGELOG: &str = "CHANGELOG.md";
/// Its policy.
pub const POLICY: &str = "stability.toml";

/// A package in a repository, with what was last judged of it.
pub struct History {
    project: Project,
}

/// What a step came to.
#[must_use]
pub struct Judged<'a> {
    step: &'a str,
    ended: Ended,
}

impl History {
    /// A package with these files, blessed and tagged as its first release.
    pub fn begin(name: &str, version: &str, files: &[(&str, &str)]) -> Self {
        let project = Project::empty();
        project.write("Cargo.toml", &crate::cargo_stability::manifest(name, version, ""));
        for (path, text) in files {
            project.write(path, text);
        }
        let history = Self { project };
        history.release();
        history
    }

    /// Goes on: changes the repository, commits, and has the change judged.
    pub fn step<'a>(&self, step: &'a str, change: impl FnOnce(&Self)) -> Judged<'a> {
        self.step_with(step, "check", change)
    }

    /// The same, judged by this call of the command.
    pub fn step_with<'a>(&self, step: &'a str, call: &str, change: impl FnOnce(&Self)) -> Judged<'a> {
        change(self);
        self.project.commit(step);
        let ended = self.project.stability(&format!("{call} --quiet --format json"));
        Judged { step, ended }
    }

    /// Makes what is promised now the baseline, and tags it with the version.
    #[track_caller]
    pub fn release(&self) {
        self.project.commit("Prepare the release");
        self.project.stability("bless --quiet").kept();
        let version = format!("v{}", self.version());
        self.project.commit(&version);
        self.project.git(&["tag", &version]);
    }

    /// The version of the package.
    fn version(&self) -> String {
        let manifest: toml::Table = self.project.read("Cargo.toml").parse().expect("the manifest is TOML");
        manifest["package"]["version"].as_str().expect("a version").to_owned()
    }

    /// Raises the version.
    #[track_caller]
    pub fn bump(&self, version: &str) {
        let (from, to) = (format!("version = \"{}\"", self.version()), format!("version = \"{version}\""));
        self.edit("Cargo.toml", &from, &to);
    }

    /// Writes something else where `from` stands, which it does once.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.project.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in `{path}`: {text}");
        self.project.write(path, &text.replace(from, to));
    }

    /// Writes something else wherever `from` stands.
    #[track_caller]
    pub fn edit_all(&self, path: &str, from: &str, to: &str) {
        let text = self.project.read(path);
        assert!(text.contains(from), "`{from}` in `{path}`: {text}");
        self.project.write(path, &text.replace(from, to));
    }

    /// Takes the edit back that wrote `to` for `from`.
    #[track_caller]
    pub fn take_back(&self, path: &str, from: &str, to: &str) {
        self.edit(path, to, from);
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        self.project.write(path, text);
    }

    /// Says in the changelog what is in a release: in the place of what it said of it, or else above all others.
    #[track_caller]
    pub fn tell(&self, heading: &str, told: &str) {
        let text = self.project.read(CHANGELOG);
        let (title, releases) = text.split_once('\n').expect("the changelog has a title");
        let others = match releases.split_once(heading) {
            Some((before, rest)) => {
                assert_eq!(before.trim(), "", "the release on top is told anew");
                rest.find("\n## ").map_or("", |next| &rest[next + 1..])
            }
            None => releases.trim_start(),
        };
        self.project.write(CHANGELOG, &format!("{title}\n\n{heading}\n\n{told}\n{others}"));
    }

    /// Adds to the end of a file.
    pub fn append(&self, path: &str, text: &str) {
        self.project.write(path, &format!("{}{text}", self.project.read(path)));
    }

    /// Writes the contract as built now into a document.
    pub fn document(&self, path: &str) {
        let page = self.project.stability("show --quiet --format markdown");
        self.project.write(path, page.kept());
    }
}

impl Judged<'_> {
    /// That these rules refuse it, each as often as it stands here, and no other rule says anything.
    #[track_caller]
    pub fn refused_by(&self, rules: &[&str]) {
        let Self { step, ended } = self;
        assert_eq!(ended.code, Some(1), "{step}: {ended}");
        assert_eq!(self.found(), rules, "{step}: {ended}");
    }

    /// That no rule says anything.
    #[track_caller]
    pub fn passes(&self) {
        let Self { step, ended } = self;
        assert_eq!(ended.code, Some(0), "{step}: {ended}");
        assert_eq!(self.found(), [""; 0], "{step}: {ended}");
    }

    /// The rules of all findings, in the order of their ids.
    #[track_caller]
    fn found(&self) -> Vec<String> {
        let verdict = contract(&self.ended.stdout);
        let findings = verdict["findings"].as_array().expect("a list of findings");
        let rule = |finding: &serde_json::Value| finding["rule"].as_str().expect("the id of a rule").to_owned();
        let mut rules: Vec<String> = findings.iter().map(rule).collect();
        rules.sort_unstable();
        rules
    }
}
