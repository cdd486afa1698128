//! What another declaration means for users of the first one.

use std::borrow::Cow;
use std::collections::BTreeSet;

use stability::Kind;
use stability::contract::Item;

use super::{Effect, Fact};

/// What differs between the declarations of two states of one item. One that was not stated promised nothing.
pub fn compare(from: &Item, to: &Item, facts: &mut Vec<(Fact, Effect)>) {
    let effect = match (declared(from), declared(to)) {
        _ if from.kind != to.kind => Effect::Breaking,
        (Some(was), Some(is)) if was != is => match from.kind {
            Kind::Artefact if rank(&is) < rank(&was) => Effect::Additive,
            Kind::Fn | Kind::Method => effect(&was, &is),
            Kind::Macro => effect_of_macro(&was, &is),
            _ => Effect::Breaking,
        },
        (Some(_), None) => Effect::Breaking,
        _ => return,
    };
    let shown = |item: &Item| declared(item).map_or_else(|| item.kind.to_string(), Cow::into_owned);
    let (mut was, mut is) = (shown(from), shown(to));
    if was == is {
        // The kind is not in every declaration.
        (was, is) = (format!("{} {was}", from.kind), format!("{} {is}", to.kind));
    }
    facts.push((Fact::SignatureChanged { from: was, to: is }, effect));
}

/// The declaration. An error code that has none is known by its text, apart from whether it was retired; a macro that
/// has none is called as `name!`.
fn declared(item: &Item) -> Option<Cow<'_, str>> {
    if item.kind == Kind::Macro && item.signature.is_none() {
        return Some(Cow::Owned(format!("{}!", item.name)));
    }
    let note = || item.note.as_deref().filter(|_| item.kind == Kind::ErrorCode);
    let note = || note().map(|note| note.strip_prefix("retired; was ").unwrap_or(note));
    item.signature.as_deref().or_else(note).map(Cow::Borrowed)
}

/// What another form of a macro means for its callers: more where a derive takes more helper attributes.
fn effect_of_macro(from: &str, to: &str) -> Effect {
    let parts = |form: &'_ str| -> (String, BTreeSet<String>) {
        let (call, helpers) = form.split_once(" with ").unwrap_or((form, ""));
        (
            call.into(),
            helpers
                .split(", ")
                .filter(|one| !one.is_empty())
                .map(String::from)
                .collect(),
        )
    };
    let ((was, from), (is, to)) = (parts(from), parts(to));
    if was == is && from.is_subset(&to) {
        Effect::Additive
    } else {
        Effect::Breaking
    }
}

/// How little the policy of an artefact promises.
fn rank(policy: &str) -> u8 {
    match policy.split(' ').next() {
        Some("frozen") if policy == "frozen" => 0,
        Some("frozen") => 1,
        Some("additive") => 2,
        _ => 3,
    }
}

/// What another declaration of a function means for its callers: nothing where the names of parameters are others, more where
/// it is `const` or no longer `unsafe`.
fn effect(from: &str, to: &str) -> Effect {
    let (Some((was, from)), Some((is, to))) = (qualifiers(from), qualifiers(to)) else {
        return Effect::Breaking;
    };
    if without_names(from) != without_names(to) {
        return Effect::Breaking;
    }
    let lost = was.iter().any(|word| *word != "unsafe" && !is.contains(word));
    let asked = is.iter().any(|word| *word != "const" && !was.contains(word));
    match (was == is, lost || asked) {
        (true, _) => Effect::Neutral,
        (false, false) => Effect::Additive,
        (false, true) => Effect::Breaking,
    }
}

/// Whether two declarations of a member differ in more than the names of parameters.
pub fn is_another(from: &str, to: &str) -> bool {
    from != to && without_names(from) != without_names(to)
}

/// The words before `fn`, and the rest.
fn qualifiers(declaration: &str) -> Option<(Vec<&str>, &str)> {
    let at = match declaration.strip_prefix("fn ") {
        Some(_) => 0,
        None => declaration.find(" fn ")? + 1,
    };
    let (words, rest) = declaration.split_at(at);
    Some((words.split_whitespace().collect(), rest))
}

/// A function's declaration without the names of its parameters, which no caller writes. Anything else is left as it is.
fn without_names(declaration: &str) -> Cow<'_, str> {
    let list = qualifiers(declaration).and_then(|(_, rest)| parameters(rest));
    let Some(list) = list else {
        return Cow::Borrowed(declaration);
    };
    let start = list.as_ptr().addr() - declaration.as_ptr().addr();
    let (head, tail) = (&declaration[..start], &declaration[start + list.len()..]);
    let types: Vec<&str> = split(list, ',').map(|parameter| type_of(parameter.trim())).collect();
    Cow::Owned(format!("{head}{}{tail}", types.join(", ")))
}

/// The text in the parentheses after the name of a function.
fn parameters(rest: &str) -> Option<&str> {
    let open = depths(rest).find(|(_, c, depth)| *c == '(' && *depth == 0)?.0;
    let close = depths(rest)
        .find(|(at, c, depth)| *at > open && *c == ')' && *depth == 0)?
        .0;
    Some(&rest[open + 1..close])
}

/// The type of a parameter; of a receiver, all but whether the method changes its copy.
fn type_of(parameter: &str) -> &str {
    let Some(colon) = colon(parameter) else {
        return parameter.strip_prefix("mut ").unwrap_or(parameter);
    };
    match parameter[..colon].trim().trim_start_matches("mut ") {
        "self" => parameter.strip_prefix("mut ").unwrap_or(parameter),
        _ => parameter[colon + 1..].trim(),
    }
}

/// Where the pattern of a parameter ends.
fn colon(parameter: &str) -> Option<usize> {
    let bytes = parameter.as_bytes();
    let is_part = |at: usize| bytes.get(at) == Some(&b':');
    depths(parameter)
        .find(|(at, c, depth)| *c == ':' && *depth == 0 && !is_part(at + 1) && !(*at > 0 && is_part(at - 1)))
        .map(|found| found.0)
}

fn split(list: &str, separator: char) -> impl Iterator<Item = &str> {
    let mut start = 0;
    let ends = depths(list).filter(move |(_, c, depth)| *c == separator && *depth == 0);
    let ends = ends.map(|found| found.0).chain([list.len()]);
    ends.map(move |end| {
        let part = &list[start..end];
        start = (end + 1).min(list.len());
        part
    })
    .filter(|part| !part.trim().is_empty())
}

/// Each character with its place and its depth in brackets; a bracket has the depth at which it was opened.
fn depths(text: &str) -> impl Iterator<Item = (usize, char, usize)> {
    let (mut depth, mut before) = (0_usize, '\0');
    text.char_indices().map(move |(at, c)| {
        // The `>` of an arrow closes nothing.
        let closes = matches!(c, ')' | ']' | '}') || c == '>' && before != '-';
        if closes {
            depth = depth.saturating_sub(1);
        }
        let here = depth;
        if matches!(c, '(' | '[' | '{' | '<') {
            depth += 1;
        }
        before = c;
        (at, c, here)
    })
}
