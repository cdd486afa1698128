//! The code under `#[upholds]` or `#[implements]`: its head is looked at, everything else stays raw tokens.

use std::fmt;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Token};

use super::print::split_inner_attributes;
use super::tokens::regroup;
use crate::conditional::{self, Presence};
use crate::signature::text;

/// An item, by its head.
pub struct Target {
    attrs: Vec<Attribute>,
    tokens: Vec<TokenTree>,
    pub noun: &'static str,
    /// The index of the keyword in the tokens.
    keyword: usize,
}

/// The keywords that code can begin with, and what it is called.
const NOUNS: [(&str, &str); 12] = [
    ("fn", "function"),
    ("impl", "impl"),
    ("struct", "struct"),
    ("enum", "enum"),
    ("union", "union"),
    ("trait", "trait"),
    ("mod", "module"),
    ("const", "constant"),
    ("static", "static"),
    ("type", "type alias"),
    ("use", "re-export"),
    ("macro_rules", "macro"),
];

impl Target {
    /// Looks for the keyword; `None` if there is no keyword.
    pub fn parse(tokens: TokenStream) -> Option<Self> {
        let read = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_outer)?, input.parse::<TokenStream>()?));
        let (attrs, tokens) = read.parse2(tokens).ok()?;
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let word = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(word)) => Some(word.to_string()),
            _ => None,
        };
        // `const fn`, `unsafe impl`: what a modifier modifies decides.
        let modifies = |at: usize| {
            matches!(
                word(at + 1).as_deref(),
                Some("fn" | "async" | "unsafe" | "extern" | "impl" | "trait")
            )
        };
        let (keyword, noun) = (0..tokens.len()).find_map(|at| {
            let word = word(at)?;
            let (_, noun) = NOUNS.iter().find(|(keyword, _)| *keyword == word)?;
            (word != "const" || !modifies(at)).then_some((at, *noun))
        })?;
        Some(Self {
            attrs,
            tokens,
            noun,
            keyword,
        })
    }

    /// What messages call an item without a keyword, which is the call of a macro, an `extern` block, or no item at all.
    // ui-tests/upholds/on-struct.rs
    pub fn without_keyword(tokens: &TokenStream) -> String {
        let read = |input: ParseStream<'_>| {
            input.call(Attribute::parse_outer)?;
            let name = if input.peek(Token![extern]) {
                "an `extern` block".to_owned()
            } else {
                let path = input.call(syn::Path::parse_mod_style)?;
                input.parse::<Token![!]>()?;
                format!("macro call `{}!`", text(&path))
            };
            input.parse::<TokenStream>().map(|_| name)
        };
        read.parse2(tokens.clone()).unwrap_or_else(|_| "this item".to_owned())
    }

    /// The span of its name, or else of its keyword.
    pub fn span(&self) -> Span {
        self.ident()
            .map_or_else(|| self.tokens[self.keyword].span(), Ident::span)
    }

    fn ident(&self) -> Option<&Ident> {
        match self.tokens.get(self.keyword + 1) {
            Some(TokenTree::Ident(ident)) if !matches!(self.noun, "impl" | "re-export") => Some(ident),
            _ => None,
        }
    }

    /// Its name; of an `impl` its head.
    pub fn name(&self) -> String {
        if let Some(ident) = self.ident() {
            return syn::ext::IdentExt::unraw(ident).to_string();
        }
        let is_block =
            |token: &TokenTree| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let head: TokenStream = self.tokens[self.keyword..]
            .iter()
            .take_while(|token| !is_block(token))
            .cloned()
            .collect();
        text(&head)
    }

    /// Whether `#[ignore]` is on it, as an expression.
    pub fn ignored(&self) -> TokenStream {
        self.marked("ignore")
    }

    /// Whether `#[should_panic]` is on it, as an expression.
    pub fn should_panic(&self) -> TokenStream {
        self.marked("should_panic")
    }

    /// A built-in attribute may be inside `cfg_attr`, which the compiler evaluates.
    fn marked(&self, name: &str) -> TokenStream {
        match conditional::presence(&self.attrs, name) {
            Presence::Never => quote!(false),
            Presence::Always => quote!(true),
            Presence::If(predicate) => quote!(::core::cfg!(#predicate)),
        }
    }

    pub fn body(&self) -> Option<&Group> {
        match self.tokens.last() {
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => Some(group),
            _ => None,
        }
    }

    pub fn has_receiver(&self) -> bool {
        let arguments = self.tokens[self.keyword..].iter().find_map(|token| match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => Some(group.stream()),
            _ => None,
        });
        let first = arguments
            .into_iter()
            .flatten()
            .take_while(|token| !matches!(token, TokenTree::Punct(punct) if matches!(punct.as_char(), ',' | ':')));
        first
            .into_iter()
            .any(|token| matches!(token, TokenTree::Ident(word) if word == "self"))
    }

    /// The item with `companion`, which is put into the body of a function, since an `impl` allows nothing beside it. What runs
    /// comes before the statements of the user, which keep a block of their own.
    pub fn with(&self, companion: TokenStream, runs: bool) -> TokenStream {
        let attrs = &self.attrs;
        let Some(body) = self.body().filter(|_| self.noun == "function") else {
            let tokens = &self.tokens;
            return quote!(#(#attrs)* #(#tokens)* #companion);
        };
        let (inner, statements) = split_inner_attributes(body);
        let statements = if runs {
            regroup(body, statements).into_token_stream()
        } else {
            statements
        };
        let body = regroup(body, quote!(#inner #companion #statements));
        let head = &self.tokens[..self.tokens.len() - 1];
        quote!(#(#attrs)* #(#head)* #body)
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ident() {
            Some(ident) => write!(f, "{} `{}`", self.noun, syn::ext::IdentExt::unraw(ident)),
            None => write!(f, "`{}`", self.name()),
        }
    }
}
