//! Tokens as text, spaced the same by every compiler.
//!
//! The compiler's own printing of tokens changes between its releases; a contract's bytes must not.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::{ReturnType, Signature, Type, TypeImplTrait, TypeParamBound};

/// The text of `tokens`, on one line.
pub fn text(tokens: &impl ToTokens) -> String {
    let mut writer = Writer::default();
    writer.tokens(tokens.to_token_stream(), false);
    writer.text
}

/// The names of a path, without arguments.
pub fn segments(path: &syn::Path) -> Vec<String> {
    let names = path.segments.iter().map(|segment| segment.ident.unraw());
    names.map(|name| name.to_string()).collect()
}

/// Whether `tokens` have one of the names.
pub fn mentions(tokens: &impl ToTokens, names: &[String]) -> bool {
    tokens.to_token_stream().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => names.iter().any(|name| ident == name),
        TokenTree::Group(group) => mentions(&group.stream(), names),
        _ => false,
    })
}

/// The kind of the last token, which decides about the space before the next token.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Last {
    /// Nothing, or something that clings to what follows: `(`, `&`, `::`, `<`.
    #[default]
    Open,
    /// A name, literal, or closed group.
    Word,
    /// A keyword that a group or `<` does not cling to: `mut`, `impl`, `where`.
    Keyword,
    /// Something that wants a space after it: `,`, `:`, `->`, `=`.
    Separator,
}

const KEYWORDS: &[&str] = &[
    "as", "const", "dyn", "extern", "for", "impl", "in", "mut", "type", "where",
];

#[derive(Default)]
struct Writer {
    text: String,
    last: Last,
}

impl Writer {
    fn tokens(&mut self, tokens: TokenStream, keep_comma: bool) {
        let mut tokens = tokens.into_iter().peekable();
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) if group.delimiter() == Delimiter::None => self.tokens(group.stream(), true),
                TokenTree::Group(group) => self.group(group.delimiter(), group.stream()),
                TokenTree::Ident(ident) => self.word(&ident.to_string()),
                TokenTree::Literal(literal) => self.word(&literal.to_string()),
                TokenTree::Punct(punct) => {
                    let mut operator = String::from(punct.as_char());
                    let mut joint = punct.spacing() == Spacing::Joint;
                    while joint
                        && let Some(TokenTree::Punct(next)) = tokens.peek()
                        && continues(&operator, next.as_char())
                    {
                        operator.push(next.as_char());
                        joint = next.spacing() == Spacing::Joint;
                        tokens.next();
                    }
                    let trailing = operator == "," && tokens.peek().is_none_or(closes_angle);
                    if !trailing || keep_comma {
                        self.operator(&operator);
                    }
                }
            }
        }
    }

    fn group(&mut self, delimiter: Delimiter, content: TokenStream) {
        let (open, close) = match delimiter {
            Delimiter::Parenthesis => ("(", ")"),
            Delimiter::Bracket => ("[", "]"),
            Delimiter::Brace => ("{ ", " }"),
            Delimiter::None => ("", ""),
        };
        let clings = self.last == Last::Open || self.last == Last::Word && delimiter != Delimiter::Brace;
        // `(A,)` is a tuple of one, `(A)` is not; after a name the parentheses hold arguments.
        let one_tuple = delimiter == Delimiter::Parenthesis && self.last != Last::Word && is_tuple_of_one(&content);
        if !clings {
            self.text.push(' ');
        }
        if content.is_empty() {
            self.text.push_str(open.trim());
            self.text.push_str(close.trim());
        } else {
            self.text.push_str(open);
            self.last = Last::Open;
            self.tokens(content, one_tuple);
            self.text.push_str(close);
        }
        self.last = Last::Word;
    }

    fn word(&mut self, word: &str) {
        if self.last != Last::Open {
            self.text.push(' ');
        }
        self.text.push_str(word);
        self.last = if KEYWORDS.contains(&word) {
            Last::Keyword
        } else {
            Last::Word
        };
    }

    fn operator(&mut self, operator: &str) {
        let (before, last) = match operator {
            "::" => (matches!(self.last, Last::Keyword | Last::Separator), Last::Open),
            ">" => (false, Last::Word),
            "," | ";" | ":" => (false, Last::Separator),
            "<" | "." | ".." | "..." | "..=" => (self.last == Last::Separator, Last::Open),
            "&" | "*" | "?" | "!" | "'" | "#" | "~" | "@" => (self.last != Last::Open, Last::Open),
            _ => (self.last != Last::Open, Last::Separator),
        };
        if before {
            self.text.push(' ');
        }
        self.text.push_str(operator);
        self.last = last;
    }
}

fn continues(operator: &str, next: char) -> bool {
    match next {
        ':' => operator == ":",
        '>' => matches!(operator, "-" | "="),
        '.' => matches!(operator, "." | ".."),
        '=' => matches!(operator, "=" | ".." | "!"),
        '&' | '|' => operator.starts_with(next) && operator.len() == 1,
        _ => false,
    }
}

fn closes_angle(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '>')
}

fn is_tuple_of_one(content: &TokenStream) -> bool {
    let mut commas = content
        .clone()
        .into_iter()
        .enumerate()
        .filter(|(_, token)| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ','));
    let last = content.clone().into_iter().count().checked_sub(1);
    matches!((commas.next(), commas.next()), (Some((at, _)), None) if Some(at) == last)
}

/// The `impl Trait`, other than a future, that a function with this head returns.
pub fn opaque_type(head: &TokenStream) -> Option<TypeImplTrait> {
    let ReturnType::Type(_, ty) = syn::parse2::<Signature>(head.clone()).ok()?.output else {
        return None;
    };
    match *ty {
        Type::ImplTrait(opaque) if !is_future(&opaque.bounds) => Some(opaque),
        _ => None,
    }
}

/// Whether the bounds of an `impl Trait` or `dyn Trait` make it a future.
pub fn is_future<'a>(bounds: impl IntoIterator<Item = &'a TypeParamBound>) -> bool {
    bounds.into_iter().any(|bound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| last.ident == "Future"),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn is_spaced_as_a_person_would() {
        for written in [
            "fn infer(&self, request: InferRequest) -> Result<InferResponse, NikaError>",
            "pub const unsafe extern \"C\" fn f<'a, T: ?Sized + 'a, const N: usize>(x: &'a mut [T; N], y: *const u8)",
            "fn g(f: impl Fn(u8, &str) -> (u8,), d: Box<dyn for<'a> Fn(&'a u8) -> !>) where T: Copy, Vec<T>: Clone",
            "type X<T> = std::collections::HashMap<String, Vec<Option<T>>>",
            "impl<T: Into<String>> Set<Option<T>> for (T, T) where T: Clone",
            "trait Provider: Send + Sync + 'static",
            "struct Matrix<const N: usize = 3>",
            "fn h(self: &Arc<Self>, _: (), (a, b): (u8, u8), c: fn(u8) -> u8, d: &dyn Any)",
            "<Self as Trait>::Output",
            "const fn r#type(mut x: u8) -> [u8; { 1 + 1 }]",
            "&mut [u8]",
            "&mut (u8, u8)",
        ] {
            let tokens: proc_macro2::TokenStream = written.parse().unwrap();
            assert_eq!(text(&tokens), written);
        }
    }

    #[test]
    fn does_not_depend_on_the_spacing_written() {
        for (written, expected) in [
            ("fn f (\n  a : u8 ,\n  b : u8 ,\n)->u8", "fn f(a: u8, b: u8) -> u8"),
            ("Vec < Vec<u8>>", "Vec<Vec<u8>>"),
            ("struct S < T , > where T : Copy ,", "struct S<T> where T: Copy"),
            ("( A , )", "(A,)"),
            ("f ( A , )", "f(A)"),
            ("& 'a  mut T", "&'a mut T"),
        ] {
            let tokens: proc_macro2::TokenStream = written.parse().unwrap();
            assert_eq!(text(&tokens), expected);
        }
    }
}
