//! The words of `surface!`, and what a name behind each looks like.

use syn::{LitInt, LitStr};

use crate::errors::Errors;
use crate::model::Subject;

/// What stands behind a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A name, and a type where it has one.
    Name,
    /// A command and an option.
    Option,
    /// A command, a number and a meaning.
    ExitCode,
}

/// Declares the words: spelling, word for the kind in the contract, name in messages, form.
macro_rules! words {
    ($($variant:ident $word:literal $kind:literal $noun:literal $form:literal,)*) => {
        /// A word that promises something.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub enum Word {
            $($variant,)*
        }

        impl Word {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The word for the kind, as the contract spells it.
            pub const fn kind(self) -> &'static str {
                match self { $(Self::$variant => $kind,)* }
            }

            /// As a message calls it.
            pub const fn noun(self) -> &'static str {
                match self { $(Self::$variant => $noun,)* }
            }

            /// A statement as it is to be written.
            pub const fn form(self) -> &'static str {
                match self { $(Self::$variant => $form,)* }
            }

            pub fn from_str(word: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word)
            }
        }
    };
}

words! {
    Command "command" "command" "command" "command \"program verb\";",
    Option "option" "option" "option" "option \"program verb\" \"--flag\";",
    ExitCode "exit_code" "exit-code" "exit code" "exit_code \"program verb\" 0 \"pass\";",
    Setting "setting" "setting" "setting" "setting \"database.url\": String;",
    Env "env" "env" "environment variable" "env \"NAME_*\";",
    Format "format" "format" "format" "format \"migration file\";",
    Schema "schema" "schema" "schema" "schema \"name@1\";",
    Event "event" "event" "event" "event \"run.completed\";",
    Metric "metric" "metric" "metric" "metric \"requests_total\";",
    Route "route" "route" "route" "route \"GET /path\";",
    ErrorCode "error_code" "error-code" "error code" "error_code \"NAME-007\";",
    WireName "wire_name" "wire-name" "wire name" "wire_name \"x-name\";",
    SqlFunction "sql_function" "sql-function" "SQL function" "sql_function \"name\";",
    SqlView "sql_view" "sql-view" "SQL view" "sql_view \"name\";",
    PythonModule "python_module" "python-module" "Python module" "python_module \"name\";",
    Interface "interface" "interface" "interface" "interface \"name\";",
}

impl Word {
    pub const fn syntax(self) -> Form {
        match self {
            Self::Option => Form::Option,
            Self::ExitCode => Form::ExitCode,
            _ => Form::Name,
        }
    }

    /// A name is one that such a thing can have.
    pub fn check(self, names: &[LitStr], number: Option<&LitInt>, subject: &Subject, errors: &mut Errors) {
        let Some(last) = names.last() else { return };
        let name = last.value();
        match self {
            // ui-tests/surface/malformed-env.rs
            Self::Env if !is_env(&name) => errors.push(
                last.span(),
                format_args!("no {subject} can exist: write letters, digits and `_`, with `*` for any run of them"),
            ),
            // ui-tests/surface/malformed-option.rs
            Self::Option if !is_option(&name) => errors.push(
                last.span(),
                format_args!(
                    "{subject} does not end as a user writes it: write `\"--name\"`, `\"-n\"`, or `\"<NAME>\"` for an argument"
                ),
            ),
            // ui-tests/surface/malformed-route.rs
            Self::Route if !is_route(&name) => errors.push(
                last.span(),
                format_args!("{subject} is not a method and a path: write `route \"GET /path/{{id}}\";`"),
            ),
            // ui-tests/surface/malformed-error-code.rs
            Self::ErrorCode if name.contains(char::is_whitespace) => errors.push(
                last.span(),
                format_args!("{subject} has spaces in it: write the code alone"),
            ),
            // ui-tests/surface/malformed-exit-code.rs
            Self::ExitCode => {
                if let Some(number) = number.filter(|number| number.base10_parse::<u8>().is_err()) {
                    errors.push(
                        number.span(),
                        format_args!("no program can end with the {subject}: write a number from 0 to 255"),
                    );
                }
            }
            _ => {}
        }
    }
}

fn is_env(name: &str) -> bool {
    let legal = |one: char| one.is_ascii_alphanumeric() || one == '_' || one == '*';
    name.chars().all(legal)
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.contains(|one| one != '*')
}

fn is_option(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|one| one.is_alphanumeric() || matches!(one, '-' | '_' | '.'))
    };
    if let Some(long) = name.strip_prefix("--") {
        return is_word(long) && !long.starts_with('-');
    }
    if let Some(short) = name.strip_prefix('-') {
        return short.chars().count() == 1 && short != "-";
    }
    name.strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(is_word)
}

fn is_route(name: &str) -> bool {
    name.split_once(' ').is_some_and(|(method, path)| {
        crate::args::METHODS.contains(&method) && path.starts_with('/') && !path.contains(' ')
    })
}

#[cfg(test)]
mod tests {
    use super::{is_env, is_option, is_route};

    #[test]
    fn names_are_those_that_can_exist() {
        for name in ["AKSARA_*", "PATH", "_x", "A1", "*_TOKEN"] {
            assert!(is_env(name), "{name}");
        }
        for name in ["", "*", "1A", "A-B", "A B", "A=", "Ä"] {
            assert!(!is_env(name), "{name}");
        }
        for name in ["--fake", "-v", "--no-color", "<APP>", "-ü"] {
            assert!(is_option(name), "{name}");
        }
        for name in ["", "fake", "-", "--", "---", "-vv", "<>", "<A", "--a b"] {
            assert!(!is_option(name), "{name}");
        }
        for name in ["GET /", "PATCH /a/{id}"] {
            assert!(is_route(name), "{name}");
        }
        for name in ["", "/", "GET", "get /", "GET a", "GET /a b", "FETCH /"] {
            assert!(!is_route(name), "{name}");
        }
    }
}
