//! A table of the policy: its values by key, each refusal at its place.

mod values;

use std::fmt;
use std::ops::Range;

use stability::__internal::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Mistakes, OneOf, Quoted};

type Value<'t> = &'t Spanned<DeValue<'t>>;

/// A table, read by [`closed`](Self::closed) or by what it is in. Each method gives the value of a key, or `None` where there is
/// none or it is refused.
pub struct Table<'a, 't> {
    /// How it is written: `[tiers.stable]`; empty for the root.
    name: String,
    span: Range<usize>,
    entries: &'t DeTable<'t>,
    /// The keys that were asked for, which are those it may have.
    known: Vec<&'static str>,
    /// Whether it may have any key.
    open: bool,
    mistakes: &'a mut Mistakes,
}

impl<'a, 't> Table<'a, 't> {
    pub fn root(entries: &'t DeTable<'t>, mistakes: &'a mut Mistakes) -> Self {
        Self {
            name: String::new(),
            span: 0..0,
            entries,
            known: Vec::new(),
            open: false,
            mistakes,
        }
    }

    /// What `read` makes of it. A key that `read` did not ask for is refused.
    pub fn closed<T>(mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let made = read(&mut self);
        for key in self.entries.keys() {
            let (word, span) = (key.get_ref(), key.span());
            if self.open || self.known.iter().any(|known| known == word) {
                continue;
            }
            let (place, word) = (self.place(), Quoted(word));
            match nearest(key.get_ref(), self.known.iter().copied()) {
                Some(near) => self.mistakes.add(
                    span,
                    format_args!("unknown key {word}{place}"),
                    format_args!("did you mean `{near}`?"),
                ),
                None => self.mistakes.add(
                    span,
                    format_args!("unknown key {word}{place}"),
                    format_args!("write {}", OneOf(&self.known, "or")),
                ),
            }
        }
        made
    }

    /// ` in [tiers.stable]`, or nothing for the root.
    fn place(&self) -> String {
        if self.name.is_empty() {
            String::new()
        } else {
            format!(" in `{}`", self.name)
        }
    }

    /// The line of its heading.
    pub fn line(&self) -> u32 {
        self.mistakes.line(self.span.start)
    }

    /// Refuses the table as a whole.
    pub fn refuse(&mut self, message: impl fmt::Display, help: impl fmt::Display) {
        self.mistakes.add(self.span.clone(), message, help);
    }

    /// Refuses something within it.
    pub fn refuse_at(&mut self, span: Range<usize>, message: impl fmt::Display, help: impl fmt::Display) {
        self.mistakes.add(span, message, help);
    }

    /// The value of `key`, which it must have.
    pub fn must<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Self, &'static str) -> Option<T>) -> Option<T> {
        if !self.entries.contains_key(key) {
            let message = format!("`{}` has no `{key}`", self.name);
            self.refuse(message, format_args!("add `{key} = …`"));
        }
        read(self, key)
    }

    /// The place of the value of `key`.
    pub fn span(&self, key: &str) -> Range<usize> {
        self.entries.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// Whether it has `key`, whatever the value.
    pub fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    fn value(&mut self, key: &'static str) -> Option<Value<'t>> {
        self.known.push(key);
        self.entries.get(key)
    }

    fn wrong_type(&mut self, key: &str, value: Value<'_>, takes: &str, help: &str) {
        let article = match value.get_ref() {
            DeValue::Integer(_) | DeValue::Array(_) => "an",
            _ => "a",
        };
        let is = value.get_ref().type_str();
        self.refuse_at(
            value.span(),
            format_args!("{} takes {takes}, and this is {article} {is}", Quoted(key)),
            help,
        );
    }

    /// A table within it, read by `read`.
    pub fn table<T>(&mut self, key: &'static str, read: impl FnOnce(&mut Table<'_, 't>) -> T) -> Option<T> {
        let value = self.value(key)?;
        let (name, help) = match self.name.strip_suffix(']') {
            None => (format!("[{key}]"), format!("write `[{key}]`, and its keys below")),
            Some(outer) if outer.starts_with("[[") => (key.to_string(), format!("write `{key} = {{ … }}`")),
            Some(outer) => (format!("{outer}.{key}]"), format!("write `{key} = {{ … }}`")),
        };
        let Some(entries) = value.get_ref().as_table() else {
            self.wrong_type(key, value, "a table", &help);
            return None;
        };
        Some(self.inner(name, value.span(), entries).closed(read))
    }

    /// The tables of a list, read by `read`.
    pub fn tables<T>(&mut self, key: &'static str, read: impl Fn(&mut Table<'_, 't>) -> Option<T>) -> Vec<T> {
        let mut made = Vec::new();
        let Some(value) = self.value(key) else {
            return made;
        };
        let name = match self.name.strip_suffix(']') {
            None => format!("[[{key}]]"),
            Some(outer) => format!("[{outer}.{key}]]"),
        };
        let help = format!("write `{name}`, and its keys below, once for each");
        let Some(list) = value.get_ref().as_array() else {
            self.wrong_type(key, value, "a list of tables", &help);
            return made;
        };
        for value in list {
            match value.get_ref().as_table() {
                Some(entries) => made.extend(self.inner(name.clone(), value.span(), entries).closed(&read)),
                None => self.wrong_type(key, value, "a list of tables", &help),
            }
        }
        made
    }

    /// The tables of every key, where the keys are not known.
    pub fn tables_by_name<T>(&mut self, read: impl Fn(&mut Table<'_, 't>) -> T) -> Vec<(String, T)> {
        self.open = true;
        let mut made = Vec::new();
        let outer = self.name.strip_suffix(']').unwrap_or(&self.name).to_owned();
        for (key, value) in self.entries {
            let name = format!("{outer}.{}]", key.get_ref());
            match value.get_ref().as_table() {
                Some(entries) => {
                    let inner = self.inner(name, value.span(), entries).closed(&read);
                    made.push((key.get_ref().to_string(), inner));
                }
                None => self.wrong_type(
                    key.get_ref(),
                    value,
                    "a table",
                    &format!("write `{name}`, and its keys below"),
                ),
            }
        }
        made
    }

    fn inner(&mut self, name: String, span: Range<usize>, entries: &'t DeTable<'t>) -> Table<'_, 't> {
        Table {
            name,
            span,
            entries,
            known: Vec::new(),
            open: false,
            mistakes: self.mistakes,
        }
    }
}
