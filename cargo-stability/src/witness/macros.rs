//! Calls of a macro that one of its old arms allowed.
//!
//! Each fragment is written in a simple and in a general form, so that a narrower fragment (`literal` for `expr`) does not pass, and each
//! repetition none, one and two times.

use std::collections::BTreeSet;

use super::compile::Question;
use super::names::raw_segments;

/// The parts of a pattern.
enum Part {
    Token(String),
    Fragment(String),
    Repeated {
        parts: Vec<Part>,
        separator: String,
        operator: char,
    },
}

const VARIANTS: usize = 3;
const MOST_TIMES: usize = 2;

/// Calls of the macro with this id, as this pattern allows.
pub fn question(id: &str, pattern: &str) -> Result<Question, String> {
    let mut rest = pattern;
    let parts = read(&mut rest)?;
    let mut inputs = BTreeSet::new();
    for variant in 0..VARIANTS {
        for times in 0..=MOST_TIMES {
            let mut input = String::new();
            write(&parts, variant, times, &mut input)?;
            inputs.insert(input);
        }
    }
    let path = raw_segments(id);
    let calls = inputs
        .iter()
        .enumerate()
        .map(|(at, input)| format!("fn call{at}() {{ {path}! {{ {input} }} }}"));
    Ok(Question {
        usage: calls.collect::<Vec<_>>().join("\n"),
        is_macro: true,
        ..Question::default()
    })
}

/// The parts up to the end or to the parenthesis that closes a repetition.
fn read(rest: &mut &str) -> Result<Vec<Part>, String> {
    let unreadable = |rest: &str| format!("the pattern `{rest}` cannot be read");
    let mut parts = Vec::new();
    let mut depth = 0_usize;
    while let Some(first) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("$(") {
            *rest = after;
            let inner = read(rest)?;
            *rest = rest.strip_prefix(')').ok_or_else(|| unreadable(rest))?;
            let end = rest.find(['*', '+', '?']).ok_or_else(|| unreadable(rest))?;
            let (separator, after) = rest.split_at(end);
            let operator = after.chars().next().unwrap_or('*');
            parts.push(Part::Repeated {
                parts: inner,
                separator: separator.to_owned(),
                operator,
            });
            *rest = &after[1..];
        } else if let Some((_, after)) = rest.strip_prefix('$').and_then(|it| it.split_once(':')) {
            let end = after
                .find(|it: char| !it.is_alphanumeric() && it != '_')
                .unwrap_or(after.len());
            parts.push(Part::Fragment(after[..end].to_owned()));
            *rest = &after[end..];
        } else if first == '"' {
            let end = rest[1..].find('"').ok_or_else(|| unreadable(rest))? + 2;
            parts.push(Part::Token(rest[..end].to_owned()));
            *rest = &rest[end..];
        } else {
            match first {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' if depth == 0 => return Ok(parts),
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
            match parts.last_mut() {
                Some(Part::Token(token)) => token.push(first),
                _ => parts.push(Part::Token(first.to_string())),
            }
            *rest = &rest[first.len_utf8()..];
        }
    }
    Ok(parts)
}

fn write(parts: &[Part], variant: usize, times: usize, out: &mut String) -> Result<(), String> {
    for part in parts {
        match part {
            Part::Token(token) => out.push_str(token),
            Part::Fragment(fragment) => {
                let samples =
                    samples(fragment).ok_or_else(|| format!("no input is known for the fragment `{fragment}`"))?;
                out.push_str(&format!(" {} ", samples[variant % samples.len()]));
            }
            Part::Repeated {
                parts,
                separator,
                operator,
            } => {
                let times = match operator {
                    '?' => times.min(1),
                    '+' => times.max(1),
                    _ => times,
                };
                for at in 0..times {
                    if at > 0 {
                        out.push_str(separator);
                    }
                    out.push(' ');
                    write(parts, variant, times, out)?;
                }
            }
        }
    }
    Ok(())
}

fn samples(fragment: &str) -> Option<&'static [&'static str]> {
    Some(match fragment {
        "block" => &["{ 1 }"],
        "expr" | "expr_2021" => &["1", "a.b(1) + 2", "a"],
        "ident" => &["a", "b_c"],
        "item" => &["fn f() {}", "pub struct S;"],
        "lifetime" => &["'a"],
        "literal" => &["1", "\"s\"", "-1"],
        "meta" => &["a", "a(b = 1)", "a = 1"],
        // Before the edition 2021 a pattern is of one alternative.
        "pat" => &["_", "Some(_)", "1"],
        "pat_param" => &["_", "Some(1)", "1"],
        "path" => &["a", "a::b::<u8>"],
        "stmt" => &["let x = 1", "f()"],
        "tt" => &["a", "(a, 1)", "="],
        "ty" => &["u8", "&'static [u8]", "(u8, a::B<u8>)"],
        "vis" => &["", "pub(crate)", "pub"],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::question;

    #[test]
    fn an_arm_is_called_in_all_the_forms_that_it_allows() {
        let question = question("nika::say", "$0:expr,$($1:ident=>$2:ty),*$(,)?").unwrap();
        for call in ["nika::say! {  1 , }", "a => u8 ,  a => u8  ,", "a.b(1) + 2"] {
            assert!(question.usage.contains(call), "{call}: {}", question.usage);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        assert!(question("nika::say", "$($0:expr").is_err());
        assert!(question("nika::say", "$0:unheard").is_err());
    }
}
