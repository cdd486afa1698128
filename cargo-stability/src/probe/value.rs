//! Values of constants, read without running anything: a constant writes its value as text while it is evaluated, and panics with it.
//! rustc shows the text in its error.
//!
//! rustdoc evaluates integers of the package only, an object file is of one platform and needs a linker section to be found, and a search
//! by assertions takes a run for each bit. An error has any text, on every platform, in the run that answers all other questions.

/// What writes text in constants.
pub const HELPERS: &str = "#[derive(Clone, Copy)]
struct Text { bytes: [u8; 2048], len: usize }
impl Text {
    const fn new() -> Self { Text { bytes: [0; 2048], len: 0 }.word(\"probe:\") }
    const fn byte(mut self, byte: u8) -> Self { self.bytes[self.len] = byte; self.len += 1; self }
    const fn word(mut self, word: &str) -> Self {
        let mut at = 0;
        while at < word.len() { self = self.byte(word.as_bytes()[at]); at += 1; }
        self
    }
    const fn number(self, number: u128) -> Self {
        let rest = if number >= 10 { self.number(number / 10) } else { self };
        rest.byte(b'0' + (number % 10) as u8)
    }
    const fn signed(self, number: i128) -> Self {
        let start = if number < 0 { self.byte(b'-') } else { self };
        start.number(number.unsigned_abs())
    }
    const fn hex(mut self, bytes: &[u8]) -> Self {
        const DIGITS: &[u8; 16] = b\"0123456789abcdef\";
        let mut at = 0;
        while at < bytes.len() {
            self = self.byte(DIGITS[(bytes[at] >> 4) as usize]).byte(DIGITS[(bytes[at] & 15) as usize]);
            at += 1;
        }
        self
    }
    const fn as_str(&self) -> &str {
        match ::std::str::from_utf8(self.bytes.split_at(self.len).0) { Ok(text) => text, Err(_) => \"\" }
    }
}
";

/// Statements that write the value at `v`, a reference to a value of this type, into `t`; `None` where it cannot be written.
pub fn statements(ty: &str) -> Option<String> {
    if let Some(rest) = ty.strip_prefix('&') {
        let of = rest.strip_prefix("'static ").unwrap_or(rest);
        return match of {
            "str" => Some("t = t.word(\"s<\").hex(v.as_bytes()).word(\">\");".to_owned()),
            "[u8]" => Some("t = t.word(\"b<\").hex(v).word(\">\");".to_owned()),
            _ if of.starts_with("[u8; ") => Some("t = t.word(\"b<\").hex(*v).word(\">\");".to_owned()),
            _ if of.starts_with("mut ") || of.starts_with('(') && of.contains("dyn ") => None,
            _ => Some(format!("t = t.byte(b'&'); {{ let v = *v; {} }}", statements(of)?)),
        };
    }
    if let Some(rest) = ty.strip_prefix('[') {
        let inner = rest.strip_suffix(']')?;
        let of = inner.rsplit_once("; ").map_or(inner, |(of, _)| of);
        return Some(format!(
            "t = t.byte(b'['); {{ let mut i = 0; while i < v.len() {{ if i > 0 {{ t = t.word(\", \"); }} {{ let v = &v[i]; {} }} i += 1; }} }} \
             t = t.byte(b']');",
            statements(of)?
        ));
    }
    if let Some(of) = ty
        .strip_prefix("std::option::Option<")
        .and_then(|it| it.strip_suffix('>'))
    {
        return Some(format!(
            "match v {{ Some(v) => {{ t = t.word(\"Some(\"); {} t = t.byte(b')'); }} None => {{ t = t.word(\"None\"); }} }}",
            statements(of)?
        ));
    }
    if let Some(inner) = ty.strip_prefix('(').and_then(|it| it.strip_suffix(')')) {
        let parts: Vec<&str> = stability_policy::shape::text::split(inner, ", ")
            .filter(|it| !it.is_empty())
            .collect();
        let mut all = String::from("t = t.byte(b'(');");
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                all.push_str(" t = t.word(\", \");");
            }
            all.push_str(&format!(" {{ let v = &v.{at}; {} }}", statements(part)?));
        }
        if parts.len() == 1 {
            all.push_str(" t = t.byte(b',');");
        }
        return Some(all + " t = t.byte(b')');");
    }
    Some(
        match ty {
            "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => "t = t.number(*v as u128);",
            "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => "t = t.signed(*v as i128);",
            "bool" => "t = t.word(if *v { \"true\" } else { \"false\" });",
            "char" => "t = t.word(\"c<\").number(*v as u128).word(\">\");",
            "f32" => "t = t.word(\"g<\").number(v.to_bits() as u128).word(\">\");",
            "f64" => "t = t.word(\"f<\").number(v.to_bits() as u128).word(\">\");",
            _ => return None,
        }
        .to_owned(),
    )
}

/// The value as Rust writes it, from what a constant said: of `Some(s<6869>)`, `Some("hi")`.
pub fn shown(said: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = said;
    while let Some(at) = rest.find('<') {
        let (before, after) = rest.split_at(at);
        let (content, end) = after[1..].split_once('>')?;
        let form = before.chars().next_back()?;
        out.push_str(&before[..before.len() - form.len_utf8()]);
        out.push_str(&match form {
            's' => format!("{:?}", String::from_utf8(bytes(content)?).ok()?),
            'b' => format!("b\"{}\"", bytes(content)?.escape_ascii()),
            'c' => format!("{:?}", char::from_u32(content.parse().ok()?)?),
            'g' => format!("{:?}", f32::from_bits(content.parse().ok()?)),
            'f' => format!("{:?}", f64::from_bits(content.parse().ok()?)),
            _ => return None,
        });
        rest = end;
    }
    Some(out + rest)
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let byte = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    (0..hex.len()).step_by(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::{shown, statements};

    #[test]
    fn what_a_constant_said_is_shown_as_rust() {
        for (said, value) in [
            ("1024", "1024"),
            ("Some(s<6122>)", "Some(\"a\\\"\")"),
            ("[b<00ff>, b<>]", "[b\"\\x00\\xff\", b\"\"]"),
            ("(c<97>, -3)", "('a', -3)"),
            ("f<4607182418800017408>", "1.0"),
            ("g<2143289344>", "NaN"),
            ("&[true]", "&[true]"),
        ] {
            assert_eq!(shown(said).as_deref(), Some(value), "{said}");
        }
    }

    #[test]
    fn a_type_of_another_kind_is_not_written() {
        for ty in [
            "nika::Frame",
            "std::time::Duration",
            "std::option::Option<nika::Frame>",
            "&mut u8",
            "fn()",
        ] {
            assert_eq!(statements(ty), None, "{ty}");
        }
        assert!(statements("std::option::Option<(u8, &'static [&'static str])>").is_some());
    }
}
