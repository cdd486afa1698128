//! The forms that a value can have.

use std::ops::RangeInclusive;

use darling::ast::NestedMeta;
use darling::{Error, FromMeta};
use semver::Version;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Token, Type};

use crate::errors::Errors;
use crate::keys::Key;
use crate::model::{Replacement, Since, Spanned, Subject};

/// A form that a value can be written in.
pub trait Written: FromMeta {
    /// What it means.
    type Value;

    /// The meaning alone.
    fn into_value(self) -> Self::Value;
}

macro_rules! written {
    ($($form:ident => $value:ty,)*) => {
        $(
            impl Written for $form {
                type Value = $value;

                fn into_value(self) -> $value {
                    self.0
                }
            }
        )*
    };
}

written! {
    Text => String,
    Issue => String,
    VersionText => Version,
    SinceText => Since,
    FeatureName => String,
    PublicPath => String,
    CratePath => Path,
    ReplacementText => Replacement,
    Types => Vec<Type>,
    Packages => Vec<String>,
    Alone => (),
    Name => Option<Ident>,
    Value => Option<Expr>,
    NamespaceText => String,
    Numbers => RangeInclusive<u32>,
}

/// Reads the value of `key` and keeps both places, or notes what is wrong with it.
pub fn read<W: Written>(
    key: Key,
    meta: &NestedMeta,
    subject: &Subject,
    errors: &mut Errors,
) -> Option<Spanned<W::Value>> {
    let (key_span, value_span) = match meta {
        NestedMeta::Meta(Meta::Path(path)) => (path.span(), path.span()),
        NestedMeta::Meta(Meta::List(list)) => (list.path.span(), list.tokens.span()),
        NestedMeta::Meta(Meta::NameValue(pair)) => (pair.path.span(), pair.value.span()),
        NestedMeta::NameValueInvalidExpr(pair) => (pair.path.span(), pair.value.span()),
        NestedMeta::Lit(lit) => (lit.span(), lit.span()),
    };
    if let NestedMeta::NameValueInvalidExpr(pair) = meta
        && pair.value.is_empty()
    {
        // ui-tests/tier/key-without-value.rs
        let form = key.form();
        errors.push(
            key_span,
            format_args!("`{}` on {subject} has no value: write `{form}`", key.as_str()),
        );
        return None;
    }
    match W::from_nested_meta(meta) {
        Ok(value) => Some(Spanned {
            key: key_span,
            span: value_span,
            value: value.into_value(),
        }),
        Err(error) => {
            let span = error.explicit_span().unwrap_or(value_span);
            let alone = matches!(meta, NestedMeta::Meta(Meta::Path(_)));
            let word = key.as_str();
            for error in error.flatten() {
                let reason = reason(&error, alone);
                // What was meant is known for some values.
                let (reason, form) = match reason.split_once(", such as ") {
                    Some((reason, value)) => (reason, format!("{word} = {value}")),
                    None => (reason.as_str(), key.form().to_owned()),
                };
                errors.push(span, format_args!("`{word}` on {subject} {reason}: write `{form}`"));
            }
            None
        }
    }
}

/// What is wrong, as the rest of a sentence whose subject is the key.
fn reason(error: &Error, alone: bool) -> String {
    let text = error.to_string();
    let ours = ["takes ", "is ", "says ", "names "]
        .iter()
        .any(|start| text.starts_with(start));
    if alone {
        "has no value".to_owned()
    } else if !ours {
        // Of what darling and syn refuse, only the form of the value is left.
        "takes no value of this form".to_owned()
    } else {
        text
    }
}

fn string(expr: &Expr, what: &str) -> darling::Result<LitStr> {
    match expr {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Ok(text.clone()),
        Expr::Group(group) => string(&group.expr, what),
        _ => Err(Error::custom(format_args!("takes {what} in quotes")).with_span(expr)),
    }
}

/// Text that says something.
pub struct Text(String);

impl FromMeta for Text {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "text")?;
        let text = literal.value();
        if text.trim().is_empty() {
            // ui-tests/tier/empty-text.rs
            return Err(Error::custom("says nothing").with_span(&literal));
        }
        Ok(Self(text))
    }
}

/// A tracking issue: text, or the bare number.
pub struct Issue(String);

impl FromMeta for Issue {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Lit(ExprLit {
                lit: Lit::Int(number), ..
            }) => Ok(Self(format!("#{number}"))),
            _ => Text::from_expr(expr).map(|text| Self(text.0)),
        }
    }
}

/// A full version.
pub struct VersionText(Version);

impl FromMeta for VersionText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a version")?;
        parse_version(&literal).map(Self)
    }
}

/// A full version, or `next`.
pub struct SinceText(Since);

impl FromMeta for SinceText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a version")?;
        if literal.value() == "next" {
            return Ok(Self(Since::Next));
        }
        parse_version(&literal).map(|version| Self(Since::Version(version)))
    }
}

// ui-tests/tier/malformed-version.rs
fn parse_version(literal: &LitStr) -> darling::Result<Version> {
    let text = literal.value();
    text.parse().map_err(|_| {
        let form = completed(&text)
            .map(|version| format!(", such as \"{version}\""))
            .unwrap_or_default();
        Error::custom(format_args!("is no full semver version{form}")).with_span(literal)
    })
}

/// The version that a short or decorated form means, such as `1.2` or `v1.2.0`.
fn completed(text: &str) -> Option<Version> {
    let bare = text.trim().trim_start_matches(['v', 'V', '=']);
    [bare.to_owned(), format!("{bare}.0"), format!("{bare}.0.0")]
        .iter()
        .find_map(|text| text.parse().ok())
}

/// A package feature, by its name without `unstable-`.
pub struct FeatureName(String);

impl FromMeta for FeatureName {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "the name of a feature")?;
        let name = literal.value();
        let legal = !name.is_empty() && name.chars().all(|one| one.is_alphanumeric() || "_-+.".contains(one));
        if !legal {
            // ui-tests/experimental/illegal-feature.rs
            return Err(Error::custom("is no name that a feature can have").with_span(&literal));
        }
        Ok(Self(name))
    }
}

/// A public path, written in a string because it need not resolve where the item is declared.
pub struct PublicPath(String);

impl FromMeta for PublicPath {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a path")?;
        let path: Path = literal
            .parse_with(Path::parse_mod_style)
            // ui-tests/tier/malformed-path.rs
            .map_err(|_| Error::custom("is no path").with_span(&literal))?;
        Ok(Self(crate::signature::text(&path).trim_start_matches("::").to_owned()))
    }
}

/// The path of the runtime, which must not depend on where it is used.
pub struct CratePath(Path);

impl FromMeta for CratePath {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let path = match expr {
            Expr::Path(path) if path.qself.is_none() => &path.path,
            Expr::Group(group) => return Self::from_expr(&group.expr),
            _ => return Err(Error::custom("takes a path").with_span(expr)),
        };
        let absolute = path.leading_colon.is_some() || path.segments[0].ident == "crate";
        if !absolute {
            // ui-tests/tier/relative-crate-path.rs
            let corrected = crate::signature::text(path);
            return Err(Error::custom(format_args!("takes an absolute path, such as ::{corrected}")).with_span(path));
        }
        Ok(Self(path.clone()))
    }
}

/// What is to be used instead: a path, or words.
pub struct ReplacementText(Replacement);

impl FromMeta for ReplacementText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Path(path) => Ok(Self(Replacement::Path(path.clone()))),
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) => {
                Text::from_expr(expr).map(|text| Self(Replacement::Text(text.0)))
            }
            _ => Err(Error::custom("takes a path, or words in quotes where it is no Rust path").with_span(expr)),
        }
    }
}

/// Types in parentheses.
pub struct Types(Vec<Type>);

impl FromMeta for Types {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let Meta::List(list) = meta else {
            return Err(Error::custom("takes types in parentheses").with_span(meta));
        };
        let types = Punctuated::<Type, Token![,]>::parse_terminated
            .parse2(list.tokens.clone())
            .map_err(|error| Error::custom("takes types in parentheses").with_span(&error.span()))?;
        if types.is_empty() {
            return Err(Error::custom("names no type").with_span(meta));
        }
        Ok(Self(types.into_iter().collect()))
    }
}

/// Packages in brackets, in whose names `*` stands for any run of characters.
pub struct Packages(Vec<String>);

impl FromMeta for Packages {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let array = match expr {
            Expr::Array(array) => array,
            Expr::Group(group) => return Self::from_expr(&group.expr),
            _ => return Err(Error::custom("takes a list of packages").with_span(expr)),
        };
        if array.elems.is_empty() {
            return Err(Error::custom("names no package").with_span(expr));
        }
        let names = array.elems.iter().map(|element| {
            let literal = string(element, "names of packages")?;
            let name = literal.value();
            let legal = !name.is_empty() && name.chars().all(|one| one.is_alphanumeric() || "_-*".contains(one));
            // ui-tests/sealed/illegal-friend.rs
            if legal && name != "*" {
                Ok(name)
            } else {
                Err(Error::custom("names no package").with_span(&literal))
            }
        });
        names.collect::<darling::Result<_>>().map(Self)
    }
}

/// A key that stands alone.
pub struct Alone(());

impl FromMeta for Alone {
    fn from_word() -> darling::Result<Self> {
        Ok(Self(()))
    }
}

/// A key that stands alone or has a name: `constructor`, `constructor = make`.
pub struct Name(Option<Ident>);

impl FromMeta for Name {
    fn from_word() -> darling::Result<Self> {
        Ok(Self(None))
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Path(path) if path.path.get_ident().is_some() => Ok(Self(path.path.get_ident().cloned())),
            Expr::Group(group) => Self::from_expr(&group.expr),
            // ui-tests/constructor/malformed-name.rs
            _ => Err(Error::custom("takes a name without quotes").with_span(expr)),
        }
    }
}

/// A key that stands alone or has a value: `default`, `default = 3`.
pub struct Value(Option<Expr>);

impl FromMeta for Value {
    fn from_word() -> darling::Result<Self> {
        Ok(Self(None))
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        Ok(Self(Some(expr.clone())))
    }
}

/// The namespace of error codes.
pub struct NamespaceText(String);

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
            return Err(Error::custom("is no namespace of capitals and digits joined by `-`").with_span(&literal));
        }
        Ok(Self(namespace))
    }
}

/// A range of numbers.
pub struct Numbers(RangeInclusive<u32>);

impl FromMeta for Numbers {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        // ui-tests/error_code/malformed-range.rs
        let refused = || Error::custom("is no range of numbers from the lower to the higher").with_span(expr);
        let Expr::Range(range) = expr else {
            return Err(refused());
        };
        let number = |bound: &Option<Box<Expr>>| match bound.as_deref() {
            Some(Expr::Lit(ExprLit {
                lit: Lit::Int(number), ..
            })) => number.base10_parse::<u32>().ok(),
            _ => None,
        };
        let (Some(first), Some(last)) = (number(&range.start), number(&range.end)) else {
            return Err(refused());
        };
        let last = match range.limits {
            syn::RangeLimits::Closed(_) => Some(last),
            syn::RangeLimits::HalfOpen(_) => last.checked_sub(1),
        };
        match last {
            Some(last) if first <= last => Ok(Self(first..=last)),
            _ => Err(refused()),
        }
    }
}
