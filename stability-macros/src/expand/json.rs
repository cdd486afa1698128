//! JSON in pieces: text, parts that depend on predicates, and what only the compiler knows.

use std::fmt::{self, Display, Write as _};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

/// JSON of which parts may depend on predicates or be expressions. Neighbours without a predicate are one text.
#[derive(Default)]
pub struct Pieces {
    pieces: Vec<Piece>,
}

struct Piece {
    /// The `#[cfg(…)]` attributes under which it is there.
    cfgs: TokenStream,
    content: Content,
}

enum Content {
    Text(String),
    Expression(TokenStream),
}

impl Pieces {
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Adds JSON as it is.
    pub fn raw(&mut self, json: &str) {
        self.end().push_str(json);
    }

    /// A text in quotes.
    pub fn of_text(text: impl Display) -> Self {
        let mut pieces = Self::default();
        pieces.text(text);
        pieces
    }

    /// A value that only the compiler knows, in quotes: a `&'static str` without characters to escape.
    pub fn of_expression(expression: TokenStream) -> Self {
        let mut pieces = Self::from("\"");
        pieces.pieces.push(Piece {
            cfgs: TokenStream::new(),
            content: Content::Expression(expression),
        });
        pieces.raw("\"");
        pieces
    }

    fn text(&mut self, text: impl Display) {
        let end = self.end();
        end.push('"');
        // A `String` takes everything.
        let _ = write!(Escaped(end), "{text}");
        end.push('"');
    }

    /// The JSON, of which no part depends on a predicate or is an expression.
    pub fn into_text(self) -> String {
        let texts = self.pieces.into_iter().map(|piece| match piece.content {
            Content::Text(text) => text,
            Content::Expression(_) => String::new(),
        });
        texts.collect()
    }

    /// Adds `other`, each piece under `cfgs` too.
    pub fn append(&mut self, cfgs: &TokenStream, other: Self) {
        if self.is_empty() && cfgs.is_empty() {
            *self = other;
            return;
        }
        for mut piece in other.pieces {
            if !cfgs.is_empty() {
                piece.cfgs = [cfgs.clone(), piece.cfgs].into_iter().collect();
            }
            match piece.content {
                Content::Text(text) if piece.cfgs.is_empty() => self.raw(&text),
                _ => self.pieces.push(piece),
            }
        }
    }

    /// The text at the end, where it is always there, or else a new one.
    fn end(&mut self) -> &mut String {
        let is_text = |piece: &Piece| piece.cfgs.is_empty() && matches!(piece.content, Content::Text(_));
        if !self.pieces.last().is_some_and(is_text) {
            self.pieces.push(Piece {
                cfgs: TokenStream::new(),
                content: Content::Text(String::new()),
            });
        }
        match self.pieces.last_mut().map(|piece| &mut piece.content) {
            Some(Content::Text(text)) => text,
            _ => unreachable!("a text was added"),
        }
    }
}

impl From<&str> for Pieces {
    /// JSON as it is.
    fn from(json: &str) -> Self {
        let mut pieces = Self::default();
        pieces.raw(json);
        pieces
    }
}

/// Writes `["…", #[cfg(…)] "…", expression]`.
impl ToTokens for Pieces {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let pieces = self.pieces.iter().map(|Piece { cfgs, content }| match content {
            Content::Text(text) => quote!(#cfgs #text),
            Content::Expression(expression) => quote!(#cfgs #expression),
        });
        tokens.extend(quote!([#(#pieces),*]));
    }
}

/// Writes text as JSON has it between quotes.
struct Escaped<'a>(&'a mut String);

impl fmt::Write for Escaped<'_> {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        // A plain loop over bytes: macros are compiled without optimisation, where a call for each character costs much.
        let bytes = text.as_bytes();
        let (mut at, mut start) = (0, 0);
        while at < bytes.len() {
            let byte = bytes[at];
            if byte < b' ' || byte == b'"' || byte == b'\\' {
                self.0.push_str(&text[start..at]);
                if byte < b' ' {
                    write!(self.0, "\\u{byte:04x}")?;
                } else {
                    self.0.push('\\');
                    self.0.push(char::from(byte));
                }
                start = at + 1;
            }
            at += 1;
        }
        self.0.push_str(&text[start..]);
        Ok(())
    }
}

/// An object, whose keys are added one after the other.
#[derive(Default)]
pub struct Object {
    /// Its JSON; nothing if it has no key yet.
    pieces: Pieces,
}

impl Object {
    /// Adds a key with a text, where there is one.
    pub fn text(&mut self, key: &str, text: Option<impl Display>) {
        if let Some(text) = text {
            self.key(key);
            self.pieces.text(text);
        }
    }

    /// Adds a key with a list of texts, where there are any.
    pub fn texts(&mut self, key: &str, texts: impl IntoIterator<Item = impl Display>) {
        let mut list = List::default();
        for text in texts {
            list.push(&TokenStream::new(), Pieces::of_text(text));
        }
        if !list.is_empty() {
            self.value(key, list.end());
        }
    }

    /// Adds a key with `true`, where it is so.
    pub fn flag(&mut self, key: &str, is_set: bool) {
        if is_set {
            self.value(key, "true".into());
        }
    }

    /// Adds a key with a value.
    pub fn value(&mut self, key: &str, value: Pieces) {
        self.key(key);
        self.pieces.append(&TokenStream::new(), value);
    }

    /// Adds a key with a value under `cfgs`. A key that is always there must come before it.
    pub fn value_under(&mut self, cfgs: &TokenStream, key: &str, value: Pieces) {
        let mut part = Pieces::default();
        part.end().extend([",\"", key, "\":"]);
        part.append(&TokenStream::new(), value);
        self.pieces.append(cfgs, part);
    }

    /// The whole object.
    pub fn end(mut self) -> Pieces {
        self.pieces.raw(if self.pieces.is_empty() { "{}" } else { "}" });
        self.pieces
    }

    fn key(&mut self, key: &str) {
        let before = if self.pieces.is_empty() { "{\"" } else { ",\"" };
        let end = self.pieces.end();
        end.push_str(before);
        end.push_str(key);
        end.push_str("\":");
    }
}

/// A list, whose elements may depend on predicates. Where the first one does, `null` is in front of it, so that a comma is
/// due before each.
#[derive(Default)]
pub struct List {
    /// Its JSON; nothing if it has no element yet.
    pieces: Pieces,
}

impl List {
    pub fn is_empty(&self) -> bool {
        self.pieces.is_empty()
    }

    /// Adds an element under `cfgs`.
    pub fn push(&mut self, cfgs: &TokenStream, element: Pieces) {
        let is_first = self.is_empty();
        if cfgs.is_empty() {
            self.pieces.raw(if is_first { "[" } else { "," });
            self.pieces.append(cfgs, element);
            return;
        }
        if is_first {
            self.pieces.raw("[null");
        }
        let mut separated = Pieces::from(",");
        separated.append(&TokenStream::new(), element);
        self.pieces.append(cfgs, separated);
    }

    /// The whole list.
    pub fn end(mut self) -> Pieces {
        self.pieces.raw(if self.is_empty() { "[]" } else { "]" });
        self.pieces
    }
}

#[cfg(test)]
mod tests {
    use super::{List, Object, Pieces};
    use proc_macro2::TokenStream;
    use quote::{ToTokens as _, quote};

    fn cfg() -> TokenStream {
        quote!(#[cfg(x)])
    }

    #[track_caller]
    fn check(pieces: &Pieces, expected: &TokenStream) {
        assert_eq!(pieces.to_token_stream().to_string(), expected.to_string());
    }

    #[test]
    fn text_is_escaped_at_any_position() {
        for (special, escaped) in [
            ("\"", "\\\""),
            ("\\", "\\\\"),
            ("\n", "\\u000a"),
            ("\0", "\\u0000"),
            ("\u{1f}", "\\u001f"),
            (" ", " "),
            ("\u{7f}", "\u{7f}"),
            ("é", "é"),
            ("🦀", "🦀"),
            ("/", "/"),
            ("\"\\", "\\\"\\\\"),
        ] {
            for (before, after) in [("", ""), ("a", ""), ("", "é"), ("aé", "éa")] {
                let pieces = Pieces::of_text(format_args!("{before}{special}{after}"));
                let json = format!("\"{before}{escaped}{after}\"");
                check(&pieces, &quote!([#json]));
            }
        }
    }

    #[test]
    fn neighbours_are_one_literal() {
        let mut object = Object::default();
        object.text("kind", Some("struct"));
        object.text("note", None::<&str>);
        object.flag("document", true);
        object.flag("provided", false);
        object.texts("may_expose", ["A", "B"]);
        object.texts("friends", [""; 0]);
        object.value("location", Object::default().end());
        let json = r#"{"kind":"struct","document":true,"may_expose":["A","B"],"location":{}}"#;
        check(&object.end(), &quote!([#json]));
    }

    #[test]
    fn conditional_parts_are_separate_pieces() {
        let mut inner = Object::default();
        inner.text("since", Some("1.0.0"));
        let mut object = Object::default();
        object.text("kind", Some("struct"));
        object.value_under(&cfg(), "deprecated", inner.end());
        object.flag("document", true);
        let before = r#"{"kind":"struct""#;
        let part = r#","deprecated":{"since":"1.0.0"}"#;
        let after = r#","document":true}"#;
        check(&object.end(), &quote!([#before, #[cfg(x)] #part, #after]));
    }

    #[test]
    fn commas_of_a_list_go_with_its_elements() {
        let always = TokenStream::new();
        let mut list = List::default();
        list.push(&always, "1".into());
        list.push(&cfg(), "2".into());
        list.push(&always, "3".into());
        check(
            &list.end(),
            &quote!([
                "[1",
                #[cfg(x)]
                ",2",
                ",3]"
            ]),
        );
        let mut list = List::default();
        list.push(&cfg(), "1".into());
        list.push(&always, "2".into());
        check(
            &list.end(),
            &quote!([
                "[null",
                #[cfg(x)]
                ",1",
                ",2]"
            ]),
        );
        check(&List::default().end(), &quote!(["[]"]));
    }

    #[test]
    fn an_expression_is_between_quotes() {
        let mut object = Object::default();
        object.value("implements", Pieces::of_expression(quote!(a::B)));
        let mut lines = Pieces::default();
        lines.append(&cfg(), object.end());
        let (before, after) = ("{\"implements\":\"", "\"}");
        check(&lines, &quote!([#[cfg(x)] #before, #[cfg(x)] a::B, #[cfg(x)] #after]));
    }
}
