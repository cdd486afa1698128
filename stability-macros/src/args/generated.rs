//! `generated!`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token, Visibility};

use super::statement::{AttributesArgs, EntryArgs, Statements, parse_statements, parse_text, with_remedy};
use crate::errors::{Errors, shown};
use crate::model::Subject;
use crate::signature::text;

/// An artefact as written: `pub NAME = "path", policy(options);`.
pub struct ArtefactArgs {
    pub subject: Subject,
    pub entry: EntryArgs,
    pub vis: Visibility,
    pub ident: Ident,
    pub path: LitStr,
    pub policy: Ident,
    pub options: Vec<(Ident, Option<Setting>)>,
}

/// The value of an option.
pub enum Setting {
    Text(LitStr),
    List(Vec<LitStr>),
}

impl Setting {
    /// The value of an option, as a message shows it.
    pub fn shown(setting: Option<&Self>) -> String {
        match setting {
            None => String::new(),
            Some(Self::Text(text)) => format!(" = {}", shown(text)),
            Some(Self::List(list)) => format!(" = {}", shown(&quote!([#(#list),*]))),
        }
    }
}

/// Reads the statements of `generated!`.
pub fn parse_artefacts(tokens: TokenStream, errors: &mut Errors) -> Statements<ArtefactArgs> {
    parse_statements(tokens, "`generated!`", errors, parse_artefact)
}

fn parse_artefact(
    input: ParseStream<'_>,
    attributes: AttributesArgs,
    errors: &mut Errors,
) -> syn::Result<ArtefactArgs> {
    // ui-tests/generated/malformed.rs
    let form = |error: syn::Error, name: &str, path: &str| {
        with_remedy(&error, &format!("write for example `pub {name} = {path}, frozen;`"))
    };
    let vis = input.parse()?;
    let unnamed = |error| form(error, "NAME", "\"path/to/file\"");
    let ident = input.call(Ident::parse_any).map_err(unnamed)?;
    let name = ident.to_string();
    let named = |error| form(error, &name, "\"path/to/file\"");
    input.parse::<Token![=]>().map_err(named)?;
    let path = parse_text(input).map_err(named)?;
    let form = |error| form(error, &name, &text(&path));
    input.parse::<Token![,]>().map_err(form)?;
    let policy = input.call(Ident::parse_any).map_err(form)?;
    let mut options = Vec::new();
    if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        while !content.is_empty() {
            options.push(parse_option(&content).map_err(form)?);
            if !content.is_empty() {
                content.parse::<Token![,]>().map_err(form)?;
            }
        }
    }
    if input.peek(Ident::peek_any) {
        let message = format!("expected `;`: write options in parentheses, for example `{policy}(reason)`");
        return Err(input.error(message));
    }
    let subject = Subject::named("artefact", ident.unraw());
    Ok(ArtefactArgs {
        entry: attributes.read(&subject, errors),
        subject,
        vis,
        ident,
        path,
        policy,
        options,
    })
}

fn parse_option(input: ParseStream<'_>) -> syn::Result<(Ident, Option<Setting>)> {
    let word = input.call(Ident::parse_any)?;
    if input.parse::<Option<Token![=]>>()?.is_none() {
        return Ok((word, None));
    }
    if input.peek(LitStr) {
        return Ok((word, Some(Setting::Text(input.parse()?))));
    }
    let content;
    syn::bracketed!(content in input);
    let list = content.parse_terminated(<LitStr as syn::parse::Parse>::parse, Token![,])?;
    Ok((word, Some(Setting::List(list.into_iter().collect()))))
}
