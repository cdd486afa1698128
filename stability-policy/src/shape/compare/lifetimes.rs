//! The lifetimes of functions.

use std::collections::{BTreeMap, BTreeSet};

use super::Around;
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
    let inputs = || function.inputs.iter().flat_map(|input| numbers(input));
    // What an output captured alone is nothing without that.
    let occurs_once = |number: usize| {
        inputs().filter(|(_, it)| *it == number).count() == 1
            && !others().any(|text| numbers(text).any(|(_, it)| it == number))
    };
    let is_tied = |number: usize| is_tied(number) && !occurs_once(number);
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
                if text[..at].ends_with('&') {
                    rest += usize::from(text[rest..].starts_with(' '));
                } else {
                    out.push_str("'_");
                }
                continue;
            }
            let next = names.len();
            out.push_str(&format!("'{}", names.entry(number).or_insert(next)));
        }
        without_anonymous(&(out + &text[rest..]))
    };
    Function {
        inputs: function.inputs.iter().map(&mut renamed).collect(),
        output: renamed(&function.output),
        generics: function.generics.iter().map(&mut renamed).collect(),
        bounds: function.bounds.iter().map(&mut renamed).collect(),
        ..function.clone()
    }
}

/// The text without lists of lifetimes that all have no name.
fn without_anonymous(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("<'_") {
        out.push_str(&rest[..=at]);
        rest = &rest[at + 1..];
        let mut after = rest;
        while let Some(next) = after.strip_prefix("'_") {
            after = next.strip_prefix(", ").unwrap_or(next);
        }
        if !after.starts_with('\'') {
            rest = after;
        }
    }
    out.push_str(rest);
    out.replace("<>", "")
}

/// Compares what outputs `impl Trait` capture, and gives the functions without it.
pub fn compare_captured(
    old: &Function,
    new: &Function,
    around: Around<'_>,
    sink: &mut Sink<'_>,
) -> Option<(Function, Function)> {
    let (before, was) = captured(old);
    let (after, is) = captured(new);
    if was.is_empty() && is.is_empty() {
        return None;
    }
    let mut changes = BTreeSet::new();
    if new.is_async && !old.is_async {
        // A future of `async fn` has all that the function takes.
        changes.extend(was.first().and_then(|was| change(was.as_ref(), None)));
    } else if is.is_empty() {
        // A type with a name has the lifetimes that it names.
        let named = numbers(&new.output).map(|(at, number)| new.output[at..=at + number.to_string().len()].to_owned());
        let named = places(named, new);
        let known = was.iter().flatten().flatten().cloned().collect();
        if !was.contains(&None) {
            changes.extend(change(Some(&known), Some(&known.union(&named).cloned().collect())));
        }
    } else if was.len() == is.len() {
        let each = was.iter().zip(&is);
        changes.extend(each.filter_map(|(was, is)| change(was.as_ref(), is.as_ref())));
    }
    let erased = |function: &Function| without_lifetimes(&function.inputs.join(", "));
    let required = match changes.last() {
        None => return Some((before, after)),
        // Lifetimes of other inputs cannot be told from those that it captured.
        Some(Captured::More) if erased(old) != erased(new) => Required::Undecided,
        Some(Captured::More) => Required::Major,
        Some(Captured::NotKnown) => Required::Undecided,
        Some(Captured::Less) if around.is_open => Required::Major,
        Some(Captured::Less) => Required::Minor,
    };
    let effect: &[Effect] = match (required, changes.last()) {
        (Required::Minor, _) => &[],
        // What they return may capture more.
        (_, Some(Captured::Less)) => &[Effect::Implementers],
        _ => &[Effect::Callers],
    };
    let text = |function: &Function| {
        let start = if function.is_async { "async fn() -> " } else { "" };
        format!("{start}{}", function.output)
    };
    sink.push(
        ChangeKind::CapturesChanged,
        "",
        &text(old),
        &text(new),
        effect,
        required,
    );
    Some((before, after))
}

/// How what an output captures differs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Captured {
    Less,
    NotKnown,
    More,
}

/// How a set differs from another one; `None` is that of all lifetimes.
fn change(was: Option<&BTreeSet<String>>, is: Option<&BTreeSet<String>>) -> Option<Captured> {
    let is_known = |set: &BTreeSet<String>| !set.contains(UNKNOWN);
    match (was, is) {
        (None, None) => None,
        (None, Some(_)) => Some(Captured::Less),
        (Some(was), Some(is)) if was == is => None,
        (Some(was), Some(is)) if !is_known(was) || !is_known(is) => Some(Captured::NotKnown),
        (Some(was), Some(is)) if is.is_subset(was) => Some(Captured::Less),
        (Some(was), None) if !is_known(was) => Some(Captured::NotKnown),
        _ => Some(Captured::More),
    }
}

const UNKNOWN: &str = "{'_}";

/// Adds that the output is another one.
pub fn push_output(old: &Function, new: &Function, required: Required, users: &[Effect], sink: &mut Sink<'_>) {
    let effect = if required == Required::Minor { &[] } else { users };
    let (old, new) = (&old.output, &new.output);
    sink.push(ChangeKind::OutputChanged, "", old, new, effect, required);
}

/// The function without what its outputs `impl Trait` state that they capture, and that of each: lifetimes by where they are in its
/// inputs, and `None` where it captures all.
fn captured(function: &Function) -> (Function, Vec<Option<BTreeSet<String>>>) {
    let mut found = Vec::new();
    // The places in `found` of the outputs whose brackets are open.
    let mut open = Vec::new();
    let mut output = String::new();
    let mut rest = function.output.as_str();
    while let Some(letter) = rest.chars().next() {
        if let Some(inner) = rest.strip_prefix("use<") {
            let (names, after) = inner.split_once('>').unwrap_or((inner, ""));
            let names = names.split(", ").filter(|it| !it.is_empty()).map(str::to_owned);
            if let Some(at) = open.iter().rev().find_map(|at: &Option<usize>| *at) {
                found[at] = Some(places(names, function));
            }
            rest = after;
            continue;
        }
        match letter {
            '(' if rest.starts_with("(impl ") => {
                open.push(Some(found.len()));
                found.push(None);
            }
            '(' => open.push(None),
            ')' => drop(open.pop()),
            _ => {}
        }
        output.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    let output = output
        .replace(" + )", ")")
        .replace("(impl  + ", "(impl ")
        .replace(" +  + ", " + ");
    (
        Function {
            output,
            ..function.clone()
        },
        found,
    )
}

/// Where lifetimes are in the inputs of a function.
fn places(names: impl Iterator<Item = String>, function: &Function) -> BTreeSet<String> {
    let inputs = function.inputs.join(", ");
    let mut found = BTreeSet::new();
    for name in names {
        let is_it = |at: &usize| !inputs[at + name.len()..].starts_with(|it: char| it.is_ascii_digit());
        let all = inputs.match_indices(&name).map(|(at, _)| at).filter(is_it);
        let all: Vec<String> = all
            .map(|at| without_lifetimes(&inputs[..at]).len().to_string())
            .collect();
        if all.is_empty() || name == UNKNOWN {
            found.insert(name);
        } else {
            found.extend(all);
        }
    }
    found
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
    let is_loosened = !is_of_trait && (is_relaxed || is_static_now || is_instance(old, new));
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

/// The lifetime of an old function that an output elided.
const ELIDED: &str = "'elided";

/// Whether the old function is the new one with certain lifetimes, so that what takes the old one can take the new one.
fn is_instance(old: &Function, new: &Function) -> bool {
    // Those that are bound early are chosen once for all calls of a value.
    if new.early > old.early {
        return false;
    }
    let (given_before, given_after) = (slots(&old.output), slots(&new.output));
    // An elided lifetime of a path is left out, and where there is no receiver, all inputs have that one.
    let is_elided = given_after.keys().any(|at| !given_before.contains_key(at));
    if is_elided && old.inputs.first().is_some_and(|it| it.starts_with("self: ")) {
        return false;
    }
    let mut given = BTreeMap::new();
    let joined = |function: &Function| function.inputs.join(", ");
    let (before, after) = (slots(&joined(old)), slots(&joined(new)));
    let is_of_inputs = after.iter().all(|(at, name)| {
        // Each that has no name is another one.
        let was = match before.get(at).map(String::as_str) {
            None | Some("'_") if is_elided => ELIDED.to_owned(),
            None | Some("'_") => format!("{at:?}"),
            Some(name) => name.to_owned(),
        };
        match name.as_str() {
            "'_" => true,
            name if is_own(name) => *given.entry(name.to_owned()).or_insert_with(|| was.clone()) == was,
            name => name == was,
        }
    });
    let was = |at| given_before.get(at).map_or(ELIDED, String::as_str);
    is_of_inputs
        && given_before.keys().all(|at| given_after.contains_key(at))
        && given_after.iter().all(|(at, name)| {
            if is_own(name) {
                given.get(name).is_some_and(|given| given == was(at))
            } else {
                name == was(at)
            }
        })
        && bounds_with(new, &given).is_subset(&old.bounds)
}

/// The bounds of a function, with other names for its lifetimes.
fn bounds_with(function: &Function, given: &BTreeMap<String, String>) -> BTreeSet<String> {
    let bounds = function.bounds.iter().map(|bound| {
        let mut out = String::new();
        let mut rest = 0;
        for (at, number) in numbers(bound) {
            out.push_str(&bound[rest..at]);
            let name = format!("'{number}");
            rest = at + name.len();
            out.push_str(given.get(&name).unwrap_or(&name));
        }
        out + &bound[rest..]
    });
    let is_own = |bound: &String| bound.split_once(": ").is_some_and(|(it, by)| it == by);
    bounds.filter(|bound| !is_own(bound)).collect()
}

/// Whether it is a lifetime of the function: `'0`.
fn is_own(name: &str) -> bool {
    name[1..].starts_with(|it: char| it.is_ascii_digit())
}

/// The lifetimes with a name, by where they are in the text without lifetimes, and which they are there. References have one each.
fn slots(text: &str) -> BTreeMap<(usize, usize), String> {
    let mut found = BTreeMap::new();
    let mut last = (usize::MAX, 0);
    for (at, _) in text.match_indices('\'') {
        let is_name = |it: char| it.is_alphanumeric() || matches!(it, '_' | '^' | '.');
        let end = text[at + 1..]
            .find(|it| !is_name(it))
            .map_or(text.len(), |end| at + 1 + end);
        let place = without_lifetimes(&text[..at]).len();
        last = if last.0 == place {
            (place, last.1 + 1)
        } else {
            (place, 0)
        };
        found.insert(last, text[at..end].to_owned());
    }
    found
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
