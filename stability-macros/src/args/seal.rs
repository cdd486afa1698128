//! `sealed(…)`, as an attribute and as a key.

use proc_macro2::{Span, TokenStream};
use syn::Path;

use super::list::{Syntax, parse_list};
use super::value::args;
use crate::errors::Errors;
use crate::keys::{Key, List};
use crate::model::{Place, Seal, Subject};

args! {
    SealArgs {
        // The sealing trait never repeats the bounds, so there is nothing left to erase.
        erase: Erase as Alone,
        visibility: Visibility as VisibilityText,
        friends: Friends as Packages,
        note: Note as Text,
        instead: Instead as Text,
        call: Call as OptionalName,
        krate: Crate as CratePath,
    }
}

/// Reads the arguments of `sealed`, and the path of the runtime where one is given.
pub fn parse_sealed(span: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> (Seal, Option<Path>) {
    let before = errors.count();
    let keyed = parse_list(tokens, Syntax::new("`sealed`", List::Sealed), subject, errors).keyed;
    let SealArgs {
        erase: _,
        visibility,
        friends,
        note,
        instead,
        call,
        krate,
    } = SealArgs::read(&keyed, subject, errors);
    if let Some(public) = visibility.as_ref().filter(|visibility| visibility.value.is_none()) {
        // ui-tests/sealed/pub-seal.rs
        errors.push(
            public.key,
            format_args!(
                "`pub` in `sealed` on {subject} lets every package implement it: write `pub(crate)` or `pub(in path)`, or \
                 list the packages that may, as in `{}`",
                Key::Friends.form(),
            ),
        );
    }
    let says_nothing = call.is_none() && errors.count() == before;
    if says_nothing && subject.place() == Some(Place::TraitMember) {
        // ui-tests/sealed/member-without-call.rs
        errors.push(
            span,
            format_args!(
                "`sealed` on {subject} has no key `call`: write `sealed(call)`, so that users can call it and no \
                 implementation can override it"
            ),
        );
    }
    let seal = Seal {
        span,
        visibility: visibility.and_then(|visibility| visibility.value),
        friends,
        note,
        instead,
        call,
    };
    (seal, krate.map(|krate| krate.value))
}
