//! When a route goes, and where its callers go.

use darling::{Error, FromMeta};
use iri_string::types::UriReferenceStr;
use syn::{Expr, LitStr};

use super::{FOR_EXAMPLE, SUCH_AS, Text, string};
use crate::date;
use crate::model::Moment;

/// A date, or a date and time with an offset.
pub struct MomentText(pub(super) Moment);

impl FromMeta for MomentText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a date")?;
        let written = literal.value();
        match date::parse(&written) {
            Ok(seconds) => Ok(Self(Moment { written, seconds })),
            Err(reason) => {
                let intended = date::intended(&written).map(|meant| format!("{SUCH_AS}\"{meant}\""));
                let proposed = intended.or_else(|| Some(format!("{FOR_EXAMPLE}\"{}\"", date::nearby(&written)?)));
                Err(Error::custom(format_args!("{reason}{}", proposed.unwrap_or_default())).with_span(&literal))
            }
        }
    }
}

/// A URI reference.
pub struct UriText(pub(super) String);

impl FromMeta for UriText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let Text(text) = Text::from_expr(expr)?;
        check_uri(&text, &text, &string(expr, "text")?)?;
        Ok(Self(text))
    }
}

/// A URI reference in which a name in braces represents a parameter.
pub struct UriTemplateText(pub(super) String);

impl FromMeta for UriTemplateText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let Text(text) = Text::from_expr(expr)?;
        let mut expanded = String::new();
        let mut rest = text.as_str();
        while let Some((before, (name, after))) = rest
            .split_once('{')
            .and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
        {
            expanded.push_str(before);
            expanded.push_str(if name.is_empty() { "{}" } else { "x" });
            rest = after;
        }
        expanded.push_str(rest);
        check_uri(&text, &expanded, &string(expr, "text")?)?;
        Ok(Self(text))
    }
}

/// Of `text`, with parameters filled in as `expanded`.
// ui-tests/deprecated_route/malformed-link.rs, ui-tests/deprecated_route/link-beyond-ascii.rs
fn check_uri(text: &str, expanded: &str, literal: &LitStr) -> darling::Result<()> {
    if UriReferenceStr::new(expanded).is_ok() {
        return Ok(());
    }
    let legal = |one: char| one.is_ascii_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(one);
    let reason = match expanded.chars().find(|one| !legal(*one)) {
        Some(illegal) => {
            let encoded = |one: char| {
                if legal(one) {
                    one.to_string()
                } else {
                    percent_encoded(one)
                }
            };
            let corrected: String = text.chars().map(encoded).collect();
            format!("is not a URI reference, because {illegal:?} is not allowed in a URI{SUCH_AS}\"{corrected}\"")
        }
        None if text.matches('[').count() > text.matches(']').count() => {
            // The address probably ends where the host ends.
            let end = text.find('[').and_then(|open| Some(open + text[open..].find('/')?));
            let (before, after) = text.split_at(end.unwrap_or(text.len()));
            let corrected = format!("{before}]{after}");
            let such_as = UriReferenceStr::new(&corrected).map(|_| format!("{SUCH_AS}\"{corrected}\""));
            format!(
                "is not a URI reference, because it has a `[` without a `]`{}",
                such_as.unwrap_or_default()
            )
        }
        None if text.matches('[').count() != text.matches(']').count() => {
            "is not a URI reference, because it has a `]` without a `[`".to_owned()
        }
        None if text.contains('[') => {
            "is not a URI reference, because `[` and `]` may only enclose an IPv6 address".to_owned()
        }
        None => "is not a URI reference as RFC 3986 defines it".to_owned(),
    };
    Err(Error::custom(reason).with_span(literal))
}

/// The character as a URI has it.
pub fn percent_encoded(one: char) -> String {
    let mut bytes = [0; 4];
    let encoded: Vec<String> = one
        .encode_utf8(&mut bytes)
        .bytes()
        .map(|byte| format!("%{byte:02X}"))
        .collect();
    encoded.concat()
}
