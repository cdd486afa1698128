//! The cases of `rename_all`, as serde applies them.

/// A case that `rename_all` names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    pub fn from_str(word: &str) -> Option<Self> {
        Some(match word {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => return None,
        })
    }

    /// The name of a variant, which is in `PascalCase`.
    pub fn of_variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Camel => with_first(name, char::to_ascii_lowercase),
            Self::Snake => {
                let mut snake = String::new();
                for (at, letter) in name.char_indices() {
                    if at > 0 && letter.is_uppercase() {
                        snake.push('_');
                    }
                    snake.push(letter.to_ascii_lowercase());
                }
                snake
            }
            Self::ScreamingSnake => Self::Snake.of_variant(name).to_ascii_uppercase(),
            Self::Kebab => Self::Snake.of_variant(name).replace('_', "-"),
            Self::ScreamingKebab => Self::ScreamingSnake.of_variant(name).replace('_', "-"),
        }
    }

    /// The name of a field, which is in `snake_case`.
    pub fn of_field(self, name: &str) -> String {
        match self {
            Self::Lower | Self::Snake => name.to_owned(),
            Self::Upper | Self::ScreamingSnake => name.to_ascii_uppercase(),
            Self::Pascal => {
                let parts = name.split('_');
                parts.map(|part| with_first(part, char::to_ascii_uppercase)).collect()
            }
            Self::Camel => with_first(&Self::Pascal.of_field(name), char::to_ascii_lowercase),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
        }
    }
}

fn with_first(name: &str, change: fn(&char) -> char) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| change(&first));
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn names_are_those_of_serde() {
        for (word, variant, field) in [
            ("lowercase", "vetoneat", "very_tasty1"),
            ("UPPERCASE", "VETONEAT", "VERY_TASTY1"),
            ("PascalCase", "VetoNeat", "VeryTasty1"),
            ("camelCase", "vetoNeat", "veryTasty1"),
            ("snake_case", "veto_neat", "very_tasty1"),
            ("SCREAMING_SNAKE_CASE", "VETO_NEAT", "VERY_TASTY1"),
            ("kebab-case", "veto-neat", "very-tasty1"),
            ("SCREAMING-KEBAB-CASE", "VETO-NEAT", "VERY-TASTY1"),
        ] {
            let case = Case::from_str(word).unwrap();
            let names = (case.of_variant("VetoNeat"), case.of_field("very_tasty1"));
            assert_eq!(names, (variant.to_owned(), field.to_owned()), "{word}");
        }
        let kept = [
            ("PascalCase", "_a__b", "AB"),
            ("camelCase", "r_", "r"),
            ("lowercase", "", ""),
        ];
        for (word, field, name) in kept {
            assert_eq!(Case::from_str(word).unwrap().of_field(field), name, "{word} {field}");
        }
        assert!(Case::from_str("Train-Case").is_none());
    }
}
