//! What canonical texts say of each other.

/// A number in decimal, without separators and without the name of its type: of `1_024u32` and `0x400`, `1024`.
pub fn number(written: &str) -> String {
    let digits = written.trim_start_matches('-');
    if !digits.starts_with(|it: char| it.is_ascii_digit()) {
        return written.to_owned();
    }
    let plain = written.replace('_', "");
    let types = [
        "u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize", "f32", "f64",
    ];
    let is_hexadecimal = digits.starts_with("0x");
    let mut of_integers = types.iter().filter(|ty| !is_hexadecimal || !ty.starts_with('f'));
    let end = of_integers.find_map(|ty| plain.strip_suffix(ty));
    let end = end.unwrap_or(&plain);
    let (sign, digits) = end.strip_prefix('-').map_or(("", end), |digits| ("-", digits));
    let bases = [("0x", 16), ("0o", 8), ("0b", 2)];
    let value = bases
        .iter()
        .find_map(|(start, base)| u128::from_str_radix(digits.strip_prefix(start)?, *base).ok());
    value.map_or_else(|| end.to_owned(), |value| format!("{sign}{value}"))
}

/// Whether two texts mean the same: `None` where that cannot be known, since one has a part in braces and the rest agrees.
pub fn agree(old: &str, new: &str) -> Option<bool> {
    if old == new {
        return Some(true);
    }
    if matches(old.as_bytes(), new.as_bytes()) {
        return None;
    }
    Some(false)
}

/// Whether the texts could be the same, where a part in braces can be anything.
fn matches(old: &[u8], new: &[u8]) -> bool {
    match (old.first(), new.first()) {
        (None, None) => true,
        (Some(b'{'), _) => any_end(old, new, matches),
        (_, Some(b'{')) => any_end(new, old, matches),
        (Some(a), Some(b)) => a == b && matches(&old[1..], &new[1..]),
        _ => false,
    }
}

/// Whether a trait of the standard library takes the type itself where no argument is written, as in `impl PartialEq for T`.
pub fn is_by_self(trait_path: &str) -> bool {
    let starts = ["std::cmp::Partial", "std::ops::arith::", "std::ops::bit::"];
    starts.iter().any(|start| trait_path.starts_with(start)) && !trait_path.contains('<')
}

/// What the parameters of `general` are, where it can be `special`: `T2` is `T0`. `letter` is that of the parameters, `T` or `F`.
pub fn arguments<'a>(general: &'a str, special: &'a str, letter: char) -> Option<Vec<(&'a str, &'a str)>> {
    if let Some(length) = parameter(general, letter) {
        let ends: Vec<usize> = if general.starts_with('\'') {
            lifetime(special).into_iter().collect()
        } else {
            let ends = ends(special.as_bytes());
            ends.filter(|end| special.is_char_boundary(*end)).collect()
        };
        return ends.into_iter().find_map(|end| {
            let mut found = arguments(&general[length..], &special[end..], letter)?;
            let own = (&general[..length], &special[..end]);
            // One parameter is one thing.
            found.iter().all(|(name, is)| *name != own.0 || *is == own.1).then(|| {
                found.push(own);
                found
            })
        });
    }
    match (general.chars().next(), special.chars().next()) {
        (None, None) => Some(Vec::new()),
        (Some(a), Some(b)) if a == b => arguments(&general[a.len_utf8()..], &special[b.len_utf8()..], letter),
        _ => None,
    }
}

/// How long the parameter is that a text begins with: `T12`, or a lifetime `'T1`.
fn parameter(text: &str, letter: char) -> Option<usize> {
    let rest = text.strip_prefix('\'').unwrap_or(text).strip_prefix(letter)?;
    let after = rest.trim_start_matches(|it: char| it.is_ascii_digit());
    (after.len() < rest.len()).then_some(text.len() - after.len())
}

/// How long the lifetime is that a text begins with.
fn lifetime(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('\'')?;
    let after = rest.trim_start_matches(|it: char| it.is_alphanumeric() || it == '_');
    Some(text.len() - after.len())
}

/// A text with arguments in the places of its parameters.
pub fn substituted(text: &str, arguments: &[(&str, &str)]) -> String {
    let is_word = |it: char| it.is_alphanumeric() || it == '_' || it == '\'';
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let length = rest.find(|it| !is_word(it)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(length);
        let argument = arguments.iter().find(|(name, _)| *name == word);
        out.push_str(argument.map_or(word, |(_, is)| is));
        let other = after.find(is_word).unwrap_or(after.len());
        out.push_str(&after[..other]);
        rest = &after[other..];
    }
    out
}

/// Whether the header `general`, with anything for its parameters, can be `special`.
pub fn covers(general: &str, special: &str) -> bool {
    covers_bytes(general.as_bytes(), special.as_bytes())
}

fn covers_bytes(general: &[u8], special: &[u8]) -> bool {
    let is_parameter = general.first() == Some(&b'T') && general.get(1).is_some_and(u8::is_ascii_digit);
    if is_parameter {
        let after = general.iter().skip(1).take_while(|it| it.is_ascii_digit()).count() + 1;
        return ends(special).any(|end| end > 0 && covers_bytes(&general[after..], &special[end..]));
    }
    match (general.first(), special.first()) {
        (None, None) => true,
        (Some(a), Some(b)) => a == b && covers_bytes(&general[1..], &special[1..]),
        _ => false,
    }
}

fn any_end(open: &[u8], other: &[u8], rest: fn(&[u8], &[u8]) -> bool) -> bool {
    let close = ends(open)
        .find(|end| *end > 0 && open[end - 1] == b'}')
        .unwrap_or(open.len());
    ends(other).any(|end| end > 0 && rest(&open[close..], &other[end..]))
}

/// The places where a balanced part of the text ends.
fn ends(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let mut depth = 0_i32;
    let mut previous = b' ';
    let mut is_over = false;
    text.iter().enumerate().filter_map(move |(at, byte)| {
        match byte {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b'>' if previous == b'-' => {}
            b')' | b']' | b'}' | b'>' => depth -= 1,
            _ => {}
        }
        previous = *byte;
        is_over |= depth < 0;
        (depth == 0 && !is_over).then_some(at + 1)
    })
}

/// The parts of a text between separators outside of brackets.
pub fn split<'a>(text: &'a str, separator: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let mut depth = 0_i32;
        let mut previous = ' ';
        for (at, letter) in text.char_indices() {
            match letter {
                '(' | '[' | '{' | '<' => depth += 1,
                '>' if previous == '-' => {}
                ')' | ']' | '}' | '>' => depth -= 1,
                _ if depth == 0 && text[at..].starts_with(separator) => {
                    rest = Some(&text[at + separator.len()..]);
                    return Some(&text[..at]);
                }
                _ => {}
            }
            previous = letter;
        }
        rest = None;
        Some(text)
    })
}

/// The text, in which the maps and sets of the standard library have the hasher that they have by default.
pub fn with_hashers(text: &str) -> String {
    const HASHED: [(&str, usize); 2] = [
        ("std::collections::hash::map::HashMap<", 2),
        ("std::collections::hash::set::HashSet<", 1),
    ];
    let mut text = text.to_owned();
    for (start, count) in HASHED {
        let mut from = 0;
        while let Some(at) = text[from..].find(start) {
            from += at + start.len();
            let open = from - 1;
            let Some(end) = ends(&text.as_bytes()[open..]).next() else {
                return text;
            };
            let close = open + end - 1;
            if split(&text[from..close], ", ").count() == count {
                text.insert_str(close, ", std::hash::random::RandomState");
            }
        }
    }
    text
}

/// The paths of types, traits and aliases in a text: of `&'0 [nika::Frame<T0>]`, `nika::Frame`. A type that no user can name is
/// `~Frame`. Names of parameters and of the language's own types are no paths, nor is what a constant is written as.
pub fn paths(text: &str) -> Vec<&str> {
    let is_part = |it: char| it.is_alphanumeric() || matches!(it, '_' | ':' | '@' | '~' | '.');
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(|it| is_part(it) || it == '{') {
        let word = &rest[start..];
        if let Some(inside) = word.strip_prefix('{') {
            let length = inside.find(|it| !is_part(it)).unwrap_or(inside.len());
            let (path, after) = inside.split_at(length);
            // A projection, or an alias of another package; else a constant as it is written.
            let is_type = after.starts_with('<') || path.contains('@');
            rest = if is_type {
                inside
            } else {
                let end = ends(word.as_bytes()).next().unwrap_or(word.len());
                &word[end..]
            };
            continue;
        }
        let length = word.find(|it| !is_part(it)).unwrap_or(word.len());
        let (path, after) = word.split_at(length);
        let is_path = path.starts_with('~') || path.contains("::") && !path.starts_with(':');
        if is_path {
            found.push(path.trim_end_matches(':'));
        }
        rest = after;
    }
    found
}

/// The package that a path begins with, and its compatible version where it is known: of `http@1::Request`, `http` and `1`.
pub fn package(path: &str) -> (&str, Option<&str>) {
    let first = path.split("::").next().unwrap_or(path);
    match first.split_once('@') {
        Some((package, version)) => (package, Some(version)),
        None => (first, None),
    }
}

/// The path without the version of its package: of `nika_core@0.1::Frame`, `nika_core::Frame`.
pub fn without_version(path: &str) -> String {
    let (package, version) = package(path);
    match version {
        Some(version) => format!("{package}{}", &path[package.len() + 1 + version.len()..]),
        None => path.to_owned(),
    }
}

/// A text without the versions of packages: of `From<nika_core@0.1::Frame>`, `From<nika_core::Frame>`.
pub fn without_versions(text: &str) -> String {
    let mut parts = text.split('@');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.find("::").map_or(part, |end| &part[end..]));
    }
    plain
}

/// The trait of serde that a path names: of `serde@1::Deserialize<'a>`, `Deserialize`.
pub fn serde_trait(path: &str) -> Option<&'static str> {
    let path = path.split('<').next().unwrap_or(path);
    let name = path.rsplit("::").next().filter(|_| path.starts_with("serde"))?;
    ["Serialize", "Deserialize"].into_iter().find(|it| *it == name)
}

#[cfg(test)]
mod tests {
    use super::{arguments, package, paths, without_version};

    #[test]
    fn lifetimes_are_parameters_of_their_own() {
        for (general, special, expected) in [
            (
                "Sub<&'T1 H<T0, T1>> for &'T0 H<T0, T1>",
                "Sub<&'T1 H<T0, Global>> for &'T0 H<T0, Global>",
                Some(&[("'T0", "'T0"), ("'T1", "'T1"), ("T0", "T0"), ("T1", "Global")][..]),
            ),
            (
                "S<'T0, T0>",
                "S<'static, &'T0 u8>",
                Some(&[("'T0", "'static"), ("T0", "&'T0 u8")][..]),
            ),
            ("S<'T0, 'T0>", "S<'T0, 'T1>", None),
            ("S<'T0>", "S<u8>", None),
        ] {
            let mut found = arguments(general, special, 'T');
            if let Some(found) = &mut found {
                found.sort_unstable();
                found.dedup();
            }
            assert_eq!(found.as_deref(), expected, "{general}");
        }
    }

    #[test]
    fn paths_are_those_of_types_and_traits() {
        for (text, expected) in [
            ("&'0 mut [nika::Frame<T0>]", &["nika::Frame"][..]),
            ("T0: std::clone::Clone", &["std::clone::Clone"]),
            ("self: &Self", &[]),
            ("<T0 as nika::Mode>::Output", &["nika::Mode"]),
            (
                "{<nika::Mode as std::ops::Deref>::Target}",
                &["nika::Mode", "std::ops::Deref"],
            ),
            ("{io@0.8::Result<http@1::Uri>}", &["io@0.8::Result", "http@1::Uri"]),
            ("[u8; {super::LENGTH + other::MORE}] -> nika::Id", &["nika::Id"]),
            (
                "(dyn nika::Store + std::marker::Send + 'static)",
                &["nika::Store", "std::marker::Send"],
            ),
            (
                "fn(~Hidden) -> rand@0.8::rngs::StdRng",
                &["~Hidden", "rand@0.8::rngs::StdRng"],
            ),
            ("type = nika::Global", &["nika::Global"]),
            (
                "serde::Serialize for Vec<nika::Frame>",
                &["serde::Serialize", "nika::Frame"],
            ),
            (
                "(impl std::iter::Iterator<Item = nika::Id>)",
                &["std::iter::Iterator", "nika::Id"],
            ),
            ("log@0.4::*", &["log@0.4"]),
        ] {
            assert_eq!(paths(text), expected, "{text}");
        }
    }

    #[test]
    fn a_path_begins_with_its_package() {
        assert_eq!(package("http@1::Request"), ("http", Some("1")));
        assert_eq!(package("nika::Frame"), ("nika", None));
        assert_eq!(without_version("nika_core@0.1::a::Frame"), "nika_core::a::Frame");
        assert_eq!(without_version("nika::Frame"), "nika::Frame");
    }
}
