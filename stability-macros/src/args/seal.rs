//! `sealed(…)`, as an attribute and as a key.

use proc_macro2::{Span, TokenStream};
use syn::Path;

use super::list::{Syntax, parse_list};
use super::value::args;
use crate::errors::Errors;
use crate::keys::List;
use crate::model::{Seal, Subject};

args! {
    SealArgs {
        // The sealing trait never repeats the bounds, so there is nothing left to erase.
        erase: Erase as Alone,
        visibility: Visibility as VisibilityText,
        friends: Friends as Packages,
        note: Note as Text,
        instead: Instead as Text,
        krate: Crate as CratePath,
    }
}

/// Reads the arguments of `sealed`, and the path of the runtime where one is given.
pub fn parse_sealed(span: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> (Seal, Option<Path>) {
    let keyed = parse_list(tokens, Syntax::new("`sealed`", List::Sealed), subject, errors).keyed;
    let SealArgs {
        erase: _,
        visibility,
        friends,
        note,
        instead,
        krate,
    } = SealArgs::read(&keyed, subject, errors);
    if let Some(public) = visibility.as_ref().filter(|visibility| visibility.value.is_none()) {
        // ui-tests/sealed/pub-seal.rs
        errors.push(
            public.key,
            format_args!(
                "`pub` in `sealed` on {subject} lets every package implement it: write `pub(crate)`, `pub(in \
                 path)`, or name the packages that may implement it in `friends`"
            ),
        );
    }
    let seal = Seal {
        span,
        visibility: visibility.and_then(|visibility| visibility.value),
        friends,
        note,
        instead,
    };
    (seal, krate.map(|krate| krate.value))
}
