//! `"next"` in our attributes and macros, found by tokens: text in comments, strings and the attributes of others stays.

use std::ops::Range;
use std::str::FromStr;

use proc_macro2::{Delimiter, Group, LexError, TokenStream, TokenTree};
use semver::Version;

/// The attributes and blocks that take a version.
const WORDS: [&str; 11] = [
    "frozen",
    "stable",
    "beta",
    "evolving",
    "experimental",
    "internal",
    "unstable",
    "deprecated",
    "deprecated_route",
    "route",
    "reserved",
];
/// The macros whose entries have tiers.
const MACROS: [&str; 4] = ["contract", "generated", "guarantee", "surface"];
/// The keys whose version may be `"next"`.
const KEYS: [&str; 5] = ["since", "announced", "warned", "denied", "hidden"];
/// The value that is written for the version in preparation.
const NEXT: &str = "\"next\"";

/// The text of a source with `version` in the place of `"next"`; `None` where it has none. `library` is the name of the runtime there.
pub fn resolved(text: &str, library: &str, version: &Version) -> Result<Option<String>, LexError> {
    if !text.contains(NEXT) {
        return Ok(None);
    }
    let mut found = Finder {
        library,
        places: Vec::new(),
    };
    found.in_code(TokenStream::from_str(text)?, false);
    let mut places = found.places;
    places.sort_by_key(|place| place.start);
    let mut resolved = text.to_owned();
    for place in places.iter().rev() {
        resolved.replace_range(place.clone(), &format!("\"{version}\""));
    }
    Ok((!places.is_empty()).then_some(resolved))
}

struct Finder<'a> {
    library: &'a str,
    /// The places of the literals, in bytes.
    places: Vec<Range<usize>>,
}

impl Finder<'_> {
    /// Looks for attributes and macros; among the entries of one of our macros, for tiers too.
    fn in_code(&mut self, tokens: TokenStream, is_entries: bool) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            let TokenTree::Group(group) = token else { continue };
            let before = &tokens[..at];
            match group.delimiter() {
                Delimiter::Bracket if is_attribute(before) => self.in_attribute(group.stream()),
                _ if is_entries && is_one_of(before.last(), &WORDS) => self.in_arguments(group.stream()),
                _ => self.in_code(group.stream(), is_entries || self.is_macro(before)),
            }
        }
    }

    /// Whether a group after these tokens is what one of our macros is called with.
    fn is_macro(&self, before: &[TokenTree]) -> bool {
        let [path @ .., TokenTree::Punct(mark)] = before else {
            return false;
        };
        mark.as_char() == '!' && is_one_of(path.last(), &MACROS) && self.is_ours(path)
    }

    /// Whether the path that ends here is bare, or begins with the name of the runtime.
    fn is_ours(&self, path: &[TokenTree]) -> bool {
        match path {
            [
                ..,
                TokenTree::Ident(first),
                TokenTree::Punct(_),
                TokenTree::Punct(colon),
                TokenTree::Ident(_),
            ] if colon.as_char() == ':' => *first == self.library || *first == "stability",
            _ => true,
        }
    }

    /// `stability::stable(…)`, `cfg_attr(condition, stability::stable(…), …)`.
    fn in_attribute(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let [path @ .., TokenTree::Group(arguments)] = tokens.as_slice() else {
            return;
        };
        if is_one_of(path.last(), &["cfg_attr"]) {
            for attribute in parts(arguments).into_iter().skip(1) {
                self.in_attribute(attribute);
            }
        } else if is_one_of(path.last(), &WORDS) && self.is_ours(path) {
            self.in_arguments(arguments.stream());
        }
    }

    /// `since = "next", deprecated(since = "next")`.
    fn in_arguments(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => self.in_arguments(group.stream()),
                TokenTree::Literal(literal) if literal.to_string() == NEXT => {
                    let is_version = matches!(&tokens[..at], [.., key, TokenTree::Punct(is)]
                        if is.as_char() == '=' && is_one_of(Some(key), &KEYS));
                    if is_version {
                        self.places.push(literal.span().byte_range());
                    }
                }
                _ => {}
            }
        }
    }
}

/// Whether these tokens end with the `#` or `#!` of an attribute.
fn is_attribute(before: &[TokenTree]) -> bool {
    let is =
        |token: Option<&TokenTree>, sign: char| matches!(token, Some(TokenTree::Punct(it)) if it.as_char() == sign);
    let (last, second) = (before.last(), before.iter().rev().nth(1));
    is(last, '#') || is(last, '!') && is(second, '#')
}

fn is_one_of(token: Option<&TokenTree>, words: &[&str]) -> bool {
    matches!(token, Some(TokenTree::Ident(ident)) if words.iter().any(|word| ident == word))
}

/// The parts of a list between its commas.
fn parts(list: &Group) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    for token in list.stream() {
        match (&token, parts.last_mut()) {
            (TokenTree::Punct(comma), _) if comma.as_char() == ',' => parts.push(TokenStream::new()),
            (_, Some(part)) => part.extend([token]),
            (_, None) => {}
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::resolved;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = resolved(text, "promises", &"1.5.0".parse().unwrap()).expect("it has tokens");
        assert_eq!(found.as_deref().unwrap_or(text), expected, "{text}");
    }

    #[test]
    fn each_of_our_forms_is_resolved() {
        for form in [
            "#[stability::stable(since = \"next\")] fn f() {}",
            "#[promises::beta(since = \"next\", area = \"next\")] fn f() {}",
            "mod m { #[stable(since = \"next\")] fn f() {} }",
            "#![stability::stable(since = \"next\")]",
            "struct A { #[evolving(since = \"next\")] a: u8 }",
            "#[cfg_attr(feature = \"next\", derive(A), stability::stable(since = \"next\"))] struct A;",
            "#[stability::stable(since = \"1.0.0\", deprecated(since = \"next\", note = \"next\"))] fn f() {}",
            "#[stable(deprecated(stages(announced = \"1.0.0\", warned = \"next\")))] fn f() {}",
            "stability::surface! { area \"next\", stable(since = \"next\"); env \"next\"; #[beta(since = \"next\")] env \"B\"; }",
            "stability::contract! { name = \"next\", tiers { stable(since = \"next\") = [crate] } }",
            "guarantee! { #[stable(since = \"next\")] pub A = \"next\"; }",
            "/* ü */ #[stable(since /* ö */ = \"next\")] fn f() {} // \"next\"",
        ] {
            let expected = ["since", "warned", "since /* ö */"]
                .iter()
                .fold(form.to_owned(), |text, key| {
                    text.replace(&format!("{key} = \"next\""), &format!("{key} = \"1.5.0\""))
                });
            assert_ne!(form, expected);
            check(form, &expected);
        }
    }

    #[test]
    fn what_is_not_ours_stays() {
        for text in [
            "// #[stable(since = \"next\")]\nfn f() {}",
            "/// `#[stable(since = \"next\")]`\nfn f() { call(\"since = \\\"next\\\"\") }",
            "#[other(since = \"next\")] fn f() {}",
            "#[others::stable(since = \"next\")] fn f() {}",
            "fn f() { stable(since = \"next\"); let since = \"next\"; }",
            "others::surface! { stable(since = \"next\"); }",
            "#[stable(area = \"next\")] fn f() {}",
            "fn f() {}",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_has_no_tokens_is_an_error() {
        assert!(resolved("\"next\" fn f( {", "stability", &"1.0.0".parse().unwrap()).is_err());
    }
}
