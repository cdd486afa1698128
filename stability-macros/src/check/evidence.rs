//! Which items can implement or uphold a guarantee.

use proc_macro2::Span;
use syn::Path;
use syn::spanned::Spanned as _;

use crate::args::EvidenceArgs;
use crate::errors::Errors;
use crate::item::Target;
use crate::model::{Evidence, Relation};
use crate::signature::text;

/// Checks the guarantees and the code under the attribute; `None` where there is no such code, or no argument to read.
pub fn check_evidence(
    relation: Relation,
    args: Option<EvidenceArgs>,
    target: Option<&Target>,
    subject: &str,
    errors: &mut Errors,
) -> Option<Evidence> {
    let args = args.map(|args| {
        let EvidenceArgs { guarantees, krate } = args;
        check_guarantees(relation, &guarantees, subject, errors);
        Evidence {
            relation,
            guarantees,
            krate,
        }
    });
    let guarantees = args.as_ref().map_or(&[][..], |args| &args.guarantees);
    match target {
        Some(target) if check_target(relation, target, guarantees, errors) => args,
        Some(_) => None,
        None => {
            if errors.is_empty() {
                refuse(relation, Span::call_site(), subject, guarantees, errors);
            }
            None
        }
    }
}

/// There is a guarantee, and each is there once.
fn check_guarantees(relation: Relation, guarantees: &[Path], subject: &str, errors: &mut Errors) {
    let word = relation.word();
    if guarantees.is_empty() {
        // ui-tests/upholds/without-guarantee.rs
        errors.push(
            Span::call_site(),
            format_args!("`#[{word}]` on {subject} names no guarantee: write the path of one, for example `#[{word}(DEFAULT_DENY)]`"),
        );
    }
    for (at, path) in guarantees.iter().enumerate() {
        if guarantees[..at].iter().any(|other| text(other) == text(path)) {
            // ui-tests/upholds/guarantee-twice.rs
            errors.push(
                path.span(),
                format_args!(
                    "guarantee `{}` is written twice in `#[{word}]` on {subject}: keep one",
                    text(path)
                ),
            );
        }
    }
}

/// What to write on code that is not a test.
fn instead(guarantees: &[Path]) -> String {
    let guarantees: Vec<String> = guarantees.iter().map(text).collect();
    let guarantees = if guarantees.is_empty() {
        "…".to_owned()
    } else {
        guarantees.join(", ")
    };
    format!("on code that implements the guarantee, write `#[stability::implements({guarantees})]`")
}

/// Whether the attribute can be on the target.
fn check_target(relation: Relation, target: &Target, guarantees: &[Path], errors: &mut Errors) -> bool {
    let fits = match relation {
        Relation::Upholds => target.noun == "function",
        Relation::Implements => !matches!(
            target.noun,
            "constant" | "static" | "type alias" | "re-export" | "macro"
        ),
    };
    if !fits {
        refuse(relation, target.span(), &target.to_string(), guarantees, errors);
        return false;
    }
    if target.noun == "function" && target.body().is_none() {
        let word = relation.word();
        // ui-tests/implements/without-body.rs
        errors.push(
            target.span(),
            format_args!(
                "`#[{word}]` does not work on {target}, which has no body: write it on the implementation, or on \
                 the trait"
            ),
        );
        return false;
    }
    if relation == Relation::Upholds && target.has_receiver() {
        // ui-tests/upholds/on-method.rs
        errors.push(
            target.span(),
            format_args!(
                "`#[upholds]` does not work on method `{}`, only on a test function: {}",
                target.name(),
                instead(guarantees),
            ),
        );
        return false;
    }
    true
}

// ui-tests/upholds/on-struct.rs, ui-tests/implements/on-constant.rs
fn refuse(relation: Relation, span: Span, subject: &str, guarantees: &[Path], errors: &mut Errors) {
    match relation {
        Relation::Upholds => errors.push(
            span,
            format_args!(
                "`#[upholds]` does not work on {subject}, only on a test function: {}",
                instead(guarantees)
            ),
        ),
        Relation::Implements => errors.push(
            span,
            format_args!(
                "`#[implements]` does not work on {subject}: write it on the function, method, `impl`, type, trait \
                 or module that implements the guarantee"
            ),
        ),
    }
}
