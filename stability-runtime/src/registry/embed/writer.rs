//! JSON, written while compiling.
//!
//! The compiler interprets this: a call costs it as much as several turns of a loop, and what the library would do with one
//! call it does with ten. So bytes are moved one by one, and nothing is called for them.

/// What was written: counted, and, where `N` is its length, kept.
pub struct Writer<const N: usize> {
    pub bytes: [u8; N],
    pub length: usize,
}

/// How many bytes stand in JSON for a byte of a text. A reference, since a constant would be copied at each use.
const WIDTHS: &[usize; 256] = &{
    let mut widths = [1; 256];
    let mut control = 0;
    while control < 0x20 {
        widths[control] = 6;
        control += 1;
    }
    widths[b'"' as usize] = 2;
    widths[b'\\' as usize] = 2;
    widths
};

impl<const N: usize> Writer<N> {
    pub const fn new() -> Self {
        Self {
            bytes: [0; N],
            length: 0,
        }
    }

    /// Writes JSON as it stands.
    pub const fn raw(&mut self, json: &[u8]) {
        let mut length = self.length;
        if N == 0 {
            self.length = length + json.len();
            return;
        }
        let (mut at, end) = (0, json.len());
        while at < end {
            self.bytes[length] = json[at];
            at += 1;
            length += 1;
        }
        self.length = length;
    }

    /// Writes a text in quotes.
    pub const fn text(&mut self, text: &str) {
        let text = text.as_bytes();
        let (mut at, end) = (0, text.len());
        let mut length = self.length + 1;
        if N == 0 {
            while at < end {
                length += WIDTHS[text[at] as usize];
                at += 1;
            }
            self.length = length + 1;
            return;
        }
        self.bytes[length - 1] = b'"';
        while at < end {
            let byte = text[at];
            let width = WIDTHS[byte as usize];
            if width == 1 {
                self.bytes[length] = byte;
            } else {
                self.bytes[length] = b'\\';
                self.bytes[length + 1] = byte;
                if width == 6 {
                    self.bytes[length + 1] = b'u';
                    self.bytes[length + 2] = b'0';
                    self.bytes[length + 3] = b'0';
                    self.bytes[length + 4] = b'0' + (byte >> 4);
                    self.bytes[length + 5] = hexadecimal(byte & 0xf);
                }
            }
            length += width;
            at += 1;
        }
        self.bytes[length] = b'"';
        self.length = length + 1;
    }

    /// Writes a number in decimals.
    pub const fn number(&mut self, number: u32) {
        let mut unit = 1;
        while number / unit > 9 {
            unit *= 10;
        }
        while unit > 0 {
            self.raw(&[b'0' + (number / unit % 10) as u8]);
            unit /= 10;
        }
    }
}

const fn hexadecimal(digit: u8) -> u8 {
    if digit < 10 { b'0' + digit } else { b'a' + digit - 10 }
}
