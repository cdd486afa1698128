//! A package that goes through its releases.

use std::fs;

use crate::cargo_stability::{CommandOutput, Project};
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
    ended: CommandOutput,
}

/// The policy of an example, for this package alone, without the page that is written from its contract, and without what it suppresses,
/// which is at the end.
pub fn policy_of(example: &str, package: &str) -> String {
    const PAGE: &str = "[[document]]\npath = \"STABILITY.md\"\nformat = \"stability\"\n";
    assert!(example.contains(PAGE), "the example has a page of its contract");
    let example = example.replace(PAGE, "");
    let settings = example.split("[[suppression]]").next().unwrap_or_default();
    let lines = settings.lines().map(|line| match line.split_once(" = ") {
        Some(("packages", _)) => format!("packages = [\"{package}\"]\n"),
        _ => format!("{line}\n"),
    });
    lines.collect()
}

/// The policy without the rule that each change is recorded.
fn unrecorded(policy: &str) -> String {
    const LEVEL: &str = "contract-unrecorded = \"allow\"\n";
    if policy.contains("[levels]\n") {
        policy.replacen("[levels]\n", &format!("[levels]\n{LEVEL}"), 1)
    } else {
        format!("{policy}\n[levels]\n{LEVEL}")
    }
}

impl History {
    /// A package with these files, blessed and tagged as its first release.
    pub fn begin(name: &str, version: &str, files: &[(&str, &str)]) -> Self {
        let history = Self::prepare(name, version, files);
        history.release();
        history
    }

    /// A package with these files, of which nothing is recorded yet.
    pub fn prepare(name: &str, version: &str, files: &[(&str, &str)]) -> Self {
        let project = Project::empty();
        project.write("Cargo.toml", &crate::cargo_stability::manifest(name, version, ""));
        project.write(POLICY, &unrecorded(""));
        for (path, text) in files {
            // Each step is about a change, and not about whether it was recorded.
            let text = if *path == POLICY { &unrecorded(text) } else { *text };
            project.write(path, text);
        }
        Self { project }
    }

    /// From now on commits are made on this day, as of which they are judged.
    pub fn on(&self, day: &'static str) {
        self.project.on(day);
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

    /// Makes a release out of what waits for one: the version, what is so since `next`, the head of the changelog, the changesets.
    /// It is checked as a release first.
    #[track_caller]
    pub fn release_as(&self, version: &str, day: &'static str) {
        self.on(day);
        let step = format!("Release {version}");
        let released = self.step_with(&step, "check --release", |repo| {
            repo.bump(version);
            let replace = |path: &str, from: &str, to: &str| {
                if repo.project.path(path).exists() {
                    repo.write(path, &repo.read(path).replace(from, to));
                }
            };
            replace(LIBRARY, "\"next\"", &format!("\"{version}\""));
            replace(CHANGELOG, "## [Unreleased]", &format!("## [{version}] - {day}"));
            if repo.project.path(".changeset").exists() {
                fs::remove_dir_all(repo.project.path(".changeset")).expect("the changesets are used up");
            }
        });
        released.passes();
        self.release();
    }

    /// The version of the package.
    fn version(&self) -> String {
        let manifest: toml::Table = self.project.read("Cargo.toml").parse().expect("the manifest is TOML");
        manifest["package"]["version"].as_str().expect("a version").to_owned()
    }

    /// Raises the version.
    #[track_caller]
    pub fn bump(&self, version: &str) {
        let (from, to) = (
            format!("version = \"{}\"", self.version()),
            format!("version = \"{version}\""),
        );
        self.edit("Cargo.toml", &from, &to);
    }

    /// Replaces `from`, which must occur once.
    #[track_caller]
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.project.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in `{path}`: {text}");
        self.project.write(path, &text.replace(from, to));
    }

    /// Replaces every `from`.
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
                assert_eq!(before.trim(), "", "the release on top is new");
                rest.find("\n## ").map_or("", |next| &rest[next + 1..])
            }
            None => releases.trim_start(),
        };
        self.project
            .write(CHANGELOG, &format!("{title}\n\n{heading}\n\n{told}\n{others}"));
    }

    /// Writes the contract as built now into a document.
    #[track_caller]
    pub fn document(&self, path: &str) {
        let page = self.project.stability("show --quiet --format markdown");
        self.project.write(path, page.kept());
    }

    /// Adds to the end of a file.
    pub fn append(&self, path: &str, text: &str) {
        self.project.write(path, &format!("{}{text}", self.project.read(path)));
    }

    /// Calls git.
    #[track_caller]
    pub fn git(&self, arguments: &[&str]) {
        self.project.git(arguments);
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> String {
        self.project.read(path)
    }
}

impl Judged<'_> {
    /// That these rules refuse it, each as often as it is listed here, and no other rule says anything.
    #[track_caller]
    pub fn refused_by(&self, rules: &[&str]) -> &Self {
        let Self { step, ended } = self;
        assert_eq!(ended.code, Some(1), "{step}: {ended}");
        assert_eq!(self.found(), rules, "{step}: {ended}");
        self
    }

    /// That a finding says so.
    #[track_caller]
    pub fn saying(&self, words: &str) -> &Self {
        let Self { step, ended } = self;
        let findings = self.findings();
        let said = |key: &str| {
            findings
                .iter()
                .any(|it| it[key].as_str().is_some_and(|text| text.contains(words)))
        };
        assert!(
            said("message") || said("advice"),
            "{step}: nothing says `{words}`: {ended}"
        );
        self
    }

    /// That no rule says anything.
    #[track_caller]
    pub fn passes(&self) {
        let Self { step, ended } = self;
        assert_eq!(ended.code, Some(0), "{step}: {ended}");
        assert_eq!(self.found(), [""; 0], "{step}: {ended}");
    }

    fn findings(&self) -> Vec<serde_json::Value> {
        let verdict = contract(&self.ended.stdout);
        verdict["findings"].as_array().expect("a list of findings").clone()
    }

    /// The rules of all findings, in the order of their ids.
    #[track_caller]
    fn found(&self) -> Vec<String> {
        let rule = |finding: &serde_json::Value| finding["rule"].as_str().expect("the id of a rule").to_owned();
        let mut rules: Vec<String> = self.findings().iter().map(rule).collect();
        rules.sort_unstable();
        rules
    }
}
