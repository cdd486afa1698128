//! `check --witness`: for each finding about a Rust item, a program that compiles with the version that was promised and not with this one.
//!
//! ```text
//! README.md           how to compile them
//! proofs/1-nika-run.rs
//! now/Cargo.toml      the proofs as examples of a package that depends on this version
//! before/Cargo.toml   the same with the version that was promised, in a checkout that the README says how to make
//! ```
//!
//! Examples are compiled one by one, so that each shows its own error; two packages with the same files need no edit between the versions.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Result, anyhow, bail};
use cargo_metadata::Package;
use stability::Contract;
use stability::render::escape::line;
use stability_policy::diff::{Differing, differing};
use stability_policy::shape::compare::{ChangeKind, Fact, Required};
use stability_policy::shape::witness::{Answer, Witness};
use stability_policy::{Finding, Level, Place};

use super::compile::{Crates, HELPERS, Libraries, Question, Verdict};
use super::names::{Paths, Versions, find};
use crate::args::Selection;
use crate::baseline::Baseline;
use crate::build::{BuiltFile, is_library};
use crate::context::Context;
use crate::files;
use crate::output::printable;
use crate::source::Source;
use crate::workspace::folder_of;

/// How the README begins of a folder that was written here, and may be written again.
const MARK: &str = "# Proofs of findings\n";

/// What proofs are about.
pub struct Subject<'a> {
    pub source: &'a Source,
    pub baseline: &'a Baseline,
    pub promised: &'a Contract,
    pub current: &'a Contract,
    pub files: &'a [BuiltFile],
    pub witnesses: &'a [Witness],
    pub context: &'a Context,
}

/// Writes proofs of the findings into a folder, and names each in the advice of its finding.
pub fn write(folder: &Path, findings: &mut [Finding], subject: &Subject<'_>) -> Result<usize> {
    prepare(folder)?;
    let Subject {
        source, files, context, ..
    } = *subject;
    let Differing { old, facts, .. } = differing(subject.promised, subject.current);
    let libraries = Libraries::of(files, source.scope.selection.target.as_deref(), &source.target, context);
    let names: BTreeSet<String> = libraries.files.keys().cloned().collect();
    let place = super::Place {
        old: &old,
        names: &names,
    };
    let is_break = |fact: &&Fact| match fact.required {
        Required::Major => true,
        Required::Undecided => subject
            .witnesses
            .iter()
            .any(|it| it.fact == **fact && it.answer == Answer::Refused),
        // Of what is frozen, another value is a break.
        Required::Minor | Required::None => fact.change == ChangeKind::ValueChanged,
    };
    let breaks: Vec<&Fact> = facts.iter().filter(is_break).collect();
    let versions = Versions::of(source.workspace.root());
    let asked = RefCell::default();
    for fact in &breaks {
        drop(
            place
                .writer(fact, &Paths::new(), &asked)
                .map(|mut it| it.broken_use(fact)),
        );
    }
    let (paths, crates) = find(&asked.into_inner(), &libraries, &versions)?;
    let none = RefCell::default();
    let code = |fact: &Fact| -> [Result<Question, String>; 2] {
        let writer = || place.writer(fact, &paths, &none);
        let others = super::others(fact, &facts);
        let part = if others.is_empty() {
            Err("it is the only difference".to_owned())
        } else {
            writer().and_then(|mut it| it.part(fact, &others))
        };
        [part, writer().and_then(|mut it| it.broken_use(fact))]
    };
    let written = refused(&libraries, &crates, breaks.iter().map(|fact| code(fact)))?;
    let mut proofs: Vec<String> = Vec::new();
    let mut taken = BTreeSet::new();
    let is_about_code =
        |it: &&mut Finding| matches!(it.place, Place::Source(_) | Place::Baseline(_)) && it.level > Level::Allow;
    for finding in findings.iter_mut().filter(is_about_code) {
        let about = breaks
            .iter()
            .enumerate()
            .filter(|(at, fact)| !taken.contains(at) && is_about(finding, fact));
        // The finding is of one of them; another one proves something else.
        let best = about
            .clone()
            .map(|(_, fact)| agreement(finding, fact))
            .max()
            .unwrap_or_default();
        let mut about = about.filter(|(_, fact)| agreement(finding, fact) == best);
        let written = about.find_map(|(at, _)| Some((at, written[at].as_ref()?)));
        if let Some((at, question)) = written {
            taken.insert(at);
            let name = format!("{}-{}", proofs.len() + 1, slug(&finding.subject));
            let file = folder.join("proofs").join(&name).with_extension("rs");
            files::write(&file, &program(finding, question))?;
            finding.advice.push_str(&format!("; `{}` proves it", printable(&file)));
            proofs.push(name);
        }
    }
    let others = crates.keys().map(String::as_str).collect::<Vec<_>>();
    for (version, checkout) in [("now", None), ("before", Some("checkout"))] {
        let manifest = manifest(version, checkout, &proofs, &others, &versions, subject);
        files::write(&folder.join(version).join("Cargo.toml"), &manifest)?;
    }
    // A package needs a target besides its examples.
    files::write(&folder.join("proofs/lib.rs"), "")?;
    files::write(&folder.join("README.md"), &readme(subject, &proofs))?;
    Ok(proofs.len())
}

/// Of the pieces about each difference, the first that rustc does not accept.
fn refused(
    libraries: &Libraries<'_>,
    crates: &Crates,
    pieces: impl Iterator<Item = [Result<Question, String>; 2]>,
) -> Result<Vec<Option<Question>>> {
    let pieces: Vec<Vec<Question>> = pieces.map(|it| it.into_iter().flatten().collect()).collect();
    let mut verdicts = libraries.ask(crates, &pieces.concat())?.into_iter();
    let mut first = |questions: Vec<Question>| {
        let questions: Vec<(Question, Option<Verdict>)> =
            questions.into_iter().map(|it| (it, verdicts.next())).collect();
        let mut refused = questions
            .into_iter()
            .filter(|(_, verdict)| *verdict != Some(Verdict::Accepted));
        refused.next().map(|(question, _)| question)
    };
    Ok(pieces.into_iter().map(&mut first).collect())
}

/// An empty folder, or one whose old proofs are taken away.
fn prepare(folder: &Path) -> Result<()> {
    let readme = files::read_text_if_present(&folder.join("README.md"), files::MAX_CONTRACT)?;
    let is_empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    if !is_empty && readme.is_none_or(|text| !text.starts_with(MARK)) {
        let folder = printable(folder);
        bail!("`{folder}` holds other files: name an empty folder for `--witness`");
    }
    match fs::remove_dir_all(folder.join("proofs")) {
        Err(reason) if reason.kind() != std::io::ErrorKind::NotFound => {
            Err(anyhow!("cannot clear `{}`: {reason}", printable(folder)))
        }
        _ => Ok(()),
    }
}

fn is_about(finding: &Finding, fact: &Fact) -> bool {
    let within = |inner: &str, outer: &str| {
        inner == outer || inner.strip_prefix(outer).is_some_and(|rest| rest.starts_with("::"))
    };
    let member = fact.member.as_deref().unwrap_or_default();
    within(&fact.item, &finding.subject)
        || finding.subject == format!("{}::{member}", fact.item)
        || finding.subject == fact.item
}

/// How much of a fact the message of a finding names.
fn agreement(finding: &Finding, fact: &Fact) -> usize {
    let member = fact.member.as_deref().unwrap_or_default();
    let texts = [member, &fact.old, &fact.new].into_iter();
    texts
        .filter(|text| !text.is_empty() && finding.message.contains(*text))
        .count()
}

/// `nika-Frame-width`, as the name of a file and of an example.
fn slug(subject: &str) -> String {
    let is_plain = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let words: Vec<&str> = subject.split(|it| !is_plain(it)).filter(|it| !it.is_empty()).collect();
    let all = words.join("-");
    all.chars().take(60).collect()
}

fn program(finding: &Finding, question: &Question) -> String {
    let Question { setup, usage, end, .. } = question;
    let parts = [setup, usage, end].map(|it| it.trim());
    let parts: Vec<&str> = parts.into_iter().filter(|it| !it.is_empty()).collect();
    format!(
        "//! {}: {}\n//!\n//! This compiles with the version that was promised, and not with the one that was judged.\n\
         #![allow(warnings)]\n\n{HELPERS}\n{}\n\nfn main() {{}}\n",
        finding.rule,
        line(&finding.message),
        parts.join("\n")
    )
}

fn text(value: &str) -> String {
    toml::Value::String(value.to_owned()).to_string()
}

fn manifest(
    version: &str,
    checkout: Option<&str>,
    proofs: &[String],
    others: &[&str],
    versions: &Versions,
    subject: &Subject<'_>,
) -> String {
    let source = subject.source;
    let root = source.workspace.root();
    let mut out = format!(
        "[package]\nname = \"proofs-{version}\"\nversion = \"0.0.0\"\nedition = \"2021\"\npublish = false\n\n[workspace]\n\n[lib]\npath = \"../proofs/lib.rs\"\n\n[dependencies]\n"
    );
    // An item may be in one of several builds only, which differ in features, and features add.
    let builds = source.scope.builds.iter().map(|it| &it.selection);
    let selections: Vec<&Selection> = builds.chain([&source.scope.selection]).collect();
    let is_all = selections.iter().any(|it| it.all_features);
    let is_default = selections.iter().any(|it| !it.no_default_features);
    let named: BTreeSet<&str> = selections.iter().flat_map(|it| it.feature_names()).collect();
    let path = |package: &Package| {
        let folder = folder_of(package);
        let path = match checkout {
            Some(checkout) => Path::new("..")
                .join(checkout)
                .join(folder.strip_prefix(root).unwrap_or(Path::new(""))),
            None => folder.to_owned(),
        };
        text(&path.to_string_lossy())
    };
    let libraries = source
        .scope
        .packages
        .iter()
        .filter(|it| it.package.targets.iter().any(is_library));
    for package in libraries {
        let features: Vec<String> = if is_all {
            package.package.features.keys().map(|it| text(it)).collect()
        } else {
            named.iter().map(|it| text(it)).collect()
        };
        out.push_str(&format!(
            "{} = {{ path = {}, default-features = {}, features = [{}] }}\n",
            text(package.name()),
            path(&package.package),
            is_default,
            features.join(", ")
        ));
    }
    for other in others {
        let members = source.workspace.packages();
        let member = members.iter().find(|it| it.name.replace('-', "_") == *other);
        out.push_str(&match (member, versions.only(other)) {
            (Some(member), _) => format!("{} = {{ path = {} }}\n", text(&member.name), path(member)),
            (None, Some((name, version))) => format!("{} = {}\n", text(name), text(&format!("={version}"))),
            (None, None) => format!(
                "# Proofs name the library {}: add the version that the package uses.\n",
                line(other)
            ),
        });
    }
    for proof in proofs {
        out.push_str(&format!(
            "\n[[example]]\nname = {}\npath = {}\n",
            text(proof),
            text(&format!("../proofs/{proof}.rs"))
        ));
    }
    out
}

fn readme(subject: &Subject<'_>, proofs: &[String]) -> String {
    let revision = subject
        .baseline
        .revision()
        .unwrap_or("<the revision of the last release>");
    let list: Vec<String> = proofs.iter().map(|it| format!("- `proofs/{it}.rs`")).collect();
    let list = list.join("\n");
    let promised = line(&subject.baseline.description(subject.source));
    format!(
        "{MARK}\nEach file in `proofs` uses an item as it was promised by {promised}. It fails to compile with the version that was judged:\n\n\
         ```text\ncargo check --manifest-path now/Cargo.toml --example NAME\n```\n\n\
         With the version that was promised it compiles. Check that out into `checkout` first, in the repository of the package:\n\n\
         ```text\ngit worktree add THIS_FOLDER/checkout {}\ncargo check --manifest-path before/Cargo.toml --example NAME\n```\n\n{list}\n",
        line(revision)
    )
}
