//! The values of a table, by type.

use std::collections::BTreeSet;

use jiff::civil::Date;
use semver::Version;
use stability::__internal::nearest;
use toml::Spanned;
use toml::de::DeValue;

use super::super::error::{OneOf, Quoted};
use super::{Table, Value};

impl<'t> Table<'_, 't> {
    fn string(&mut self, key: &'static str, value: Value<'t>) -> Option<&'t str> {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.refuse_at(value.span(), format_args!("`{key}` is empty"), "write something");
                None
            }
            DeValue::String(text) => Some(text),
            _ => {
                self.wrong_type(key, value, "a text", "write it in quotes");
                None
            }
        }
    }

    /// A text that is not empty.
    pub fn text(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        self.string(key, value).map(ToString::to_string)
    }

    /// A file or folder below the folder of the policy.
    pub fn path(&mut self, key: &'static str) -> Option<String> {
        let value = self.value(key)?;
        let path = self.string(key, value)?;
        let absolute = path.starts_with(['/', '\\']) || path.as_bytes().get(1) == Some(&b':');
        if absolute || path.split(['/', '\\']).any(|segment| segment == "..") {
            self.refuse_at(
                value.span(),
                format_args!("`{key}` leads out of the folder of the policy: {}", Quoted(path)),
                "write a path below that folder, with `/` between its parts",
            );
            return None;
        }
        Some(path.to_string())
    }

    fn list(&mut self, key: &'static str) -> Option<&'t [Spanned<DeValue<'t>>]> {
        let value = self.value(key)?;
        let list = value.get_ref().as_array();
        if list.is_none() {
            self.wrong_type(key, value, "a list of texts", "write `[\"…\"]`");
        }
        list.map(|list| &**list)
    }

    /// Texts, none of them empty or doubled.
    pub fn texts(&mut self, key: &'static str) -> Option<Vec<String>> {
        let mut texts = Vec::new();
        let mut taken = BTreeSet::new();
        for value in self.list(key)? {
            let Some(text) = self.string(key, value) else {
                continue;
            };
            if taken.insert(text) {
                texts.push(text.to_string());
            } else {
                self.doubled(key, value);
            }
        }
        Some(texts)
    }

    /// The words of a command.
    pub fn command(&mut self, key: &'static str) -> Option<Vec<String>> {
        let list = self.list(key)?;
        let words: Vec<String> = list
            .iter()
            .filter_map(|value| self.string(key, value).map(ToString::to_string))
            .collect();
        if list.is_empty() {
            self.refuse_at(
                self.span(key),
                format_args!("`{key}` is empty"),
                "write the program and its arguments: `[\"cargo\", \"test\"]`",
            );
        }
        Some(words)
    }

    /// Words that each mean something, none of them twice.
    pub fn words<T: Copy + PartialEq>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<Vec<T>> {
        let mut meant = Vec::new();
        for value in self.list(key)? {
            match self.meaning(key, value, words) {
                Some(one) if meant.contains(&one) => self.doubled(key, value),
                one => meant.extend(one),
            }
        }
        Some(meant)
    }

    fn doubled(&mut self, key: &str, value: Value<'_>) {
        let word = Quoted(value.get_ref().as_str().unwrap_or_default());
        self.refuse_at(
            value.span(),
            format_args!("{word} is written twice in `{key}`"),
            "keep one",
        );
    }

    /// A word that means something.
    pub fn word<T: Copy>(&mut self, key: &'static str, words: &[(&str, T)]) -> Option<T> {
        let value = self.value(key)?;
        self.meaning(key, value, words)
    }

    fn meaning<T: Copy>(&mut self, key: &str, value: Value<'_>, words: &[(&str, T)]) -> Option<T> {
        let names: Vec<&str> = words.iter().map(|(name, _)| *name).collect();
        let Some(word) = value.get_ref().as_str() else {
            self.wrong_type(
                key,
                value,
                "a word",
                &format!("write {} in quotes", OneOf(&names, "or")),
            );
            return None;
        };
        if let Some((_, meaning)) = words.iter().find(|(name, _)| *name == word) {
            return Some(*meaning);
        }
        let message = format!("{} cannot be {}", Quoted(key), Quoted(word));
        match nearest(word, names.iter().copied()) {
            Some(near) if names.len() > 1 => {
                let help = format!("did you mean `{near}`? It takes {}", OneOf(&names, "or"));
                self.refuse_at(value.span(), message, help);
            }
            _ => self.refuse_at(value.span(), message, format_args!("write {}", OneOf(&names, "or"))),
        }
        None
    }

    /// The words of every key, where the keys are not known.
    pub fn word_of_each<T: Copy>(&mut self, words: &[(&str, T)]) -> Vec<(String, T)> {
        self.open = true;
        let mut read = Vec::new();
        for (key, value) in self.entries {
            if let Some(meaning) = self.meaning(key.get_ref(), value, words) {
                read.push((key.get_ref().to_string(), meaning));
            }
        }
        read
    }

    /// `true` or `false`.
    pub fn flag(&mut self, key: &'static str) -> Option<bool> {
        let value = self.value(key)?;
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(key, value, "a boolean", "write `true` or `false`, without quotes");
        }
        flag
    }

    /// How many.
    pub fn count(&mut self, key: &'static str) -> Option<u32> {
        let value = self.value(key)?;
        let Some(integer) = value.get_ref().as_integer() else {
            self.wrong_type(key, value, "a number", "write a whole number, without quotes");
            return None;
        };
        let count = u32::from_str_radix(integer.as_str(), integer.radix()).ok();
        if count.is_none() {
            self.refuse_at(
                value.span(),
                format_args!("`{key}` cannot be {}", Quoted(&integer.to_string())),
                format_args!("write a whole number from 0 to {}", u32::MAX),
            );
        }
        count
    }

    /// Versions.
    pub fn versions(&mut self, key: &'static str) -> Option<Vec<Version>> {
        let mut versions = Vec::new();
        for value in self.list(key)? {
            if let Some(text) = self.string(key, value) {
                versions.extend(self.parsed_version(value, text));
            }
        }
        Some(versions)
    }

    /// A version.
    pub fn version(&mut self, key: &'static str) -> Option<Version> {
        let value = self.value(key)?;
        let text = self.string(key, value)?;
        self.parsed_version(value, text)
    }

    fn parsed_version(&mut self, value: Value<'t>, text: &str) -> Option<Version> {
        let version = Version::parse(text);
        if let Err(error) = &version {
            self.refuse_at(
                value.span(),
                format_args!("{} is not a version: {error}", Quoted(text)),
                "write one like `\"1.4.2\"`",
            );
        }
        version.ok()
    }

    /// A version of which the last numbers may be left out: `0.3`.
    pub fn release(&mut self, key: &'static str) -> Option<Version> {
        let value = self.value(key)?;
        let text = self.string(key, value)?;
        let missing = 2_usize.saturating_sub(text.matches('.').count());
        let version = Version::parse(&format!("{text}{}", ".0".repeat(missing)));
        if version.is_err() {
            self.refuse_at(
                value.span(),
                format_args!("{} is not a version", Quoted(text)),
                "write one like `\"0.3\"`",
            );
        }
        version.ok()
    }

    /// A day, as a date of TOML or as a text.
    pub fn date(&mut self, key: &'static str) -> Option<Date> {
        const HELP: &str = "write a date like 2027-01-31";
        let value = self.value(key)?;
        let text = match value.get_ref() {
            DeValue::Datetime(datetime) => datetime.to_string(),
            DeValue::String(text) => text.to_string(),
            _ => {
                self.wrong_type(key, value, "a day", HELP);
                return None;
            }
        };
        // With a time of day it would be parsed too, and the time ignored.
        let day = text.parse().ok().filter(|_| text.len() == "2027-01-31".len());
        if day.is_none() {
            self.refuse_at(value.span(), format_args!("{} is not a date", Quoted(&text)), HELP);
        }
        day
    }
}
