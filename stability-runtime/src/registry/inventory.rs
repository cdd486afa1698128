//! Registration through `inventory`: a constructor links each submission into a list before `main`.

use super::Collected;

inventory::collect!(Collected);

/// What is collected in the program, in no particular order.
pub(super) fn collected() -> impl Iterator<Item = &'static Collected> {
    inventory::iter::<Collected>.into_iter()
}

/// Hands one `Submission` to the linker, with its lines where they are embedded.
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($($submission:tt)*) => {
        $crate::__private::inventory::submit! { $($submission)* }
    };
}
