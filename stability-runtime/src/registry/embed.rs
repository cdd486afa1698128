//! What is handed to the linker, once more as lines of text in a section of the built file, so that a contract can be read
//! from the file without running it.
//!
//! The compiler makes the text out of the very submission that is collected: the two cannot differ. What is collected
//! refers to its text, and so no linker can leave out the one and keep the other.

mod line;
#[cfg(test)]
mod tests;
mod writer;

use super::Submission;
pub use line::{length, lines};

/// A submission and its lines.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::Embedded"))]
#[derive(Clone, Copy, Debug)]
pub struct Embedded {
    pub(super) submission: Submission,
    lines: &'static [u8],
}

impl Embedded {
    /// What an expansion hands to the linker.
    #[doc(hidden)]
    pub const fn new(submission: Submission, lines: &'static [u8]) -> Self {
        Self { submission, lines }
    }
}

/// The lines of what the linker collected, as they stand in the file of this program, in no particular order: those of one
/// submission together, each with a newline at its end.
///
/// # Panics
///
/// Before the constructors of the program have run, as [`submissions`](super::submissions) does.
///
/// ```standalone_crate
/// let lines = stability::registry::lines().flat_map(str::lines);
/// # #[cfg(feature = "serde")]
/// assert_eq!(stability::Contract::from_lines(lines)?, stability::Contract::linked()?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::lines"))]
#[track_caller]
pub fn linked_lines() -> impl Iterator<Item = &'static str> {
    assert!(super::is_ready(), "{}", super::TOO_EARLY);
    // They are made of whole texts.
    super::collected().map(|embedded| core::str::from_utf8(embedded.lines).unwrap_or_default())
}

/// Hands one `Submission` to the linker, and writes its lines.
///
/// The name of the section is that of [`SECTIONS`](crate::registry::SECTIONS) for each form of file. The attribute stands
/// here, so that it is none of the user's unsafe code.
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($($submission:tt)*) => {
        const _: () = {
            #[allow(long_running_const_eval)]
            const __SUBMISSION: $crate::__private::Submission = { $($submission)* };
            #[used]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__stability"))]
            #[cfg_attr(any(windows, target_os = "uefi", target_os = "cygwin"), unsafe(link_section = ".stblity"))]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows, target_os = "uefi", target_os = "cygwin")),
                unsafe(link_section = ".stability")
            )]
            #[allow(long_running_const_eval)]
            static __LINES: [::core::primitive::u8; $crate::__private::length(&__SUBMISSION)] =
                $crate::__private::lines(&__SUBMISSION);
            $crate::__submit! { $crate::__private::Embedded::new(__SUBMISSION, &__LINES) }
        };
    };
}
