//! From the canonical form to Rust: `std::result::Result<T0, {dep@1::Error}>` is `::std::result::Result<T0, crate::dep::Error>`.

use std::fmt::Write as _;

use stability_policy::shape::text::number;

/// What the names of a text mean.
pub trait Names {
    /// A path of Rust for a type, trait or alias; an error says why no path leads there.
    fn path(&self, canonical: &str) -> Result<String, String>;
    /// The value of a constant in an expression as it was written.
    fn constant(&self, written: &str) -> Result<String, String>;
}

/// A type in Rust.
pub fn type_of(text: &str, names: &dyn Names) -> Result<String, String> {
    whole(text, names, Reader::ty)
}

/// A trait, with its arguments.
pub fn path_of(text: &str, names: &dyn Names) -> Result<String, String> {
    whole(text, names, Reader::path)
}

/// A bound: `T0: ::std::clone::Clone`.
pub fn predicate_of(text: &str, names: &dyn Names) -> Result<String, String> {
    whole(text, names, Reader::predicate)
}

/// The bounds of a type `impl Trait`, without what it captures; `None` for another type.
pub fn bounds_of_impl(text: &str, names: &dyn Names) -> Result<Option<String>, String> {
    match text.strip_prefix("(impl ").and_then(|it| it.strip_suffix(')')) {
        Some(bounds) if is_balanced(bounds) => whole(bounds, names, Reader::bounds).map(Some),
        _ => Ok(None),
    }
}

/// Whether the text closes no bracket that it does not open.
fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    text.chars().all(|letter| {
        match letter {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        depth >= 0
    })
}

fn whole<'t>(
    text: &'t str,
    names: &'t dyn Names,
    read: fn(&mut Reader<'t>) -> Result<(), String>,
) -> Result<String, String> {
    let mut reader = Reader {
        all: text,
        rest: text,
        out: String::new(),
        names,
    };
    read(&mut reader)?;
    if reader.rest.is_empty() {
        Ok(reader.out)
    } else {
        Err(format!("`{text}` cannot be written as Rust"))
    }
}

struct Reader<'a> {
    all: &'a str,
    rest: &'a str,
    out: String,
    names: &'a dyn Names,
}

impl<'a> Reader<'a> {
    /// Copies a word, if it is next.
    fn copy(&mut self, word: &str) -> bool {
        let is_next = self.skip(word);
        if is_next {
            self.out.push_str(word);
        }
        is_next
    }

    fn skip(&mut self, word: &str) -> bool {
        match self.rest.strip_prefix(word) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn expect(&mut self, word: &str) -> Result<(), String> {
        if self.copy(word) {
            Ok(())
        } else {
            Err(self.unreadable())
        }
    }

    fn unreadable(&self) -> String {
        format!("`{}` cannot be written as Rust", self.rest)
    }

    fn word(&mut self, is_part: impl Fn(char) -> bool) -> &'a str {
        let end = self.rest.find(|it| !is_part(it)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word
    }

    fn lifetime(&mut self) -> Result<(), String> {
        self.skip("'");
        let name = self.word(|it| it.is_alphanumeric() || matches!(it, '_' | '^' | '.'));
        match name.strip_prefix('T') {
            _ if name.contains('^') => return Err("a lifetime of `for<…>` cannot be written as Rust".to_owned()),
            Some(number) => write!(self.out, "'t{number}"),
            None if name.starts_with(|it: char| it.is_ascii_digit()) => write!(self.out, "'l{name}"),
            None => write!(self.out, "'{name}"),
        }
        .map_err(|_| self.unreadable())
    }

    fn list(&mut self, end: &str, part: fn(&mut Self) -> Result<(), String>) -> Result<usize, String> {
        let mut count = 0;
        while !self.copy(end) {
            if count > 0 {
                self.expect(", ")?;
            }
            part(self)?;
            count += 1;
        }
        Ok(count)
    }

    fn ty(&mut self) -> Result<(), String> {
        if self.copy("&") {
            if self.rest.starts_with('\'') {
                self.lifetime()?;
                self.expect(" ")?;
            }
            self.copy("mut ");
            self.ty()
        } else if self.copy("*const ") || self.copy("*mut ") {
            self.ty()
        } else if self.copy("[") {
            self.ty()?;
            if self.copy("; ") {
                self.value()?;
            }
            self.expect("]")
        } else if self.copy("(impl ") || self.copy("(dyn ") {
            self.bounds()?;
            self.expect(")")
        } else if self.skip("(") {
            self.out.push('(');
            if self.list(")", Self::ty)? == 1 {
                // A tuple of one, since what is in parentheses for another reason has a word in front.
                self.out.insert(self.out.len() - 1, ',');
            }
            Ok(())
        } else if self.skip("{") {
            self.ty()?;
            if self.skip("}") { Ok(()) } else { Err(self.unreadable()) }
        } else if self.copy("<") {
            self.ty()?;
            self.expect(" as ")?;
            self.path()?;
            self.expect(">::")?;
            let name = self.word(is_word);
            self.out.push_str(name);
            self.args()
        } else if self.copy("!") || self.copy("_") {
            Ok(())
        } else {
            self.function_or_path()
        }
    }

    fn function_or_path(&mut self) -> Result<(), String> {
        self.copy("unsafe ");
        if self.copy("extern \"") {
            let abi = self.word(|it| it != '"');
            self.out.push_str(abi);
            self.expect("\" ")?;
        }
        if self.copy("fn(") {
            self.list(")", Self::ty)?;
            if self.copy(" -> ") {
                self.ty()?;
            }
            return Ok(());
        }
        self.path()
    }

    fn path(&mut self) -> Result<(), String> {
        let whole = self.word(|it| is_word(it) || matches!(it, ':' | '@' | '~' | '.'));
        // The colon of a bound is no part of it.
        let name = whole.strip_suffix(':').unwrap_or(whole);
        self.rest = &self.all[self.all.len() - self.rest.len() - (whole.len() - name.len())..];
        if name.is_empty() {
            return Err(self.unreadable());
        }
        let path = self.names.path(name)?;
        self.out.push_str(&path);
        self.args()
    }

    fn args(&mut self) -> Result<(), String> {
        if self.copy("<") {
            self.list(">", Self::arg)?;
        } else if self.copy("(") {
            self.list(")", Self::ty)?;
            if self.copy(" -> ") {
                self.ty()?;
            }
        }
        Ok(())
    }

    fn arg(&mut self) -> Result<(), String> {
        let binding = self
            .rest
            .split_once([' ', ':', '<', ',', '>'])
            .map_or("", |(name, _)| name);
        let after = &self.rest[binding.len()..];
        if self.rest.starts_with('\'') && !is_character(self.rest) {
            self.lifetime()
        } else if is_name(binding) && after.starts_with(" = ") {
            self.out.push_str(binding);
            self.rest = after;
            self.expect(" = ")?;
            self.value_or_type()
        } else if is_name(binding) && after.starts_with(": ") {
            self.out.push_str(binding);
            self.rest = after;
            self.expect(": ")?;
            self.bounds()
        } else {
            self.value_or_type()
        }
    }

    fn value_or_type(&mut self) -> Result<(), String> {
        let is_value = self
            .rest
            .starts_with(|it: char| it.is_ascii_digit() || matches!(it, '-' | '\''))
            || self.rest.starts_with("true")
            || self.rest.starts_with("false");
        if is_value {
            return self.value();
        }
        if let Some(rest) = self.rest.strip_prefix('{')
            && rest.split_once('}').is_some_and(|(written, _)| is_constant(written))
        {
            return self.value();
        }
        self.ty()
    }

    /// A constant.
    fn value(&mut self) -> Result<(), String> {
        if let Some(rest) = self.rest.strip_prefix('{') {
            let (written, after) = rest.split_once('}').ok_or_else(|| self.unreadable())?;
            let value = self.names.constant(written)?;
            self.out.push_str(&value);
            self.rest = after;
            return Ok(());
        }
        if let Some(rest) = self.rest.strip_prefix('\'') {
            let end = rest
                .char_indices()
                .skip(1)
                .find(|(_, it)| *it == '\'')
                .map(|(at, _)| at + 2);
            let (value, after) = self.rest.split_at(end.ok_or_else(|| self.unreadable())?);
            self.out.push_str(value);
            self.rest = after;
            return Ok(());
        }
        self.copy("-");
        let value = self.word(is_word);
        if value.is_empty() {
            return Err(self.unreadable());
        }
        self.out.push_str(&number(value));
        Ok(())
    }

    fn bounds(&mut self) -> Result<(), String> {
        let mut is_first = true;
        loop {
            let start = self.out.len();
            if !is_first {
                self.out.push_str(" + ");
            }
            if self.skip("use<") {
                // What is captured has no meaning in a bound.
                self.word(|it| it != '>');
                self.skip(">");
                self.out.truncate(start);
            } else {
                self.bound()?;
                is_first = false;
            }
            if !self.skip(" + ") {
                return Ok(());
            }
        }
    }

    fn bound(&mut self) -> Result<(), String> {
        if self.rest.starts_with('\'') {
            return self.lifetime();
        }
        self.copy("?");
        self.path()
    }

    fn predicate(&mut self) -> Result<(), String> {
        if self.rest.starts_with('\'') {
            self.lifetime()?;
        } else {
            self.ty()?;
        }
        self.expect(": ")?;
        self.bound()
    }
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_word)
}

/// `'0'`, and not the lifetime `'0`.
fn is_character(text: &str) -> bool {
    text.starts_with("'\\") || text.chars().nth(2) == Some('\'')
}

/// Whether a text in braces is a constant and not an alias: `N`, `limits::MAX`, `2 * N`.
fn is_constant(written: &str) -> bool {
    let last = written.rsplit("::").next().unwrap_or(written);
    let is_capital = |it: char| it.is_ascii_uppercase() || it.is_ascii_digit() || it == '_';
    // What has a version is a path of canonical form, and not an expression as it was written.
    !written.contains(['<', '@'])
        && (last.chars().all(is_capital) || written.contains(|it: char| !is_word(it) && it != ':'))
}

#[cfg(test)]
mod tests {
    use super::{Names, bounds_of_impl, predicate_of, type_of};

    struct Plain;

    impl Names for Plain {
        fn path(&self, canonical: &str) -> Result<String, String> {
            match canonical.strip_prefix('~') {
                Some(name) => Err(format!("`{name}` is private")),
                None => Ok(canonical.replace("@1", "")),
            }
        }

        fn constant(&self, written: &str) -> Result<String, String> {
            Ok(format!("{{ {written} }}"))
        }
    }

    #[test]
    fn canonical_types_are_written_as_rust() {
        for (canonical, rust) in [
            ("&'0 mut [T0]", "&'l0 mut [T0]"),
            ("&'T0 str", "&'t0 str"),
            ("(u8)", "(u8,)"),
            (
                "((dyn std::any::Any + 'static), u8)",
                "((dyn std::any::Any + 'static), u8)",
            ),
            ("{dep@1::Result<T0>}", "dep::Result<T0>"),
            ("{<u8 as dep@1::Has<'T0, 3>>::Out}", "<u8 as dep::Has<'t0, 3>>::Out"),
            ("[u8; {N}]", "[u8; { N }]"),
            (
                "dep@1::Buffer<{2 * N}, 'c', '0, -1, true>",
                "dep::Buffer<{ 2 * N }, 'c', 'l0, -1, true>",
            ),
            (
                "unsafe extern \"C\" fn(u8, F0) -> !",
                "unsafe extern \"C\" fn(u8, F0) -> !",
            ),
            (
                "(impl std::ops::Fn(u8) -> (u8, u8) + std::marker::Send)",
                "(impl std::ops::Fn(u8) -> (u8, u8) + std::marker::Send)",
            ),
            (
                "(impl std::iter::Iterator<Item = {dep@1::A}, Other: std::marker::Send>)",
                "(impl std::iter::Iterator<Item = dep::A, Other: std::marker::Send>)",
            ),
        ] {
            assert_eq!(type_of(canonical, &Plain).as_deref(), Ok(rust), "{canonical}");
        }
        for canonical in [
            "dep@1::A<~P>",
            "fn(&'^0.0 u8) -> &'^0.0 u8",
            "fn(u8) (variadic)",
            "{'_}",
            "u8 u8",
        ] {
            assert!(type_of(canonical, &Plain).is_err(), "{canonical}");
        }
    }

    #[test]
    fn bounds_are_written_as_rust() {
        let predicate = |text| predicate_of(text, &Plain);
        assert_eq!(
            predicate("T0: ?std::marker::Sized").as_deref(),
            Ok("T0: ?std::marker::Sized")
        );
        assert_eq!(predicate("'0: 'T0").as_deref(), Ok("'l0: 't0"));
        assert_eq!(
            predicate("<T0 as std::iter::Iterator>::Item: 'static").as_deref(),
            Ok("<T0 as std::iter::Iterator>::Item: 'static")
        );
        assert!(predicate("T0").is_err());
        let bounds = |text| bounds_of_impl(text, &Plain);
        assert_eq!(
            bounds("(impl std::clone::Clone + use<'0>)"),
            Ok(Some("std::clone::Clone".to_owned()))
        );
        assert_eq!(bounds("std::option::Option<(impl std::clone::Clone)>"), Ok(None));
    }
}
