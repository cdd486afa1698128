//! Code that uses items as they were promised, for rustc to accept or to refuse.
//!
//! rustdoc does not follow aliases of other packages and does not evaluate every constant, so that two declarations can differ in
//! text alone. For each such pair, and for each that seems to break callers, a piece of code uses the item as its old declaration
//! says, and rustc decides:
//!
//! ```text
//! fact ─ write ─ rust, names ─→ question ─ compile ─→ accepted: no change
//!                                                            ├→ refused: a break, with rustc's message
//!                                                            └→ anything else: undecided, with the reason
//! ```
//!
//! All pieces are one crate, compiled by rustc itself against the library that cargo has just built: features, platform and lock file
//! are those of that build, and no manifest has to repeat them. The crates that the library depends on are found beside it, by the
//! hashes that its metadata name.
//!
//! # Limits
//!
//! The private items that a signature names, lifetimes of `for<…>` that are named, and what is now another kind of item stay undecided. So
//! does what names a library of which the build has several versions.

mod call;
mod compile;
mod macros;
mod names;
mod params;
mod proof;
mod rust;
mod uses;
mod write;

use std::cell::RefCell;
use std::collections::BTreeSet;

use anyhow::Result;
use stability::Contract;
use stability_policy::diff::{Differing, differing};
use stability_policy::shape::compare::{ChangeKind, Fact, Required};
use stability_policy::shape::model::Shape;
use stability_policy::shape::witness::{Answer, Witness, is_asked_about};

pub use self::compile::{Libraries, Question, Verdict};
pub use self::names::{Paths, Scope, Versions, find};
pub use self::proof::{Subject, write as write_proofs};
pub use self::write::{WHERE_PARAMETERS_ARE, Writer};
use crate::build::BuiltFile;
use crate::context::Context;
use crate::source::Source;

/// What rustc says of each difference that the declarations do not decide. Nothing is asked where no difference is open.
pub fn answers(
    promised: &Contract,
    current: &Contract,
    files: &[BuiltFile],
    source: &Source,
    context: &Context,
) -> Result<Vec<Witness>> {
    let Differing { old, facts, .. } = differing(promised, current);
    let asked: Vec<Fact> = facts.iter().filter(|it| is_asked_about(it)).cloned().collect();
    if asked.is_empty() || files.is_empty() {
        return Ok(Vec::new());
    }
    let target = source.scope.selection.target.as_deref();
    let libraries = Libraries::of(files, target, &source.target, context);
    let versions = Versions::of(source.workspace.root());
    let decided = decide(&asked, &facts, &old, &libraries, &versions);
    context.processes.check_interrupt()?;
    // What rustc cannot be asked about is no error of the check.
    Ok(decided.unwrap_or_else(|reason| {
        let not_known = |fact: Fact| Witness {
            fact,
            answer: Answer::NotKnown,
            reason: reason.to_string(),
        };
        asked.into_iter().map(not_known).collect()
    }))
}

fn decide(
    asked_facts: &[Fact],
    all: &[Fact],
    old: &Shape,
    libraries: &Libraries<'_>,
    versions: &Versions,
) -> Result<Vec<Witness>> {
    let names: BTreeSet<String> = libraries.files.keys().cloned().collect();
    let place = Place { old, names: &names };
    // Once to learn what must be named, and once with the names.
    let asked = RefCell::default();
    for fact in asked_facts {
        drop(
            place
                .writer(fact, &Paths::new(), &asked)
                .map(|mut it| it.question(fact)),
        );
    }
    let (paths, crates) = find(&asked.into_inner(), libraries, versions)?;
    let none = RefCell::default();
    let ask = |questions: Vec<Result<Question, String>>| -> Result<Vec<(Answer, String)>> {
        let written: Vec<Question> = questions.iter().filter_map(|it| it.as_ref().ok().cloned()).collect();
        let mut verdicts = libraries.ask(&crates, &written)?.into_iter();
        let answers = questions.into_iter().map(|question| match question {
            Err(reason) => (Answer::NotKnown, reason),
            Ok(_) => match verdicts.next() {
                Some(Verdict::Accepted) => (Answer::Accepted, String::new()),
                Some(Verdict::Refused(message)) => (Answer::Refused, message),
                Some(Verdict::Failed(message) | Verdict::Said(message)) => (Answer::NotKnown, message),
                None => (Answer::NotKnown, "rustc said nothing of it".to_owned()),
            },
        });
        Ok(answers.collect())
    };
    let question = |fact: &Fact| place.writer(fact, &paths, &none)?.question(fact);
    let mut answers = ask(asked_facts.iter().map(question).collect())?;
    let part = |fact: &Fact| place.writer(fact, &paths, &none)?.part(fact, &others(fact, all));
    let open: Vec<usize> = (0..answers.len())
        .filter(|at| answers[*at].0 != Answer::Accepted && is_with_others(&asked_facts[*at], answers[*at].0, all))
        .collect();
    let parts = ask(open.iter().map(|at| part(&asked_facts[*at])).collect())?;
    for (at, answer) in cleared(asked_facts, all, &answers, &open, parts) {
        answers[at] = answer;
    }
    let witnesses = asked_facts.iter().zip(answers).map(|(fact, (answer, reason))| Witness {
        fact: fact.clone(),
        answer,
        reason,
    });
    Ok(witnesses.collect())
}

/// Where code about differences is written.
pub(crate) struct Place<'a> {
    pub old: &'a Shape,
    /// The libraries that were built.
    pub names: &'a BTreeSet<String>,
}

impl Place<'_> {
    pub fn writer<'w>(
        &'w self,
        fact: &'w Fact,
        paths: &'w Paths,
        asked: &'w RefCell<BTreeSet<String>>,
    ) -> Result<Writer<'w>, String> {
        let library = fact.item.split("::").next().unwrap_or_default();
        if !self.names.contains(library) {
            return Err(format!("no library `{library}` was built that code can depend on"));
        }
        let scope = Scope {
            libraries: self.names,
            shape: self.old,
            item: &fact.item,
            self_: None,
            paths,
            asked,
        };
        Ok(Writer { old: self.old, scope })
    }
}

/// The other differences of an item.
fn others<'a>(fact: &Fact, all: &'a [Fact]) -> Vec<&'a Fact> {
    all.iter().filter(|it| it.key == fact.key && *it != fact).collect()
}

/// Whether what rustc refused may be another difference than this: one of the same function, or, where it stopped at something else, one
/// of a type that the function names.
fn is_with_others(fact: &Fact, answer: Answer, all: &[Fact]) -> bool {
    !others(fact, all).is_empty() || (answer == Answer::NotKnown && fact.change == ChangeKind::BoundTightened)
}

/// The differences that code about them alone shows to be none. At least one of an item whose uses rustc refuses must remain: where all
/// are accepted alone, they break together.
fn cleared(
    asked: &[Fact],
    all: &[Fact],
    answers: &[(Answer, String)],
    open: &[usize],
    parts: Vec<(Answer, String)>,
) -> Vec<(usize, (Answer, String))> {
    let found: Vec<(usize, (Answer, String))> = open
        .iter()
        .copied()
        .zip(parts)
        .filter(|(_, (answer, _))| *answer == Answer::Accepted)
        .collect();
    let is_cleared = |at: usize| answers[at].0 == Answer::Accepted || found.iter().any(|(other, _)| *other == at);
    let remains = |fact: &&Fact| match asked.iter().position(|it| it == *fact) {
        Some(at) => !is_cleared(at),
        None => fact.required == Required::Major,
    };
    let is_shown = |at: &usize| {
        let stopped_elsewhere = answers[*at].0 == Answer::NotKnown && asked[*at].change == ChangeKind::BoundTightened;
        stopped_elsewhere || others(&asked[*at], all).iter().any(remains)
    };
    let shown: Vec<bool> = found.iter().map(|(at, _)| is_shown(at)).collect();
    let found = found.into_iter().zip(shown);
    found.filter(|(_, is_shown)| *is_shown).map(|(it, _)| it).collect()
}
