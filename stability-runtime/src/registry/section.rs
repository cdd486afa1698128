//! The lines of a submission in a section of the built file.
//!
//! What is collected refers to its bytes in the section: no linker keeps the one and drops the other, so `embed` implies
//! `inventory`. The section is `.stblity` in PE files: eight characters survive linking, and tools take what begins with
//! `.stab` for debug sections.

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
    ($name:literal $version:literal [$($lines:tt)*]) => {
        const _: () = {
            const __HEAD: &::core::primitive::str = ::core::concat!(
                "{\"stability\":2,\"package\":\"", $name, "\",\"version\":\"", $version,
                "\",\"module\":\"", ::core::module_path!(), "\"}\n",
            );
            const __LINES: &[&::core::primitive::str] = &[$($lines)*];
            #[used]
            #[cfg_attr(target_vendor = "apple", unsafe(link_section = "__DATA,__stability"))]
            #[cfg_attr(any(windows, target_os = "uefi", target_os = "cygwin"), unsafe(link_section = ".stblity"))]
            #[cfg_attr(
                not(any(target_vendor = "apple", windows, target_os = "uefi", target_os = "cygwin")),
                unsafe(link_section = ".stability")
            )]
            static __SECTION: [::core::primitive::u8; $crate::__private::length(__HEAD, __LINES)] =
                $crate::__private::join(__HEAD, __LINES);
            $crate::__submit! { SUBMISSIONS $crate::__private::Collected {
                text: &[$name, $version, ::core::module_path!(), $($lines)*],
                section: &__SECTION,
            } }
        };
    };
    ($name:literal $version:literal $lines:tt $($key:ident $values:tt)+) => {
        $crate::__register! { $name $version $lines }
        $crate::__submit! { VALUES $crate::__private::Values {
            $($key: &$values,)+
            ..$crate::__private::Values::new($name)
        } }
    };
}

#[cfg(all(test, feature = "contract"))]
mod tests {
    #![expect(unsafe_code, reason = "in this crate, the attribute of the macro is its own")]

    extern crate alloc;

    use alloc::vec::Vec;

    use super::{join, length};
    use crate::contract::Contract;
    use crate::registry::{lines, submissions};

    #[test]
    fn pieces_are_joined_in_their_order() {
        const PIECES: &[&str] = &["{\"a\":", "", "\"é\"}\n"];
        const JOINED: [u8; length("head\n", PIECES)] = join("head\n", PIECES);
        assert_eq!(str::from_utf8(&JOINED), Ok("head\n{\"a\":\"é\"}\n"));
        assert_eq!(join::<{ length("", &[]) }>("", &[]), [0; 0]);
    }

    crate::__register! { "nika" "1.0.0" [
        "{\"kind\":\"struct\",\"name\":\"Frame\",\"tier\":\"stable\",\"members\":[null",
        #[cfg(test)] ",{\"kind\":\"field\",\"name\":\"kept\"}",
        #[cfg(not(test))] ",{\"kind\":\"field\",\"name\":\"dropped\"}",
        "]}\n",
    ] }

    #[test]
    fn the_section_holds_what_is_collected() {
        let own: Vec<_> = submissions()
            .filter(|submission| submission.module == core::module_path!())
            .collect();
        let collected = Contract::collect(&own).expect("it is a contract");
        assert_eq!(collected.items()[0].id, "stability::registry::section::tests::Frame");
        assert_eq!(collected.items()[0].members.len(), 1);
        let head =
            r#"{"stability":2,"package":"nika","version":"1.0.0","module":"stability::registry::section::tests"}"#;
        let sections: Vec<&str> = lines().filter(|section| section.starts_with(head)).collect();
        assert_eq!(sections.len(), 1);
        assert_eq!(Contract::from_lines(sections[0].lines()), Ok(collected));
    }
}
