//! `stage` and `stages(…)` of a deprecation.

use proc_macro2::{Span, TokenStream};

use super::list::{Syntax, parse_list};
use super::value::args;
use crate::errors::Errors;
use crate::keys::List;
use crate::model::{Stage, Stages, Subject};

args! {
    StagesArgs {
        announced: Announced as SinceText,
        warned: Warned as SinceText,
        denied: Denied as SinceText,
        hidden: Hidden as SinceText,
    }
}

/// Reads the list inside `stages(…)`.
pub fn parse_stages(key: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> Stages {
    let keyed = parse_list(tokens, Syntax::new("`stages(…)`", List::Stages), subject, errors).keyed;
    let StagesArgs {
        announced,
        warned,
        denied,
        hidden,
    } = StagesArgs::read(&keyed, subject, errors);
    let versions = Stage::ALL.into_iter().zip([announced, warned, denied, hidden]);
    Stages {
        key,
        planned: versions.filter_map(|(stage, since)| Some((stage, since?))).collect(),
    }
}
