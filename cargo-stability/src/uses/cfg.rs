//! The conditions in a source, and what they lack: `#[cfg(…)]`, and what `cfg_if!` and `cfg_select!` have instead.
//!
//! A file is not parsed. This finds words and signs, which takes a few instructions a byte, and only where the file has the word `cfg`.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// What code is compiled under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `unix`, `feature="x"`: as rustc prints it.
    Is(String),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

/// Code that has a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conditional {
    pub line: usize,
    pub condition: Condition,
}

/// The code that has conditions, in the order of its lines. A condition that a macro composes is left out.
pub fn conditionals(text: &str) -> Vec<Conditional> {
    if !text.contains("cfg") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut words = Words { text, at: 0 };
    let mut before = None;
    // Of each open block, the conditions in its `if #[cfg(…)]` and the ones before it.
    let mut blocks: Vec<Option<Vec<Condition>>> = Vec::new();
    let (mut of_next_block, mut of_next_if) = (None, None);
    while let Some((at, word)) = words.next() {
        match word {
            "#" => {
                let mut ahead = words.clone();
                if let Some(condition) = attribute(&mut ahead) {
                    words = ahead;
                    if before == Some("if") {
                        let mut chain: Vec<Condition> = of_next_if.take().unwrap_or_default();
                        found.push((at, after(&chain, condition.clone())));
                        chain.push(condition);
                        of_next_block = Some(chain);
                    } else {
                        found.push((at, condition));
                    }
                }
            }
            "cfg_select" => found.extend(arms(words.clone()).unwrap_or_default()),
            "{" => blocks.push(of_next_block.take()),
            "}" => {
                if let Some(Some(chain)) = blocks.pop() {
                    let mut ahead = words.clone();
                    if let (Some((_, "else")), Some((at, next))) = (ahead.next(), ahead.next()) {
                        if next == "{" {
                            found.push((at, after(&chain, Condition::All(Vec::new()))));
                        } else {
                            of_next_if = Some(chain);
                        }
                    }
                }
            }
            _ => {}
        }
        before = Some(word);
    }
    found.sort_by_key(|(at, _)| *at);
    let (mut line, mut counted) = (1, 0);
    let each = found.into_iter().map(|(at, condition)| {
        line += text[counted..at].matches('\n').count();
        counted = at;
        Conditional { line, condition }
    });
    each.collect()
}

/// The condition of an arm that comes after others.
fn after(others: &[Condition], own: Condition) -> Condition {
    if others.is_empty() {
        return own;
    }
    Condition::All(vec![Condition::Not(Box::new(Condition::Any(others.to_vec()))), own])
}

/// What follows a `#`, if that is the condition of code.
fn attribute(words: &mut Words<'_>) -> Option<Condition> {
    let mut next = || words.next().map(|(_, word)| word);
    let open = match next()? {
        "!" => next()?,
        word => word,
    };
    let name = next()?;
    if open != "[" || next()? != "(" {
        return None;
    }
    match name {
        "cfg" => Condition::read(words.group()?),
        "cfg_attr" => with_attribute(words.group()?),
        _ => None,
    }
}

/// The condition in a `cfg_attr` that decides whether something is used.
fn with_attribute(text: &str) -> Option<Condition> {
    let stream: TokenStream = text.parse().ok()?;
    let parts = parts(stream);
    let (condition, attributes) = parts.split_first()?;
    let condition = Condition::of(condition)?;
    attributes.iter().find_map(|attribute| match attribute.as_slice() {
        [TokenTree::Ident(name), TokenTree::Group(inner)] if name == "cfg" => {
            let inner = Condition::of(&inner.stream().into_iter().collect::<Vec<_>>())?;
            Some(Condition::Any(vec![inner, Condition::Not(Box::new(condition.clone()))]))
        }
        [TokenTree::Ident(name), TokenTree::Group(inner)] if name == "derive" => {
            let inner = inner.stream().to_string();
            let mut derived = inner.split(',').map(str::trim).filter(|it| !it.is_empty());
            derived.any(|it| !OF_STD.contains(&it)).then(|| condition.clone())
        }
        [TokenTree::Ident(_), TokenTree::Punct(first), TokenTree::Punct(_), ..] if first.as_char() == ':' => {
            Some(condition.clone())
        }
        [TokenTree::Ident(name), ..] if name == "path" => Some(condition.clone()),
        _ => None,
    })
}

/// What is derived without another package.
const OF_STD: [&str; 9] = [
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
];

/// The arms of a `cfg_select!`, from behind its name.
fn arms(mut words: Words<'_>) -> Option<Vec<(usize, Condition)>> {
    let is_call = words.next()?.1 == "!" && matches!(words.next()?.1, "{" | "(" | "[");
    let end = words.clone().group().map(str::len).filter(|_| is_call)? + words.at;
    let (mut found, mut others) = (Vec::new(), Vec::new());
    while let Some((start, first)) = words.next().filter(|(at, _)| *at < end) {
        let mut word = first;
        while word != "=" || !words.text[words.at..].starts_with('>') {
            word = match word {
                "(" => words.group().map(|_| "")?,
                _ => words.next().filter(|(at, _)| *at < end)?.1,
            };
        }
        let condition = match words.text[start..words.at].trim_end_matches('=').trim() {
            "_" => Condition::All(Vec::new()),
            text => Condition::read(text)?,
        };
        found.push((start, after(&others, condition.clone())));
        others.push(condition);
        words.next();
        let mut word = words.next()?.1;
        let is_block = word == "{";
        while word != "," && words.at < end {
            if matches!(word, "{" | "(" | "[") {
                words.group()?;
            }
            if is_block {
                break;
            }
            word = words.next()?.1;
        }
        let mut ahead = words.clone();
        if is_block && ahead.next().is_some_and(|(_, word)| word == ",") {
            words = ahead;
        }
    }
    Some(found)
}

impl Condition {
    /// Reads what is in the parentheses of `cfg`.
    pub fn read(text: &str) -> Option<Self> {
        let parts = parts(text.parse().ok()?);
        match parts.as_slice() {
            [only] => Self::of(only),
            _ => None,
        }
    }

    fn of(tokens: &[TokenTree]) -> Option<Self> {
        match tokens {
            [TokenTree::Ident(name)] if name == "true" => Some(Self::All(Vec::new())),
            [TokenTree::Ident(name)] if name == "false" => Some(Self::Any(Vec::new())),
            [TokenTree::Ident(name)] => Some(Self::Is(name.to_string())),
            [
                TokenTree::Ident(name),
                TokenTree::Punct(sign),
                TokenTree::Literal(value),
            ] if sign.as_char() == '=' => Some(Self::Is(format!("{name}={value}"))),
            [TokenTree::Ident(name), TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => {
                let inner = parts(group.stream());
                let mut inner: Vec<Self> = inner.iter().map(|it| Self::of(it)).collect::<Option<_>>()?;
                match name.to_string().as_str() {
                    "all" => Some(Self::All(inner)),
                    "any" => Some(Self::Any(inner)),
                    "not" if inner.len() == 1 => Some(Self::Not(Box::new(inner.remove(0)))),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// Whether the features and `test` decide it.
    pub fn is_of_cargo(&self) -> bool {
        match self {
            Self::Is(it) => is_of_cargo(it),
            Self::Not(it) => it.is_of_cargo(),
            Self::All(all) | Self::Any(all) => all.iter().all(Self::is_of_cargo),
        }
    }

    /// What would have to be otherwise for it to hold, with the fewest changes; it is empty if it holds.
    pub fn missing(&self, active: &BTreeSet<String>) -> BTreeSet<String> {
        self.lacking(active, true)
    }

    fn lacking(&self, active: &BTreeSet<String>, wanted: bool) -> BTreeSet<String> {
        match (self, wanted) {
            (Self::Is(it), true) if !active.contains(it) => [shown(it)].into(),
            (Self::Is(it), false) if active.contains(it) => [format!("not({})", shown(it))].into(),
            (Self::Is(_), _) => BTreeSet::new(),
            (Self::Not(it), _) => it.lacking(active, !wanted),
            (Self::All(all), true) | (Self::Any(all), false) => {
                all.iter().flat_map(|it| it.lacking(active, wanted)).collect()
            }
            (Self::Any(all), true) | (Self::All(all), false) => {
                let each = all.iter().map(|it| it.lacking(active, wanted));
                // Nothing makes `any()` hold.
                each.min_by_key(cost).unwrap_or_else(|| ["false".to_owned()].into())
            }
        }
    }
}

/// A flag of cargo is easier to give than another platform.
pub fn cost(missing: &BTreeSet<String>) -> usize {
    let of_each = missing.iter().map(|it| match it.strip_prefix("not(") {
        _ if is_of_cargo(it) => 1,
        Some(it) if is_of_cargo(it) => 10,
        _ => 100,
    });
    of_each.sum()
}

fn is_of_cargo(it: &str) -> bool {
    it == "test" || it.starts_with("feature=") || it.starts_with("feature = ")
}

/// `feature = "x"`, as it is written.
fn shown(it: &str) -> String {
    it.replacen('=', " = ", 1)
}

/// What is between the commas.
fn parts(stream: TokenStream) -> Vec<Vec<TokenTree>> {
    let mut parts = vec![Vec::new()];
    for tree in stream {
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == ',' => parts.push(Vec::new()),
            tree => parts.last_mut().into_iter().for_each(|it| it.push(tree.clone())),
        }
    }
    parts.retain(|it| !it.is_empty());
    parts
}

/// The words and signs of a source, without its texts and comments.
// The lexer of rustc is published too (`ra-ap-rustc_lexer`), with a new interface each week and for no stated version of Rust.
#[derive(Clone, Debug)]
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Words<'a> {
    /// The next one, and where it begins.
    fn next(&mut self) -> Option<(usize, &'a str)> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            match *bytes.get(start)? {
                b'/' if bytes[start..].starts_with(b"//") => {
                    let rest = &self.text[start..];
                    self.at += rest.find('\n').unwrap_or(rest.len());
                }
                b'/' if bytes[start..].starts_with(b"/*") => self.at += comment(&self.text[start..]),
                b'"' => self.at += 1 + quoted(&self.text[start + 1..]),
                b'\'' => self.at += character(&self.text[start..]),
                first if is_of_word(first) => {
                    let length = bytes[start..].iter().position(|it| !is_of_word(*it));
                    self.at = length.map_or(bytes.len(), |it| start + it);
                    let word = &self.text[start..self.at];
                    match raw(word, &self.text[self.at..]) {
                        Some(length) => self.at += length,
                        None => return Some((start, word)),
                    }
                }
                first => {
                    self.at += 1;
                    if !first.is_ascii_whitespace() {
                        return Some((start, &self.text[start..self.at]));
                    }
                }
            }
        }
    }

    /// What is in the group that was just opened; goes on behind its end.
    fn group(&mut self) -> Option<&'a str> {
        let (start, mut depth) = (self.at, 1);
        loop {
            let (at, word) = self.next()?;
            match word {
                "(" | "[" | "{" => depth += 1,
                ")" | "]" | "}" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(&self.text[start..at]);
            }
        }
    }
}

/// Whether a byte is one of a word. All letters are that are not ASCII.
const fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii()
}

/// The length of a comment, which may have others in it.
fn comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while let Some(found) = text[at..].find(['/', '*']) {
        at += found;
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of a text up to and with its closing quote.
fn quoted(text: &str) -> usize {
    let mut at = 0;
    while let Some(found) = text[at..].find(['"', '\\']) {
        at += found + 1;
        if text[..at].ends_with('"') {
            return at;
        }
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    text.len()
}

/// The length of a character in quotes; of a lifetime, that of its quote.
fn character(text: &str) -> usize {
    let mut letters = text.char_indices().skip(1);
    match letters.next() {
        Some((_, '\\')) => {
            letters.next();
            text.char_indices()
                .skip(3)
                .find(|(_, letter)| *letter == '\'')
                .map_or(text.len(), |(at, _)| at + 1)
        }
        Some(_) => letters
            .next()
            .filter(|(_, letter)| *letter == '\'')
            .map_or(1, |(at, _)| at + 1),
        None => 1,
    }
}

/// The length of what follows a prefix of a raw text.
fn raw(prefix: &str, rest: &str) -> Option<usize> {
    if !matches!(prefix, "r" | "br" | "cr") {
        return None;
    }
    let signs = rest.len() - rest.trim_start_matches('#').len();
    let inner = rest[signs..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(signs));
    let length = inner.find(&end).map_or(inner.len(), |at| at + end.len());
    Some(signs + 1 + length)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Condition, conditionals};

    /// What each line lacks where these are active.
    fn missing(text: &str, active: &[&str]) -> Vec<String> {
        let active: BTreeSet<String> = active.iter().map(|it| (*it).to_owned()).collect();
        let each = conditionals(text).into_iter().map(|it| {
            let missing: Vec<String> = it.condition.missing(&active).into_iter().collect();
            format!("{} {}", it.line, missing.join(", ")).trim_end().to_owned()
        });
        each.collect()
    }

    #[test]
    fn attributes_are_found_and_nothing_else() {
        let text = r###"#![cfg(unix)]
// #[cfg(a)]
/* #[cfg(b)] /* */ #[cfg(c)] */
const A: &str = "\" #[cfg(d)]"; const B: &str = r##"#[cfg(e)] "# "##; const C: &[u8] = br"\"; const D: char = '"';
fn f<'a>(it: &'a str) -> char { '\'' } #[cfg(feature = "x")] fn g() { '\u{22}' }
#[allow(unused)] # [ cfg ( all(unix, /* with */ test,) ) ] fn h() {}
macro_rules! m { ($it:meta) => { #[cfg($it)] fn i() {} #[cfg(made)] fn j() {} } }
#[doc = "#[cfg(h)]"] fn ü() { cfg!(k); }
#[cfg_attr(l, doc(cfg(l)), derive(Debug))] #[cfg_attr(l, derive(Debug, serde::Serialize))] struct K;
#[cfg_attr(l, path = "x.rs")] mod l; #[cfg_attr(l, other::attribute)] #[cfg_attr(unix, cfg(o))] fn n() {}
"###;
        assert_eq!(
            missing(text, &["unix"]),
            [
                "1",
                "5 feature = \"x\"",
                "6 test",
                "7 made",
                "9 l",
                "10 l",
                "10 l",
                "10 o",
            ]
        );
    }

    #[test]
    fn one_arm_of_many_is_compiled() {
        let text = "cfg_if::cfg_if! {
    if #[cfg(feature = \"x\")] { fn f() { if true { 1 } else { 2 } } }
    else if #[cfg(unix)] { fn f() {} }
    else { fn f() {} }
}
cfg_select! {
    feature = \"x\" => { fn g() { #[cfg(inner)] h(); } }
    any(unix, windows) => { fn g() {} },
    _ => compile_error!(\"no\"),
}
let it = cfg_select! { windows => 1 + f(2, 3), _ => 2 };
";
        assert_eq!(
            missing(text, &["unix"]),
            [
                "2 feature = \"x\"",
                "3",
                "4 not(unix)",
                "7 feature = \"x\"",
                "7 inner",
                "8",
                "9 not(unix)",
                "11 windows",
                "11",
            ]
        );
        assert_eq!(missing(text, &["unix", "feature=\"x\""])[1], "3 not(feature = \"x\")");
    }

    #[test]
    fn the_fewest_changes_are_named() {
        let active: BTreeSet<String> = ["unix", "feature=\"a\""].map(ToOwned::to_owned).into();
        for (condition, expected) in [
            (
                "all(unix, feature = \"x\", feature = \"y\")",
                "feature = \"x\", feature = \"y\"",
            ),
            ("any(windows, feature = \"x\")", "feature = \"x\""),
            ("not(any(unix, feature = \"a\"))", "not(feature = \"a\"), not(unix)"),
            ("not(all(unix, feature = \"a\"))", "not(feature = \"a\")"),
            ("not(windows)", ""),
            ("any()", "false"),
            ("false", "false"),
            ("true", ""),
            ("not(true)", "false"),
        ] {
            let missing: Vec<String> = Condition::read(condition)
                .unwrap()
                .missing(&active)
                .into_iter()
                .collect();
            assert_eq!(missing.join(", "), expected, "{condition}");
        }
        for unknown in ["", "a, b", "$it", "version(\"1.2\")", "not()", "a b"] {
            assert_eq!(Condition::read(unknown), None, "{unknown}");
        }
    }
}
