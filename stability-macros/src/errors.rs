//! Collects the errors of one item, to report them together.

use std::fmt::Display;

use darling::error::Accumulator;
use proc_macro2::{Group, Span, TokenStream, TokenTree};
use quote::ToTokens;

use crate::environment::is_edition_2015;

/// The errors of one item. Dropping it unread is a bug, and panics.
#[derive(Default)]
pub struct Errors {
    found: Accumulator,
    count: usize,
}

impl Errors {
    /// Notes an error at `span`.
    pub fn push(&mut self, span: Span, message: impl Display) {
        self.count += 1;
        self.found.push(darling::Error::custom(message).with_span(&span));
    }

    /// How many there are so far.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether there are no errors so far.
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Every error as a `compile_error!` at its place.
    pub fn into_tokens(self) -> TokenStream {
        match self.found.finish() {
            Ok(()) => TokenStream::new(),
            Err(errors) if is_edition_2015() => resolved_here(errors.write_errors()),
            Err(errors) => errors.write_errors(),
        }
    }
}

/// The tokens at their places, but resolved as the rest of an expansion: in a package of the edition 2015, `::core` with the
/// user's span is looked for in the user's package. In other editions they stay as they are, since rustc adds a note on the macro
/// to errors from an expansion.
fn resolved_here(tokens: TokenStream) -> TokenStream {
    let resolved = tokens.into_iter().map(|mut token| {
        let span = Span::call_site().located_at(token.span());
        if let TokenTree::Group(group) = &token {
            token = Group::new(group.delimiter(), resolved_here(group.stream())).into();
        }
        token.set_span(span);
        token
    });
    resolved.collect()
}

/// Tokens as a message shows them: on one line, and shortened.
pub fn shown(tokens: &impl ToTokens) -> String {
    const LONGEST: usize = 60;
    // A sign belongs to its number.
    let text = crate::signature::text(tokens).replace("= - ", "= -");
    let mut shown: String = text.chars().take(LONGEST).flat_map(escaped).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

fn escaped(one: char) -> impl Iterator<Item = char> {
    let control = one.is_control().then(|| one.escape_default());
    let plain = (!one.is_control()).then_some(one);
    control.into_iter().flatten().chain(plain)
}

/// The candidate nearest to `word`, where one is near enough to be what was meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, candidate)| candidate)
}

/// The starts of what to write instead.
pub const REMEDIES: [&str; 6] = [
    ": write ",
    ": remove ",
    ": end ",
    ": give ",
    ": did you mean ",
    ": the only key is ",
];

/// A message about syntax with its place, which comes after the mistake and before what to write.
pub fn placed(message: &str, place: &str) -> String {
    let at = REMEDIES.iter().filter_map(|remedy| message.find(remedy)).min();
    let (mistake, remedy) = message.split_at(at.unwrap_or(message.len()));
    format!("{mistake} {place}{remedy}")
}

/// A message of a parser with what was found at `span`, and with its place.
pub fn expected(message: &str, span: Span, place: &str) -> String {
    const LONGEST: usize = 40;
    let is_token = |text: &String| !text.is_empty() && text.len() <= LONGEST && !text.contains(['\n', '`']);
    // At the end of the input, the span is that of everything.
    let found = span
        .source_text()
        .filter(|text| message.starts_with("expected ") && is_token(text));
    match found {
        Some(found) => placed(message, &format!("instead of `{found}` {place}")),
        None => placed(message, place),
    }
}

/// The message about an item that the attribute or derive `word` cannot read.
pub fn unreadable(word: &str, error: &syn::Error) -> String {
    expected(&error.to_string(), error.span(), &format!("in the item under `{word}`"))
}

/// `a, b or c`.
pub fn listed(words: &[impl AsRef<str>], conjunction: &str) -> String {
    let words: Vec<&str> = words.iter().map(AsRef::as_ref).collect();
    match words.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} {conjunction} {last}", rest.join(", ")),
        _ => words.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::placed;

    #[test]
    fn a_place_comes_before_what_to_write() {
        for (message, expected) in [
            ("expected `=`: write `a = 1`", "expected `=` in `b!`: write `a = 1`"),
            (
                "unknown word `x`: did you mean `y`?",
                "unknown word `x` in `b!`: did you mean `y`?",
            ),
            (
                "expected one of: `a`, `c`: write `a`",
                "expected one of: `a`, `c` in `b!`: write `a`",
            ),
            ("expected `=`", "expected `=` in `b!`"),
        ] {
            assert_eq!(placed(message, "in `b!`"), expected);
        }
    }
}
