//! Functions that take or return more than they did: the Cargo book calls it minor where the old signature is one of those that the
//! new one has.

use std::collections::BTreeSet;

use super::Compare;
use super::bounds::Implied;
use super::fact::Required;
use super::known::fulfils;
use crate::shape::model::Function;
use crate::shape::text::{arguments, split, substituted};

/// The new signature with one parameter for each argument `impl Trait`, which need no name here.
struct General {
    inputs: Vec<String>,
    bounds: BTreeSet<String>,
    params: usize,
}

impl General {
    fn of(function: &Function) -> Self {
        let mut general = Self {
            inputs: Vec::new(),
            bounds: function.bounds.clone(),
            params: function.generics.len(),
        };
        for input in &function.inputs {
            let text = general.without_impl(input);
            general.inputs.push(text);
        }
        general
    }

    fn without_impl(&mut self, input: &str) -> String {
        let Some((before, rest)) = input.split_once("(impl ") else {
            return input.to_owned();
        };
        let bounds = &rest[..closing(rest)];
        let name = format!("F{}", self.params);
        self.params += 1;
        self.bounds
            .extend(split(bounds, " + ").map(|bound| format!("{name}: {bound}")));
        let after = rest[bounds.len()..].strip_prefix(')').unwrap_or_default();
        format!("{before}{name}{}", self.without_impl(after))
    }
}

impl Compare<'_> {
    /// Which release may have the new signature, where it has parameters in the places of what `old` takes or returns.
    pub fn generalized(&self, old: &Function, new: &Function, old_bounds: &BTreeSet<String>) -> Option<Required> {
        let general = General::of(new);
        let known = old.generics.len();
        if general.params <= known && !old.inputs.concat().contains("(impl ") || old.inputs.len() != new.inputs.len() {
            return None;
        }
        let whole = |inputs: &[String], output: &str| format!("({}) -> {output}", inputs.join(", "));
        let (general_text, old_text) = (whole(&general.inputs, &new.output), whole(&old.inputs, &old.output));
        if old.inputs == new.inputs && old.output == new.output {
            return None;
        }
        let arguments = arguments(&general_text, &old_text, 'F')?;
        // What callers can name stays what it is.
        let is_kept = |(name, is): &(&str, &str)| number(name).is_none_or(|at| at >= known) || name == is;
        if !arguments.iter().all(is_kept) {
            return None;
        }
        let given = Implied::of(old_bounds, self.old);
        let mut answers = Vec::new();
        for (name, is) in arguments.iter().filter(|(name, is)| name != is) {
            if !general.bounds.contains(&format!("{name}: ?std::marker::Sized")) {
                answers.push(fulfils(is, "std::marker::Sized", &given, self.new));
            }
        }
        let names_new = |bound: &str| {
            arguments
                .iter()
                .any(|(name, is)| name != is && substituted(bound, &[(*name, "")]) != bound)
        };
        for bound in general.bounds.iter().filter(|bound| names_new(bound)) {
            let bound = substituted(bound, &arguments);
            answers.push(
                bound
                    .split_once(": ")
                    .and_then(|(ty, by)| fulfils(ty, by, &given, self.new)),
            );
        }
        Some(if answers.contains(&Some(false)) {
            Required::Major
        } else if answers.contains(&None) {
            Required::Undecided
        } else {
            Required::Minor
        })
    }
}

/// Whether callers need not name a parameter that was added, since rustc infers it.
pub fn is_inferred(new: &Function, at: usize) -> bool {
    let name = format!("F{at}");
    let has = |text: &String| substituted(text, &[(&*name, "")]) != *text;
    // A bound gives it where it is what a trait results in.
    let results = |text: &String| ["= ", "-> "].iter().any(|sign| text.contains(&format!("{sign}{name}")));
    new.inputs.iter().chain([&new.output]).any(has) || new.bounds.iter().any(results)
}

/// Where the bracket is that closes what is in front of the text.
fn closing(text: &str) -> usize {
    let mut depth = 0_i32;
    let found = text.char_indices().find(|(_, it)| {
        depth += match it {
            '(' | '[' => 1,
            ')' | ']' => -1,
            _ => 0,
        };
        depth < 0
    });
    found.map_or(text.len(), |(at, _)| at)
}

fn number(name: &str) -> Option<usize> {
    name.strip_prefix('F')?.parse().ok()
}
