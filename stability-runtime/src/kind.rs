//! What kind of thing a promise is about.

use core::fmt;
use core::str::FromStr;

use crate::tier::UnknownWord;

/// Declares [`Kind`] from one table: the variant, its word, the namespace its name lives in, its documentation.
macro_rules! kinds {
    ($($variant:ident $word:literal $namespace:ident $doc:literal,)*) => {
        /// The kind of a promised item.
        ///
        /// ```
        /// use stability::Kind;
        ///
        /// assert_eq!(Kind::AssociatedConst.to_string(), "associated-const");
        /// assert_eq!("struct".parse(), Ok(Kind::Struct));
        /// ```
        #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(#[doc = $doc] $variant,)*
        }

        #[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The word for the kind, as commands and JSON spell it.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)*
                }
            }

            /// The namespace in which the names of this kind must differ.
            pub const fn namespace(self) -> Namespace {
                match self {
                    $(Self::$variant => Namespace::$namespace,)*
                }
            }
        }
    };
}

kinds! {
    Struct "struct" Type "A struct.",
    Enum "enum" Type "An enum.",
    Union "union" Type "A union.",
    Trait "trait" Type "A trait.",
    TypeAlias "type" Type "A type alias.",
    Mod "mod" Type "A module.",
    Fn "fn" Value "A free function.",
    Method "method" Value "An associated function of a type or trait, with or without a receiver.",
    Const "const" Value "A constant.",
    Static "static" Value "A static.",
    AssociatedConst "associated-const" Value "An associated constant of a type or trait.",
    AssociatedType "associated-type" Type "An associated type of a trait or of its implementation.",
    Field "field" Value "A field of a struct, union or variant.",
    Variant "variant" Type "A variant of an enum.",
    Impl "impl" Type "An implementation of a trait for a type.",
    Use "use" Import "A re-export.",
    Macro "macro" Macro "A macro, declarative or procedural.",
    ErrorCode "error-code" Code "A code of an error.",
    Schema "schema" Schema "A schema of documents.",
    Route "route" Route "A route of a service.",
    Guarantee "guarantee" Guarantee "A promised behaviour.",
    Command "command" Surface "A command of a program.",
    CommandOption "option" Surface "An option of a command.",
    ExitCode "exit-code" Surface "An exit code of a command.",
    Setting "setting" Surface "A key of a program's settings.",
    Env "env" Surface "An environment variable, or a pattern of them such as `AKSARA_*`.",
    Format "format" Surface "A format of files or of output.",
    Event "event" Surface "An event that a program emits.",
    Metric "metric" Surface "A metric that a program exports.",
    WireName "wire-name" Surface "A name that goes over the wire.",
    SqlFunction "sql-function" Surface "A function of a database.",
    SqlView "sql-view" Surface "A view of a database.",
    PythonModule "python-module" Surface "A module for Python.",
    Interface "interface" Surface "An interface in another language.",
    Feature "feature" Feature "A feature of a package.",
    Artefact "artefact" Surface "Something that a program generates.",
}

/// A namespace of Rust names: two items can have the same name if their namespaces differ.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Namespace {
    /// Types, traits, modules.
    Type,
    /// Functions, constants, statics, fields.
    Value,
    /// Macros.
    Macro,
    /// Re-exports, which may bring a name in every namespace.
    Import,
    /// Error codes, which are unique over all packages.
    Code,
    /// Schemas, which belong to one package each.
    Schema,
    /// Routes, which are unique in a package, whatever the names of their parameters.
    Route,
    /// Guarantees.
    Guarantee,
    /// Features, which belong to one package each.
    Feature,
    /// Names that users of a program see, which are unique in all its packages.
    Surface,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Namespace {
    /// The other namespaces whose names keep a path of this one alive: a `use` may bring what stood there, and what a `use`
    /// brought may be there itself.
    pub const fn on_one_path(self) -> &'static [Self] {
        match self {
            Self::Type | Self::Value | Self::Macro => &[Self::Import],
            Self::Import => &[Self::Type, Self::Value, Self::Macro],
            _ => &[],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.as_str() == word)
            .ok_or(UnknownWord::new(
                "unknown kind: write struct, enum, trait, fn, method or another word that `Kind` lists",
            ))
    }
}
