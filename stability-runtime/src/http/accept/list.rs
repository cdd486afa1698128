//! Lists of RFC 9651, of which only the tokens matter: read without allocation, each byte once.

/// The field is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// Hands each member that is a token to `visit`, without its parameters.
pub(super) fn tokens(field: &[u8], mut visit: impl FnMut(&[u8])) -> Result<(), Malformed> {
    let mut rest = Bytes(field);
    rest.skip(b" ");
    if rest.0.is_empty() {
        return Ok(());
    }
    loop {
        match rest.peek() {
            Some(b'(') => rest.inner_list()?,
            Some(b'A'..=b'Z' | b'a'..=b'z' | b'*') => visit(rest.token()),
            _ => rest.bare_item()?,
        }
        rest.parameters()?;
        rest.skip(b" \t");
        match rest.next() {
            None => return Ok(()),
            Some(b',') => rest.skip(b" \t"),
            Some(_) => return Err(Malformed),
        }
        // No comma at the end.
        if rest.0.is_empty() {
            return Err(Malformed);
        }
    }
}

/// What is left of a field.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, blanks: &[u8]) {
        self.take_while(|byte| blanks.contains(&byte));
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.0.iter().position(|byte| !belongs(*byte)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    fn token(&mut self) -> &'a [u8] {
        self.take_while(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:/".contains(&byte))
    }

    /// `(a "b");c`, without its parameters.
    fn inner_list(&mut self) -> Result<(), Malformed> {
        self.next();
        loop {
            self.skip(b" ");
            if self.peek() == Some(b')') {
                self.next();
                return Ok(());
            }
            self.bare_item()?;
            self.parameters()?;
            if !matches!(self.peek(), Some(b' ' | b')')) {
                return Err(Malformed);
            }
        }
    }

    /// `;a=1;b`.
    fn parameters(&mut self) -> Result<(), Malformed> {
        while self.peek() == Some(b';') {
            self.next();
            self.skip(b" ");
            if !matches!(self.peek(), Some(b'a'..=b'z' | b'*')) {
                return Err(Malformed);
            }
            self.take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.*".contains(&byte));
            if self.peek() == Some(b'=') {
                self.next();
                self.bare_item()?;
            }
        }
        Ok(())
    }

    fn bare_item(&mut self) -> Result<(), Malformed> {
        match self.peek().ok_or(Malformed)? {
            b'A'..=b'Z' | b'a'..=b'z' | b'*' => {
                self.token();
                Ok(())
            }
            b'-' | b'0'..=b'9' => self.number().map(|_| ()),
            b'"' => self.string(),
            b':' => self.byte_sequence(),
            b'?' => {
                self.next();
                self.next()
                    .filter(|byte| matches!(byte, b'0' | b'1'))
                    .map(|_| ())
                    .ok_or(Malformed)
            }
            b'@' => {
                self.next();
                let is_integer = self.number()?;
                if is_integer { Ok(()) } else { Err(Malformed) }
            }
            b'%' => self.display_string(),
            _ => Err(Malformed),
        }
    }

    /// An integer or a decimal; says whether it is an integer.
    fn number(&mut self) -> Result<bool, Malformed> {
        if self.peek() == Some(b'-') {
            self.next();
        }
        let whole = self.take_while(|byte| byte.is_ascii_digit()).len();
        if self.peek() != Some(b'.') {
            return if (1..=15).contains(&whole) {
                Ok(true)
            } else {
                Err(Malformed)
            };
        }
        self.next();
        let fraction = self.take_while(|byte| byte.is_ascii_digit()).len();
        if (1..=12).contains(&whole) && (1..=3).contains(&fraction) {
            Ok(false)
        } else {
            Err(Malformed)
        }
    }

    fn string(&mut self) -> Result<(), Malformed> {
        self.next();
        loop {
            match self.next().ok_or(Malformed)? {
                b'"' => return Ok(()),
                b'\\' => {
                    self.next()
                        .filter(|byte| matches!(byte, b'"' | b'\\'))
                        .ok_or(Malformed)?;
                }
                0x20..=0x7e => {}
                _ => return Err(Malformed),
            }
        }
    }

    /// `:aGVsbG8=:`; whether it is base64 in full does not matter to who skips it.
    fn byte_sequence(&mut self) -> Result<(), Malformed> {
        self.next();
        self.take_while(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte));
        self.next().filter(|byte| *byte == b':').map(|_| ()).ok_or(Malformed)
    }

    /// `%"f%c3%bc"`; whether it is UTF-8 does not matter to who skips it.
    fn display_string(&mut self) -> Result<(), Malformed> {
        self.next();
        self.next().filter(|byte| *byte == b'"').ok_or(Malformed)?;
        loop {
            match self.next().ok_or(Malformed)? {
                b'"' => return Ok(()),
                b'%' => {
                    for _ in 0..2 {
                        self.next()
                            .filter(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
                            .ok_or(Malformed)?;
                    }
                }
                0x20..=0x7e => {}
                _ => return Err(Malformed),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::String;
    use alloc::vec::Vec;

    use proptest::prelude::*;
    use sfv::{BareItem, ListEntry, Parser};

    use super::tokens;

    fn ours(field: &[u8]) -> Option<Vec<String>> {
        let mut found = Vec::new();
        let visit = |token: &[u8]| found.push(String::from_utf8_lossy(token).into_owned());
        tokens(field, visit).ok().map(|()| found)
    }

    fn by_sfv(field: &[u8]) -> Option<Vec<String>> {
        let list: sfv::List = Parser::new(field).parse().ok()?;
        let token = |entry| match entry {
            ListEntry::Item(sfv::Item {
                bare_item: BareItem::Token(token),
                ..
            }) => Some(String::from(token.as_str())),
            _ => None,
        };
        Some(list.into_iter().filter_map(token).collect())
    }

    /// Fields near to lists; what only base64 and UTF-8 would tell apart is left to `sfv`.
    fn field() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(
                &[
                    "beta",
                    "a",
                    "*",
                    "(",
                    ")",
                    " ",
                    "\t",
                    ",",
                    ", ",
                    ";",
                    ";a",
                    ";a=",
                    "=",
                    "\"",
                    "\\",
                    "\"x\"",
                    "1",
                    "-",
                    ".",
                    "1.5",
                    "?1",
                    "?",
                    "@1",
                    ":YQ==:",
                    "%\"a%c3%bc\"",
                    "%",
                    "A",
                    "é",
                ][..]
            )
            .prop_map(String::from),
            "[ -~]",
        ];
        prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn tokens_are_those_of_sfv(field in field()) {
            match (ours(field.as_bytes()), by_sfv(field.as_bytes())) {
                (ours, Some(theirs)) => prop_assert_eq!(ours, Some(theirs)),
                // Of what is skipped, base64 and UTF-8 are not looked into.
                (Some(_), None) => prop_assert!(field.contains([':', '%'])),
                (None, None) => {}
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            let _ = tokens(&bytes, |_| {});
        }
    }

    #[test]
    fn a_long_field_costs_no_more_than_its_length() {
        for piece in ["(", "\"", "a,", ";a", "(a)", "a ", "\\", "%\"", "?1,"] {
            let long = piece.repeat(64 * 1024 / piece.len());
            let _ = tokens(long.as_bytes(), |_| {});
        }
        assert_eq!(ours(&b"a,".repeat(32 * 1024)[1..]), None);
        let many = "beta, ".repeat(10_000) + "beta";
        assert_eq!(ours(many.as_bytes()).map(|found| found.len()), Some(10_001));
    }
}
