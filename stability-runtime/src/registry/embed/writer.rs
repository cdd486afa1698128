//! JSON, written while compiling.

/// What was written: counted, and, where `N` is its length, kept.
pub struct Writer<const N: usize> {
    pub bytes: [u8; N],
    pub length: usize,
}

impl<const N: usize> Writer<N> {
    pub const fn new() -> Self {
        Self {
            bytes: [0; N],
            length: 0,
        }
    }

    /// Writes JSON as it stands.
    pub const fn raw(&mut self, json: &str) {
        self.push(json.as_bytes());
    }

    /// Writes a text in quotes.
    ///
    /// The compiler interprets this, so it moves whole runs of characters that stand for themselves.
    pub const fn text(&mut self, text: &str) {
        self.raw("\"");
        let mut rest = text.as_bytes();
        loop {
            let (plain, after) = rest.split_at(plain(rest));
            self.push(plain);
            let Some((special, after)) = after.split_first() else {
                break;
            };
            match *special {
                b'"' => self.raw("\\\""),
                b'\\' => self.raw("\\\\"),
                b'\n' => self.raw("\\n"),
                control => {
                    self.raw("\\u00");
                    self.push(&[hexadecimal(control >> 4), hexadecimal(control & 0xf)]);
                }
            }
            rest = after;
        }
        self.raw("\"");
    }

    /// Writes a number in decimals.
    pub const fn number(&mut self, number: u32) {
        let mut digits = [b'0'; 10];
        let (mut at, mut rest) = (digits.len() - 1, number);
        while rest > 9 {
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
            at -= 1;
        }
        digits[at] = b'0' + rest as u8;
        self.push(digits.split_at(at).1);
    }

    const fn push(&mut self, bytes: &[u8]) {
        if N > 0 {
            let free = self.bytes.split_at_mut(self.length).1;
            free.split_at_mut(bytes.len()).0.copy_from_slice(bytes);
        }
        self.length += bytes.len();
    }
}

const fn hexadecimal(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
}

/// How many bytes at the start of `text` stand for themselves in JSON.
const fn plain(text: &[u8]) -> usize {
    let mut rest = text;
    // Eight at a time: what is interpreted is paid by the step.
    while let Some((eight, after)) = rest.split_first_chunk::<8>()
        && !has_special(u64::from_ne_bytes(*eight))
    {
        rest = after;
    }
    while let Some((byte, after)) = rest.split_first()
        && !is_special(*byte)
    {
        rest = after;
    }
    text.len() - rest.len()
}

const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Whether one of the eight bytes is special.
const fn has_special(eight: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    // The top bit of a byte is set where it is less than `limit`, if it was not set before.
    const fn less(eight: u64, limit: u8) -> u64 {
        eight.wrapping_sub(ONES * limit as u64) & !eight & TOPS
    }
    let quote = less(eight ^ (ONES * b'"' as u64), 1);
    let backslash = less(eight ^ (ONES * b'\\' as u64), 1);
    less(eight, 0x20) | quote | backslash != 0
}
