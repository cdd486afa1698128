//! `#[upholds(…)]` and `#[implements(…)]`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{LitStr, Path, Token};

use super::statement::parse_crate;
use crate::errors::{Errors, placed, shown};
use crate::model::Relation;

/// The arguments in the parentheses.
pub struct EvidenceArgs {
    pub guarantees: Vec<Path>,
    pub krate: Option<Path>,
}

/// Reads the paths of guarantees, and the path of the runtime where one is given; `None` where they cannot be read.
pub fn parse_evidence(
    relation: Relation,
    tokens: TokenStream,
    subject: &str,
    errors: &mut Errors,
) -> Option<EvidenceArgs> {
    let word = relation.word();
    let written = shown(&tokens);
    let mut args = EvidenceArgs {
        guarantees: Vec::new(),
        krate: None,
    };
    let mut crate_error = None;
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            match parse_crate(input) {
                Some(Ok(path)) => args.krate = Some(path),
                Some(Err(error)) => crate_error = Some(error),
                None => args.guarantees.push(input.call(Path::parse_mod_style)?),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    let example = guarantee_in(&tokens).unwrap_or_else(|| "DEFAULT_DENY".to_owned());
    let names = format!("expected the path of a guarantee: write for example `#[{word}({example})]`");
    let unread = read.parse2(tokens).err().map(|error| (error.span(), names));
    let refused = crate_error.map(|error| (error.span(), error.to_string()));
    let Some((span, reason)) = refused.or(unread) else {
        return Some(args);
    };
    // ui-tests/upholds/id-in-quotes.rs, ui-tests/upholds/relative-crate-path.rs
    errors.push(
        span,
        placed(&reason, &format!("in `#[{word}({written})]` on {subject}")),
    );
    None
}

/// The name of the guarantee that is probably meant: what is in front of `=`, or what an id such as `default-deny` is called.
fn guarantee_in(tokens: &TokenStream) -> Option<String> {
    match tokens.clone().into_iter().next()? {
        TokenTree::Ident(ident) => Some(ident.to_string()),
        literal => {
            let id = syn::parse2::<LitStr>(literal.into()).ok()?.value();
            let name = id.to_ascii_uppercase().replace('-', "_");
            syn::parse_str::<Ident>(&name).ok().map(|name| name.to_string())
        }
    }
}
