//! Paths and types.

use darling::{Error, FromMeta};
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Meta, Path, Token, Type, Visibility};

use super::{SUCH_AS, Text, string};
use crate::model::Replacement;

/// A public path, written in a string because it need not resolve where the item is declared.
pub struct PublicPath(pub(super) String);

impl FromMeta for PublicPath {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let literal = string(expr, "a path")?;
        let path: Path = literal
            .parse_with(Path::parse_mod_style)
            // ui-tests/tier/malformed-path.rs
            .map_err(|_| Error::custom("is not a path").with_span(&literal))?;
        Ok(Self(crate::signature::text(&path).trim_start_matches("::").to_owned()))
    }
}

/// The path of the runtime, which must not depend on where it is used.
pub struct CratePath(pub(super) Path);

impl FromMeta for CratePath {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        let path = match expr {
            Expr::Path(path) if path.qself.is_none() => &path.path,
            Expr::Group(group) => return Self::from_expr(&group.expr),
            _ => return Err(Error::custom("must be a path without quotes").with_span(expr)),
        };
        let absolute = path.leading_colon.is_some() || path.segments[0].ident == "crate";
        if !absolute {
            // ui-tests/tier/relative-crate-path.rs
            let corrected = crate::signature::text(path);
            return Err(Error::custom(format_args!("must be an absolute path{SUCH_AS}::{corrected}")).with_span(path));
        }
        Ok(Self(path.clone()))
    }
}

/// Says of what follows a path that it is too much.
fn without_call(path: &impl ToTokens, what: &str, place: &impl syn::spanned::Spanned) -> Error {
    let path = crate::signature::text(path);
    Error::custom(format_args!("must be a path without {what}{SUCH_AS}{path}")).with_span(place)
}

/// The replacement: a path, or text.
pub struct ReplacementText(pub(super) Replacement);

impl FromMeta for ReplacementText {
    fn from_expr(expr: &Expr) -> darling::Result<Self> {
        match expr {
            Expr::Path(path) => Ok(Self(Replacement::Path(path.clone()))),
            Expr::Group(group) => Self::from_expr(&group.expr),
            Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) => {
                Text::from_expr(expr).map(|text| Self(Replacement::Text(text.0)))
            }
            // ui-tests/deprecated/replacement-with-call.rs
            Expr::Macro(call) if call.mac.tokens.is_empty() => {
                Err(without_call(&call.mac.path, "!", &call.mac.bang_token))
            }
            Expr::Call(call) if matches!(&*call.func, Expr::Path(_)) => {
                Err(without_call(&call.func, "parentheses", &call.paren_token.span.open()))
            }
            _ => Err(Error::custom("must be a path, or text in quotes").with_span(expr)),
        }
    }
}

/// Types in parentheses.
pub struct Types(pub(super) Vec<Type>);

impl FromMeta for Types {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let Meta::List(list) = meta else {
            return Err(Error::custom("must have types in parentheses, without quotes").with_span(meta));
        };
        let types = Punctuated::<Type, Token![,]>::parse_terminated
            .parse2(list.tokens.clone())
            .map_err(|error| {
                Error::custom("must have types in parentheses, without quotes").with_span(&error.span())
            })?;
        if types.is_empty() {
            return Err(Error::custom("has no type").with_span(meta));
        }
        Ok(Self(types.into_iter().collect()))
    }
}

/// The path of a type in parentheses.
pub struct TwinPath(pub(super) Path);

impl FromMeta for TwinPath {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let path = match meta {
            Meta::List(list) => syn::parse2::<syn::TypePath>(list.tokens.clone()).ok(),
            _ => None,
        };
        match path {
            Some(path) if path.qself.is_none() => Ok(Self(path.path)),
            // ui-tests/erased/malformed-twin.rs
            _ => {
                Err(Error::custom("must have one type in parentheses, with its generics if it has any").with_span(meta))
            }
        }
    }
}

/// `pub(crate)` or `pub(in path)`, and `pub`, which is refused by the reader.
pub struct VisibilityText(pub(super) Option<Visibility>);

impl FromMeta for VisibilityText {
    fn from_meta(meta: &Meta) -> darling::Result<Self> {
        let tokens = match meta {
            Meta::List(list) => &list.tokens,
            _ => return Ok(Self(None)),
        };
        // ui-tests/sealed/malformed-visibility.rs
        let visibility = syn::parse2(quote!(pub(#tokens)));
        visibility
            .map(|it| Self(Some(it)))
            .map_err(|_| Error::custom("is not a visibility").with_span(meta))
    }
}
