//! What the attributes of an item say. Up to format 53, each is its source text; later ones are structured, but for those of tools and
//! derives.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Item;

impl Item {
    pub fn is_hidden(&self) -> bool {
        self.attrs.iter().any(|attribute| {
            let text = attribute.to_string().replace(' ', "");
            text.contains("doc(hidden") || text.contains(",hidden)]") || text.contains("doc_hidden")
        })
    }

    /// Whether it has an attribute without a value that matters: `non_exhaustive`, `must_use`, `macro_export`.
    pub fn has(&self, name: &str) -> bool {
        self.attrs.iter().any(|attribute| match attribute {
            // Up to format 53, an attribute is its source text.
            Value::String(text) => is_named(text, name),
            Value::Object(parts) => {
                parts.contains_key(name)
                    || matches!(parts.get("other"), Some(Value::String(text)) if is_named(text, name))
            }
            _ => false,
        })
    }

    /// What its attributes of serde say.
    pub(super) fn serde_attributes(&self) -> impl Iterator<Item = &str> {
        let texts = self.attrs.iter().filter_map(|attribute| match attribute {
            // Up to format 53, an attribute is its source text.
            Value::String(text) => Some(text.as_str()),
            attribute => attribute["other"].as_str(),
        });
        texts.filter_map(|text| text.strip_prefix("#[serde(")?.strip_suffix(")]"))
    }

    /// The words of serde on it, sorted; empty without any.
    pub fn serde_words(&self) -> String {
        let mut words: Vec<&str> = self.serde_attributes().flat_map(words_of).collect();
        words.sort_unstable();
        words.join(", ")
    }

    /// What the processor must have, by its `target_feature`.
    pub fn target_features(&self) -> BTreeSet<String> {
        let mut found = BTreeSet::new();
        for attribute in &self.attrs {
            match attribute {
                // Up to format 53, an attribute is its source text.
                Value::String(text) if is_named(text, "target_feature") => {
                    let quoted = text.split('"').skip(1).step_by(2).flat_map(|list| list.split(','));
                    found.extend(quoted.map(|it| it.trim().to_owned()));
                }
                attribute => {
                    let listed = attribute["target_feature"]["enable"].as_array().into_iter().flatten();
                    found.extend(listed.filter_map(Value::as_str).map(str::to_owned));
                }
            }
        }
        found
    }

    /// The name under which linkers know it: of `export_name`, or its own with `no_mangle`.
    pub fn export_name(&self) -> String {
        let stated = self.attrs.iter().find_map(|attribute| match attribute {
            Value::String(text) if is_named(text, "export_name") => text.split('"').nth(1),
            attribute => attribute["export_name"].as_str(),
        });
        match stated {
            Some(name) => name.to_owned(),
            None if self.has("no_mangle") => self.name.clone().unwrap_or_default(),
            None => String::new(),
        }
    }

    /// What its `repr` says, in a fixed order: `C, align(8)`; empty without one.
    pub fn repr(&self) -> String {
        let mut words = Vec::new();
        for attribute in &self.attrs {
            let written = match attribute {
                Value::String(text) => text.strip_prefix("#[repr(").and_then(|text| text.strip_suffix(")]")),
                _ => None,
            };
            words.extend(
                written
                    .iter()
                    .flat_map(|text| text.split(','))
                    .map(|it| it.trim().to_owned()),
            );
            let Some(repr) = attribute.get("repr") else {
                continue;
            };
            words.extend(match repr["kind"].as_str() {
                Some("c") => Some("C".to_owned()),
                Some("rust") | None => None,
                Some(kind) => Some(kind.to_owned()),
            });
            words.extend(repr["int"].as_str().map(str::to_owned));
            words.extend(repr["align"].as_u64().map(|align| format!("align({align})")));
            words.extend(repr["packed"].as_u64().map(|packed| format!("packed({packed})")));
        }
        for word in &mut words {
            if word == "packed" {
                "packed(1)".clone_into(word);
            }
        }
        words.retain(|word| word != "Rust");
        words.sort();
        words.join(", ")
    }
}

/// The parts of a list between its commas; one in quotes or in parentheses does not count.
fn words_of(list: &str) -> Vec<&str> {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    let is_comma = move |letter: char| {
        match letter {
            '"' if !is_escaped => is_quoted = !is_quoted,
            '(' if !is_quoted => depth += 1,
            ')' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        is_escaped = letter == '\\' && !is_escaped;
        letter == ',' && !is_quoted && depth == 0
    };
    list.split(is_comma)
        .map(str::trim)
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether the attribute with this source text has the name: `#[must_use = "…"]` or `#[attr = MustUse]`, as compilers wrote it
/// for a while, has the name `must_use`.
fn is_named(text: &str, name: &str) -> bool {
    let text = text.strip_prefix("#[").unwrap_or(text);
    let text = ["attr = ", "unsafe("]
        .into_iter()
        .fold(text, |text, start| text.strip_prefix(start).unwrap_or(text));
    let is_letter = |letter: &char| letter.is_alphanumeric() || *letter == '_';
    let letters = |text: &str| {
        text.chars()
            .take_while(is_letter)
            .filter(|it| *it != '_')
            .collect::<String>()
    };
    letters(text).eq_ignore_ascii_case(&letters(name))
}

#[cfg(test)]
mod tests {
    use super::words_of;

    #[test]
    fn words_end_at_commas_that_are_in_nothing() {
        let list = r#"default, rename(serialize = "a,b", deserialize = "c"), alias = "\",", skip"#;
        assert_eq!(
            words_of(list),
            [
                "default",
                r#"rename(serialize = "a,b", deserialize = "c")"#,
                r#"alias = "\",""#,
                "skip"
            ]
        );
    }
}
