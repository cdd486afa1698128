//! Guarantees: their text, their tier, their id.

use syn::LitStr;
use syn::ext::IdentExt;

use super::entry::check_entry;
use crate::args::GuaranteeArgs;
use crate::environment::Environment;
use crate::errors::Errors;
use crate::model::{Guarantee, Subject};

/// Checks the guarantees of one call.
pub fn check_guarantees(args: Vec<GuaranteeArgs>, environment: &Environment, errors: &mut Errors) -> Vec<Guarantee> {
    let mut guarantees: Vec<Guarantee> = Vec::new();
    for args in args {
        let GuaranteeArgs {
            subject,
            entry,
            vis,
            ident,
            id,
        } = args;
        if entry.attributes.text.is_empty() {
            // ui-tests/guarantee/without-text.rs
            errors.push(
                ident.span(),
                format_args!(
                    "{subject} has no text: write a doc comment above it that says what is promised, for example `/// \
                     Calls are denied by default.`"
                ),
            );
        }
        // ui-tests/guarantee/without-tier.rs
        let (attributes, promise) = check_entry(entry, &id.value(), ident.span(), &subject, environment, errors);
        check_id(&id, &subject, &guarantees, errors);
        guarantees.push(Guarantee {
            attributes,
            vis,
            ident,
            id: id.value(),
            promise,
        });
    }
    guarantees
}

/// An id is lower-case words joined by `-`, and is there once.
// ui-tests/guarantee/malformed-id.rs, ui-tests/guarantee/doubled-id.rs
fn check_id(id: &LitStr, subject: &Subject, earlier: &[Guarantee], errors: &mut Errors) {
    let written = id.value();
    if !is_id(&written) {
        let proposed = proposed_id(&written);
        let advice = if is_id(&proposed) { &proposed } else { "its-id" };
        errors.push(
            id.span(),
            format_args!(
                "the id {written:?} of {subject} must be lower-case words joined by `-`: write `\"{advice}\"`"
            ),
        );
    }
    if let Some(other) = earlier.iter().find(|other| other.id == written) {
        errors.push(
            id.span(),
            format_args!(
                "the id `{written}` of {subject} is already the id of guarantee `{}`: write another id",
                other.ident.unraw()
            ),
        );
    }
}

fn is_id(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit());
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.split('-').all(is_word)
}

/// The id that was probably meant: `DefaultDeny`, `default_deny` and `default deny` mean `default-deny`.
fn proposed_id(text: &str) -> String {
    let mut id = String::new();
    let mut before = '-';
    for one in text.chars() {
        if !one.is_ascii_alphanumeric() {
            if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        } else if one.is_ascii_uppercase() && before.is_ascii_lowercase() {
            id.push('-');
            id.push(one.to_ascii_lowercase());
        } else {
            id.push(one.to_ascii_lowercase());
        }
        before = one;
    }
    id.trim_end_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::{is_id, proposed_id};

    #[test]
    fn ids_are_lower_case_words() {
        for id in ["a", "default-deny", "utf8-only", "a-1"] {
            assert!(is_id(id), "{id}");
        }
        for text in ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "1a", "ä"] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn the_intended_id_is_proposed() {
        for text in [
            "DefaultDeny",
            "default_deny",
            "default deny",
            "DEFAULT_DENY",
            " default--deny ",
        ] {
            assert_eq!(proposed_id(text), "default-deny", "{text}");
        }
        for text in ["", "-", "ä"] {
            assert!(!is_id(&proposed_id(text)), "{text}");
        }
    }
}
