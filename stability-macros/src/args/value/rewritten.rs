//! What an author probably meant by a value of the wrong form.

use darling::ast::NestedMeta;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::{Expr, ExprLit, Lit, LitStr, Meta, MetaNameValue};

use super::{Form, SUCH_AS, since_of};
use crate::keys::Key;
use crate::model::{Place, Subject};
use crate::signature::text;

/// What is wrong with a value for a key that has a list in parentheses, and what to write, where the list follows from the value.
// ui-tests/tier/list-as-value.rs
pub fn mistake_in_list_value(key: Key, pair: &MetaNameValue, subject: &Subject) -> Option<String> {
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
                lit: Lit::Str(literal), ..
            }) = &pair.value
            else {
                return None;
            };
            let inner = match since_of(literal) {
                _ if literal.value().trim().is_empty() => return None,
                Ok(_) => Key::Since,
                Err(_) => Key::Note,
            };
            let (inner, text) = (inner.as_str(), text(literal));
            Some(format!(
                "must have its keys in parentheses: write `deprecated({inner} = {text})`"
            ))
        }
        _ => None,
    }
}

/// The argument in another form that `W` can read: with or without quotes, in parentheses, in brackets, or after `=`.
pub fn intended<W: Form>(key: Key, meta: &NestedMeta) -> Option<String> {
    let (path, forms) = match meta {
        NestedMeta::Meta(Meta::NameValue(pair)) => (&pair.path, of_value(&pair.value)),
        // ui-tests/tier/malformed-may-expose.rs
        NestedMeta::NameValueInvalidExpr(pair) => (&pair.path, vec![Written::List(pair.value.clone())]),
        NestedMeta::Meta(Meta::List(list)) => (&list.path, of_list(&list.tokens)),
        NestedMeta::Meta(Meta::Path(_)) | NestedMeta::Lit(_) => return None,
    };
    // Their lists take anything here, and refuse it later.
    let has_list = matches!(
        key,
        Key::Deprecated | Key::Sealed | Key::Extensions | Key::Constructor | Key::Stages
    );
    forms.into_iter().find_map(|form| {
        let tokens = match form {
            Written::Value(value) => quote!(#path = #value),
            Written::List(_) if has_list => return None,
            Written::List(list) => quote!(#path(#list)),
        };
        let meta: Meta = syn::parse2(tokens).ok()?;
        match W::from_meta(&meta) {
            Ok(_) => Some(text(&meta)),
            Err(error) => {
                let error = error.to_string();
                let (_, value) = error.split_once(SUCH_AS)?;
                Some(format!("{} = {value}", key.as_str()))
            }
        }
    })
}

/// A form in which an argument can be written.
enum Written {
    /// After `=`.
    Value(TokenStream),
    /// In parentheses.
    List(TokenStream),
}

fn of_value(value: &Expr) -> Vec<Written> {
    match value {
        Expr::Group(group) => of_value(&group.expr),
        Expr::Lit(ExprLit {
            lit: Lit::Str(literal), ..
        }) => {
            let mut forms = vec![Written::Value(quote!([#literal]))];
            if let Ok(inside) = literal.parse::<TokenStream>() {
                forms.insert(0, Written::Value(inside.clone()));
                forms.push(Written::List(inside));
            }
            forms
        }
        Expr::Lit(ExprLit {
            lit: Lit::ByteStr(bytes),
            ..
        }) => match String::from_utf8(bytes.value()) {
            Ok(inside) => vec![Written::Value(quote!(#inside))],
            Err(_) => Vec::new(),
        },
        Expr::Path(path) => {
            let quoted = text(path);
            vec![
                Written::Value(quote!(#quoted)),
                Written::Value(quote!([#quoted])),
                Written::List(quote!(#path)),
            ]
        }
        // ui-tests/sealed/illegal-friend.rs
        Expr::Array(array) => {
            let quoted = array.elems.iter().map(|element| match element {
                Expr::Path(path) => text(path).into_token_stream(),
                element => element.into_token_stream(),
            });
            vec![
                Written::Value(quote!([#(#quoted),*])),
                Written::List(array.elems.to_token_stream()),
            ]
        }
        value => vec![Written::List(value.to_token_stream())],
    }
}

fn of_list(tokens: &TokenStream) -> Vec<Written> {
    let quoted = text(tokens);
    let mut forms = vec![Written::Value(tokens.clone()), Written::List(without_quotes(tokens))];
    if let Ok(array) = syn::parse2::<Expr>(quote!([#tokens])) {
        forms.extend(of_value(&array));
    }
    if syn::Path::parse_mod_style.parse2(tokens.clone()).is_ok() {
        forms.push(Written::Value(quote!(#quoted)));
    }
    forms
}

/// The content of each string instead of the string.
fn without_quotes(tokens: &TokenStream) -> TokenStream {
    let unquoted = tokens.clone().into_iter().map(|token| {
        let token = TokenStream::from(token);
        let inside = syn::parse2(token.clone()).and_then(|literal: LitStr| literal.parse::<TokenStream>());
        inside.unwrap_or(token)
    });
    unquoted.collect()
}
