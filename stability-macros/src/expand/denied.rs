//! What makes rustc refuse each use of a deprecated item.
//!
//! rustc has no attribute for it, and the level of the lint `deprecated` is the user's. A function gets a bound that nothing meets. As
//! the bound has a lifetime of its own, rustc asks only those who call or name the function:
//!
//! ```text
//! pub fn old() where for<'__denied> &'__denied (): ::stability::__private::Denied {}
//! ```
//!
//! A macro gets a first arm that takes everything and is an error.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use super::Output;
use super::documentation::said;
use crate::environment::is_described;
use crate::item::{Kind, Node};
use crate::model::Stage;

/// Makes rustc refuse the uses of a node whose deprecation is `denied` now.
pub fn add(output: &Output<'_>, node: &mut Node) {
    let Some(deprecation) = node.marks.deprecated.as_ref().filter(|it| !it.plain) else {
        return;
    };
    // What `cargo stability` compares is the declaration as it was written.
    if deprecation.stage(output.environment.release().as_ref()) != Stage::Denied || is_described() {
        return;
    }
    match node.kind {
        Kind::Fn | Kind::Method => {
            let krate = &output.krate;
            let head = &node.head;
            let is_where = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "where");
            let has_clause = head.clone().into_iter().any(is_where);
            let ends_open = match head.clone().into_iter().last() {
                Some(TokenTree::Punct(last)) => last.as_char() == ',',
                Some(TokenTree::Ident(last)) => last == "where",
                _ => false,
            };
            let joint = match (has_clause, ends_open) {
                (false, _) => quote!(where),
                (true, true) => TokenStream::new(),
                (true, false) => quote!(,),
            };
            node.head = quote!(#head #joint for<'__denied> &'__denied (): #krate::__private::Denied);
        }
        Kind::Macro => {
            let name = node.display_name();
            let says = said(deprecation).map_or_else(String::new, |note| format!(": {note}"));
            let message = format!("`{name}` is deprecated, and its use is denied{says}");
            let arm = quote!(($($_denied:tt)*) => { ::core::compile_error!(#message); };);
            let tokens = node.head.clone().into_iter().map(|token| match token {
                TokenTree::Group(rules) => {
                    let mut with_arm =
                        Group::new(Delimiter::Brace, [arm.clone(), rules.stream()].into_iter().collect());
                    with_arm.set_span(rules.span());
                    with_arm.into()
                }
                token => token,
            });
            let mut tokens: Vec<TokenTree> = tokens.collect();
            // In braces, rules need no semicolon.
            tokens.retain(|token| !matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';'));
            node.head = tokens.into_iter().collect();
        }
        _ => {}
    }
}
