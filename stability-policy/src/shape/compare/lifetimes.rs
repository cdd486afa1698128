//! The lifetimes of functions.

use std::collections::{BTreeMap, BTreeSet};

use super::fact::{ChangeKind, Effect, Required, Sink};
use crate::shape::model::Function;

/// Types that keep the variance of their arguments.
const COVARIANT: [&str; 6] = [
    "std::option::Option",
    "std::result::Result",
    "std::vec::Vec",
    "std::boxed::Box",
    "std::rc::Rc",
    "std::sync::Arc",
];

/// The function without names for lifetimes that tie nothing: of `f<'a>(x: &'a u8, y: &'a u8)`, each reference can be made shorter, so
/// that the two need not be the same.
pub fn without_free(function: &Function) -> Function {
    let all: BTreeSet<usize> = function
        .inputs
        .iter()
        .flat_map(|input| numbers(input))
        .map(|(_, number)| number)
        .collect();
    let others = || {
        std::iter::once(&function.output)
            .chain(&function.bounds)
            .chain(&function.generics)
    };
    let is_tied = |number: usize| {
        others().any(|text| numbers(text).any(|(_, it)| it == number))
            || function.inputs.iter().any(|input| {
                let free = free(input);
                numbers(input).any(|(at, it)| it == number && !free.contains(&at))
            })
    };
    let tied: Vec<usize> = all.iter().copied().filter(|number| is_tied(*number)).collect();
    if tied.len() == all.len() {
        return function.clone();
    }
    let mut names = BTreeMap::new();
    let mut renamed = |text: &String| {
        let mut out = String::new();
        let mut rest = 0;
        for (at, number) in numbers(text) {
            out.push_str(&text[rest..at]);
            rest = at + 1 + number.to_string().len();
            if all.contains(&number) && !tied.contains(&number) {
                rest += usize::from(text[rest..].starts_with(' '));
                continue;
            }
            let next = names.len();
            out.push_str(&format!("'{}", names.entry(number).or_insert(next)));
        }
        out + &text[rest..]
    };
    Function {
        inputs: function.inputs.iter().map(&mut renamed).collect(),
        output: renamed(&function.output),
        generics: function.generics.iter().map(&mut renamed).collect(),
        bounds: function.bounds.iter().map(&mut renamed).collect(),
        ..function.clone()
    }
}

/// Compares what outputs `impl Trait` state that they capture, and gives the functions without it; `None` where one does not state it.
pub fn compare_captured(
    old: &Function,
    new: &Function,
    users: &[Effect],
    sink: &mut Sink<'_>,
) -> Option<(Function, Function)> {
    let (before, was) = captured(old)?;
    let (after, is) = captured(new)?;
    if was != is {
        let required = if is.is_subset(&was) {
            Required::Minor
        } else {
            Required::Major
        };
        push_output(old, new, required, users, sink);
    }
    Some((before, after))
}

/// Adds that the output is another one.
pub fn push_output(old: &Function, new: &Function, required: Required, users: &[Effect], sink: &mut Sink<'_>) {
    let effect = if required == Required::Minor { &[] } else { users };
    let (old, new) = (&old.output, &new.output);
    sink.push(ChangeKind::OutputChanged, "", old, new, effect, required);
}

/// The function without what its output states that it captures, and that: parameters, and lifetimes by where they are in its inputs.
fn captured(function: &Function) -> Option<(Function, BTreeSet<String>)> {
    let start = function.output.find("use<")?;
    let end = start + function.output[start..].find('>')?;
    let inputs = function.inputs.join(", ");
    let place = |name: &str| {
        let is_it = |at: &usize| !inputs[at + name.len()..].starts_with(|it: char| it.is_ascii_digit());
        let at = inputs.match_indices(name).map(|(at, _)| at).find(is_it);
        at.filter(|_| name.starts_with('\''))
            .map(|at| without_lifetimes(&inputs[..at]).len().to_string())
    };
    let names = function.output[start + 4..end].split(", ").filter(|it| !it.is_empty());
    let set = names
        .map(|name| place(name).unwrap_or_else(|| name.to_owned()))
        .collect();
    let output = format!("{}{}", &function.output[..start], &function.output[end + 1..]);
    let output = output
        .replace(" + )", ")")
        .replace("(impl  + ", "(impl ")
        .replace(" +  + ", " + ");
    Some((
        Function {
            output,
            ..function.clone()
        },
        set,
    ))
}

/// The lifetimes of the function in a text, `'0`, with their places.
fn numbers(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    text.match_indices('\'').filter_map(|(at, _)| {
        let rest = &text[at + 1..];
        let end = rest.find(|it: char| !it.is_ascii_digit()).unwrap_or(rest.len());
        Some((at, rest[..end].parse().ok()?))
    })
}

/// The places of lifetimes of references that a caller can make shorter.
fn free(text: &str) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    // Of each bracket, whether what is in it is fixed, and whether it is since the last comma.
    let mut open = vec![(false, false)];
    for (at, letter) in text.char_indices() {
        let before = &text[..at];
        let is_fixed = open.last().is_some_and(|(whole, part)| *whole || *part);
        match letter {
            '<' | '(' | '[' | '{' => {
                let start = before
                    .rfind(|it: char| !it.is_alphanumeric() && !matches!(it, '_' | ':' | '@' | '~'))
                    .map_or(0, |at| at + 1);
                let is_list = text[at..].starts_with("(dyn ") || text[at..].starts_with("(impl ");
                let keeps = match letter {
                    '<' => COVARIANT.contains(&&before[start..]),
                    '(' => before[start..].is_empty() && !is_list,
                    letter => letter == '[',
                };
                open.push((is_fixed || !keeps, false));
            }
            '>' if before.ends_with('-') => {}
            '>' | ')' | ']' | '}' if open.len() > 1 => {
                open.pop();
            }
            ',' => {
                if let Some((_, part)) = open.last_mut() {
                    *part = false;
                }
            }
            '&' => {
                let rest = &text[at + 1..];
                let name = rest
                    .strip_prefix('\'')
                    .map_or(0, |rest| rest.find(' ').map_or(0, |end| end + 2));
                if name > 0 && !is_fixed {
                    found.insert(at + 1);
                }
                if let Some((_, part)) = open.last_mut() {
                    *part |= rest[name..].starts_with("mut ");
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether only lifetimes differ; then that is reported.
pub fn compare_lifetimes(
    old: &Function,
    new: &Function,
    is_of_trait: bool,
    users: &[Effect],
    sink: &mut Sink<'_>,
) -> bool {
    let parts = |function: &Function, erase: fn(&str) -> String| -> Vec<String> {
        let parts = function.inputs.iter().chain([&function.output]);
        parts.map(|part| erase(part)).collect()
    };
    if parts(old, str::to_owned) == parts(new, str::to_owned)
        || parts(old, without_lifetimes) != parts(new, without_lifetimes)
    {
        return false;
    }
    let texts = |function: &Function| format!("({}) -> {}", function.inputs.join(", "), function.output);
    // A parameter that need not be static any more, or an output that is static now.
    let inputs = |function: &Function, erase: fn(&str) -> String| -> Vec<String> {
        function.inputs.iter().map(|input| erase(input)).collect()
    };
    let needs_static = |function: &Function| function.inputs.concat().matches("'static").count();
    let gives_static = |function: &Function| function.output.matches("'static").count();
    let relations = |function: &Function| inputs(function, only_static_erased);
    let is_relaxed =
        relations(old) == relations(new) && old.output == new.output && needs_static(new) < needs_static(old);
    let numbered = |text: &str| {
        text.split('\'')
            .skip(1)
            .filter(|it| it.starts_with(|it: char| it.is_ascii_digit()))
            .count()
    };
    let is_static_now = needs_static(old) == needs_static(new)
        && gives_static(new) > gives_static(old)
        && numbered(&new.output) == 0
        && numbered(&new.inputs.concat()) == 0;
    let is_loosened = !is_of_trait && (is_relaxed || is_static_now);
    let required = if is_loosened { Required::Minor } else { Required::Major };
    let effect = if is_loosened { &[] } else { users };
    sink.push(
        ChangeKind::LifetimesChanged,
        "",
        &texts(old),
        &texts(new),
        effect,
        required,
    );
    true
}

fn only_static_erased(text: &str) -> String {
    text.replace("'static ", "")
}

/// A type without its lifetimes.
pub fn without_lifetimes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\'') {
        out.push_str(&rest[..at]);
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '^' | '.');
        let after = rest[at + 1..].trim_start_matches(is_name);
        rest = after
            .strip_prefix(", ")
            .or_else(|| after.strip_prefix(' '))
            .unwrap_or(after);
    }
    out.push_str(rest);
    out.replace(" + )", ")").replace("<>", "")
}

#[cfg(test)]
mod tests {
    use super::{Function, without_free};

    fn free(inputs: &[&str], output: &str) -> (Vec<String>, String) {
        let found = without_free(&Function {
            inputs: inputs.iter().map(|it| (*it).to_owned()).collect(),
            output: output.to_owned(),
            ..Function::default()
        });
        (found.inputs, found.output)
    }

    #[test]
    fn only_what_ties_has_a_name() {
        for (inputs, output, expected) in [
            (&["&'0 u8", "&'0 u8"][..], "()", &["&u8", "&u8"][..]),
            (
                &["&'0 mut u8", "std::option::Option<&'0 str>"],
                "u8",
                &["&mut u8", "std::option::Option<&str>"],
            ),
            (&["&'0 u8", "&'1 u8", "&'1 u8"], "&'1 u8", &["&u8", "&'0 u8", "&'0 u8"]),
            (&["&mut &'0 u8", "&'0 u8"], "()", &["&mut &'0 u8", "&'0 u8"]),
            (
                &["std::cell::Cell<&'0 u8>", "&'0 u8"],
                "()",
                &["std::cell::Cell<&'0 u8>", "&'0 u8"],
            ),
            (&["fn(&'0 u8)", "&'0 u8"], "()", &["fn(&'0 u8)", "&'0 u8"]),
            (&["(&mut u8, &'0 u8)", "&'0 u8"], "()", &["(&mut u8, &u8)", "&u8"]),
            (&["(dyn nika::T<'0>)", "&'0 u8"], "()", &["(dyn nika::T<'0>)", "&'0 u8"]),
        ] {
            let (found, _) = free(inputs, output);
            assert_eq!(found, expected);
        }
        assert_eq!(free(&["&'0 u8", "&'1 u8"], "&'1 u8").1, "&'0 u8");
    }
}
