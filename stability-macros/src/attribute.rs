//! From the tokens of one attribute to the tokens of its expansion.

#[cfg(test)]
mod tests;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::environment::Environment;
use crate::errors::{Errors, unreadable};
use crate::keys::Word;
use crate::marks::RawMark;
use crate::{check, expand, item, lower};

/// Expands the attribute `word` with `args` on the item `tokens`. The item is always emitted.
pub fn expand(word: Word, args: TokenStream, tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let mut node = match item::parse(tokens.clone(), &mut errors) {
        Ok(node) => node,
        Err(error) => {
            // Too deep nesting is already reported.
            if errors.is_empty() {
                // ui-tests/tier/item-cut-short.rs
                errors.push(error.span(), unreadable(&format!("#[{}]", word.as_str()), &error));
            }
            let errors = errors.into_tokens();
            return quote!(#tokens #errors);
        }
    };
    if expand::is_inside_of_another(&node) {
        let errors = errors.into_tokens();
        return quote!(#node #errors);
    }
    node.raw_marks.insert(
        0,
        RawMark {
            word,
            span: Span::call_site(),
            args,
            condition: None,
        },
    );
    lower::lower(&mut node, &mut errors);
    check::check(&node, environment, &mut errors);
    expand::expand(node, environment, errors)
}
