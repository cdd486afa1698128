//! The stages of a deprecation.

use darling::{Error, FromMeta};
use syn::Expr;

use super::{SUCH_AS, string};
use crate::errors::nearest;
use crate::model::Stage;

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
        let meant = match nearest(&written, Stage::ALL.map(Stage::as_str)) {
            Some(near) => format!("{SUCH_AS}\"{near}\""),
            None => String::new(),
        };
        Err(Error::custom(format_args!(
            "is not a stage (announced, warned, denied or hidden){meant}"
        ))
        .with_span(&literal))
    }
}
