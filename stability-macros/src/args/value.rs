//! The forms that a value can have.

mod documents;
mod names;
mod paths;
mod retirement;
mod rewritten;
mod stage;

use std::ops::RangeInclusive;

use darling::ast::NestedMeta;
use darling::{Error, FromMeta};
use proc_macro2::{TokenStream, TokenTree};
use semver::Version;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Meta, MetaNameValue, Path, Type, Visibility};

pub use self::documents::{Limit, MarkerKey, Prefix, SchemaText, TierWord, WireTier};
pub use self::names::{
    CfgName, FeatureName, Name, NameOrInner, NamespaceText, Numbers, OptionalName, Packages, WrittenConstructor,
};
pub use self::paths::{CratePath, PublicPath, ReplacementText, TwinPath, Types, VisibilityText};
pub use self::retirement::{MomentText, UriTemplateText, UriText, percent_encoded};
pub use self::stage::StageWord;
use crate::errors::{Errors, shown};
use crate::keys::Key;
use crate::model::{Moment, Place, Replacement, Since, Spanned, Stage, Subject, Tier};

/// A form that a value can be written in.
pub trait Form: FromMeta {
    /// The type of its meaning.
    type Value;

    /// The meaning alone.
    fn into_value(self) -> Self::Value;
}

macro_rules! forms {
    ($($form:ident => $value:ty,)*) => {
        $(
            impl Form for $form {
                type Value = $value;

                fn into_value(self) -> $value {
                    self.0
                }
            }
        )*
    };
}

forms! {
    Text => String,
    Issue => String,
    VersionText => Version,
    SinceText => Since,
    FeatureName => String,
    CfgName => Ident,
    PublicPath => String,
    CratePath => Path,
    ReplacementText => Replacement,
    Types => Vec<Type>,
    Packages => Vec<String>,
    Alone => (),
    Name => Ident,
    NameOrInner => WrittenConstructor,
    OptionalName => Option<Ident>,
    TierWord => Tier,
    Value => Option<Expr>,
    NamespaceText => String,
    Numbers => RangeInclusive<u32>,
    Prefix => String,
    SchemaText => String,
    MarkerKey => String,
    WireTier => Tier,
    Limit => usize,
    TwinPath => Path,
    MomentText => Moment,
    UriText => String,
    UriTemplateText => String,
    StageWord => Stage,
    Inner => TokenStream,
    VisibilityText => Option<Visibility>,
}

/// Declares what a list of arguments says: a field for each key, with the form of its value.
macro_rules! args {
    ($(#[$doc:meta])* $name:ident { $($field:ident: $key:ident as $form:ident,)* }) => {
        $(#[$doc])*
        #[derive(Default)]
        pub struct $name {
            $(pub $field: Option<$crate::model::Spanned<<$crate::args::value::$form as $crate::args::value::Form>::Value>>,)*
        }

        impl $name {
            /// Reads the values; what is wrong with them is noted.
            pub fn read(
                keyed: &[($crate::keys::Key, darling::ast::NestedMeta)],
                subject: &$crate::model::Subject,
                errors: &mut $crate::errors::Errors,
            ) -> Self {
                let mut args = Self::default();
                for (key, meta) in keyed {
                    match key {
                        $($crate::keys::Key::$key => {
                            args.$field = $crate::args::value::read::<$crate::args::value::$form>(*key, meta, subject, errors);
                        })*
                        _ => {}
                    }
                }
                args
            }
        }
    };
}
pub(super) use args;

/// Reads the value of `key` and keeps both places, or notes what is wrong with it.
pub fn read<W: Form>(key: Key, meta: &NestedMeta, subject: &Subject, errors: &mut Errors) -> Option<Spanned<W::Value>> {
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
        errors.push(
            key_span,
            format_args!("`{}` on {subject} has no value: {}", key.as_str(), key.remedy()),
        );
        return None;
    }
    // ui-tests/deprecated/replacement-with-call.rs
    if let (Key::Replacement, NestedMeta::NameValueInvalidExpr(pair)) = (key, meta)
        && let Some(TokenTree::Punct(bang)) = pair.value.clone().into_iter().last()
        && bang.as_char() == '!'
    {
        let written = shown(&pair.value);
        let path = written.trim_end_matches('!').trim_end();
        errors.push(
            bang.span(),
            format_args!(
                "`replacement = {path}!` on {subject} must be a path without `!`: write `replacement = {path}`"
            ),
        );
        return None;
    }
    if let NestedMeta::Meta(Meta::NameValue(pair)) = meta
        && let Some(mistake) = mistake_in_list_value(key, pair, subject)
    {
        let written = shown(meta);
        errors.push(key_span, format_args!("`{written}` on {subject} {mistake}"));
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
            let intended = rewritten::intended::<W>(key, meta);
            for error in error.flatten() {
                let reason = reason(&error, meta);
                let (reason, remedy) = match (advised(&reason, key.as_str()), &intended) {
                    ((reason, Some(remedy)), _) => (reason, remedy),
                    ((reason, None), Some(intended)) => (reason, format!("write `{intended}`")),
                    ((reason, None), None) => (reason, key.remedy()),
                };
                let written = shown(meta);
                errors.push(span, format_args!("`{written}` on {subject} {reason}: {remedy}"));
            }
            None
        }
    }
}

/// In the reason of an error, what comes before the value that was probably meant.
pub const SUCH_AS: &str = ", such as ";

/// In the reason of an error, what comes before a value that is only an example.
pub const FOR_EXAMPLE: &str = ", for example ";

/// The reason alone, and what to write for `key`, where the reason has a value.
pub fn advised<'a>(reason: &'a str, key: &str) -> (&'a str, Option<String>) {
    if let Some((reason, value)) = reason.split_once(SUCH_AS) {
        (reason, Some(format!("write `{key} = {value}`")))
    } else if let Some((reason, value)) = reason.split_once(FOR_EXAMPLE) {
        (reason, Some(format!("write for example `{key} = {value}`")))
    } else {
        (reason, None)
    }
}

/// What is wrong with a value for a key that has a list in parentheses, and what to write, where the list follows from the value.
// ui-tests/tier/list-as-value.rs
fn mistake_in_list_value(key: Key, pair: &MetaNameValue, subject: &Subject) -> Option<String> {
    match key {
        Key::Sealed if subject.place() == Some(Place::TraitMember) => {
            Some("takes no value: write `sealed(call)`".to_owned())
        }
        Key::Sealed if subject.place() == Some(Place::TraitImpl) => Some("takes no value: write `sealed`".to_owned()),
        Key::Sealed => Some(format!(
            "takes no value: write `sealed`, or list other packages that may implement the trait, as in `{}`",
            key.form()
        )),
        Key::Deprecated => {
            let Expr::Lit(ExprLit {
                lit: Lit::Str(text), ..
            }) = &pair.value
            else {
                return None;
            };
            let inner = match since_of(text) {
                _ if text.value().trim().is_empty() => return None,
                Ok(_) => Key::Since,
                Err(_) => Key::Note,
            };
            let (inner, text) = (inner.as_str(), shown(text));
            Some(format!(
                "must have its keys in parentheses: write `deprecated({inner} = {text})`"
            ))
        }
        _ => None,
    }
}

/// The error, as the rest of a sentence whose subject is the key.
fn reason(error: &Error, meta: &NestedMeta) -> String {
    let text = error.to_string();
    let ours = ["must ", "is ", "has ", "names ", "starts ", "takes "]
        .iter()
        .any(|start| text.starts_with(start));
    match meta {
        NestedMeta::Meta(Meta::Path(_)) => "has no value".to_owned(),
        _ if ours => text,
        // All other errors of darling and syn are about the form of the value.
        NestedMeta::Meta(Meta::List(_)) => "must have its value after `=`".to_owned(),
        _ => "has the wrong form".to_owned(),
    }
}

fn string(expr: &Expr, what: &str) -> darling::Result<LitStr> {
    match expr {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) => Ok(text.clone()),
        Expr::Group(group) => string(&group.expr, what),
        // ui-tests/tier/text-without-quotes.rs
        Expr::Lit(ExprLit {
            lit: lit @ (Lit::ByteStr(_) | Lit::CStr(_)),
            ..
        }) => {
            let (kind, letter) = match lit {
                Lit::ByteStr(_) => ("a byte string", 'b'),
                _ => ("a C string", 'c'),
            };
            let message = format!("is {kind}, but must be a string without `{letter}` in front");
            Err(Error::custom(message).with_span(expr))
        }
        _ => Err(Error::custom(format_args!("must be {what} in quotes")).with_span(expr)),
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
            return Err(Error::custom("is empty").with_span(&literal));
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

/// A full version, `v1.4.0` as well as `1.4.0`.
pub struct VersionText(Version);

impl FromMeta for VersionText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = version_literal(expr)?;
        parse_version(&literal).map(Self)
    }
}

/// A full version, or `next`.
pub struct SinceText(Since);

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
            return Error::custom(format_args!("has a number with a leading zero, such as \"{version}\""))
                .with_span(literal);
        }
        let form = completed(&text)
            .map(|version| format!(", such as \"{version}\""))
            .unwrap_or_default();
        // ui-tests/tier/malformed-version.rs
        let numbers: Vec<&str> = bare.split('.').collect();
        let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if let [first, second, third, _, ..] = numbers.as_slice()
            && numbers.iter().all(is_number)
        {
            let message = format!("has more than three numbers, such as \"{first}.{second}.{third}\"");
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

/// A key that is alone.
pub struct Alone(());

impl FromMeta for Alone {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        match meta {
            Meta::Path(_) => Ok(Self(())),
            meta => Err(Error::custom("takes no value").with_span(meta)),
        }
    }
}

/// A key that is alone or has a value: `default`, `default = 3`.
pub struct Value(Option<Expr>);

impl FromMeta for Value {
    fn from_word() -> darling::Result<Self> {
        Ok(Self(None))
    }

    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        Ok(Self(Some(expr.clone())))
    }
}

/// A key with a list of its own: `deprecated(…)`; an empty one where it is alone.
pub struct Inner(TokenStream);

impl FromMeta for Inner {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        match meta {
            Meta::Path(_) => Ok(Self(TokenStream::new())),
            Meta::List(list) => Ok(Self(list.tokens.clone())),
            Meta::NameValue(pair) => Err(Error::custom("must have its keys in parentheses").with_span(&pair.path)),
        }
    }
}
