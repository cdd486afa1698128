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
use stability_policy::shape::compare::Fact;
use stability_policy::shape::model::Shape;
use stability_policy::shape::witness::{Answer, Witness, is_asked_about};

pub use self::compile::{Libraries, Question, Verdict};
pub use self::names::{Paths, Scope, Versions, find};
pub use self::proof::{Subject, write as write_proofs};
pub use self::write::Writer;
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
    let asked: Vec<Fact> = facts.into_iter().filter(is_asked_about).collect();
    if asked.is_empty() || files.is_empty() {
        return Ok(Vec::new());
    }
    let target = source.scope.selection.target.as_deref();
    let libraries = Libraries::of(files, target, &source.target, context);
    let versions = Versions::of(source.workspace.root());
    let decided = decide(&asked, &old, &libraries, &versions);
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

fn decide(facts: &[Fact], old: &Shape, libraries: &Libraries<'_>, versions: &Versions) -> Result<Vec<Witness>> {
    let names: BTreeSet<String> = libraries.files.keys().cloned().collect();
    let write = |fact: &Fact, paths: &Paths, asked: &RefCell<BTreeSet<String>>| {
        let library = fact.item.split("::").next().unwrap_or_default();
        if !names.contains(library) {
            return Err(format!("no library `{library}` was built that code can depend on"));
        }
        let scope = Scope {
            libraries: &names,
            shape: old,
            item: &fact.item,
            self_: None,
            paths,
            asked,
        };
        Writer { old, scope }.question(fact)
    };
    // Once to learn what must be named, and once with the names.
    let asked = RefCell::default();
    for fact in facts {
        drop(write(fact, &Paths::new(), &asked));
    }
    let (paths, crates) = find(&asked.into_inner(), libraries, versions)?;
    let questions: Vec<Result<Question, String>> = facts
        .iter()
        .map(|fact| write(fact, &paths, &RefCell::default()))
        .collect();
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
    let witnesses = facts.iter().zip(answers).map(|(fact, (answer, reason))| Witness {
        fact: fact.clone(),
        answer,
        reason,
    });
    Ok(witnesses.collect())
}
