//! `stage` and `stages(…)` of a deprecation.

use darling::{Error, FromMeta};
use proc_macro2::{Span, TokenStream};
use syn::Expr;

use super::list::{Syntax, parse_list};
use super::value::{args, string};
use crate::errors::{Errors, nearest};
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

/// The word for a stage.
pub struct StageWord(pub(super) Stage);

impl FromMeta for StageWord {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a stage")?;
        let written = literal.value();
        let named = |word: &str| Stage::ALL.into_iter().find(|stage| stage.as_str() == word);
        if let Some(stage) = named(&written) {
            return Ok(Self(stage));
        }
        // ui-tests/deprecated/unknown-stage.rs
        let near = nearest(&written, Stage::ALL.map(Stage::as_str)).unwrap_or("warned");
        Err(Error::custom(format_args!(
            "names no stage, which are \"announced\", \"warned\", \"denied\" and \"hidden\", such as \"{near}\""
        ))
        .with_span(&literal))
    }
}
