//! `guarantee!`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token, Visibility};

use super::statement::{AttributesArgs, EntryArgs, Statements, parse_statements, parse_text, with_remedy};
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
    let form = |error: syn::Error, name: &str, id: &str| {
        with_remedy(&error, &format!("write for example `pub {name} = \"{id}\";`"))
    };
    let unnamed = |error| form(error, "NAME", "its-id");
    let ident = input.call(Ident::parse_any).map_err(unnamed)?;
    if ident == "const" && input.peek(Ident::peek_any) {
        return Err(syn::Error::new(ident.span(), "expected a name: remove `const`"));
    }
    let name = ident.unraw().to_string();
    let named = |error| form(error, &name, &id_of(&name));
    input.parse::<Token![=]>().map_err(named)?;
    let id = parse_text(input).map_err(named)?;
    let subject = Subject::named("guarantee", ident.unraw());
    Ok(GuaranteeArgs {
        entry: attributes.read(&subject, errors),
        subject,
        vis,
        ident,
        id,
    })
}

/// The id that was probably meant: `DefaultDeny`, `default_deny` and `default deny` mean `default-deny`.
pub fn id_of(text: &str) -> String {
    let mut id = String::new();
    let mut before = '-';
    for one in text.chars() {
        if !one.is_ascii_alphanumeric() {
            if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        } else if one.is_ascii_uppercase() && before.is_ascii_lowercase() {
            id.push('-');
            id.push(one.to_ascii_lowercase());
        } else {
            id.push(one.to_ascii_lowercase());
        }
        before = one;
    }
    id.trim_end_matches('-').to_owned()
}
