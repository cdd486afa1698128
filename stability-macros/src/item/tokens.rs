//! The tokens of an item, read from left to right without a parser: what is only passed on costs hardly anything.

use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parse;
use syn::{Error, Result};

/// The tokens that are left.
#[derive(Clone, Copy)]
pub struct Tokens<'a> {
    rest: &'a [TokenTree],
}

impl<'a> Tokens<'a> {
    pub const fn new(rest: &'a [TokenTree]) -> Self {
        Self { rest }
    }

    pub const fn is_empty(self) -> bool {
        self.rest.is_empty()
    }

    pub const fn rest(self) -> &'a [TokenTree] {
        self.rest
    }

    /// The token after `at` others.
    pub fn get(self, at: usize) -> Option<&'a TokenTree> {
        self.rest.get(at)
    }

    /// The name or keyword after `at` other tokens.
    pub fn ident(self, at: usize) -> Option<&'a Ident> {
        match self.get(at)? {
            TokenTree::Ident(ident) => Some(ident),
            _ => None,
        }
    }

    pub fn is_ident(self, at: usize, word: &str) -> bool {
        self.ident(at).is_some_and(|ident| ident == word)
    }

    pub fn is_punct(self, at: usize, expected: char) -> bool {
        self.get(at).is_some_and(|token| is_punct(token, expected))
    }

    /// The group of this delimiter after `at` other tokens.
    pub fn group(self, at: usize, delimiter: Delimiter) -> Option<Group> {
        match self.get(at)? {
            TokenTree::Group(group) => unwrapped(group, delimiter),
            _ => None,
        }
    }

    /// Takes the next tokens.
    pub fn take(&mut self, count: usize) -> &'a [TokenTree] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }

    /// Takes the next token where it is `expected`.
    pub fn take_punct(&mut self, expected: char) -> Option<&'a TokenTree> {
        let token = self.get(0).filter(|token| is_punct(token, expected))?;
        self.take(1);
        Some(token)
    }

    /// Takes a name. The compiler has accepted it: in the edition of the user, `async` may be one.
    pub fn take_name(&mut self) -> Result<Ident> {
        let ident = self.ident(0).ok_or_else(|| self.expected("a name"))?;
        self.take(1);
        Ok(ident.clone())
    }

    /// Takes modifiers up to and with the keyword.
    pub fn take_keyword(&mut self, keyword: &str) -> Result<()> {
        while let Some(word) = self.ident(0) {
            self.take(1);
            if word == keyword {
                return Ok(());
            }
            // The ABI.
            if matches!(self.get(0), Some(TokenTree::Literal(_))) {
                self.take(1);
            }
        }
        Err(self.expected(&format!("`{keyword}`")))
    }

    /// Takes everything up to the first token outside of `<…>` that `ends` it.
    pub fn take_until(&mut self, ends: impl Fn(&TokenTree) -> bool) -> &'a [TokenTree] {
        let mut open = Angles::default();
        let end = self.rest.iter().position(|token| {
            let is_end = open.count == 0 && ends(token);
            open.pass(token);
            is_end
        });
        self.take(end.unwrap_or(self.rest.len()))
    }

    /// Takes everything up to the next semicolon, whatever comes before it.
    pub fn take_until_semicolon(&mut self) -> &'a [TokenTree] {
        let end = self.rest.iter().position(|token| is_punct(token, ';'));
        self.take(end.unwrap_or(self.rest.len()))
    }

    /// Takes `<…>`, if that is what follows.
    pub fn take_angles(&mut self) -> &'a [TokenTree] {
        let mut open = Angles::default();
        let end = self.rest.iter().position(|token| {
            open.pass(token);
            open.count == 0
        });
        if self.is_punct(0, '<') {
            self.take(end.map_or(self.rest.len(), |end| end + 1))
        } else {
            &[]
        }
    }

    /// The tokens that were taken since `start`.
    pub fn since(self, start: Self) -> &'a [TokenTree] {
        start.rest.split_at(start.rest.len() - self.rest.len()).0
    }

    /// An error at the next token.
    pub fn expected(self, what: &str) -> Error {
        let span = self.get(0).map_or_else(Span::call_site, TokenTree::span);
        Error::new(span, format_args!("expected {what}: write {what} there"))
    }
}

/// A type as it was written, parsed by those who ask.
pub struct RawType {
    tokens: Vec<TokenTree>,
}

impl RawType {
    pub fn parse<T: Parse>(&self) -> Result<T> {
        syn::parse2(stream(&self.tokens))
    }

    pub fn tokens(&self) -> &[TokenTree] {
        &self.tokens
    }
}

impl<T: IntoIterator<Item = TokenTree>> From<T> for RawType {
    fn from(tokens: T) -> Self {
        Self {
            tokens: tokens.into_iter().collect(),
        }
    }
}

impl ToTokens for RawType {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.iter().cloned());
    }
}

/// The `<` that are open.
#[derive(Default)]
struct Angles {
    count: usize,
    /// Whether the last token can make an arrow of a `>`.
    arrow: bool,
}

impl Angles {
    fn pass(&mut self, token: &TokenTree) {
        let TokenTree::Punct(punct) = token else {
            self.arrow = false;
            return;
        };
        let is_arrow = self.arrow;
        self.arrow = false;
        match punct.as_char() {
            '<' => self.count += 1,
            '>' if !is_arrow => self.count = self.count.saturating_sub(1),
            '-' | '=' => self.arrow = punct.spacing() == Spacing::Joint,
            _ => {}
        }
    }
}

/// The tokens as a stream.
pub fn stream(tokens: &[TokenTree]) -> TokenStream {
    // Unlike a stream that is collected, this one is handed to the compiler only when it must be.
    let mut stream = TokenStream::new();
    stream.extend(tokens.iter().cloned());
    stream
}

pub fn is_punct(token: &TokenTree, expected: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == expected)
}

pub fn is_brace(token: &TokenTree) -> bool {
    match token {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => true,
        TokenTree::Group(group) => unwrapped(group, Delimiter::Brace).is_some(),
        _ => false,
    }
}

/// The group, out of the invisible one that a `macro_rules!` puts around a `$body:block`.
fn unwrapped(group: &Group, delimiter: Delimiter) -> Option<Group> {
    if group.delimiter() == delimiter {
        return Some(group.clone());
    }
    if group.delimiter() != Delimiter::None {
        return None;
    }
    let mut inside = group.stream().into_iter();
    match (inside.next(), inside.next()) {
        (Some(TokenTree::Group(inner)), None) => unwrapped(&inner, delimiter),
        _ => None,
    }
}

/// The group with other tokens inside, at the same place.
pub fn regroup(group: &Group, content: TokenStream) -> Group {
    let mut other = Group::new(group.delimiter(), content);
    other.set_span(group.span());
    other
}
