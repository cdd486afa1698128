//! Structured fields of RFC 9651, as far as this crate reads them: the tokens of a list, and a single item.
//!
//! Each byte is read once, and everything is checked, also what is passed over: a field with an error in it is malformed as
//! a whole.

use crate::steps;

/// The field is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

/// A bare item, as far as anything here asks for its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bare<'a> {
    Token(&'a [u8]),
    /// An integer or a decimal, and whether it is above zero.
    Number {
        is_positive: bool,
    },
    Boolean(bool),
    /// In seconds since 1970.
    Date(i64),
    Other,
}

/// A token in a list, and whether its parameter `q` takes it back: a number that is not above zero.
#[cfg(feature = "server")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    pub name: &'a [u8],
    pub is_refused: bool,
}

/// Hands each member of a list that is a token to `visit`.
#[cfg(feature = "server")]
pub fn tokens(field: &[u8], mut visit: impl FnMut(Token<'_>)) -> Result<(), Malformed> {
    let mut rest = Bytes(field);
    rest.skip(b" ");
    if rest.0.is_empty() {
        return Ok(());
    }
    loop {
        let bare = if rest.peek() == Some(b'(') {
            rest.inner_list()?;
            Bare::Other
        } else {
            rest.bare_item()?
        };
        let is_refused = rest.parameters()?;
        if let Bare::Token(name) = bare {
            visit(Token { name, is_refused });
        }
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

/// The value of a field that is one item; its parameters are passed over.
#[cfg(feature = "client")]
pub fn item(field: &[u8]) -> Result<Bare<'_>, Malformed> {
    let mut rest = Bytes(field);
    rest.skip(b" ");
    let bare = rest.bare_item()?;
    rest.parameters()?;
    rest.skip(b" ");
    if rest.0.is_empty() { Ok(bare) } else { Err(Malformed) }
}

/// The rest of a field.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        steps::looked_at(1);
        self.0 = rest;
        Some(*first)
    }

    fn skip(&mut self, blanks: &[u8]) {
        self.take_while(|byte| blanks.contains(&byte));
    }

    fn take_while(&mut self, belongs: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.0.iter().position(|byte| !belongs(*byte)).unwrap_or(self.0.len());
        steps::looked_at(end + 1);
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    fn token(&mut self) -> &'a [u8] {
        self.take_while(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~:/".contains(&byte))
    }

    /// `(a "b");c`, without its parameters.
    #[cfg(feature = "server")]
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

    /// `;a=1;b`; whether the last `q` among them is a number that is not above zero.
    fn parameters(&mut self) -> Result<bool, Malformed> {
        let mut is_refused = false;
        while self.peek() == Some(b';') {
            self.next();
            self.skip(b" ");
            if !matches!(self.peek(), Some(b'a'..=b'z' | b'*')) {
                return Err(Malformed);
            }
            let key =
                self.take_while(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.*".contains(&byte));
            let value = if self.peek() == Some(b'=') {
                self.next();
                self.bare_item()?
            } else {
                Bare::Boolean(true)
            };
            if key == b"q" {
                is_refused = value == Bare::Number { is_positive: false };
            }
        }
        Ok(is_refused)
    }

    fn bare_item(&mut self) -> Result<Bare<'a>, Malformed> {
        match self.peek().ok_or(Malformed)? {
            b'A'..=b'Z' | b'a'..=b'z' | b'*' => Ok(Bare::Token(self.token())),
            b'-' | b'0'..=b'9' => self.number().map(|number| Bare::Number {
                is_positive: number.is_positive,
            }),
            b'"' => self.string().map(|()| Bare::Other),
            b':' => self.byte_sequence().map(|()| Bare::Other),
            b'?' => {
                self.next();
                match self.next() {
                    Some(b'0') => Ok(Bare::Boolean(false)),
                    Some(b'1') => Ok(Bare::Boolean(true)),
                    _ => Err(Malformed),
                }
            }
            b'@' => {
                self.next();
                self.number()?.integer.map(Bare::Date).ok_or(Malformed)
            }
            b'%' => self.display_string().map(|()| Bare::Other),
            _ => Err(Malformed),
        }
    }

    /// An integer of at most fifteen digits, or a decimal of at most twelve and three.
    fn number(&mut self) -> Result<Number, Malformed> {
        let is_negative = self.peek() == Some(b'-');
        if is_negative {
            self.next();
        }
        let whole = self.digits();
        let is_decimal = self.peek() == Some(b'.');
        let fraction: &[u8] = if is_decimal {
            self.next();
            self.digits()
        } else {
            &[]
        };
        let is_legal = if is_decimal {
            (1..=12).contains(&whole.len()) && (1..=3).contains(&fraction.len())
        } else {
            (1..=15).contains(&whole.len())
        };
        if !is_legal {
            return Err(Malformed);
        }
        let is_zero = whole.iter().chain(fraction).all(|digit| *digit == b'0');
        let magnitude = whole.iter().fold(0, |sum, digit| sum * 10 + i64::from(digit - b'0'));
        Ok(Number {
            is_positive: !is_negative && !is_zero,
            integer: (!is_decimal).then_some(if is_negative { -magnitude } else { magnitude }),
        })
    }

    fn digits(&mut self) -> &'a [u8] {
        self.take_while(|byte| byte.is_ascii_digit())
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

    /// `:aGVsbG8=:`. Padding may be left out (RFC 9651, section 4.2.7), but must not be too long or anywhere else.
    fn byte_sequence(&mut self) -> Result<(), Malformed> {
        self.next();
        let digits = self.take_while(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte));
        let padding = self.take_while(|byte| byte == b'=');
        // Four digits are three bytes; one digit more is not a byte yet.
        let room = match digits.len() % 4 {
            0 => 0,
            1 => return Err(Malformed),
            digits => 4 - digits,
        };
        let is_closed = self.next() == Some(b':');
        if is_closed && padding.len() <= room {
            Ok(())
        } else {
            Err(Malformed)
        }
    }

    /// `%"f%c3%bc"`, of which the bytes are UTF-8.
    fn display_string(&mut self) -> Result<(), Malformed> {
        self.next();
        self.next().filter(|byte| *byte == b'"').ok_or(Malformed)?;
        let mut bytes = Vec::new();
        loop {
            match self.next().ok_or(Malformed)? {
                b'"' => return str::from_utf8(&bytes).map(|_| ()).map_err(|_| Malformed),
                b'%' => bytes.push(self.hex_digit()? << 4 | self.hex_digit()?),
                byte @ 0x20..=0x7e => bytes.push(byte),
                _ => return Err(Malformed),
            }
        }
    }

    fn hex_digit(&mut self) -> Result<u8, Malformed> {
        match self.next().ok_or(Malformed)? {
            digit @ b'0'..=b'9' => Ok(digit - b'0'),
            digit @ b'a'..=b'f' => Ok(digit - b'a' + 10),
            _ => Err(Malformed),
        }
    }
}

/// An integer or a decimal.
struct Number {
    is_positive: bool,
    /// `None` of a decimal.
    integer: Option<i64>,
}

#[cfg(test)]
mod tests;
