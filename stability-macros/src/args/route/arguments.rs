//! The arguments of a list.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The arguments between commas, out of the invisible groups that a `macro_rules!` puts around what it was given.
pub fn arguments(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut arguments = vec![Vec::new()];
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ',' => arguments.push(Vec::new()),
            token => {
                if let Some(argument) = arguments.last_mut() {
                    argument.extend(unwrapped(token));
                }
            }
        }
    }
    arguments.retain(|argument| !argument.is_empty());
    arguments
}

fn unwrapped(token: TokenTree) -> Vec<TokenTree> {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
            group.stream().into_iter().flat_map(unwrapped).collect()
        }
        token => vec![token],
    }
}
