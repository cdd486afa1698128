//! Registration through `inventory`: a constructor links each submission into a list before `main`.

use super::Submission;

inventory::collect!(Submission);

/// Submission as everything is, to be asked for: constructors run in the order in which packages are linked, and this one is
/// linked behind all that depend on it.
struct Ready;

inventory::collect!(Ready);
inventory::submit! { Ready }

/// Whether the constructors have run.
pub(crate) fn is_ready() -> bool {
    inventory::iter::<Ready>.into_iter().next().is_some()
}

/// What is collected in the program, in no particular order.
pub(super) fn collected() -> impl Iterator<Item = &'static Submission> {
    inventory::iter::<Submission>.into_iter()
}

/// Hands one `Submission` to the linker.
#[doc(hidden)]
#[macro_export]
macro_rules! __submit {
    ($($submission:tt)*) => {
        $crate::__private::inventory::submit! { $($submission)* }
    };
}
