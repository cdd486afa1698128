//! The forms that a value can have.

mod documents;
mod names;
mod paths;
mod retirement;
mod rewritten;
mod stage;
mod version;

use std::ops::RangeInclusive;

use darling::ast::NestedMeta;
use darling::{Error, FromMeta};
use proc_macro2::{TokenStream, TokenTree};
use semver::Version;
use syn::spanned::Spanned as _;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Type, Visibility};

pub use self::documents::{Limit, MarkerKey, Prefix, SchemaText, TierWord, WireTier};
pub use self::names::{
    CfgName, FeatureName, Name, NameOrInner, NamespaceText, Numbers, OptionalName, Packages, WrittenConstructor,
};
pub use self::paths::{CratePath, PublicPath, ReplacementText, TwinPath, Types, VisibilityText};
pub use self::retirement::{MomentText, UriTemplateText, UriText, percent_encoded};
pub use self::stage::StageWord;
pub use self::version::{SinceText, VersionText, since_of};
use crate::errors::{Errors, shown};
use crate::keys::Key;
use crate::model::{Moment, Replacement, Since, Spanned, Stage, Subject, Tier};

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
        && let Some(mistake) = rewritten::mistake_in_list_value(key, pair, subject)
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
        Self::of(expr, "text")
    }
}

impl Text {
    /// The text; `what` is what the key takes in quotes.
    fn of(expr: &Expr, what: &str) -> darling::Result<Self> {
        let literal = string(expr, what)?;
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
            _ => Text::of(expr, "a number, or text").map(|text| Self(text.0)),
        }
    }
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
