//! Values about documents.

use darling::{Error, FromMeta};
use syn::{Expr, ExprLit, Lit};

use super::{SUCH_AS, string};
use crate::errors::nearest;
use crate::keys::Word;
use crate::model::Tier;

/// The prefix of the keys of a namespace: `x-` is kept, `nika` means `nika.`.
pub struct Prefix(pub(super) String);

impl FromMeta for Prefix {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a prefix")?;
        let mut prefix = literal.value();
        let legal = |one: char| one.is_ascii_alphanumeric() || "-_.:/".contains(one);
        // ui-tests/extensions/malformed-namespace.rs
        let refused = match (prefix.chars().next(), prefix.chars().find(|one| !legal(*one))) {
            (None, _) => Some("is empty".to_owned()),
            (_, Some(illegal)) => Some(format!(
                "has {illegal:?}, but only letters, digits and `- _ . : /` are allowed"
            )),
            (Some(first), None) if !first.is_ascii_alphanumeric() => Some(format!(
                "starts with {first:?}, but must start with a letter or a digit"
            )),
            _ => None,
        };
        if let Some(reason) = refused {
            let legal: String = prefix.chars().filter(|one| legal(*one)).collect();
            let proposed = legal.trim_start_matches(|first: char| !first.is_ascii_alphanumeric());
            let reason = match proposed {
                "" => reason,
                proposed => format!("{reason}{SUCH_AS}{proposed:?}"),
            };
            return Err(Error::custom(reason).with_span(&literal));
        }
        if prefix.ends_with(|last: char| last.is_ascii_alphanumeric()) {
            prefix.push('.');
        }
        Ok(Self(prefix))
    }
}

/// The value of a marker: `nika/workflow@1`, or `v1`.
pub struct SchemaText(pub(super) String);

impl FromMeta for SchemaText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "the name of a schema")?;
        let text = literal.value();
        let is_version = |version: &str| {
            !version.starts_with('0') && version.len() < 10 && version.chars().all(|one| one.is_ascii_digit())
        };
        let is_name = |name: &str| {
            let legal = |one: char| one.is_ascii_lowercase() || one.is_ascii_digit() || "-_.".contains(one);
            name.split('/').all(|part| !part.is_empty() && part.chars().all(legal))
        };
        let parts = text
            .split_once('@')
            .or_else(|| text.strip_prefix('v').map(|version| ("v", version)));
        match parts {
            Some((name, version)) if is_name(name) && is_version(version) && !version.is_empty() => Ok(Self(text)),
            // ui-tests/schema/malformed-schema.rs
            found => {
                let name = found.map_or(text.as_str(), |(name, _)| name);
                let proposed = name.to_ascii_lowercase();
                let such_as = is_name(&proposed).then(|| match found {
                    Some((_, version)) if is_version(version) && !version.is_empty() => {
                        format!("{SUCH_AS}\"{proposed}@{version}\"")
                    }
                    _ => format!("{SUCH_AS}\"{proposed}@1\""),
                });
                let reason = match found {
                    _ if text.is_empty() => "is empty",
                    Some(("", _)) => "has no name before the version",
                    Some((name, _)) if is_name(name) => "must end with a major version, a whole number from 1",
                    None if is_name(name) => "has no major version",
                    _ => "has a name that is not in lower-case letters, digits and `- _ . /`",
                };
                Err(Error::custom(format_args!("{reason}{}", such_as.unwrap_or_default())).with_span(&literal))
            }
        }
    }
}

/// The key of a marker.
pub struct MarkerKey(pub(super) String);

impl FromMeta for MarkerKey {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "the key of the marker")?;
        let key = literal.value();
        let legal = key
            .chars()
            .all(|one| one.is_ascii_alphanumeric() || "-_.".contains(one));
        if key.is_empty() || !legal {
            // ui-tests/schema/malformed-key.rs
            let legal = |one: char| one.is_ascii_alphanumeric() || "_.".contains(one);
            let proposed: String = key.chars().map(|one| if legal(one) { one } else { '-' }).collect();
            return Err(Error::custom(if key.is_empty() {
                "is empty".to_owned()
            } else {
                format!("must have only letters, digits and `- _ .`{SUCH_AS}{proposed:?}")
            })
            .with_span(&literal));
        }
        Ok(Self(key))
    }
}

/// The tier of the form in documents; what is `free` is promised to nobody.
pub struct WireTier(pub(super) Tier);

impl FromMeta for WireTier {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a tier")?;
        let tier = match literal.value().as_str() {
            "free" => Some(Tier::Internal),
            "internal" => None,
            word => Word::from_str(word).and_then(Word::tier),
        };
        // ui-tests/wire/unknown-tier.rs
        let wrong = || {
            let text = literal.value();
            let meant = match text.as_str() {
                "internal" => Some("free"),
                text => nearest(text, ["free", "experimental", "evolving", "beta", "stable", "frozen"]),
            };
            let such_as = meant.map(|meant| format!("{SUCH_AS}\"{meant}\"")).unwrap_or_default();
            Error::custom(format_args!(
                "must be `free`, `experimental`, `evolving`, `beta`, `stable` or `frozen`{such_as}"
            ))
            .with_span(&literal)
        };
        tier.map(Self).ok_or_else(wrong)
    }
}

/// A tier, as the word of its attribute.
pub struct TierWord(pub(super) Tier);

impl FromMeta for TierWord {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let word = match expr {
            Expr::Group(group) => return Self::from_expr(&group.expr),
            Expr::Path(path) => path.path.get_ident().and_then(|word| Word::from_str(&word.to_string())),
            _ => None,
        };
        // ui-tests/tier/implement-unknown-tier.rs
        let wrong = || {
            let such_as = match word {
                Some(Word::Unstable) => format!("{SUCH_AS}experimental"),
                _ => String::new(),
            };
            Error::custom(format_args!(
                "must be `internal`, `experimental`, `evolving`, `beta`, `stable` or `frozen`, without quotes{such_as}"
            ))
            .with_span(expr)
        };
        let tier = word.filter(|word| *word != Word::Unstable).and_then(Word::tier);
        tier.map(Self).ok_or_else(wrong)
    }
}

/// A number from 1.
pub struct Limit(pub(super) usize);

impl FromMeta for Limit {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Lit(ExprLit {
                lit: Lit::Int(number), ..
            }) => match number.base10_parse::<usize>() {
                Ok(limit) if limit > 0 => Ok(Self(limit)),
                // ui-tests/extensions/malformed-limit.rs
                _ => Err(Error::custom("must be at least 1").with_span(number)),
            },
            Expr::Group(group) => Self::from_expr(&group.expr),
            _ => Err(Error::custom("must be a positive whole number").with_span(expr)),
        }
    }
}
