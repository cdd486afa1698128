//! Versions.

use darling::{Error, FromMeta};
use semver::Version;
use syn::{Expr, ExprLit, Lit, LitStr};

use super::{SUCH_AS, string};
use crate::model::Since;

/// A full version, `v1.4.0` as well as `1.4.0`.
pub struct VersionText(pub(super) Version);

impl FromMeta for VersionText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = version_literal(expr)?;
        parse_version(&literal).map(Self)
    }
}

/// A full version, or `next`.
pub struct SinceText(pub(super) Since);

impl FromMeta for SinceText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = version_literal(expr)?;
        if literal.value() == "next" {
            return Ok(Self(Since::Next));
        }
        parse_version(&literal).map(|version| Self(Since::Version(version)))
    }
}

/// The version in a literal without a key.
pub fn since_of(literal: &LitStr) -> darling::Result<Since> {
    SinceText::from_expr(&Expr::Lit(ExprLit {
        attrs: Vec::new(),
        lit: Lit::Str(literal.clone()),
    }))
    .map(|SinceText(since)| since)
}

/// The version in quotes; for a number without them, the version that it probably means.
fn version_literal(expr: &Expr) -> darling::Result<LitStr> {
    let number = match expr {
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => completed(number.base10_digits()),
        Expr::Lit(ExprLit {
            lit: Lit::Int(number), ..
        }) => completed(number.base10_digits()),
        _ => None,
    };
    match number {
        Some(version) => {
            let message = format!("must be a version in quotes{SUCH_AS}\"{version}\"");
            Err(Error::custom(message).with_span(expr))
        }
        None => string(expr, "a version"),
    }
}

// ui-tests/tier/malformed-version.rs
fn parse_version(literal: &LitStr) -> darling::Result<Version> {
    let text = literal.value();
    // As a tag has it, and as `instability` writes it in its documentation.
    let bare = text.strip_prefix('v').unwrap_or(&text);
    bare.parse().map_err(|_| {
        // ui-tests/tier/leading-zero.rs
        if let Some(version) = without_leading_zeros(bare) {
            return Error::custom(format_args!("has a number with a leading zero{SUCH_AS}\"{version}\""))
                .with_span(literal);
        }
        let form = completed(&text)
            .map(|version| format!("{SUCH_AS}\"{version}\""))
            .unwrap_or_default();
        // ui-tests/tier/malformed-version.rs
        let numbers: Vec<&str> = bare.split('.').collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if let [first, second, third, _, ..] = numbers.as_slice()
            && numbers.iter().all(is_number)
        {
            let message = format!("has more than three numbers{SUCH_AS}\"{first}.{second}.{third}\"");
            return Error::custom(message).with_span(literal);
        }
        Error::custom(format_args!("is not a full version{form}")).with_span(literal)
    })
}

/// The version without the zeros in front of its numbers, where there are some.
fn without_leading_zeros(text: &str) -> Option<Version> {
    let numbers: Vec<&str> = text.split('.').collect();
    let has_zero = numbers.iter().any(|number| number.len() > 1 && number.starts_with('0'));
    let trimmed = numbers.iter().map(|number| match number.trim_start_matches('0') {
        "" => "0",
        number => number,
    });
    let version = trimmed.collect::<Vec<_>>().join(".").parse().ok();
    version.filter(|_| has_zero)
}

/// The version that a short or decorated form means, such as `1.2` or `v1.2.0`.
fn completed(text: &str) -> Option<Version> {
    let bare = text.trim().trim_start_matches(['v', 'V', '=']);
    [bare.to_owned(), format!("{bare}.0"), format!("{bare}.0.0")]
        .iter()
        .find_map(|text| text.parse().ok())
}
