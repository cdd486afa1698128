//! The lines of a submission in a section of the built file.

/// How long the pieces are together.
pub const fn length(head: &str, pieces: &[&str]) -> usize {
    let (mut length, mut rest) = (head.len(), pieces);
    while let Some((piece, behind)) = rest.split_first() {
        length += piece.len();
        rest = behind;
    }
    length
}

/// The pieces as one text; `N` is their [`length`].
pub const fn join<const N: usize>(head: &str, pieces: &[&str]) -> [u8; N] {
    let mut joined = [0; N];
    let (start, mut free) = joined.split_at_mut(head.len());
    start.copy_from_slice(head.as_bytes());
    let mut rest = pieces;
    while let Some((piece, behind)) = rest.split_first() {
        let (place, left) = free.split_at_mut(piece.len());
        place.copy_from_slice(piece.as_bytes());
        (free, rest) = (left, behind);
    }
    joined
}

/// Hands one submission to the linker, and writes its lines into the section.
///
/// The name of the section is that of [`SECTIONS`](crate::registry::SECTIONS) for each form of file. The attribute is in this
/// macro, so that it is no unsafe code of the user's.
#[doc(hidden)]
#[macro_export]
macro_rules! __register {
    ($name:literal $version:literal $lines:tt
        $(routes: $routes:tt)? $(codes: $codes:tt)? $(evidence: $evidence:tt)?) => {
        const _: () = {
            const __HEAD: &::core::primitive::str = ::core::concat!(
                "{\"stability\":2,\"package\":\"", $name, "\",\"version\":\"", $version,
                "\",\"module\":\"", ::core::module_path!(), "\"}\n",
            );
            const __LINES: &[&::core::primitive::str] = &$lines;
            #[used]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__stability"))]
            #[cfg_attr(any(windows, target_os = "uefi", target_os = "cygwin"), unsafe(link_section = ".stblity"))]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows, target_os = "uefi", target_os = "cygwin")),
                unsafe(link_section = ".stability")
            )]
            static __SECTION: [::core::primitive::u8; $crate::__private::length(__HEAD, __LINES)] =
                $crate::__private::join(__HEAD, __LINES);
            $crate::__submit! {
                $crate::__private::Submission {
                    package: $crate::__private::Package { name: $name, version: $version },
                    module: ::core::module_path!(),
                    lines: __LINES,
                    $(routes: &$routes,)?
                    $(codes: &$codes,)?
                    $(evidence: &$evidence,)?
                    section: &__SECTION,
                    ..$crate::__private::Submission::EMPTY
                }
            }
        };
    };
}
