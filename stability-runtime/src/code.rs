//! Error codes: unique over all packages and never reused; internal codes cannot become public.
//!
//! A code is an item with the code as its id, in a namespace that spans packages. `derive(ErrorCode)` writes the record itself,
//! because the enum may have no tier. A retired code keeps its variant, so that its number stays reserved.

use core::fmt;

/// The code of an error, such as `NIKA-AUTH-007`: a namespace and a number in it.
///
/// ```
/// use stability::Code;
///
/// let code = Code::new("NIKA-AUTH", 7);
/// assert_eq!(code.to_string(), "NIKA-AUTH-007");
/// assert_eq!(Code::split("NIKA-AUTH-007"), Some(("NIKA-AUTH", 7)));
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code {
    namespace: &'static str,
    number: u32,
    internal: bool,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Code {
    /// A code that users see.
    #[must_use]
    pub const fn new(namespace: &'static str, number: u32) -> Self {
        Self {
            namespace,
            number,
            internal: false,
        }
    }

    /// A code for diagnostics, which users never see.
    #[must_use]
    pub const fn internal(namespace: &'static str, number: u32) -> Self {
        Self {
            namespace,
            number,
            internal: true,
        }
    }

    /// The namespace, such as `NIKA-AUTH`.
    pub const fn namespace(self) -> &'static str {
        self.namespace
    }

    /// The number in the namespace.
    pub const fn number(self) -> u32 {
        self.number
    }

    /// Whether the code is for diagnostics alone.
    pub const fn is_internal(self) -> bool {
        self.internal
    }

    /// Parts a code as [`Display`](fmt::Display) writes it into namespace and number; `None` where the text is no code.
    pub fn split(text: &str) -> Option<(&str, u32)> {
        let (namespace, digits) = text.rsplit_once('-')?;
        let is_word = |word: &str| {
            word.starts_with(|first: char| first.is_ascii_uppercase())
                && word.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit())
        };
        let number: u32 = digits.parse().ok()?;
        // One code has one spelling: three digits at least, and no more zeros than it takes.
        let canonical = digits.len() == 3 || digits.len() > 3 && !digits.starts_with('0');
        let digits_only = digits.bytes().all(|digit| digit.is_ascii_digit());
        (canonical && digits_only && namespace.split('-').all(is_word)).then_some((namespace, number))
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:03}", self.namespace, self.number)
    }
}

/// One code of an error type.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeEntry {
    /// The code.
    pub code: Code,
    /// The variant that has it.
    pub variant: &'static str,
    /// Whether it is out of use; its number is never used again.
    pub retired: bool,
}

/// An error type whose every variant has a code; see the [derive](macro@crate::ErrorCode).
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub trait ErrorCode {
    /// Every code of the type, in the order of its variants.
    const CODES: &'static [CodeEntry];

    /// The code of this error.
    fn code(&self) -> Code;

    /// The entry of a code as [`Code`] is displayed; `None` where the type has no such code.
    fn find(text: &str) -> Option<&'static CodeEntry>
    where
        Self: Sized,
    {
        let (namespace, number) = Code::split(text)?;
        Self::CODES
            .iter()
            .find(|entry| entry.code.namespace == namespace && entry.code.number == number)
    }
}

/// A code that may be shown to users.
///
/// ```
/// use stability::{Code, PublicCode};
///
/// assert_eq!(PublicCode::try_from(Code::new("NIKA-AUTH", 7)).unwrap().to_string(), "NIKA-AUTH-007");
///
/// let error = PublicCode::try_from(Code::internal("NIKA-STORE", 1001)).unwrap_err();
/// assert_eq!(error.to_string(), "`NIKA-STORE-1001` is an internal code, which users must not see: map it to a public code");
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PublicCode(Code);

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl PublicCode {
    /// The code.
    pub const fn get(self) -> Code {
        self.0
    }
}

impl TryFrom<Code> for PublicCode {
    type Error = InternalCode;

    fn try_from(code: Code) -> Result<Self, InternalCode> {
        if code.internal {
            Err(InternalCode(code))
        } else {
            Ok(Self(code))
        }
    }
}

impl fmt::Display for PublicCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Why a code is no [`PublicCode`].
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InternalCode(Code);

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl InternalCode {
    /// The code.
    pub const fn code(self) -> Code {
        self.0
    }
}

impl fmt::Display for InternalCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is an internal code, which users must not see: map it to a public code",
            self.0
        )
    }
}

impl core::error::Error for InternalCode {}

#[cfg(test)]
mod tests {
    use super::Code;

    #[test]
    fn a_code_is_read_back_as_it_is_written() {
        extern crate alloc;
        use alloc::string::ToString;

        for (number, written) in [(0, "A-B2-000"), (7, "A-B2-007"), (999, "A-B2-999"), (1001, "A-B2-1001")] {
            let code = Code::new("A-B2", number);
            assert_eq!(code.to_string(), written);
            assert_eq!(Code::split(written), Some(("A-B2", number)));
        }
    }

    #[test]
    fn invalid_codes_are_not_read() {
        for text in [
            "",
            "-",
            "A",
            "A-",
            "A-7",
            "A-0007",
            "A-01001",
            "a-007",
            "A--007",
            "-A-007",
            "A-+07",
            "A-00٣",
            "2A-007",
            "A-99999999999",
        ] {
            assert_eq!(Code::split(text), None, "{text}");
        }
    }
}
