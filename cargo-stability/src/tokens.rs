//! The tokens of a file in their order, each with its place.

use std::ops::Range;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};

/// A token: a name, a sign, a literal, or one end of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub range: Range<usize>,
    pub is_name: bool,
}

/// Reads the tokens of a file.
pub fn read(text: &str) -> Result<Vec<Token>, String> {
    let stream: TokenStream = text.parse().map_err(|error| format!("{error}"))?;
    let mut tokens = Vec::new();
    add(stream, &mut tokens);
    for token in &mut tokens {
        // The attribute of a documentation comment is not in the file.
        token.is_name &= text.get(token.range.clone()) == Some(token.text.as_str());
    }
    Ok(tokens)
}

fn add(stream: TokenStream, tokens: &mut Vec<Token>) {
    let token = |text: String, span: Span, is_name: bool| Token {
        text,
        range: span.byte_range(),
        is_name,
    };
    for tree in stream {
        match tree {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                tokens.push(token(open.to_owned(), group.span_open(), false));
                add(group.stream(), tokens);
                tokens.push(token(close.to_owned(), group.span_close(), false));
            }
            TokenTree::Ident(name) => tokens.push(token(name.to_string(), name.span(), true)),
            TokenTree::Punct(sign) => tokens.push(token(sign.as_char().to_string(), sign.span(), false)),
            TokenTree::Literal(literal) => tokens.push(token(literal.to_string(), literal.span(), false)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_words_of_documentation_are_no_names() {
        let tokens = read("/// doc\nfn f() {}").unwrap();
        let names: Vec<&str> = tokens
            .iter()
            .filter(|it| it.is_name)
            .map(|it| it.text.as_str())
            .collect();
        assert_eq!(names, ["fn", "f"]);
    }

    #[test]
    fn each_token_has_its_place() {
        for text in ["fn é() { a::b(\"ü\", 'c') } // ä\n use x;", "\n  /* ö */ fn f(){}\r\n"] {
            let tokens = read(text).unwrap();
            for token in tokens {
                assert_eq!(text[token.range.clone()], token.text);
            }
        }
    }
}
