//! `guarantee!`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token, Visibility};

use super::statement::{AttributesArgs, EntryArgs, Statements, parse_statements};
use crate::errors::Errors;
use crate::model::Subject;

/// A guarantee as written: `pub NAME = "id";`.
pub struct GuaranteeArgs {
    pub subject: Subject,
    pub entry: EntryArgs,
    pub vis: Visibility,
    pub ident: Ident,
    pub id: LitStr,
}

/// Reads the statements of `guarantee!`.
pub fn parse_guarantees(tokens: TokenStream, errors: &mut Errors) -> Statements<GuaranteeArgs> {
    parse_statements(tokens, "`guarantee!`", errors, parse_guarantee)
}

fn parse_guarantee(
    input: ParseStream<'_>,
    attributes: AttributesArgs,
    errors: &mut Errors,
) -> syn::Result<GuaranteeArgs> {
    let vis = input.parse()?;
    // ui-tests/guarantee/malformed.rs
    let form = |error: syn::Error| syn::Error::new(error.span(), format!("{error}: write `pub NAME = \"its-id\";`"));
    let ident = input.call(Ident::parse_any).map_err(form)?;
    input.parse::<Token![=]>().map_err(form)?;
    let id = input.parse().map_err(form)?;
    let subject = Subject::named("guarantee", ident.unraw());
    Ok(GuaranteeArgs {
        entry: attributes.read(&subject, errors),
        subject,
        vis,
        ident,
        id,
    })
}
