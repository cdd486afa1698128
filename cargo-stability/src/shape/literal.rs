//! The values of literals, in one spelling each.

use stability_policy::shape::text::number;

/// The value of a constant that is a literal: `"a"` of `"\x61"`, `10` of `0xa`.
pub fn literal(written: &str) -> Option<String> {
    let digits = written.strip_prefix('-').unwrap_or(written);
    // One float has many spellings.
    let is_plain = |it: char| it.is_ascii_alphanumeric() || it == '_';
    if digits.starts_with(|it: char| it.is_ascii_digit()) && digits.chars().all(is_plain) {
        return Some(number(written));
    }
    if matches!(written, "true" | "false") {
        return Some(written.to_owned());
    }
    let (start, rest) = written.split_at(written.find(['"', '\''])?);
    let quote = rest.chars().next()?;
    let is_raw = start.trim_end_matches('#').ends_with('r');
    let form = start.trim_end_matches('#').trim_end_matches('r');
    if !matches!(form, "" | "b" | "c") || is_raw && quote != '"' {
        return None;
    }
    let close = format!("{quote}{}", "#".repeat(start.matches('#').count()));
    let inner = rest[1..].strip_suffix(&close)?;
    let value = if is_raw {
        (!inner.contains(&close)).then(|| inner.to_owned())?
    } else {
        unescaped(inner, quote)?
    };
    Some(match (form, quote) {
        ("", '"') => format!("{value:?}"),
        ("", _) => format!("{:?}", value.chars().next()?),
        _ => format!("{form}{quote}{}{quote}", value.escape_default()),
    })
}

/// What is between quotes, without escapes; `None` where a quote ends it before its end.
fn unescaped(text: &str, quote: char) -> Option<String> {
    let mut out = String::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        rest = &rest[letter.len_utf8()..];
        if letter == quote {
            return None;
        }
        if letter != '\\' {
            out.push(letter);
            continue;
        }
        let escape = rest.chars().next()?;
        rest = &rest[escape.len_utf8()..];
        match escape {
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            '0' => out.push('\0'),
            '\\' | '\'' | '"' => out.push(escape),
            '\n' => rest = rest.trim_start(),
            'x' => {
                out.push(char::from_u32(u32::from_str_radix(rest.get(..2)?, 16).ok()?)?);
                rest = &rest[2..];
            }
            'u' => {
                let (digits, after) = rest.strip_prefix('{')?.split_once('}')?;
                out.push(char::from_u32(u32::from_str_radix(&digits.replace('_', ""), 16).ok()?)?);
                rest = after;
            }
            _ => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn spellings_of_one_value_are_the_same() {
        for (written, value) in [
            ("1_024u32", Some("1024")),
            ("0xa", Some("10")),
            ("-0b11", Some("-3")),
            ("0xf32", Some("3890")),
            ("1.5f32", None),
            ("\"\\u{e9}\"", Some("\"é\"")),
            ("\"a\"", Some("\"a\"")),
            ("\"\\x61\"", Some("\"a\"")),
            ("\"\\u{61}\"", Some("\"a\"")),
            ("r\"a\"", Some("\"a\"")),
            ("r#\"a\"b\"#", Some("\"a\\\"b\"")),
            ("b\"\\x61\"", Some("b\"a\"")),
            ("'\\n'", Some("'\\n'")),
            ("\"a\" + \"b\"", None),
            ("concat!(\"a\")", None),
            ("K", None),
        ] {
            assert_eq!(literal(written).as_deref(), value, "{written}");
        }
    }
}
