//! Names are types of their own, so that a task is never taken for a tool.

/// Declares a name: a text with a meaning, written and read as plain text. What makes one is promised as it is.
macro_rules! id {
    ($(#[doc = $doc:literal])* #[stability::$tier:ident($($promise:tt)*)] $vis:vis struct $name:ident;) => {
        $(#[doc = $doc])*
        #[stability::$tier($($promise)*)]
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(transparent)]
        $vis struct $name(::std::string::String);

        #[stability::$tier($($promise)*)]
        impl $name {
            /// The name made of this text.
            pub fn new(text: impl Into<::std::string::String>) -> Self {
                Self(text.into())
            }

            /// The name as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }
    };
}
