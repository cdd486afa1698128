//! The kinds of entries in `surface!`.

/// What follows a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum EntryForm {
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
        pub enum EntryKind {
            $($variant,)*
        }

        impl EntryKind {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }

            /// The word for the kind, as the contract spells it.
            pub const fn contract_kind(self) -> &'static str {
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
    Feature "feature" "feature" "feature" "feature \"name\";",
    Interface "interface" "interface" "interface" "interface \"name\";",
}

impl EntryKind {
    pub const fn syntax(self) -> EntryForm {
        match self {
            Self::Option => EntryForm::Option,
            Self::ExitCode => EntryForm::ExitCode,
            _ => EntryForm::Name,
        }
    }
}
