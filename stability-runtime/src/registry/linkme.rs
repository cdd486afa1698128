//! Registration through `linkme`: the linker lays the submissions side by side in one section.

use super::Collected;

/// What is collected in the program, in no particular order.
#[cfg_attr(feature = "promises", stability::internal(path = "stability::registry::SUBMISSIONS"))]
#[linkme::distributed_slice]
pub static SUBMISSIONS: [Collected];

/// What is collected in the program, in no particular order.
pub(super) fn collected() -> impl Iterator<Item = &'static Collected> {
    SUBMISSIONS.iter()
}

/// It is in the file of the program, and there from the start.
pub(crate) const fn is_ready() -> bool {
    true
}

/// Hands one `Collected` to the linker.
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($($submission:tt)*) => {
        const _: () = {
            #[$crate::__private::linkme::distributed_slice($crate::__private::SUBMISSIONS)]
            #[linkme(crate = $crate::__private::linkme)]
            static SUBMISSION: $crate::__private::Collected = $($submission)*;
        };
    };
}
