//! Guarantees: their text, their tier, their id.

use proc_macro2::Ident;
use syn::LitStr;
use syn::ext::IdentExt;

use super::entry::check_entry;
use crate::args::{GuaranteeArgs, id_of};
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
        check_id(&id, &ident, &subject, &guarantees, errors);
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
fn check_id(id: &LitStr, name: &Ident, subject: &Subject, earlier: &[Guarantee], errors: &mut Errors) {
    let written = id.value();
    if !is_id(&written) {
        let proposed = Some(id_of(&written))
            .filter(|id| is_id(id))
            .map(|id| format!("write `{id:?}`"));
        let of_name = || Some(id_of(&name.unraw().to_string())).filter(|id| is_id(id));
        let advice = proposed.unwrap_or_else(|| {
            let example = of_name().unwrap_or_else(|| "its-id".to_owned());
            format!("write for example `{example:?}`")
        });
        errors.push(
            id.span(),
            format_args!("the id {written:?} of {subject} must be lower-case words joined by `-`: {advice}"),
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

#[cfg(test)]
mod tests {
    use super::is_id;
    use crate::args::id_of;

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
            assert_eq!(id_of(text), "default-deny", "{text}");
        }
        for text in ["", "-", "ä"] {
            assert!(!is_id(&id_of(text)), "{text}");
        }
    }
}
