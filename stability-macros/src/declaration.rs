//! From the tokens of a declaring macro, of the derive, and of `upholds` and `implements` to the tokens of their expansions: the
//! way of `attribute.rs`, each in one function.

use proc_macro2::TokenStream;

use crate::args::{
    parse_artefacts, parse_contract, parse_error_codes, parse_evidence, parse_guarantees, parse_surface,
};
use crate::check::{
    check_artefacts, check_contract, check_error_codes, check_evidence, check_guarantees, check_surface,
};
use crate::environment::Environment;
use crate::errors::{Errors, unreadable};
use crate::expand::{expand_constants, expand_contract, expand_error_codes, expand_evidence, expand_surface};
use crate::item::{self, Target};
use crate::model::Relation;

/// `contract! { name = "…", state = …, scope = "…", areas { "…" = [path, …], … } }`
pub fn contract(tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let args = parse_contract(tokens, &mut errors);
    let header = args.map(|args| check_contract(args, environment, &mut errors));
    expand_contract(header.as_ref(), environment, errors)
}

/// `surface! { area "…", stable(since = "…"); command "…"; … }`
pub fn surface(tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let args = parse_surface(tokens, &mut errors);
    let surface = check_surface(args, environment, &mut errors);
    expand_surface(&surface, environment, errors)
}

/// `guarantee! { /// Text. #[stable(since = "…")] pub NAME = "id"; … }`
pub fn guarantee(tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let args = parse_guarantees(tokens, &mut errors);
    let guarantees = check_guarantees(args.each, environment, &mut errors);
    expand_constants(&guarantees, args.krate, environment, errors)
}

/// `generated! { #[stable(since = "…")] pub NAME = "path", frozen; … }`
pub fn generated(tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let args = parse_artefacts(tokens, &mut errors);
    let artefacts = check_artefacts(args.each, environment, &mut errors);
    expand_constants(&artefacts, args.krate, environment, errors)
}

/// `#[derive(ErrorCode)]`: a code for every variant of an error enum.
pub fn error_code(tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let node = match item::parse(tokens, &mut errors) {
        Ok(node) => node,
        Err(error) => {
            if errors.is_empty() {
                errors.push(error.span(), unreadable("derive(ErrorCode)", &error));
            }
            return errors.into_tokens();
        }
    };
    let args = parse_error_codes(&node, &mut errors);
    let codes = args.and_then(|args| check_error_codes(args, &node, environment, &mut errors));
    expand_error_codes(codes.as_ref(), environment, errors)
}

/// `#[upholds(NAME)]` on a test, and `#[implements(NAME)]` on code. The item is always emitted.
pub fn evidence(relation: Relation, args: TokenStream, tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let target = Target::parse(tokens.clone());
    let subject = target
        .as_ref()
        .map_or_else(|| Target::without_keyword(&tokens), Target::to_string);
    let args = parse_evidence(relation, args, &subject, &mut errors);
    let evidence = check_evidence(relation, args, target.as_ref(), &subject, &mut errors);
    expand_evidence(evidence.as_ref().zip(target.as_ref()), tokens, environment, errors)
}
