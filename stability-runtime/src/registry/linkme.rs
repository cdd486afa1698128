//! Registration through `linkme`: the linker lays the submissions side by side in one section.

use super::{Collected, Values};

/// The submissions in the program, in no particular order.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::SUBMISSIONS"))]
#[linkme::distributed_slice]
pub static SUBMISSIONS: [Collected];

/// The values in the program, in no particular order.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::VALUES"))]
#[linkme::distributed_slice]
pub static VALUES: [Values];

pub(super) fn collected() -> impl Iterator<Item = &'static Collected> {
    SUBMISSIONS.iter()
}

pub(super) fn collected_values() -> impl Iterator<Item = &'static Values> {
    VALUES.iter()
}

/// It is in the file of the program, and there from the start.
pub(crate) const fn is_ready() -> bool {
    true
}

/// Hands a value to the linker, for the slice of this name.
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    (SUBMISSIONS $($value:tt)*) => {
        const _: () = {
            #[$crate::__private::linkme::distributed_slice($crate::__private::SUBMISSIONS)]
            #[linkme(crate = $crate::__private::linkme)]
            static SUBMISSION: $crate::__private::Collected = $($value)*;
        };
    };
    (VALUES $($value:tt)*) => {
        const _: () = {
            #[$crate::__private::linkme::distributed_slice($crate::__private::VALUES)]
            #[linkme(crate = $crate::__private::linkme)]
            static VALUE: $crate::__private::Values = $($value)*;
        };
    };
}
