//! Names and numbers.

use std::ops::RangeInclusive;

use darling::{Error, FromMeta};
use proc_macro2::TokenStream;
use syn::{Expr, ExprLit, Ident, Lit, Meta};

use super::{FOR_EXAMPLE, SUCH_AS, string};

/// A package feature, by its name without `unstable-`.
pub struct FeatureName(pub(super) String);

impl FromMeta for FeatureName {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "the name of a feature")?;
        let name = literal.value();
        let legal = |one: char| one.is_alphanumeric() || "_-+.".contains(one);
        // ui-tests/experimental/illegal-feature.rs
        if name.is_empty() {
            return Err(Error::custom("is empty").with_span(&literal));
        }
        if let Some(illegal) = name.chars().find(|one| !legal(*one)) {
            let proposed: String = name.chars().map(|one| if legal(one) { one } else { '-' }).collect();
            return Err(Error::custom(format_args!(
                "has {illegal:?}, but only letters, digits and `- _ + .` are allowed in the name of a feature{SUCH_AS}{proposed:?}"
            ))
            .with_span(&literal));
        }
        Ok(Self(name))
    }
}

/// A name that `--cfg` sets.
pub struct CfgName(pub(super) Ident);

impl FromMeta for CfgName {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "the name of a `--cfg`")?;
        let name = literal.value();
        // ui-tests/experimental/illegal-cfg.rs
        literal.parse().map(Self).map_err(|_| {
            let legal = |one: char| one.is_alphanumeric() || one == '_';
            let proposed: String = name.chars().map(|one| if legal(one) { one } else { '_' }).collect();
            let proposed = syn::parse_str::<Ident>(&proposed);
            let mistake = match (name.chars().find(|one| !legal(*one)), proposed) {
                (Some(illegal), Ok(proposed)) => format!(
                    "has {illegal:?}, but only letters, digits and `_` are allowed in the name of a \
                     `--cfg`{SUCH_AS}\"{proposed}\""
                ),
                _ => "is not a name that `--cfg` can set".to_owned(),
            };
            Error::custom(mistake).with_span(&literal)
        })
    }
}

/// Packages in brackets, in whose names `*` matches any number of characters.
pub struct Packages(pub(super) Vec<String>);

impl FromMeta for Packages {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let array = match expr {
            Expr::Array(array) => array,
            Expr::Group(group) => return Self::from_expr(&group.expr),
            _ => return Err(Error::custom("must be a list of packages in brackets").with_span(expr)),
        };
        if array.elems.is_empty() {
            return Err(Error::custom("is empty").with_span(expr));
        }
        let names = array.elems.iter().map(|element| {
            let literal = string(element, "a list of names of packages")?;
            let name = literal.value();
            let legal = !name.is_empty() && name.chars().all(|one| one.is_alphanumeric() || "_-*".contains(one));
            // ui-tests/sealed/illegal-friend.rs
            let mistake = match name.as_str() {
                "*" => "would permit every package",
                _ if legal => return Ok(name),
                _ => "is not the name of a package",
            };
            Err(Error::custom(format_args!("has {name:?}, which {mistake}")).with_span(&literal))
        });
        names.collect::<darling::Result<_>>().map(Self)
    }
}

/// A name without quotes: `name = make`.
pub struct Name(pub(super) Ident);

impl FromMeta for Name {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        if let Expr::Group(group) = expr {
            return Self::from_expr(&group.expr);
        }
        let name = match expr {
            Expr::Path(path) => path.path.get_ident(),
            _ => None,
        };
        // ui-tests/constructor/malformed-name.rs
        let refused = || Error::custom("must be a name without quotes").with_span(expr);
        name.cloned().map(Self).ok_or_else(refused)
    }
}

/// A key that is alone or has a name: `call`, `call = Name`.
pub struct OptionalName(pub(super) Option<Ident>);

impl FromMeta for OptionalName {
    fn from_word() -> darling::Result<Self> {
        Ok(Self(None))
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        Name::from_expr(expr).map(|name| Self(Some(name.0)))
    }
}

/// A key that is alone, has a name, or has a list: `constructor`, `constructor = make`, `constructor(name = make)`.
pub struct NameOrInner(pub(super) WrittenConstructor);

/// The value of `constructor`.
#[derive(Default)]
pub struct WrittenConstructor {
    pub name: Option<Ident>,
    pub inner: TokenStream,
}

impl FromMeta for NameOrInner {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let mut written = WrittenConstructor::default();
        match meta {
            Meta::Path(_) => {}
            Meta::List(list) => written.inner.clone_from(&list.tokens),
            Meta::NameValue(pair) => written.name = Some(Name::from_expr(&pair.value)?.0),
        }
        Ok(Self(written))
    }
}

/// The namespace of error codes.
pub struct NamespaceText(pub(super) String);

impl FromMeta for NamespaceText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a namespace")?;
        let namespace = literal.value();
        let is_word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_uppercase())
                && word.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit())
        };
        if !namespace.split('-').all(is_word) {
            // ui-tests/error_code/malformed-namespace.rs
            let proposed = namespace.to_ascii_uppercase();
            let words = proposed.split(|one: char| !one.is_ascii_alphanumeric());
            let proposed = words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
            let such_as = proposed
                .split('-')
                .all(is_word)
                .then(|| format!("{SUCH_AS}\"{proposed}\""));
            return Err(Error::custom(format_args!(
                "must be words of capital letters and digits, joined by `-`{}",
                such_as.unwrap_or_default()
            ))
            .with_span(&literal));
        }
        Ok(Self(namespace))
    }
}

/// The range that the codes of an enum are in.
pub struct Numbers(pub(super) RangeInclusive<u32>);

impl FromMeta for Numbers {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let refused = |mistake: String| Err(Error::custom(mistake).with_span(expr));
        // ui-tests/error_code/malformed-range.rs
        let Expr::Range(range) = expr else {
            return refused(match quoted_range(expr) {
                Some((first, last)) => format!("must be a range of codes without quotes{SUCH_AS}{first}..={last}"),
                None => "must be a range of codes".to_owned(),
            });
        };
        let number = |bound: &Option<Box<Expr>>| match bound.as_deref() {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Int(number), ..
            })) => number.base10_parse::<u32>().ok(),
            _ => None,
        };
        match (number(&range.start), number(&range.end)) {
            (Some(first), Some(last)) if last < first => {
                refused(format!("has its highest code first{SUCH_AS}{last}..={first}"))
            }
            (Some(first), Some(last)) => match range.limits {
                syn::RangeLimits::Closed(_) => Ok(Self(first..=last)),
                syn::RangeLimits::HalfOpen(_) if first < last => Ok(Self(first..=last - 1)),
                syn::RangeLimits::HalfOpen(_) => refused(format!("has no code in it{SUCH_AS}{first}..={last}")),
            },
            (Some(first), None) if range.end.is_none() => {
                let last = first.max(999);
                refused(format!("has no highest code{FOR_EXAMPLE}{first}..={last}"))
            }
            (None, Some(last)) if range.start.is_none() => {
                refused(format!("has no lowest code{FOR_EXAMPLE}1..={last}"))
            }
            _ => refused("must be a range of codes".to_owned()),
        }
    }
}

/// The numbers in a text such as `1-99`.
fn quoted_range(expr: &Expr) -> Option<(u32, u32)> {
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text), ..
    }) = expr
    else {
        return None;
    };
    let text = text.value();
    let mut numbers = text
        .split(|one: char| !one.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (first, last) = (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?);
    (first <= last && numbers.next().is_none()).then_some((first, last))
}
